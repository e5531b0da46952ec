"""What a suggestion looks back on: which pages and answers, and in whose days."""

from datetime import UTC, datetime, time, timedelta

from django.utils import timezone

from journal.models import Entry, Step
from journal.models.history import history_of
from journal.page import StepPlan, Worth
from tests.base import make_user
from tests.journal.cases import JournalTestCase
from tests.journal.factories import damaged, make_entry, make_step
from tests.journal.pages import ON

DAY = timedelta(days=1)
NOON = datetime.combine(ON, time(12), UTC)


class HistoryTests(JournalTestCase):
    def answered(self, entry: Entry, moment: datetime, worth: Worth = "yes") -> Step:
        """Return the step of a page, answered at that moment."""
        step = make_step(entry, StepPlan(will="x", worth=worth), due_on=entry.about_on)
        Step.objects.filter(pk=step.pk).update(answered_at=moment)
        return step

    def looked_back(self) -> tuple[list[Entry], list[Entry]]:
        """Return the pages, and those of the answers."""
        pages, steps = history_of(self.journal, ON, without=self.journal.pk)
        found = {one.pk: one for one in Entry.objects.all()}
        return [found[one.entry] for one in pages], [found[one.entry] for one in steps]

    def test_the_newest_page_comes_first_with_its_day_and_moment(self) -> None:
        old, new = make_entry(self.journal, about_on=ON - DAY), make_entry(self.journal)

        pages, steps = history_of(self.journal, ON, without=self.journal.pk)

        self.assertEqual(
            [(one.entry, one.on, one.saved_at, one.has_step) for one in pages],
            [(new.pk, ON, new.created_at, False), (old.pk, ON - DAY, old.created_at, False)],
        )
        self.assertEqual(pages[0].page, new.read(self.journal.keyring))
        self.assertEqual(steps, [])

    def test_half_a_year_back_and_no_day_more_nor_any_day_ahead(self) -> None:
        first = make_entry(self.journal, about_on=ON - 180 * DAY)
        make_entry(self.journal, about_on=ON - 181 * DAY)
        make_entry(self.journal, about_on=ON + DAY)

        self.assertEqual(self.looked_back()[0], [first])

    def test_neither_the_page_itself_nor_the_bin_nor_another_journal(self) -> None:
        itself = make_entry(self.journal)
        binned, strange = make_entry(self.journal, deleted=True), make_entry(make_user("mallory"))
        for one in (itself, binned, strange):
            self.answered(one, NOON)

        self.assertEqual(history_of(self.journal, ON, without=itself.pk), ([], []))

    def test_answers_given_after_the_day_take_no_room_from_those_before(self) -> None:
        before = [make_entry(self.journal, about_on=ON - 100 * DAY) for _ in range(2)]
        for one in before:
            self.answered(one, NOON - 90 * DAY)
        for _ in range(52):
            self.answered(make_entry(self.journal, about_on=ON - 50 * DAY), NOON + 10 * DAY)
        for _ in range(60):
            make_entry(self.journal)

        pages, _ = self.looked_back()

        self.assertEqual(len(pages), 62)
        self.assertEqual({one.pk for one in pages[60:]}, {one.pk for one in before})

    def test_an_answer_counts_on_the_writers_own_day_wherever_they_are(self) -> None:
        for zone, moment in (
            ("Pacific/Kiritimati", datetime.combine(ON - 180 * DAY, time(), UTC) - DAY * 14 / 24),
            ("Etc/GMT+12", datetime.combine(ON + DAY, time(11, 59), UTC)),
        ):
            with self.subTest(zone=zone):
                Entry.objects.all().delete()
                entry = make_entry(self.journal, about_on=ON - 100 * DAY)
                self.answered(entry, moment, "no")
                for _ in range(60):
                    make_entry(self.journal)

                with timezone.override(zone):
                    _, steps = history_of(self.journal, ON, without=self.journal.pk)

                self.assertEqual([(one.entry, one.worth) for one in steps], [(entry.pk, "no")])
                self.assertIn(steps[0].answered_at.date(), (ON - 180 * DAY, ON))

    def test_what_does_not_open_is_left_out_and_hides_nothing_else(self) -> None:
        shut, step_shut, whole = (make_entry(self.journal) for _ in range(3))
        for one in (shut, step_shut, whole):
            self.answered(one, NOON)
        Entry.objects.filter(pk=shut.pk).update(sealed=damaged(shut))
        Step.objects.filter(entry=step_shut).update(sealed=b"broken")

        pages, steps = self.looked_back()

        self.assertEqual({one.pk for one in pages}, {step_shut.pk, whole.pk})
        self.assertEqual(steps, [whole])
