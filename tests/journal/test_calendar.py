"""The calendar: months, years, and this day in earlier years."""

from calendar import isleap
from collections import Counter
from datetime import date, timedelta

from django.test import SimpleTestCase
from hypothesis import given, settings
from hypothesis import strategies as st

from journal.calendar import (
    FIRST,
    NO_SUCH_MONTH,
    NO_SUCH_YEAR,
    Day,
    Month,
    earlier_years,
    month_of,
    year_of,
)

LAST = date(2026, 11, 22)
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
# No deadline: a busy machine is no fault of the calendar.
anything = settings(max_examples=60, deadline=None)


def drawn(month: Month) -> list[str]:
    """Return the weeks as lines; a day with pages has its count behind it, one ahead a dot."""
    return [" ".join(_place(day) for day in week) for week in month.weeks]


def _place(day: Day | None) -> str:
    if day is None:
        return "--"
    return f"{day.on.day:02}" + ("." if day.ahead else "") + (f"x{day.count}" if day.count else "")


class MonthTests(SimpleTestCase):
    def test_a_month_in_weeks_from_monday(self) -> None:
        counts = Counter({date(2026, 11, 1): 1, date(2026, 11, 22): 3, date(2026, 12, 1): 5})

        month = month_of(2026, 11, counts, LAST)

        self.assertEqual(
            drawn(month),
            [
                "-- -- -- -- -- -- 01x1",
                "02 03 04 05 06 07 08",
                "09 10 11 12 13 14 15",
                "16 17 18 19 20 21 22x3",
                "23. 24. 25. 26. 27. 28. 29.",
                "30. -- -- -- -- -- --",
            ],
        )
        self.assertEqual((month.year, month.month, month.count), (2026, 11, 4))
        self.assertEqual((month.before, month.after), ((2026, 10), None))
        self.assertEqual(month.days[21], Day(on=date(2026, 11, 22), count=3, ahead=False))

    def test_a_february_of_four_weeks(self) -> None:
        self.assertEqual(
            drawn(month_of(2021, 2, {}, LAST)),
            [
                "01 02 03 04 05 06 07",
                "08 09 10 11 12 13 14",
                "15 16 17 18 19 20 21",
                "22 23 24 25 26 27 28",
            ],
        )

    def test_how_a_square_is_filled(self) -> None:
        levels = [Day(on=LAST, count=count, ahead=False).level for count in (0, 1, 2, 9)]

        self.assertEqual(levels, [0, 1, 2, 2])

    def test_where_to_go_from_a_month(self) -> None:
        for here, before, after in (
            ((1900, 1), None, (1900, 2)),
            ((1900, 12), (1900, 11), (1901, 1)),
            ((2026, 1), (2025, 12), (2026, 2)),
            ((2026, 10), (2026, 9), (2026, 11)),
            ((2026, 11), (2026, 10), None),
        ):
            with self.subTest(here=here):
                month = month_of(*here, {}, LAST)
                self.assertEqual((month.before, month.after), (before, after))

    def test_what_is_not_in_the_calendar(self) -> None:
        for year, month in (
            (2026, 13), (2026, 0), (2026, -1), (0, 1), (-1, 1), (1899, 12), (2026, 12),
            (2027, 1), (9999, 12), (10_000, 1), (10**30, 5), (2000, 10**30),
        ):  # fmt: skip
            with self.subTest(year=year, month=month):
                with self.assertRaisesMessage(ValueError, NO_SUCH_MONTH):
                    month_of(year, month, {}, LAST)

    def test_the_calendar_may_end_with_the_last_day_there_is(self) -> None:
        self.assertEqual(month_of(9999, 12, {}, date.max).after, None)
        self.assertEqual(len(year_of(9999, {}, date.max).days), 365)

    @anything
    @given(DAYS, DAYS)
    def test_every_day_of_a_month_is_there_once_under_its_weekday(
        self, day: date, last: date
    ) -> None:
        if (day.year, day.month) > (last.year, last.month):
            day, last = last, day
        month = month_of(day.year, day.month, {day: 2}, last)

        self.assertEqual([one.on.day for one in month.days], list(range(1, len(month.days) + 1)))
        self.assertEqual((month.days[-1].on + timedelta(days=1)).day, 1)
        self.assertEqual([one.on for one in month.days if one.count], [day])
        for week in month.weeks:
            self.assertEqual(len(week), 7)
            self.assertEqual(
                [place for place, one in enumerate(week) if one],
                [one.on.weekday() for one in week if one],
            )


class YearTests(SimpleTestCase):
    def test_a_year_at_a_glance(self) -> None:
        counts = {date(2026, 1, 1): 1, date(2026, 3, 5): 4, date(2025, 12, 31): 7}

        year = year_of(2026, counts, LAST)

        self.assertEqual((len(year.days), len(year.months), year.count), (365, 12, 5))
        self.assertEqual(
            [(day.on, day.level) for day in year.days if day.count],
            [(date(2026, 1, 1), 1), (date(2026, 3, 5), 2)],
        )
        self.assertEqual(sum(day.ahead for day in year.days), 39)
        self.assertEqual((year.before, year.after), (2025, None))

    def test_months_that_are_ahead_are_not_linked(self) -> None:
        months = year_of(2026, {}, LAST).months

        self.assertEqual(
            [(month.before, month.after) for month in months[9:]],
            [((2026, 9), (2026, 11)), ((2026, 10), None), ((2026, 11), None)],
        )

    def test_a_leap_year_has_a_day_more(self) -> None:
        self.assertEqual([len(year_of(year, {}, LAST).days) for year in (2024, 1900)], [366, 365])

    def test_where_to_go_from_a_year(self) -> None:
        for year, before, after in ((1900, None, 1901), (2025, 2024, 2026), (2026, 2025, None)):
            with self.subTest(year=year):
                found = year_of(year, {}, LAST)
                self.assertEqual((found.before, found.after), (before, after))

    def test_what_is_not_in_the_calendar(self) -> None:
        for year in (0, -1, 1899, 2027, 9999, 10**30):
            with self.subTest(year=year):
                with self.assertRaisesMessage(ValueError, NO_SUCH_YEAR):
                    year_of(year, {}, LAST)


class EarlierYearsTests(SimpleTestCase):
    def test_this_day_in_earlier_years(self) -> None:
        for today, first, found in (
            (LAST, date(2023, 11, 22), ["2025-11-22", "2024-11-22", "2023-11-22"]),
            (LAST, date(2023, 11, 23), ["2025-11-22", "2024-11-22"]),
            (date(2024, 2, 29), date(2015, 1, 1), ["2020-02-29", "2016-02-29"]),
            (date(2024, 2, 28), date(2022, 1, 1), ["2023-02-28", "2022-02-28"]),
            (
                date(2025, 2, 28),
                date(2023, 1, 1),
                ["2024-02-29", "2024-02-28", "2023-02-28"],
            ),
            (date(2025, 3, 1), date(2024, 1, 1), ["2024-03-01"]),
            (date(1900, 5, 5), FIRST, []),
            (LAST, LAST, []),
        ):
            with self.subTest(today=today):
                days = earlier_years(today, first)
                self.assertEqual([day.isoformat() for day in days], found)

    def test_it_goes_back_to_1900(self) -> None:
        self.assertEqual(earlier_years(LAST)[-1], date(1900, 11, 22))

    @anything
    @given(DAYS, st.integers(1, 30))
    def test_every_earlier_day_comes_once_a_year(self, day: date, years: int) -> None:
        year = day.year + years
        days = [date(year, 1, 1) + timedelta(days=n) for n in range(365 + isleap(year))]

        self.assertEqual(sum(day in earlier_years(one, day) for one in days), 1)
