"""The calendar: which days of a month and a year have pages, and this day in earlier years. Pure.

A month is (year, month). The calendar goes from January 1900 to the month of `last`, which is
today in the zone furthest ahead: no page is older or newer.
"""

from calendar import Calendar, isleap
from collections.abc import Mapping
from datetime import date

from msgspec import Struct

FIRST = date(1900, 1, 1)

NO_SUCH_MONTH = "There is no such month in this calendar."
NO_SUCH_YEAR = "There is no such year in this calendar."

_MONDAY_FIRST = Calendar(firstweekday=0)


class Day(Struct, frozen=True, kw_only=True):
    """One day."""

    on: date
    count: int
    """How many pages are about it."""
    ahead: bool
    """Whether it has not begun anywhere."""

    @property
    def level(self) -> int:
        """How to fill its square: 0 for no page, 1 for one, 2 for several."""
        return min(self.count, 2)


class Month(Struct, frozen=True, kw_only=True):
    """One month, and where to go from it."""

    year: int
    month: int
    weeks: tuple[tuple[Day | None, ...], ...]
    """Seven places each, Monday first; None where a day is of another month."""
    before: tuple[int, int] | None
    after: tuple[int, int] | None

    @property
    def days(self) -> tuple[Day, ...]:
        """The days of the month."""
        return tuple(day for week in self.weeks for day in week if day)

    @property
    def count(self) -> int:
        """How many pages are about the month."""
        return sum(day.count for day in self.days)


class Year(Struct, frozen=True, kw_only=True):
    """One year at a glance, and where to go from it."""

    year: int
    months: tuple[Month, ...]
    before: int | None
    after: int | None

    @property
    def days(self) -> tuple[Day, ...]:
        """The 365 or 366 days."""
        return tuple(day for month in self.months for day in month.days)

    @property
    def count(self) -> int:
        """How many pages are about the year."""
        return sum(month.count for month in self.months)


def month_of(year: int, month: int, counts: Mapping[date, int], last: date) -> Month:
    """Return a month with the number of pages of each day.

    Raise ValueError for a month 13, a year 0, and whatever else is not in the calendar.
    """
    if _in_calendar((year, month), last) is None:
        raise ValueError(NO_SUCH_MONTH)
    return _month(year, month, counts, last)


def year_of(year: int, counts: Mapping[date, int], last: date) -> Year:
    """Return a year with the number of pages of each day, to its end: what is ahead says so.

    Raise ValueError for a year 0, and whatever else is not in the calendar.
    """
    if not FIRST.year <= year <= last.year:
        raise ValueError(NO_SUCH_YEAR)
    return Year(
        year=year,
        months=tuple(_month(year, month, counts, last) for month in range(1, 13)),
        before=year - 1 if year > FIRST.year else None,
        after=year + 1 if year < last.year else None,
    )


def earlier_years(today: date, first: date = FIRST) -> tuple[date, ...]:
    """Return this day in earlier years, from `first` on, the latest first.

    In a year without a 29 February that day is remembered on the 28th, so that each day comes
    once a year.
    """
    days = [(today.month, today.day)]
    if days == [(2, 28)] and not isleap(today.year):
        days.insert(0, (2, 29))
    found = (
        date(year, month, day)
        for year in range(today.year - 1, first.year - 1, -1)
        for month, day in days
        if (month, day) != (2, 29) or isleap(year)
    )
    return tuple(day for day in found if day >= first)


def _month(year: int, month: int, counts: Mapping[date, int], last: date) -> Month:
    here = year * 12 + month - 1
    return Month(
        year=year,
        month=month,
        weeks=tuple(
            tuple(_day(date(year, month, day), counts, last) if day else None for day in week)
            for week in _MONDAY_FIRST.monthdayscalendar(year, month)
        ),
        before=_in_calendar(_numbered(here - 1), last),
        after=_in_calendar(_numbered(here + 1), last),
    )


def _day(on: date, counts: Mapping[date, int], last: date) -> Day:
    return Day(on=on, count=counts.get(on, 0), ahead=on > last)


def _numbered(months: int) -> tuple[int, int]:
    """Return the month so many months after January of the year 0."""
    return months // 12, months % 12 + 1


def _in_calendar(month: tuple[int, int], last: date) -> tuple[int, int] | None:
    """Return the month if it exists and a page may be about a day of it."""
    is_there = 1 <= month[1] <= 12 and (FIRST.year, 1) <= month <= (last.year, last.month)
    return month if is_there else None
