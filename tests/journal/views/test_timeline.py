"""The timeline: by month, newest first, twenty a screen."""

import re
from datetime import UTC, date, datetime, timedelta

import time_machine

from journal.models import Entry
from tests.base import make_user
from tests.journal.cases import JournalTestCase
from tests.journal.factories import make_entry, make_person

TITLE = re.compile(r'<h3><a href="[^"]+">([^<]+)</a>')


class TimelineTests(JournalTestCase):
    def titles(self, address: str = "/journal/") -> list[str]:
        self.page = self.client.get(address).content.decode()
        return TITLE.findall(self.page)

    def link(self, text: str) -> str:
        match = re.search(rf'href="([^"]+)">{text}</a>', self.page)
        assert match, text
        return f"/journal/{match[1]}"

    def test_an_empty_journal_invites(self) -> None:
        self.assertContains(self.client.get("/journal/"), "Write the first page")

    def test_newest_first_by_day_then_by_moment(self) -> None:
        start = datetime(2026, 11, 22, 8, tzinfo=UTC)
        days = [("third", 20), ("first", 22), ("second", 20), ("fourth", 1)]
        for minutes, (title, day) in enumerate(days):
            with time_machine.travel(start + timedelta(minutes=minutes), tick=False):
                make_entry(self.journal, about_on=date(2026, 11, day), title=title)

        self.assertEqual(self.titles(), ["first", "second", "third", "fourth"])

    def test_months_have_headings(self) -> None:
        make_entry(self.journal, about_on=date(2026, 11, 2), title="b")
        make_entry(self.journal, about_on=date(2025, 11, 2), title="a")
        self.titles()

        self.assertEqual(
            re.findall(r"<h2>([^<]+)</h2>", self.page),
            ["November 2026", "November 2025"],
        )

    def test_older_and_newer_lead_through_every_page_once(self) -> None:
        # All of one day and one moment, so that only the id tells them apart.
        with time_machine.travel(datetime(2026, 11, 22, tzinfo=UTC), tick=False):
            for number in range(45):
                make_entry(self.journal, title=f"page {number:02}")
        expected = [
            entry.read(self.journal.keyring).title for entry in Entry.objects.newest_first()
        ]
        self.client.force_login(self.ada)

        first = self.titles()
        self.assertNotIn(">Newer<", self.page)
        second = self.titles(self.link("Older"))
        third = self.titles(self.link("Older"))
        self.assertNotIn(">Older<", self.page)

        self.assertEqual([len(first), len(second), len(third)], [20, 20, 5])
        self.assertEqual(first + second + third, expected)
        self.assertEqual(self.titles(self.link("Newer")), second)
        self.assertEqual(self.titles(self.link("Newer")), first)
        self.assertNotIn(">Newer<", self.page)

    def test_a_line_shows_what_the_page_holds(self) -> None:
        sam = make_person(self.journal, "Sam")
        make_entry(
            self.journal,
            step="breathe",
            text="First words of a longer text, which goes on for a while and says much more.",
            person=sam.pk,
            closeness_felt=7,
            signs={"distance": "them", "listened": "both"},
            fears=("trust-hard",),
            feelings=("tender",),
        )

        response = self.client.get("/journal/")

        for shown in (
            ">First words of a longer text, which goes on for a while and says much…</a>",
            ">more.</p>",
            "with Sam",
            'aria-label="Felt: Very close"',
            'chip them">More distance<span class="visually-hidden">, them</span>',
            'chip both">Really listening<span class="visually-hidden">, both of us</span>',
            "Trouble trusting",
            'chip">tender</li>',
            "step set",
        ):
            self.assertContains(response, shown)

    def test_only_the_writers_own_kept_pages(self) -> None:
        make_entry(make_user("mallory"), title="Theirs")
        make_entry(self.journal, title="Binned", deleted=True)
        make_entry(self.journal, title="Mine")

        self.assertEqual(self.titles(), ["Mine"])

    def test_one_page_that_does_not_open_does_not_take_the_others_along(self) -> None:
        broken = make_entry(self.journal, title="Broken")
        make_entry(self.journal, title="Whole")
        Entry.objects.filter(pk=broken.pk).update(sealed=b"J1")

        self.assertEqual(set(self.titles()), {"Whole", "Kept safe, cannot be opened"})

    def test_a_place_that_is_none_is_not_found(self) -> None:
        for code in ("", "x", "%00", "a" * 37, "_" * 38, "é"):
            for side in ("before", "after"):
                with self.subTest(code=code, side=side):
                    response = self.client.get(f"/journal/?{side}={code}")

                    self.assertEqual(response.status_code, 404)

    def test_six_queries_however_many_pages(self) -> None:
        for pages in (1, 3):
            with self.subTest(pages=pages):
                while self.journal.entries.count() < pages:
                    sam = make_person(self.journal, "Sam")
                    make_entry(self.journal, step="breathe", text="x", person=sam.pk)
                # session, account, journal with key, pages with steps, people, version of the guide
                with self.assertNumQueries(6):
                    self.client.get("/journal/")
