"""Pages to be shown: the same rows, in the same order, as the querysets give."""

from datetime import UTC, date, datetime, timedelta

import time_machine

from journal.models import Entry, Step
from journal.models.entry import KEPT_IN_BIN
from journal.models.shown import (
    A_SCREEN,
    beside,
    newer_than,
    newest,
    older_than,
    one_of,
    shown,
)
from journal.page import StepPlan
from journal.vault.envelope import Unreadable
from tests.base import make_user
from tests.journal.cases import JournalTestCase
from tests.journal.factories import damaged, make_entry

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


class RowTests(JournalTestCase):
    def setUp(self) -> None:
        super().setUp()
        theirs = make_user("mallory")
        # Two days, and on each some pages of one moment, so that only the id tells them apart.
        for minutes in (0, 0, 1, 1, 1, 2):
            with time_machine.travel(NOON + timedelta(minutes=minutes), tick=False):
                for day in (20, 21):
                    make_entry(self.journal, about_on=date(2026, 11, day))
                    make_entry(self.journal, about_on=date(2026, 11, day), deleted=True)
                    make_entry(theirs, about_on=date(2026, 11, day))
        self.rows = list(self.journal.entries.kept().newest_first())

    def test_the_newest_come_as_the_rows_do(self) -> None:
        with self.assertNumQueries(1):
            found = newest(self.journal)

        self.assertEqual([one.pk for one in found], [row.pk for row in self.rows])
        self.assertEqual([one.place for one in found], [row.place for row in self.rows])
        self.assertEqual(found[0].get_absolute_url(), f"/entries/{self.rows[0].pk}/")

    def test_beside_every_page_are_those_that_stand_there(self) -> None:
        for at, row in enumerate(self.rows):
            older, newer = self.rows[at + 1 :], self.rows[:at][::-1]
            with self.subTest(at=at), self.assertNumQueries(4):
                self.assertEqual(
                    [one.pk for one in older_than(self.journal, row.place)],
                    [one.pk for one in older],
                )
                self.assertEqual(
                    [one.pk for one in newer_than(self.journal, row.place)],
                    [one.pk for one in newer],
                )
                self.assertEqual(
                    beside(self.journal, row.place),
                    (older[0].pk if older else None, newer[0].pk if newer else None),
                )

    def test_a_screen_and_one_more_tells_that_there_are_more(self) -> None:
        while self.journal.entries.kept().count() < A_SCREEN + 3:
            make_entry(self.journal)

        self.assertEqual(len(newest(self.journal)), A_SCREEN + 1)

    def test_any_rows_can_be_shown(self) -> None:
        with self.assertNumQueries(1):
            found = shown(self.journal.entries.discarded())

        self.assertEqual(len(found), 12)
        self.assertTrue(all(one.deleted_at for one in found))


class OneTests(JournalTestCase):
    def test_a_page_with_its_step_reads_as_its_row_does(self) -> None:
        entry = make_entry(self.journal, title="At six", step=StepPlan(when="at six", will="call"))
        Step.objects.update(answered_at=NOON)
        row = self.journal.entries.with_step().get()

        with self.assertNumQueries(1):
            found = one_of(self.journal, entry.pk)
            assert found and found.step_or_none
            step = found.step_or_none
            page, plan = found.read(self.journal.keyring), step.read(self.journal.keyring)

        self.assertEqual(page, row.read(self.journal.keyring))
        self.assertEqual(plan, row.step.read(self.journal.keyring))
        for name in ("pk", "revision", "about_on", "created_at", "saved_at", "deleted_at"):
            self.assertEqual(getattr(found, name), getattr(row, name), name)
        for name in ("pk", "entry_id", "revision", "due_on", "answered_at"):
            self.assertEqual(getattr(step, name), getattr(row.step, name), name)
        today = row.about_on
        self.assertEqual(step.is_open(plan, today), row.step.is_open(plan, today))
        self.assertIs(step.entry, found)

    def test_a_page_without_a_step_has_none(self) -> None:
        entry = make_entry(self.journal)

        found = one_of(self.journal, entry.pk)

        assert found
        self.assertEqual((found.step_or_none, found.deleted_at, found.goes_on), (None, None, None))

    def test_a_page_of_another_journal_is_not_there(self) -> None:
        theirs = make_entry(make_user("mallory"))

        self.assertIsNone(one_of(self.journal, theirs.pk))
        self.assertIsNotNone(one_of(theirs.journal, theirs.pk))

    def test_a_page_in_the_bin_is_there_for_thirty_days(self) -> None:
        with time_machine.travel(NOON, tick=False):
            entry = make_entry(self.journal, deleted=True)
        for later, there in ((KEPT_IN_BIN, True), (KEPT_IN_BIN + timedelta(seconds=1), False)):
            with self.subTest(later=later), time_machine.travel(NOON + later, tick=False):
                found = one_of(self.journal, entry.pk)

                self.assertEqual(found is not None, there)
                if found:
                    self.assertEqual(found.goes_on, date(2026, 12, 22))

    def test_what_is_damaged_does_not_open(self) -> None:
        entry = make_entry(self.journal)
        Entry.objects.update(sealed=damaged(entry))

        found = one_of(self.journal, entry.pk)

        assert found
        with self.assertRaises(Unreadable):
            found.read(self.journal.keyring)
