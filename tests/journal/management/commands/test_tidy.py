"""`manage.py tidy`: what is over goes for good, and nothing else."""

from datetime import UTC, datetime, timedelta
from io import StringIO
from uuid import uuid4

import time_machine
from django.contrib.sessions.models import Session
from django.core.management import call_command

from journal.models import Draft, Entry, Journal, KeySlot, Person, Step
from journal.page import Draft as Fields
from tests.base import TestCase, make_user
from tests.journal.factories import make_entry, make_person

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


class TidyTests(TestCase):
    def setUp(self) -> None:
        self.journal = Journal.objects.of(make_user("ada"))

    def tidy(self) -> str:
        """Run the command at noon, and return what it says."""
        said = StringIO()
        with time_machine.travel(NOON, tick=False):
            call_command("tidy", stdout=said)
        return said.getvalue()

    def binned(self, journal: Journal, *, ago: timedelta, step: str | None = None) -> Entry:
        """Return a page that was put into the bin that long before noon."""
        with time_machine.travel(NOON - ago, tick=False):
            return make_entry(journal, deleted=True, step=step)

    def test_exactly_the_expired_pages_go_and_their_steps_with_them(self) -> None:
        month, second = timedelta(days=30), timedelta(seconds=1)
        other = Journal.objects.of(make_user("mallory"))
        self.binned(self.journal, ago=month + second, step="Call.")
        self.binned(self.journal, ago=10 * month)
        self.binned(other, ago=month + second, step="Write.")
        left = {
            self.binned(self.journal, ago=month, step="Wait."),
            self.binned(other, ago=second),
            make_entry(self.journal, step="Stay."),
        }
        with time_machine.travel(NOON - 100 * month, tick=False):
            left.add(make_entry(self.journal))
        make_person(self.journal, "Sam")

        self.assertEqual(self.tidy(), "Erased 3 pages.\n")

        self.assertEqual(set(Entry.objects.all()), left)
        self.assertEqual(
            set(Step.objects.values_list("entry", flat=True)),
            {entry.pk for entry in left if entry.step_or_none},
        )
        self.assertEqual(
            (Journal.objects.count(), KeySlot.objects.count(), Person.objects.count()), (2, 2, 1)
        )

    def test_it_may_run_again(self) -> None:
        self.binned(self.journal, ago=timedelta(days=31), step="Call.")

        self.assertEqual([self.tidy(), self.tidy()], ["Erased 1 page.\n", "Erased 0 pages.\n"])

    def test_a_restored_page_stays(self) -> None:
        entry = self.binned(self.journal, ago=timedelta(days=31))
        entry.restore()

        self.assertEqual(self.tidy(), "Erased 0 pages.\n")

        self.assertEqual(list(Entry.objects.kept()), [entry])

    def test_drafts_go_after_30_days_unopened(self) -> None:
        drafts = []
        for ago in (timedelta(days=30, seconds=1), timedelta(days=30), timedelta(days=1)):
            with time_machine.travel(NOON - ago, tick=False):
                draft = Draft(journal=self.journal, page=uuid4())
                draft.write(Fields(fields=(("text", "Half"),)), self.journal.keyring)
                draft.save()
                drafts.append(draft)

        self.assertEqual(self.tidy(), "Erased 0 pages and 1 draft.\n")

        self.assertEqual(set(Draft.objects.all()), set(drafts[1:]))

    def test_sessions_that_ended_go_and_others_stay(self) -> None:
        for key, seconds in (("ended", -1), ("open", 60)):
            Session.objects.create(
                session_key=key, session_data="", expire_date=NOON + timedelta(seconds=seconds)
            )

        self.tidy()

        self.assertEqual([one.session_key for one in Session.objects.all()], ["open"])
