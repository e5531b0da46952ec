"""What the database itself refuses, whoever asks."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError, QuerySet

from guidance import loading
from guidance.models import Fear, HelpLine, Prompt, Sign, Strategy, Weight
from tests.base import TestCase


class ConstraintTests(TestCase):
    strategy: Strategy
    sign: Sign
    fear: Fear

    @classmethod
    def setUpTestData(cls) -> None:
        loading.load()
        cls.strategy = Strategy.objects.get(slug="take-it-slow")
        cls.sign = Sign.objects.get(slug="distance")
        cls.fear = Fear.objects.get(slug="trust-hard")

    def refuses(self, queryset: QuerySet[Any], **change: Any) -> None:
        with (
            self.subTest(**change),
            self.assertRaises(IntegrityError),
            transaction.atomic(),
        ):
            queryset.update(**change)

    def test_a_respond_prompt_and_no_other_has_a_strategy(self) -> None:
        self.refuses(Prompt.objects.filter(slug="slow-door-ajar"), strategy=None)
        self.refuses(Prompt.objects.filter(slug="slow-door-ajar"), phase="notice")
        self.refuses(Prompt.objects.filter(slug="notice-one-moment"), strategy=self.strategy)

    def test_a_prompt_for_contact_is_hidden_when_unsafe(self) -> None:
        self.refuses(Prompt.objects.filter(slug="slow-door-ajar"), hide_if_unsafe=False)

    def test_a_prompt_has_a_known_depth_side_and_length(self) -> None:
        prompt = Prompt.objects.filter(slug="notice-one-moment")
        self.refuses(prompt, depth="endless")
        self.refuses(prompt, perspective="both")
        self.refuses(prompt, minutes=0)
        self.refuses(prompt, minutes=61)

    def test_a_sign_is_of_distance_or_of_warmth_and_warmth_asks_nothing(self) -> None:
        self.refuses(Sign.objects.filter(slug="listened"), kind="coldness")
        self.refuses(Sign.objects.filter(slug="listened"), safety_check="ask")
        self.refuses(Sign.objects.filter(slug="distance"), safety_check="perhaps")

    def test_only_a_strategy_allowed_when_unsafe_has_a_place_at_the_gate(self) -> None:
        slow = Strategy.objects.filter(slug="take-it-slow")
        self.refuses(slow, gate_receiving=2)
        self.refuses(slow, gate_pushing=2)
        self.refuses(Strategy.objects.exclude(gate_pushing=None), allowed_when_unsafe=False)

    def test_a_bonus_is_between_0_and_1_and_for_one_side(self) -> None:
        slow = Strategy.objects.filter(slug="take-it-slow")
        self.refuses(slow, bonus=Decimal("1.01"))
        self.refuses(slow, bonus=Decimal("-0.25"))
        self.refuses(slow, bonus_when="both")

    def test_a_weight_is_for_a_sign_or_for_ones_own_fear(self) -> None:
        self.refuses(Weight.objects.filter(sign=self.sign), fear=self.fear)
        self.refuses(Weight.objects.filter(sign=self.sign), sign=None)
        self.refuses(Weight.objects.filter(fear=self.fear), side="them")

    def test_a_weight_is_0_to_3(self) -> None:
        self.refuses(Weight.objects.filter(sign=self.sign), value=4)

    def test_a_weight_stands_once(self) -> None:
        for twin in (
            Weight(sign=self.sign, side="them", strategy=self.strategy),
            Weight(fear=self.fear, strategy=self.strategy),
        ):
            with self.subTest(twin=str(twin)), self.assertRaises(IntegrityError):
                with transaction.atomic():
                    twin.save()

    def test_a_published_help_line_was_checked_by_someone(self) -> None:
        line = HelpLine.objects.filter(slug="gb-samaritans")
        now = datetime(2026, 11, 22, tzinfo=UTC)
        self.refuses(line, published_at=now)
        self.refuses(line, published_at=now, last_verified_on=date(2026, 11, 22))
        self.refuses(line, published_at=now, verified_by="Edith")

    def test_a_help_line_can_be_reached(self) -> None:
        line = HelpLine.objects.filter(slug="gb-samaritans")
        self.refuses(line, phone="", phone_link="", web_url="")
        self.refuses(line, phone_link="")
        self.refuses(line, category="gossip")

    def test_what_is_named_elsewhere_cannot_be_deleted(self) -> None:
        for row in (self.strategy, self.sign, self.fear):
            with self.subTest(row=row), self.assertRaises(ProtectedError):
                row.delete()
