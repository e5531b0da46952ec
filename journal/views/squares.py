"""The days of a month as the rows of a table: a square with a link, or the number alone.

Drawn in Python: a template takes ten times as long for thirty of them.
"""

from collections.abc import Callable
from datetime import date

from django.utils.dates import MONTHS

from config.markup import fill, joined
from journal.calendar import Day, Month

_FILLED = (
    '<td><a href="{at}"{current}>'
    '<span class="visually-hidden">{day} {month}, {count} page{s}</span>'
    '<svg viewBox="0 0 44 44" width="44" height="44" fill="currentColor" aria-hidden="true">'
    '<rect x="2" y="2" width="40" height="40" rx="8" fill-opacity=".13" stroke="currentColor"'
    ' stroke-width="{line}"/>'
    '<text x="22" y="28" text-anchor="middle" font-size="17" font-weight="700"{mark}>{day}</text>'
    "{more}</svg></a></td>"
)
_MORE = '<text x="38" y="14" text-anchor="end" font-size="11" font-weight="700">{}</text>'
_EMPTY = (
    '<td><span class="visually-hidden">{day} {month}</span>'
    '<svg class="muted" viewBox="0 0 44 44" width="44" height="44" fill="currentColor"'
    ' aria-hidden="true"{ahead}>'
    '<text x="22" y="28" text-anchor="middle" font-size="17"{mark}>{day}</text></svg></td>'
)
_ELSEWHERE = fill("<td>{}</td>", "")
_CURRENT = fill(' aria-current="{}"', "date")
_UNDERLINED = fill(' text-decoration="{}"', "underline")
_BOLD = fill(' font-weight="{}"{}', 700, _UNDERLINED)
_AHEAD = fill(' opacity="{}"', ".55")


def weeks(month: Month, today: date, at: Callable[[Day], str], *, shows_count: bool = False) -> str:
    """Return the rows of a month; the writer's own today is marked.

    A day that has pages leads to what `at` returns. With `shows_count` it shows how many, where
    they are several.
    """
    name = str(MONTHS[month.month])
    rows = (
        joined(_square(day, name, today, at, shows_count) for day in week) for week in month.weeks
    )
    return joined((fill("<tr>{}</tr>", row) for row in rows), "\n")


def _square(
    day: Day | None, month: str, today: date, at: Callable[[Day], str], shows_count: bool
) -> str:
    if day is None:
        return _ELSEWHERE
    number, is_today = day.on.day, day.on == today
    if not day.count:
        mark, ahead = _BOLD if is_today else "", _AHEAD if day.ahead else ""
        return fill(_EMPTY, day=number, month=month, mark=mark, ahead=ahead)
    return fill(
        _FILLED,
        at=at(day),
        current=_CURRENT if is_today else "",
        day=number,
        month=month,
        count=day.count,
        s="" if day.count == 1 else "s",
        line=3 if day.count > 1 else 1.5,
        mark=_UNDERLINED if is_today else "",
        more=fill(_MORE, day.count) if shows_count and day.count > 1 else "",
    )
