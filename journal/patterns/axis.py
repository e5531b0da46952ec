"""Days as places: the axis of a picture, its weeks, months or years, and their names. Pure."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Literal, Protocol, TypeVar

from msgspec import Struct

from journal.patterns.drawing import Anchor, Tick, number

Per = Literal["week", "month", "year"]


class Dated(Protocol):
    """Anything about one day."""

    @property
    def on(self) -> date:
        """The day."""


AnyDated = TypeVar("AnyDated", bound=Dated)

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MOST_WEEKS = 53
MOST_MONTHS = 132
"""More of one kind than a phone can show apart: then the next kind is used."""
MOST_TICKS = 6
TICKS_APART = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 12000)
"""Months from one tick to the next."""
DAY = timedelta(days=1)
WEEK = timedelta(days=7)


def day_name(on: date) -> str:
    """Return a date as people write it: 16 Nov 2026."""
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"


def week_of(on: date) -> int:
    """Return a number that all days from one Monday to its Sunday share."""
    return (on.toordinal() - 1) // 7


def monday(on: date) -> date:
    """Return the Monday of the day's week."""
    return on - timedelta(days=on.weekday())


class Period(Struct, frozen=True):
    """One week from Monday, one month or one year; both days are part of it."""

    start: date
    end: date
    name: str
    """A week by its Monday (16 Nov 2026), else Nov 2026 or 2026."""


def period_of(on: date, per: Per) -> Period:
    """Return the period that a day is in."""
    if per == "week":
        start = monday(on)
        return Period(start, start + 6 * DAY, day_name(start))
    if per == "month":
        start = on.replace(day=1)
        after = _months_later(start, 1)
        return Period(start, after - DAY, f"{MONTHS[on.month - 1]} {on.year}")
    return Period(date(on.year, 1, 1), date(on.year, 12, 31), str(on.year))


def _months_later(first: date, months: int) -> date:
    """Return the first of the month that many months later."""
    whole = first.year * 12 + first.month - 1 + months
    return date(whole // 12, whole % 12 + 1, 1)


class Axis(Struct, frozen=True):
    """The days a picture shows, from its first to its last, both included."""

    start: date
    end: date
    per: Per

    @property
    def days(self) -> int:
        """How many days it shows; 1 or more."""
        return self.end.toordinal() - self.start.toordinal() + 1

    def left(self, on: date) -> float:
        """Return where the day begins, 0 to 100."""
        return (on.toordinal() - self.start.toordinal()) * 100 / self.days

    def middle(self, first: date, last: date) -> float:
        """Return the place half-way from the start of one day to the end of another, 0 to 100."""
        return (self.left(first) + self.left(last + DAY)) / 2

    @property
    def ticks(self) -> tuple[Tick, ...]:
        """The names under the axis: Mondays for up to five weeks, else months or years."""
        if self.days <= 5 * 7:
            mondays = [self.start + week * WEEK for week in range(self.days // 7)]
            named = [(self.middle(one, one + 6 * DAY), _short(one)) for one in mondays]
            return tuple(Tick(number(at), label, "middle") for at, label in named)
        return tuple(_tick(self.left(on), label) for on, label in self._firsts())

    def _firsts(self) -> Sequence[tuple[date, str]]:
        """Return the first days of months to name, at most six, and their names."""
        ways = (tuple(self._every(step)) for step in TICKS_APART)
        return next(firsts for firsts in ways if len(firsts) <= MOST_TICKS)

    def _every(self, step: int) -> Iterator[tuple[date, str]]:
        """Yield the first days of every step-th month within; a January goes by its year."""
        months = self.start.year * 12 + self.start.month - 1
        last = self.end.year * 12 + self.end.month - 1
        for whole in range(-(-months // step) * step, last + 1, step):
            on = date(whole // 12, whole % 12 + 1, 1)
            if on >= self.start:
                yield on, str(on.year) if on.month == 1 else MONTHS[on.month - 1]


def _short(on: date) -> str:
    return f"{on.day} {MONTHS[on.month - 1]}"


def _tick(at: float, label: str) -> Tick:
    """Return a tick whose words stay inside the picture."""
    anchor: Anchor = "start" if at < 4 else "end" if at > 94 else "middle"
    return Tick(number(at), label, anchor)


def axis_over(first: date, last: date) -> Axis:
    """Return the axis from the first day to the last: by week, month or year as they fit."""
    if week_of(last) - week_of(first) < MOST_WEEKS:
        per: Per = "week"
    elif (last.year - first.year) * 12 + last.month - first.month < MOST_MONTHS:
        per = "month"
    else:
        per = "year"
    return Axis(start=period_of(first, per).start, end=period_of(last, per).end, per=per)


def by_period(things: Iterable[AnyDated], axis: Axis) -> dict[Period, list[AnyDated]]:
    """Return the things of each period that has any. They are given in order of their day."""
    those = list(things)
    found = periods_of([one.on for one in those], axis.per)
    return {period: those[start:end] for period, start, end in found}


def weeks_in(things: Iterable[Dated]) -> int:
    """Return in how many different weeks, Monday to Sunday, there is one."""
    return weeks_of({one.on for one in things})


def weeks_of(days: set[date]) -> int:
    """Return in how many different weeks, Monday to Sunday, these days are."""
    return len({(day - 1) // 7 for day in map(date.toordinal, days)})


def periods_of(days: Sequence[date], per: Per) -> Iterator[tuple[Period, int, int]]:
    """Yield each period that has any of the days, given in order, and where its own lie."""
    start = 0
    while start < len(days):
        period = period_of(days[start], per)
        end = bisect_right(days, period.end, start)
        yield period, start, end
        start = end
