"""All pages of a long journal, opened again and again: so often in a minute, then a pause."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import time_machine

from journal.models import Entry
from journal.page import Page
from journal.views.pace import MANY
from tests.base import make_user
from tests.journal.cases import JournalTestCase
from tests.journal.factories import make_entry, make_person

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
ALL = ("/journal/?star=1", "/journal/?star=1&whole=1", "/journal/find/", "/patterns/?span=all")


class PaceTests(JournalTestCase):
    def setUp(self) -> None:
        clock = time_machine.travel(NOON, tick=False)
        self.clock = clock.start()
        self.addCleanup(clock.stop)
        super().setUp()

    def write(self, pages: int) -> None:
        rows = []
        for _ in range(pages):
            row = Entry(journal=self.journal)
            page = Page(title="A day", starred=True)
            row.write(page, self.journal.keyring, about_on=date(2026, 1, 1), save_id=uuid4())
            rows.append(row)
        Entry.objects.bulk_create(rows)

    def look(self, address: str) -> Any:
        return self.client.get(address)

    def test_sixty_looks_at_a_long_journal_then_a_minute_and_the_address_stays(self) -> None:
        self.write(MANY)
        self.look("/journal/find/")  # from here on they are counted
        # Paging counts too, and so does each screen that opens everything.
        for number in range(60):
            self.assertEqual(self.look(ALL[number % 4]).status_code, 200)

        for address, again in zip(ALL, (ALL[0], ALL[0], *ALL[2:]), strict=True):
            with self.subTest(address):
                full = self.look(address)
                self.assertEqual((full.status_code, full.headers["Retry-After"]), (429, "60"))
                self.assertContains(full, "Please wait a minute", status_code=429)
                self.assertContains(full, f'class="button" href="{again}"', status_code=429)
        self.assertEqual(self.look("/journal/warm/").status_code, 429)
        for free in ("/journal/", "/patterns/", "/journal/?f=zz", "/journal/2026/"):
            self.assertEqual(self.look(free).status_code, 200, free)
        self.clock.shift(timedelta(minutes=1))
        self.assertEqual(self.look(ALL[0]).status_code, 200)

    def test_a_person_and_the_kept_lines_count_too(self) -> None:
        sam = make_person(self.journal, "Sam")
        self.write(MANY)
        for address in (f"/people/{sam.pk}/", "/journal/kept/"):
            with self.subTest(address):
                self.client.logout()
                self.client.force_login(self.ada)
                self.assertNotIn("reads_many", self.client.session)
                self.look(address)
                self.assertIs(self.client.session["reads_many"], True)
                for _ in range(60):
                    self.assertEqual(self.look(address).status_code, 200)

                full = self.look(address)
                self.assertEqual(full.status_code, 429)
                self.assertContains(full, f'class="button" href="{address}"', status_code=429)
                self.clock.shift(timedelta(minutes=2))

    def test_another_writer_is_not_held_back(self) -> None:
        self.write(MANY)
        for _ in range(62):
            full = self.look("/journal/?star=1")
        self.assertEqual(full.status_code, 429)

        make_entry(make_user("mallory"), starred=True)
        self.client.force_login(make_user("kim"))
        self.assertEqual(self.look("/journal/?star=1").status_code, 200)

    def test_a_short_journal_is_not_counted(self) -> None:
        self.write(3)
        for _ in range(70):
            answer = self.look("/journal/?star=1")
        self.assertEqual(answer.status_code, 200)

    def test_the_mark_in_the_session_says_no_word(self) -> None:
        self.write(MANY - 1)
        self.look("/journal/?star=1")
        self.assertNotIn("reads_many", self.client.session)
        self.write(1)
        self.look("/journal/?star=1")
        self.assertIs(self.client.session["reads_many"], True)
