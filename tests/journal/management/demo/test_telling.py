"""The year in a journal: the same twice, nothing in the future, enough for every picture."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import time_machine
from django.utils import timezone

from accounts import demo
from accounts.models import User
from guidance import shelf
from guidance.loading import load
from journal.management.demo.telling import tell
from journal.models import Entry, Journal, Step
from journal.models.person import cards_in
from journal.page import Page
from journal.views.kept import on_this_day
from tests.base import TestCase

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def told_journal(name: str = "demo") -> Journal:
    """Return a journal with the year told into it."""
    account = User.objects.create_user(f"{name}@{demo.DOMAIN}", time_zone="Europe/London")
    journal = Journal.objects.of(account)
    tell(journal)
    return journal


def opened(journal: Journal) -> Iterator[dict[str, Any]]:
    """Yield all that each page says, the oldest first, with nicknames in place of ids."""
    names = {pk: card.nickname for pk, card in cards_in(journal).items()}
    rows = Entry.objects.filter(journal=journal).with_step().order_by("about_on", "created_at")
    for entry in rows:
        page, step = entry.read(journal.keyring), entry.step_or_none
        yield {
            "on": entry.about_on,
            "moments": (entry.created_at, entry.saved_at, entry.deleted_at),
            "page": {name: getattr(page, name) for name in Page.__struct_fields__}
            | {"person": page.person and names[page.person]},
            "step": step
            and (step.read(journal.keyring), step.due_on, step.created_at, step.answered_at),
        }


class TellingTests(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        load()
        shelf.current()

    def test_told_twice_it_says_the_same(self) -> None:
        with time_machine.travel(NOON, tick=False):
            first, second = told_journal("demo"), told_journal("other")

        self.assertEqual(list(opened(first)), list(opened(second)))

    def test_whenever_it_is_told_nothing_lies_in_the_future(self) -> None:
        for number, moment in enumerate(
            (
                datetime(2026, 3, 29, 0, 30, tzinfo=UTC),  # the night the clocks go forward
                datetime(2027, 1, 1, 0, 0, 30, tzinfo=UTC),
                datetime(2028, 2, 29, 23, 59, tzinfo=UTC),
            )
        ):
            with self.subTest(moment), time_machine.travel(moment, tick=False):
                journal = told_journal(f"demo{number}")
                yesterday = journal.owner.today() - timedelta(days=1)
                for told in opened(journal):
                    self.assertLessEqual(told["on"], yesterday)
                    self.assertEqual(
                        told["moments"][0].astimezone(journal.owner.zone).date(), told["on"]
                    )
                    *_, answered_at = told["step"] or (None,)
                    self.assertLess(max(told["moments"][:2]), timezone.now())
                    self.assertLess(answered_at or moment - timedelta(1), timezone.now())

    def test_this_day_a_year_ago_is_its_first_page(self) -> None:
        for number, today in enumerate(
            (
                date(2026, 11, 22),
                date(2028, 12, 24),  # a leap day lies between
                date(2029, 2, 28),
                date(2028, 2, 28),
            )
        ):
            moment = datetime(today.year, today.month, today.day, 12, tzinfo=UTC)
            with self.subTest(today), time_machine.travel(moment, tick=False):
                journal = told_journal(f"demo{number}")
                found = on_this_day(journal, today, shelf.current(), {})
                self.assertEqual([one.page.title for one in found], ["The first one"])

    def test_on_a_leap_day_it_is_told_too(self) -> None:
        with time_machine.travel(datetime(2028, 2, 29, 12, tzinfo=UTC), tick=False):
            first = next(opened(told_journal()))

        self.assertEqual(first["on"], date(2027, 3, 1))

    def test_one_step_greets_and_two_wait_for_their_day(self) -> None:
        with time_machine.travel(NOON, tick=False):
            journal = told_journal()
            today = journal.owner.today()

            due = [step.read(journal.keyring).will for step in journal.steps.due(today)]

            self.assertEqual(due, ["ask Robin what would make the first night easier"])
            self.assertEqual(journal.steps.filter(due_on__gt=today).count(), 2)

    def test_steps_went_every_way_a_step_can_go(self) -> None:
        with time_machine.travel(NOON, tick=False):
            journal = told_journal()
            plans = [(step.read(journal.keyring), step.answered_at) for step in Step.objects.all()]

        went = Counter((plan.outcome, answered_at is not None) for plan, answered_at in plans)
        self.assertEqual(
            went,
            {
                ("did", True): 23,
                ("part", True): 3,
                ("not-yet", True): 1,
                ("changed", True): 1,
                ("let-go", True): 1,
                (None, False): 4,
            },
        )
        moved = [plan.outcome for plan, _ in plans if plan.first_on]
        self.assertEqual(sorted(map(str, moved)), ["did", "did", "not-yet"])
        self.assertEqual({plan.worth for plan, _ in plans}, {None, "yes", "partly"})


class PictureTests(TestCase):
    """What product.md, chapter 7, wants before it shows a picture."""

    told: list[dict[str, Any]]

    @classmethod
    def setUpTestData(cls) -> None:
        load()
        with time_machine.travel(NOON, tick=False):
            cls.told = [
                one
                for one in opened(told_journal())
                if one["moments"][2] is None and not one["page"]["left_out"]
            ]

    def since(self, days: int) -> list[dict[str, Any]]:
        first = NOON.date() - timedelta(days=days)
        return [one for one in self.told if one["on"] >= first]

    def test_closeness_has_its_dots_its_line_and_a_gap(self) -> None:
        dots = [one["on"] for one in self.since(28) if one["page"]["closeness_felt"]]
        self.assertGreaterEqual(len(dots), 8)

        year = [one["on"] for one in self.told if one["page"]["closeness_felt"]]
        gaps = [later - earlier for earlier, later in pairwise(year)]
        self.assertEqual([gap.days for gap in gaps if gap > timedelta(days=21)], [30])

    def test_signs_fill_weeks_on_every_side(self) -> None:
        with_signs = [one for one in self.since(28) if one["page"]["signs"]]
        weeks = {one["on"].isocalendar()[:2] for one in with_signs}
        sides = Counter(who for one in self.since(84) for who in one["page"]["signs"].values())

        self.assertGreaterEqual(len(with_signs), 6)
        self.assertGreaterEqual(len(weeks), 3)
        self.assertGreaterEqual(min(sides["me"], sides["them"], sides["both"]), 6)

    def test_signs_and_fears_meet(self) -> None:
        both = [one["page"] for one in self.told if one["page"]["signs"] and one["page"]["fears"]]
        cells = Counter(
            (sign, fear) for page in both for sign in page["signs"] for fear in page["fears"]
        )

        self.assertGreaterEqual(len(both), 12)
        self.assertGreaterEqual(len([cell for cell, n in cells.items() if n >= 3]), 6)

    def test_writing_sat_in_every_way(self) -> None:
        sat = Counter(one["page"]["sat"] for one in self.since(84))

        self.assertGreaterEqual(min(sat["lighter"], sat["same"], sat["heavier"]), 1)
        self.assertGreaterEqual(sum(sat[way] for way in ("lighter", "same", "heavier")), 6)

    def test_pages_follow_steps_that_were_done_and_pages_without_a_step(self) -> None:
        after: Counter[bool] = Counter()
        for name in ("Robin", "Jo", "Mum"):
            pages = [
                one
                for one in self.told
                if one["page"]["person"] == name and one["page"]["closeness_felt"]
            ]
            for one, following in pairwise(pages):
                done = one["step"] and one["step"][0].outcome in ("did", "part")
                if 1 <= (following["on"] - one["on"]).days <= 7 and (done or not one["step"]):
                    after[bool(done)] += 1

        self.assertGreaterEqual(min(after[True], after[False]), 6)
