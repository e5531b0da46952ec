"""The calendar on screens: a year at a glance, a month, a day, and a month read as a whole."""

import re
from datetime import date
from typing import Any

import time_machine

from journal.models import Entry
from journal.page import Answer
from tests.base import make_user
from tests.journal.cases import JournalTestCase
from tests.journal.factories import damaged, make_entry, make_person

NOW = "2026-11-22T09:00:00Z"
NONE = "It goes from January 1900 to today."
_DAY = re.compile(r'<a href="(\d+/)"[^>]*><span class="visually-hidden">([^<]+)<')
_SQUARE = re.compile(r'<a href="(\d+/\d+/)" tabindex="-1"><path d="[^"]*h(\d+)v')
_MONTH = re.compile(r'<a href="(\d+/)">(\w+)</a>(?: <span class="muted">(\d+))?')


@time_machine.travel(NOW, tick=False)
class CalendarTestCase(JournalTestCase):
    def setUp(self) -> None:
        super().setUp()
        for day in (date(2026, 11, 1), date(2026, 11, 22), date(2026, 11, 22), date(2026, 3, 5)):
            make_entry(self.journal, about_on=day, title=f"About {day:%d}")
        make_entry(self.journal, about_on=date(2026, 11, 2), deleted=True)
        make_entry(make_user("mallory"), about_on=date(2026, 11, 3))

    def seen(self, address: str, status: int = 200) -> str:
        response: Any = self.client.get(address)
        self.assertEqual(response.status_code, status)
        return str(response.content.decode().partition("<main")[2])


class MonthTests(CalendarTestCase):
    def test_the_days_with_pages_are_links_that_say_how_many(self) -> None:
        screen = self.seen("/journal/2026/11/")

        self.assertEqual(
            _DAY.findall(screen),
            [
                ("1/", "1 November, 1 page"),
                ("22/", "22 November, 2 pages"),
            ],
        )
        self.assertIn("<h1>November 2026</h1>", screen)
        self.assertIn('<p class="muted">3 pages.</p>', screen)
        self.assertEqual(screen.count("<td>"), 42)
        self.assertIn('href="22/" aria-current="date"', screen)
        self.assertIn('<span class="visually-hidden">23 November</span>', screen)

    def test_it_leads_to_the_months_beside_it(self) -> None:
        last, first = self.seen("/journal/2026/11/"), self.seen("/journal/1900/1/")

        self.assertIn('rel="prev" href="/journal/2026/10/"', last)
        self.assertNotIn('rel="next"', last)
        self.assertIn('rel="next" href="/journal/1900/2/"', first)
        self.assertNotIn('rel="prev"', first)

    def test_an_empty_month_says_so(self) -> None:
        screen = self.seen("/journal/2026/10/")

        self.assertIn("No page is about this month.", screen)
        self.assertNotIn("/journal/2026/10/pages/", screen)

    def test_four_queries_however_many_pages(self) -> None:
        for pages in (4, 6):
            with self.subTest(pages=pages):
                while self.journal.entries.kept().count() < pages:
                    make_entry(self.journal, about_on=date(2026, 11, 9), step="breathe", text="x")
                # session, account, journal with key, how many on each day
                with self.assertNumQueries(4):
                    self.client.get("/journal/2026/11/")

    def test_what_no_calendar_has_is_answered_in_a_sentence(self) -> None:
        for address, words in (
            ("2026/13/", "There is no such month"),
            ("2026/0/", "There is no such month"),
            ("2026/12/", "There is no such month"),
            ("0/1/", "There is no such month"),
            ("2026/13/pages/", "There is no such month"),
            ("0/", "There is no such year"),
            ("1899/", "There is no such year"),
            ("2027/", "There is no such year"),
            ("99999999999999999999/", "There is no such year"),
            ("2026/2/30/", "There is no such day"),
            ("2026/11/24/", "There is no such day"),
            ("1899/12/31/", "There is no such day"),
            ("99999999999999999999/1/1/", "There is no such day"),
        ):
            with self.subTest(address=address):
                screen = self.seen(f"/journal/{address}", 404)
                self.assertIn(words, screen)
                self.assertIn(NONE, screen)
                self.assertIn('href="/journal/2026/11/"', screen)

    def test_a_number_of_five_thousand_digits_is_no_address(self) -> None:
        self.assertEqual(self.client.get(f"/journal/{'1' * 5000}/").status_code, 404)

    def test_a_visitor_is_asked_to_sign_in(self) -> None:
        self.client.logout()
        for address in ("2026/", "2026/11/", "2026/11/22/", "2026/11/pages/", "0/"):
            with self.subTest(address=address):
                response = self.client.get(f"/journal/{address}")
                self.assertRedirects(response, f"/accounts/login/?next=/journal/{address}")

    def test_the_journal_leads_there(self) -> None:
        self.assertIn('<a href="/journal/2026/11/">Calendar</a>', self.seen("/journal/"))


class YearTests(CalendarTestCase):
    def test_a_square_for_each_day_larger_where_there_are_several(self) -> None:
        screen = self.seen("/journal/2026/")

        self.assertEqual(len(re.findall(r"h(8|12)v", screen)), 365)
        self.assertEqual(
            _SQUARE.findall(screen),
            [
                ("3/5/", "8"),
                ("11/1/", "8"),
                ("11/22/", "12"),
            ],
        )
        self.assertIn("<h1>2026</h1>", screen)
        self.assertIn('<p class="muted">4 pages. ', screen)

    def test_the_months_lead_on_with_their_counts_and_those_ahead_do_not(self) -> None:
        months = _MONTH.findall(self.seen("/journal/2026/"))

        self.assertEqual(len(months), 11)
        self.assertEqual(
            [month for month in months if month[2]],
            [("3/", "March", "1"), ("11/", "November", "3")],
        )

    def test_it_leads_to_the_years_beside_it(self) -> None:
        screen = self.seen("/journal/2025/")

        self.assertIn('rel="prev" href="/journal/2024/">2024<', screen)
        self.assertIn('rel="next" href="/journal/2026/">2026<', screen)
        self.assertIn("No page is about this year.", screen)

    def test_four_queries(self) -> None:
        # session, account, journal with key, how many on each day
        with self.assertNumQueries(4):
            self.client.get("/journal/2026/")


class DayTests(CalendarTestCase):
    def test_it_shows_the_pages_of_that_day_alone(self) -> None:
        screen = self.seen("/journal/2026/11/22/")

        self.assertEqual(screen.count(">About 22</a>"), 2)
        self.assertEqual(screen.count('class="entry-line"'), 2)
        self.assertIn("<h1>Sunday 22 November 2026</h1>", screen)
        self.assertIn("No page is about this day.", self.seen("/journal/2026/11/2/"))

    def test_a_day_that_has_begun_somewhere_is_there(self) -> None:
        with time_machine.travel("2026-11-22T10:30:00Z", tick=False):
            self.client.force_login(self.ada)
            self.seen("/journal/2026/11/23/")

    def test_six_queries_however_many_pages(self) -> None:
        for pages in (2, 4):
            with self.subTest(pages=pages):
                while self.journal.entries.about(date(2026, 11, 22), date.max).count() < pages:
                    sam = make_person(self.journal, "Sam")
                    make_entry(self.journal, about_on=date(2026, 11, 22), step="x", person=sam.pk)
                # session, account, journal with key, pages with steps, version, people
                with self.assertNumQueries(6):
                    self.client.get("/journal/2026/11/22/")

    def test_what_does_not_fit_goes_on_in_the_journal(self) -> None:
        for _ in range(199):
            make_entry(self.journal, about_on=date(2026, 11, 22))

        screen = self.seen("/journal/2026/11/22/")

        self.assertEqual(screen.count('class="entry-line"'), 200)
        onward = re.findall(r'href="(/journal/\?before=[^"]+)"', screen)[0]
        self.assertEqual(self.seen(onward).count('class="entry-line"'), 3)


class WholeMonthTests(CalendarTestCase):
    def test_the_whole_pages_are_there_from_the_first_on(self) -> None:
        answer = Answer(prompt="x", strategy=None, phase="notice", question="What?", text="So.")
        make_entry(self.journal, about_on=date(2026, 11, 5), text="All of it.", answers=(answer,))

        screen = self.seen("/journal/2026/11/pages/")

        self.assertEqual(
            re.findall(r'<a href="/entries/[^"]+">([^<]+)</a>', screen),
            [
                "Sunday 1 November 2026",
                "Thursday 5 November 2026",
                *["Sunday 22 November 2026"] * 2,
            ],
        )
        for words in (">What?</h2>", ">So.</p>", ">All of it.</p>", ">About 22</h2>"):
            self.assertIn(words, screen)
        self.assertNotIn("About 05", screen)

    def test_a_month_of_more_than_two_hundred_is_read_whole_in_parts(self) -> None:
        with time_machine.travel(NOW, tick=False) as clock:
            for number in range(401):
                clock.shift(1)
                on = date(2026, 10, 1 + number // 13)
                make_entry(self.journal, about_on=on, title=f"Number {number:03}")
        found, address = [], "/journal/2026/10/pages/"
        while True:
            screen = self.seen(address)
            found.append(re.findall(r">(Number \d+)</h2>", screen))
            older = re.search(r'rel="next" href="([^"]+)"', screen)
            if not older:
                break
            address = f"/journal/2026/10/pages/{older[1]}"

        self.assertEqual([len(some) for some in found], [200, 200, 1])
        titles = [title for some in found for title in some]
        self.assertEqual(titles, [f"Number {number:03}" for number in range(401)])
        self.assertIn("from Saturday 31 October 2026 to Saturday 31 October 2026.", screen)
        self.assertIn('href="/journal/2026/10/pages/">From the first day</a>', screen)

    def test_a_place_behind_the_last_page_leads_to_the_first_and_none_is_not_found(self) -> None:
        last = Entry.objects.filter(journal=self.journal).newest_first()[0].place.code()

        answer = self.client.get(f"/journal/2026/11/pages/?after={last}")

        self.assertRedirects(answer, "/journal/2026/11/pages/")
        self.seen("/journal/2026/11/pages/?after=x", 404)

    def test_one_that_does_not_open_says_so_and_the_others_are_there(self) -> None:
        broken = Entry.objects.get(about_on=date(2026, 11, 1))
        Entry.objects.filter(pk=broken.pk).update(sealed=damaged(broken))

        screen = self.seen("/journal/2026/11/pages/")

        self.assertIn("Kept safe, cannot be opened", screen)
        self.assertEqual(screen.count(">About 22</h2>"), 2)
