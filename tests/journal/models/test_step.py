"""Steps: a sealed plan, and the day to look back."""

from datetime import timedelta

from django.db import IntegrityError, transaction

from journal.models import Journal, Step
from journal.page import StepPlan
from journal.vault.envelope import Unreadable
from tests.base import TestCase, make_user
from tests.journal.factories import make_entry, make_step
from tests.journal.pages import ON

PLAN = StepPlan(when="after dinner", will="ask how the day was")


class StepTests(TestCase):
    def setUp(self) -> None:
        self.journal = Journal.objects.of(make_user("ada"))
        self.keyring = self.journal.keyring

    def test_what_was_planned_is_read_again(self) -> None:
        entry = make_entry(self.journal, step=PLAN)

        kept = Step.objects.get()
        self.assertEqual(kept.read(self.keyring), PLAN)
        self.assertEqual(
            (kept.journal_id, kept.entry_id, kept.due_on, kept.revision, kept.answered_at),
            (self.journal.pk, entry.pk, ON + timedelta(days=3), 1, None),
        )

    def test_the_row_shows_no_word(self) -> None:
        make_entry(self.journal, step=StepPlan(when="canary", will="canary"))

        step = Step.objects.get()
        self.assertNotIn(b"canary", bytes(step.sealed))
        self.assertEqual(repr(step), f"<Step: {step.pk}>")

    def test_a_change_is_the_next_revision(self) -> None:
        step = make_entry(self.journal, step=PLAN).step
        first = bytes(step.sealed)

        step.write(StepPlan(will="call"), self.keyring)
        step.save()

        kept = Step.objects.get()
        self.assertEqual((kept.read(self.keyring), kept.revision), (StepPlan(will="call"), 2))
        kept.sealed = first
        with self.assertRaises(Unreadable):
            kept.read(self.keyring)

    def test_a_plan_put_in_place_of_another_does_not_open(self) -> None:
        one = make_entry(self.journal, step=PLAN).step
        two = make_entry(self.journal, step=PLAN).step
        Step.objects.filter(pk=two.pk).update(sealed=one.sealed)

        with self.assertRaises(Unreadable):
            Step.objects.get(pk=two.pk).read(self.keyring)

    def test_a_page_is_no_plan(self) -> None:
        entry = make_entry(self.journal, step=PLAN)
        Step.objects.update(sealed=entry.sealed)

        with self.assertRaises(Unreadable):
            Step.objects.get().read(self.keyring)

    def test_a_page_has_at_most_one_step(self) -> None:
        entry = make_entry(self.journal, step=PLAN)

        with self.assertRaises(IntegrityError), transaction.atomic():
            make_step(entry, PLAN, due_on=ON)

    def test_a_step_without_a_plan_is_refused(self) -> None:
        entry = make_entry(self.journal)

        with self.assertRaises(IntegrityError), transaction.atomic():
            Step.objects.create(journal=self.journal, entry=entry, due_on=ON, sealed=b"")

    def test_a_step_goes_with_its_page(self) -> None:
        entry, other = make_entry(self.journal, step=PLAN), make_entry(self.journal, step=PLAN)

        entry.delete()

        self.assertEqual(list(Step.objects.all()), [other.step])
