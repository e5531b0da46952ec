"""The writer's own verdict: what their steps were worth changes what is suggested."""

from datetime import UTC, datetime, timedelta

import time_machine
from django.utils import timezone

from journal.models import Step
from journal.models.history import history_of
from journal.page import Answer, StepPlan, Worth
from tests.journal.cases import JournalTestCase
from tests.journal.factories import make_entry, make_step
from tests.journal.pages import ON
from tests.journal.sheets import Sheet, opened

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
DAY = timedelta(days=1)
SLOW = "take-it-slow"


class VerdictTests(JournalTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.enterContext(time_machine.travel(NOON, tick=False))
        self.client.force_login(self.ada)

    def step(self, days: int, worth: Worth | None, *, strategy: str = SLOW) -> Step:
        """Return a step, answered that many days ago, of a page that used the strategy."""
        done = Answer(prompt="x", strategy=strategy, phase="respond", question="?", text="Done.")
        entry = make_entry(self.journal, about_on=ON - (days + 15) * DAY, answers=(done,))
        step = make_step(entry, StepPlan(will="x"), due_on=ON - days * DAY)
        plan = StepPlan(will="x", outcome="did", worth=worth)
        with time_machine.travel(NOON - days * DAY, tick=False):
            step.look_back(plan, self.journal.keyring, ON - days * DAY)
        return step

    def suggested(self) -> str:
        """Return the strategy of the question that is brought."""
        signs = ["distance:me", "closed-off:me"]
        sheet = opened(self.client).fill(signs=signs, fears=["closeness-fear"])
        brought = Sheet(sheet.send(self.client, find="1"))
        return brought["answer-0-prompt"].partition("-")[0]

    def test_two_steps_not_worth_doing_take_the_strategy_back(self) -> None:
        self.assertEqual(self.suggested(), "slow")
        self.step(1, "no")
        self.assertEqual(self.suggested(), "slow")
        self.step(2, "no")

        self.assertNotEqual(self.suggested(), "slow")

    def test_an_answer_changed_counts_as_changed(self) -> None:
        for days in (1, 2):
            step = self.step(days, "no")
        self.client.post(f"/entries/{step.entry_id}/step/", {"outcome": "did", "worth": "yes"})

        self.assertEqual(self.suggested(), "slow")

    def test_an_answer_counts_although_its_page_is_not_among_the_last_sixty(self) -> None:
        for days in (1, 2):
            self.step(days, "no")
        for _ in range(60):
            make_entry(self.journal, signs={"listened": "them"})

        self.assertNotEqual(self.suggested(), "slow")

    def test_pages_beyond_the_last_sixty_and_the_last_fifty_answers_are_not_opened(self) -> None:
        old = [self.step(days, "yes").entry_id for days in range(1, 53)]
        new = [make_entry(self.journal).pk for _ in range(60)]

        with self.assertNumQueries(1):
            pages, steps = history_of(self.journal, ON, without=self.journal.pk)

        self.assertEqual({one.entry for one in pages}, {*new, *old[:50]})
        self.assertEqual({one.entry for one in steps}, set(old[:50]))

    def test_the_history_holds_what_was_answered_and_when_in_the_writers_zone(self) -> None:
        self.ada.move_to("Pacific/Kiritimati")
        step = self.step(1, "partly")
        make_step(make_entry(self.journal), StepPlan(will="open"), due_on=ON)
        broken = self.step(2, "no")
        Step.objects.filter(pk=broken.pk).update(sealed=b"broken")

        with time_machine.travel(NOON), self.assertNumQueries(1):
            with timezone.override(self.ada.zone):
                pages, steps = history_of(self.journal, ON, without=step.pk)

        self.assertEqual([one.has_step for one in pages], [True, True, True])
        self.assertEqual([(one.entry, one.worth) for one in steps], [(step.entry_id, "partly")])
        # Noon in UTC is two at night, a day later, on Kiritimati.
        self.assertEqual(steps[0].answered_at.date(), ON)
