from decimal import Decimal
from importlib import import_module

from django.apps import apps

from guidance import loading, rows
from guidance.models import Behaviour, Fear, HelpLine, Prompt, Sign, Strategy
from tests.base import TestCase


class FormTests(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        loading.load()

    def test_every_shipped_row_reads_as_its_shipped_form(self) -> None:
        for noun, model in rows.NOUNS.items():
            for row in model._default_manager.all():
                form, shipped = rows.form_of(row), row.shipped
                assert shipped
                with self.subTest(noun=noun, slug=row.slug):
                    apart = {"weight_reason", "published_at"}
                    self.assertEqual(set(shipped) - set(form) - apart, set())
                    self.assertEqual(
                        {name: form[name] for name in shipped if name not in apart},
                        {name: text for name, text in shipped.items() if name not in apart},
                    )

    def test_a_form_put_back_changes_nothing(self) -> None:
        for noun, model in rows.NOUNS.items():
            row = model._default_manager.first()
            form = rows.form_of(row)
            with self.subTest(noun=noun):
                rows.put(row, form)
                self.assertEqual(rows.form_of(rows.named(noun, form["slug"])), form)

    def test_it_holds_no_id_no_code_and_no_moment(self) -> None:
        self.assertEqual(
            sorted(rows.form_of(Sign.objects.get(slug="distance"))),
            "about active kind me name order safety_check slug summary them".split(),
        )

    def test_what_the_form_does_not_name_stays(self) -> None:
        row = Prompt.objects.get(slug="notice-one-moment")
        before = rows.form_of(row)

        rows.put(row, {"title": "Two"})

        self.assertEqual(rows.form_of(row), before | {"title": "Two"})

    def test_moments_and_links_are_set(self) -> None:
        line = HelpLine.objects.get(slug="gb-samaritans")
        rows.put(line, {"last_verified_on": "2026-11-22", "verified_by": "Edith", "active": False})
        part = Behaviour.objects.get(slug="jealousy")
        rows.put(part, {"fear": "closeness-fear"})
        way = Strategy.objects.get(slug="take-it-slow")
        rows.put(way, {"bonus": "0.50"})

        line.refresh_from_db()
        self.assertEqual(rows.form_of(line)["last_verified_on"], "2026-11-22")
        self.assertEqual(line.retired_at is None, False)
        self.assertEqual(Behaviour.objects.get(slug="jealousy").fear.slug, "closeness-fear")
        self.assertEqual(Strategy.objects.get(slug="take-it-slow").bonus, Decimal("0.5"))

    def test_a_form_on_the_web_becomes_one_of_ours(self) -> None:
        fears = Fear.objects.filter(slug__in=["trust-hard", "closeness-fear"])
        cleaned = {
            "title": "One",
            "strategy": Strategy.objects.get(slug="take-it-slow"),
            "fears": fears,
            "based_on": 3,
        }

        self.assertEqual(
            rows.form_from(Prompt, cleaned),
            {"title": "One", "strategy": "take-it-slow", "fears": ["closeness-fear", "trust-hard"]},
        )


class MigrationTests(TestCase):
    def test_what_readers_saw_before_there_were_drafts_is_published(self) -> None:
        loading.load()
        Prompt.objects.update(published_at=None)
        moved = import_module("guidance.migrations.0003_versions")

        moved.publish_what_is_there(apps, None)

        for row in Prompt.objects.all():
            self.assertEqual(row.published_at, row.edited_at)
        self.assertEqual(HelpLine.objects.published().count(), 0)
