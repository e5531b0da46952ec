"""Which days a picture shows, its weeks, months and years, and what stands under it."""

from datetime import date, timedelta

import msgspec
from django.test import SimpleTestCase

from journal.patterns import Span
from journal.patterns.axis import axis_over, by_period, period_of, weeks_in
from journal.patterns.records import window
from tests.journal.pages import KIM, SAM
from tests.journal.patterns.worlds import TODAY, ids, opened

SUNDAY = TODAY
MONDAY = TODAY + timedelta(days=1)


def labels(first: date, last: date) -> list[str]:
    return [tick.label for tick in axis_over(first, last).ticks]


class SpanTests(SimpleTestCase):
    def days(self, span: Span, today: date) -> tuple[date, date]:
        axis = window([], today=today, span=span).axis
        return axis.start, axis.end

    def test_a_span_is_whole_weeks_of_which_this_is_the_last(self) -> None:
        self.assertEqual(self.days("4-weeks", SUNDAY), (date(2026, 10, 26), SUNDAY))
        self.assertEqual(self.days("4-weeks", MONDAY), (date(2026, 11, 2), date(2026, 11, 29)))
        self.assertEqual(self.days("12-weeks", SUNDAY), (date(2026, 8, 31), SUNDAY))
        self.assertEqual(self.days("year", SUNDAY), (date(2025, 11, 24), SUNDAY))

    def test_the_first_monday_counts_and_the_day_before_does_not(self) -> None:
        spans: tuple[tuple[Span, int], ...] = (("4-weeks", 27), ("12-weeks", 83), ("year", 363))
        for span, days in spans:
            pages = [opened(1, days), opened(2, days + 1)]
            with self.subTest(span):
                found = window(pages, today=TODAY, span=span).pages
                self.assertEqual(tuple(one.entry for one in found), ids(1))

    def test_everything_goes_from_the_first_page_and_over_four_weeks_at_least(self) -> None:
        self.assertEqual(window([opened(1, 2)], today=TODAY).axis.start, TODAY - timedelta(days=27))
        self.assertEqual(
            window([opened(1, 60)], today=TODAY).axis.start,
            period_of(opened(1, 60).on, "week").start,
        )

    def test_a_page_of_tomorrow_counts_and_the_picture_reaches_it(self) -> None:
        seen = window([opened(1, -1)], today=TODAY, span="4-weeks")

        self.assertEqual(len(seen.pages), 1)
        self.assertEqual(seen.axis.end, date(2026, 11, 29))

    def test_pages_are_in_order_of_day_then_first_saving(self) -> None:
        later = msgspec.structs.replace(opened(2, 1), order=opened(3, 1).order + 1)
        pages = [opened(3, 1), later, opened(1, 0), opened(4, 5)]

        found = window(pages, today=TODAY).pages
        self.assertEqual(tuple(one.entry for one in found), ids(4, 3, 2, 1))

    def test_a_person_has_only_their_own_pages(self) -> None:
        pages = [opened(1, 1, person=SAM), opened(2, 1, person=KIM), opened(3, 1)]

        found = window(pages, today=TODAY, person=SAM).pages
        self.assertEqual(tuple(one.entry for one in found), ids(1))


class PeriodTests(SimpleTestCase):
    def test_weeks_go_from_monday_to_sunday(self) -> None:
        self.assertEqual(period_of(SUNDAY, "week").name, "16 Nov 2026")
        self.assertEqual(period_of(MONDAY, "week").name, "23 Nov 2026")
        self.assertEqual(period_of(MONDAY, "week").end, date(2026, 11, 29))

    def test_months_and_years_are_those_of_the_calendar(self) -> None:
        leap = period_of(date(2028, 2, 12), "month")
        self.assertEqual((leap.start, leap.end), (date(2028, 2, 1), date(2028, 2, 29)))
        self.assertEqual(period_of(date(2026, 12, 31), "month").end, date(2026, 12, 31))
        self.assertEqual(leap.name, "Feb 2028")
        year = period_of(date(2028, 2, 12), "year")
        self.assertEqual((year.end, year.name), (date(2028, 12, 31), "2028"))

    def test_a_year_is_shown_by_week_ten_years_by_month_and_a_life_by_year(self) -> None:
        for first, per in (
            (date(2025, 11, 17), "week"),
            (date(2025, 11, 16), "month"),
            (date(2015, 12, 1), "month"),
            (date(2015, 11, 30), "year"),
            (date(1900, 1, 1), "year"),
        ):
            with self.subTest(first):
                self.assertEqual(axis_over(first, TODAY).per, per)

    def test_only_periods_with_a_page_are_there(self) -> None:
        pages = [opened(1, 21), opened(2, 6), opened(3, 0)]
        found = by_period(pages, axis_over(pages[0].on, TODAY))

        self.assertEqual([len(those) for those in found.values()], [1, 2])
        self.assertEqual(weeks_in(pages), 2)


class TickTests(SimpleTestCase):
    def test_up_to_five_weeks_go_by_their_mondays(self) -> None:
        self.assertEqual(labels(date(2026, 11, 2), TODAY), ["2 Nov", "9 Nov", "16 Nov"])

    def test_months_go_by_their_names_and_january_by_its_year(self) -> None:
        self.assertEqual(labels(date(2026, 8, 31), TODAY), ["Sep", "Oct", "Nov"])
        self.assertEqual(
            labels(date(2025, 11, 24), TODAY), ["2026", "Mar", "May", "Jul", "Sep", "Nov"]
        )

    def test_there_are_never_more_than_six(self) -> None:
        for years in range(130):
            first = date(2026 - years, 3, 31)
            with self.subTest(years):
                self.assertLessEqual(len(labels(first, TODAY)), 6)
                self.assertGreaterEqual(len(labels(first, TODAY)), 3)

    def test_a_month_stands_where_its_first_day_begins(self) -> None:
        axis = axis_over(date(2026, 8, 31), TODAY)

        self.assertEqual([tick.at for tick in axis.ticks], ["1.19", "36.9", "73.81"])
        self.assertEqual([tick.anchor for tick in axis.ticks], ["start", "middle", "middle"])
