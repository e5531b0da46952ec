"""A calendar made ready to be drawn: outlines rather than objects, for a year has many days."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from journal.calendar import Day, Month, Year

_STEP = 20
"""From one square of the year to the next, in units of its picture."""
# Drawn with a round line of four units about it, so that the corners are soft.
_SMALL, _LARGE = "M{} {}h8v8h-8z", "M{} {}h12v12h-12z"


@dataclass(frozen=True)
class Glance:
    """A month of the year at a glance: a square for each day."""

    on: date
    """Its first day."""
    count: int
    is_ahead: bool
    """Whether no day of it has begun."""
    filled: list[tuple[Day, str]]
    """The days that have pages, each with the outline of its square."""
    empty: str
    """The outlines of the days without a page, in one."""
    ahead: str
    """The outlines of the days that have not begun, in one."""


def drawn_year(year: Year) -> list[Glance]:
    """Return the months of a year with the places of their squares."""
    return [_glance(month) for month in year.months]


def _glance(month: Month) -> Glance:
    outlines = list(_outlines(month))
    return Glance(
        on=month.days[0].on,
        count=month.count,
        is_ahead=month.days[0].ahead,
        filled=[one for one in outlines if one[0].count],
        empty="".join(line for day, line in outlines if not (day.count or day.ahead)),
        ahead="".join(line for day, line in outlines if day.ahead and not day.count),
    )


def _outlines(month: Month) -> Iterator[tuple[Day, str]]:
    for down, week in enumerate(month.weeks):
        for across, day in enumerate(week):
            if day:
                # A day with several pages fills its place, any other stands away from its sides.
                inset, outline = (2, _LARGE) if day.level > 1 else (4, _SMALL)
                yield day, outline.format(across * _STEP + inset, down * _STEP + inset)
