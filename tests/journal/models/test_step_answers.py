"""Steps looked back on: when a step greets, when it is asked about again, and when it goes."""

from datetime import UTC, date, datetime, timedelta
from itertools import combinations, product

import time_machine
from django.db import models
from msgspec import structs

from journal.models import Journal, Step
from journal.models.step import ASK_AGAIN, LET_GO
from journal.page import Outcome, StepPlan
from tests.base import TestCase, make_user
from tests.journal.factories import make_entry, make_step
from tests.journal.pages import ON

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
DAY = timedelta(days=1)
PLAN = StepPlan(will="ask how the day was")


class LookBackTests(TestCase):
    def setUp(self) -> None:
        self.journal = Journal.objects.of(make_user("ada"))

    def step(self, due_on: date = ON, plan: StepPlan = PLAN) -> Step:
        return make_step(make_entry(self.journal), plan, due_on=due_on)

    def say(self, step: Step, outcome: Outcome, on: date) -> StepPlan:
        """Answer the step on that day at noon, and return the plan as it is kept."""
        plan = step.read(self.journal.keyring)
        with time_machine.travel(datetime(on.year, on.month, on.day, 12, tzinfo=UTC), tick=False):
            step.look_back(structs.replace(plan, outcome=outcome), self.journal.keyring, on)
        step.refresh_from_db()
        return step.read(self.journal.keyring)

    def test_every_answer_but_not_yet_closes_the_step(self) -> None:
        for outcome in ("did", "part", "changed", "let-go"):
            with self.subTest(outcome=outcome):
                step = self.step()

                plan = self.say(step, outcome, ON)

                self.assertEqual(plan, StepPlan(will=PLAN.will, outcome=outcome))
                self.assertEqual(
                    (step.answered_at, step.due_on, step.revision, step.is_open(plan, ON)),
                    (NOON, ON, 2, False),
                )

    def test_not_yet_asks_once_more_three_days_later(self) -> None:
        step = self.step(due_on=ON)

        plan = self.say(step, "not-yet", ON + DAY)

        self.assertEqual((plan.outcome, plan.first_on), ("not-yet", ON))
        self.assertEqual((step.due_on, step.answered_at), (ON + 4 * DAY, None))
        self.assertTrue(step.is_open(plan, ON + 4 * DAY))

    def test_a_second_not_yet_ends_it(self) -> None:
        step = self.step(due_on=ON - 3 * DAY)
        self.say(step, "not-yet", ON - 3 * DAY)

        plan = self.say(step, "not-yet", ON)

        self.assertEqual((step.due_on, step.answered_at), (ON, NOON))
        self.assertFalse(step.is_open(plan, ON))

    def test_a_not_yet_sent_twice_is_one(self) -> None:
        step = self.step(due_on=ON)

        for _ in range(2):
            plan = self.say(step, "not-yet", ON)

        self.assertEqual((step.due_on, step.answered_at), (ON + ASK_AGAIN, None))
        self.assertTrue(step.is_open(plan, ON))

    def test_a_not_yet_that_could_not_be_asked_again_ends_it(self) -> None:
        for late, ends in ((17, False), (18, True), (20, True)):
            with self.subTest(late=late):
                step = self.step(due_on=ON - late * DAY)

                self.say(step, "not-yet", ON)

                self.assertEqual(step.answered_at is not None, ends)

    def test_before_its_day_not_yet_leaves_it_waiting(self) -> None:
        step = self.step(due_on=ON + 2 * DAY)

        plan = self.say(step, "not-yet", ON)

        self.assertEqual((step.due_on, step.answered_at), (ON + 2 * DAY, None))
        self.assertIsNone(plan.first_on)

    def test_an_answer_may_be_changed_and_keeps_its_moment(self) -> None:
        step = self.step(due_on=ON)
        self.say(step, "did", ON)

        self.say(step, "part", ON + DAY)
        self.assertEqual(step.answered_at, NOON)

        self.say(step, "not-yet", ON + DAY)
        self.assertIsNone(step.answered_at)

    def test_twenty_one_days_after_its_first_day_it_is_let_go(self) -> None:
        moved = StepPlan(will="x", outcome="not-yet", first_on=ON)
        for plan, due_on in ((PLAN, ON), (moved, ON + 3 * DAY)):
            with self.subTest(plan=plan):
                step = self.step(due_on=due_on, plan=plan)

                self.assertTrue(step.is_open(plan, ON + 20 * DAY))
                self.assertFalse(step.is_open(plan, ON + 21 * DAY))
        self.assertEqual(Step.objects.filter(answered_at=None).count(), 2)

    def test_whatever_is_said_and_when_not_yet_moves_the_day_once(self) -> None:
        outcomes: list[Outcome] = ["did", "not-yet"]
        for said in product(outcomes, repeat=3):
            for after in combinations((0, 2, 4, 16, 25), 3):
                with self.subTest(said=said, after=after):
                    step = self.step(due_on=ON)
                    days = [ON]
                    for outcome, late in zip(said, after, strict=True):
                        plan = self.say(step, outcome, ON + late * DAY)
                        days.append(step.due_on)

                    self.assertEqual(days, sorted(days))
                    self.assertLessEqual(len(set(days)), 2)
                    self.assertLess(step.due_on, (plan.first_on or ON) + LET_GO)


class SetsTests(TestCase):
    def setUp(self) -> None:
        self.journal = Journal.objects.of(make_user("ada"))
        self.made = {
            name: make_step(make_entry(self.journal), StepPlan(will=name), due_on=ON + days * DAY)
            for name, days in {"gone": -21, "old": -20, "due": 0, "ahead": 1}.items()
        }
        self.made["said"] = make_step(make_entry(self.journal), PLAN, due_on=ON)
        self.made["said"].look_back(structs.replace(PLAN, outcome="did"), self.journal.keyring, ON)
        binned = make_entry(self.journal)
        self.made["binned"] = make_step(binned, PLAN, due_on=ON)
        binned.discard()

    def names(self, rows: models.QuerySet[Step]) -> list[str]:
        called = {step.pk: name for name, step in self.made.items()}
        return [called[step.pk] for step in rows]

    def test_what_is_due_comes_oldest_first(self) -> None:
        rows = self.journal.steps.of_kept_pages().due(ON)

        self.assertEqual(self.names(rows), ["old", "due"])

    def test_waiting_and_past_share_out_all_there_are(self) -> None:
        rows = self.journal.steps.of_kept_pages().newest_first()

        self.assertEqual(self.names(rows.waiting(ON)), ["ahead", "due", "old"])
        self.assertEqual(self.names(rows.past(ON)), ["said", "gone"])

    def test_older_ones_follow_a_place(self) -> None:
        rows = self.journal.steps.of_kept_pages()
        every = list(rows.newest_first())

        for number, step in enumerate(every):
            self.assertEqual(list(rows.older_than(step.place)), every[number + 1 :])
