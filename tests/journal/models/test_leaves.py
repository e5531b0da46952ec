"""Reading a whole journal without making rows: the same pages, steps and places."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import time_machine

from journal.models import Entry, Step
from journal.models.leaves import leaves
from journal.page import StepPlan
from tests.journal.cases import JournalTestCase
from tests.journal.factories import damaged, make_entry


class LeafTests(JournalTestCase):
    def test_a_leaf_is_the_row_it_was_read_from(self) -> None:
        # One moment with microseconds and one without: SQLite writes them in two ways.
        start = datetime(2026, 11, 22, 8, 30, 5, 120, tzinfo=UTC)
        with time_machine.travel(start, tick=False):
            make_entry(self.journal, title="stepped", step=StepPlan(when="at six", will="call"))
        with time_machine.travel(start.replace(microsecond=0) + timedelta(days=1), tick=False):
            make_entry(self.journal, title="plain", about_on=date(1999, 12, 31))
        Step.objects.update(answered_at=start)
        rows = self.journal.entries.with_step().order_by("created_at")

        found = list(leaves(self.journal.entries.order_by("created_at"), self.journal.keyring))

        self.assertEqual([leaf.page.title for leaf in found], ["stepped", "plain"])
        self.assertEqual([leaf.place for leaf in found], [row.place for row in rows])
        self.assertEqual(
            [leaf.step for leaf in found], [StepPlan(when="at six", will="call"), None]
        )
        with self.assertNumQueries(0):
            made = [leaf.entry(self.journal) for leaf in found]
            steps = [one.step_or_none for one in made]
            pages = [one.read(self.journal.keyring) for one in made]
        self.assertEqual(pages, [leaf.page for leaf in found])
        self.assertEqual(steps, [rows[0].step, None])
        assert steps[0]
        for name in ("entry_id", "revision", "due_on", "answered_at"):
            with self.subTest(name=name):
                self.assertEqual(getattr(steps[0], name), getattr(rows[0].step, name))
        self.assertEqual(steps[0].read(self.journal.keyring).will, "call")

    def test_a_page_that_does_not_open_is_left_out_and_one_whose_step_does_not_stays(self) -> None:
        broken = make_entry(self.journal, title="broken")
        make_entry(self.journal, title="whole", step="call")
        Entry.objects.filter(pk=broken.pk).update(sealed=damaged(broken))
        Step.objects.update(sealed=b"J1")

        found = leaves(self.journal.entries.all(), self.journal.keyring)

        self.assertEqual([(one.page.title, one.step) for one in found], [("whole", None)])

    def test_steps_stay_closed_where_nobody_asks_for_them(self) -> None:
        make_entry(self.journal, step="call")

        (leaf,) = leaves(self.journal.entries.all(), self.journal.keyring, steps=False)

        self.assertIsNone(leaf.step)
        self.assertIsNotNone(leaf.entry(self.journal).step_or_none)

    def test_what_is_not_wanted_is_left_out_by_its_opened_words(self) -> None:
        make_entry(self.journal, title="tea", step="call")
        make_entry(self.journal, title="no step")
        broken = make_entry(self.journal, title="broken")
        Entry.objects.filter(pk=broken.pk).update(sealed=damaged(broken))
        asked: list[tuple[bytes, bytes]] = []

        def wanted(page: bytes, step: bytes) -> bool:
            asked.append((page, step))
            return b"call" in step

        shut: list[UUID] = []
        found = leaves(self.journal.entries.all(), self.journal.keyring, shut=shut, wanted=wanted)

        self.assertEqual([one.page.title for one in found], ["tea"])
        self.assertEqual(sorted(b'"tea"' in page for page, _ in asked), [False, True])
        self.assertEqual(sorted(bool(step) for _, step in asked), [False, True])
        self.assertEqual(shut, [broken.pk])

    def test_one_query(self) -> None:
        for _ in range(3):
            make_entry(self.journal, step="call")

        with self.assertNumQueries(1):
            self.assertEqual(len(list(leaves(self.journal.entries.all(), self.journal.keyring))), 3)
