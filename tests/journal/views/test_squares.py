"""The days of a month as rows of a table."""

import re
from datetime import date

from django.test import SimpleTestCase

from journal.calendar import month_of
from journal.views.squares import weeks

TODAY = date(2026, 11, 21)
COUNTS = {date(2026, 11, 3): 1, date(2026, 11, 20): 12, TODAY: 2}


class WeekTests(SimpleTestCase):
    def drawn(self, today: date = TODAY, *, shows_count: bool = True) -> str:
        month = month_of(2026, 11, COUNTS, date(2026, 11, 22))
        return weeks(month, today, lambda day: f"{day.on.day}/?a=1&b=2", shows_count=shows_count)

    def day(self, number: int, drawn: str) -> str:
        cells = re.findall(r"<td>.*?</td>", drawn)
        (cell,) = (one for one in cells if f">{number}</text>" in one and f">{number} Nov" in one)
        return str(cell)

    def test_there_is_a_row_for_each_week_and_a_place_for_each_day(self) -> None:
        rows = self.drawn().split("\n")

        self.assertEqual([row.count("<td>") for row in rows], [7] * 6)
        self.assertEqual([row.count("<td></td>") for row in rows], [6, 0, 0, 0, 0, 6])

    def test_a_day_with_pages_leads_to_them_and_says_how_many(self) -> None:
        one, many = (self.day(number, self.drawn()) for number in (3, 20))

        self.assertIn(
            '<a href="3/?a=1&amp;b=2"><span class="visually-hidden">3 November, 1 page<', one
        )
        self.assertIn('stroke-width="1.5"', one)
        self.assertIn("20 November, 12 pages<", many)
        self.assertIn('stroke-width="3"', many)
        self.assertIn('font-size="11" font-weight="700">12</text>', many)
        self.assertNotIn('font-size="11"', one)

    def test_how_many_is_drawn_only_where_it_is_asked_for(self) -> None:
        self.assertNotIn('font-size="11"', self.drawn(shows_count=False))

    def test_a_day_without_a_page_is_a_number_and_one_that_has_not_begun_is_pale(self) -> None:
        past, ahead = (self.day(number, self.drawn()) for number in (4, 23))

        for cell in (past, ahead):
            self.assertNotIn("<a ", cell)
        self.assertNotIn("opacity", past)
        self.assertIn(' opacity=".55"', ahead)

    def test_today_is_marked_with_and_without_a_page(self) -> None:
        written, empty = self.drawn(), self.drawn(date(2026, 11, 4))

        self.assertIn('aria-current="date"', self.day(21, written))
        self.assertEqual(written.count("underline"), 1)
        self.assertIn('font-weight="700" text-decoration="underline"', self.day(4, empty))
        self.assertNotIn("aria-current", empty)
