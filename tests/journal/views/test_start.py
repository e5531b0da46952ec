"""Find, before anything is looked for: whom the pages are about, and when."""

import html
import re
from datetime import UTC, date, datetime

import time_machine

from journal.models import Entry
from journal.page import JournalSettings
from tests.base import make_user
from tests.journal.cases import JournalTestCase
from tests.journal.factories import damaged, make_entry, make_person

ROW = re.compile(r'<th scope="row">(?:<a [^>]+>)?([^<]+)(.*?)</tr>', re.DOTALL)
CELL = re.compile(r'<td>(?:<a href="([^"]+)">|<span>)?(\d*)')
TITLE = re.compile(r'<h3><a href="[^"]+">(.*?)\s*</a>')


@time_machine.travel(datetime(2026, 11, 22, 12, tzinfo=UTC), tick=False)
class StartTests(JournalTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.sam, self.kim = (make_person(self.journal, name) for name in ("Sam", "<Kim>"))
        for title, person, on in (
            ("sam in spring", self.sam, date(2026, 3, 1)),
            ("sam in May", self.sam, date(2026, 5, 31)),
            ("sam in June", self.sam, date(2026, 6, 1)),
            ("sam long ago", self.sam, date(2020, 1, 1)),
            ("kim", self.kim, date(2026, 11, 22)),
            ("no one", None, date(2026, 11, 1)),
        ):
            make_entry(self.journal, title=title, person=person and person.pk, about_on=on)
        make_entry(self.journal, title="binned", person=self.sam.pk, deleted=True)
        make_entry(make_user("mallory"), title="theirs")

    def screen(self) -> str:
        response = self.client.get("/journal/find/")
        self.assertEqual(response.status_code, 200)
        return response.content.decode()

    def rows(self) -> dict[str, list[tuple[str, str]]]:
        return {name: CELL.findall(cells) for name, cells in ROW.findall(self.screen())}

    def test_each_number_is_that_of_the_pages_it_leads_to(self) -> None:
        rows = self.rows()

        self.assertEqual(
            {name: [count for _, count in cells] for name, cells in rows.items()},
            {
                "&lt;Kim&gt;": ["1", "", "", "", ""],
                "Sam": ["", "1", "2", "", "1"],
                "No one named": ["1", "", "", "", ""],
            },
        )
        for name, cells in rows.items():
            for address, count in cells:
                if address:
                    with self.subTest(name=name, address=address):
                        found = self.client.get(html.unescape(address)).content.decode()
                        self.assertEqual(len(TITLE.findall(found)), int(count))
        spring = self.client.get(html.unescape(rows["Sam"][2][0])).content.decode()
        self.assertEqual(TITLE.findall(spring), ["sam in May", "sam in spring"])

    def test_a_season_and_a_person_lead_to_all_their_pages(self) -> None:
        screen = self.screen()
        for words, expected in (
            ("Sam", ["sam in June", "sam in May", "sam in spring", "sam long ago"]),
            ("Mar to May", ["sam in May", "sam in spring"]),
            ("Dec to Feb", []),
            ("Earlier", ["sam long ago"]),
        ):
            with self.subTest(words):
                address = re.search(rf'href="([^"]+)">{words}</a></th>', screen)
                assert address
                found = self.client.get(html.unescape(address[1])).content.decode()
                self.assertEqual(TITLE.findall(found), expected)

    def test_two_who_were_merged_are_one(self) -> None:
        self.kim.merge(self.sam, self.journal.keyring)

        rows = self.rows()
        self.assertEqual(list(rows), ["Sam", "No one named"])
        self.assertEqual([count for _, count in rows["Sam"]], ["1", "1", "2", "", "1"])

    def test_the_form_and_what_is_one_tap_away(self) -> None:
        screen = self.screen()

        self.assertEqual(screen.count('name="words"'), 1)
        self.assertIn('<a href="/journal/?low=5&amp;high=7">Felt close</a>', screen)
        self.assertIn('<a href="/journal/?star=1">Starred</a>', screen)
        self.journal.keep_settings(JournalSettings(hide_closeness=True))
        self.assertNotIn("Felt close", self.screen())

    def test_what_does_not_open_is_told_of(self) -> None:
        broken = make_entry(self.journal, person=self.sam.pk)
        Entry.objects.filter(pk=broken.pk).update(sealed=damaged(broken))

        self.assertIn("1 page could not be opened", self.screen())

    def test_without_a_page_there_is_the_form_alone(self) -> None:
        Entry.objects.all().delete()

        self.assertNotIn("<table", self.screen())

    def test_six_queries_however_many_pages(self) -> None:
        for pages in (6, 9):
            while self.journal.entries.kept().count() < pages:
                make_entry(self.journal, step="x", person=self.sam.pk)
            # session, account, journal with key, version of the guide, people, pages
            with self.subTest(pages=pages), self.assertNumQueries(6):
                self.client.get("/journal/find/")

    def test_a_visitor_is_asked_to_sign_in(self) -> None:
        self.client.logout()

        self.assertRedirects(
            self.client.get("/journal/find/"), "/accounts/login/?next=/journal/find/"
        )
