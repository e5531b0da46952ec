"""About whom the pages are, and when: a table of people and seasons. Pure.

Seasons begin in December, March, June and September: which is spring, the writer knows.
"""

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from msgspec import Struct

SEASONS = 4


class Column(Struct, frozen=True):
    """A stretch of days, both included; None where it has no first one."""

    first: date | None
    last: date


class Row(Struct, frozen=True):
    """How many pages are about one person, or about no one, in each column."""

    person: UUID | None
    pages: int
    cells: tuple[int, ...]


class Seen(Struct, frozen=True):
    """The table: whom the writer wrote about last comes first, and no one comes last."""

    columns: tuple[Column, ...]
    """The last four seasons, this one first, and all days before them where a page has one."""
    rows: tuple[Row, ...]


def seasons(today: date) -> list[Column]:
    """Return the last four seasons, this one first."""
    first = today.replace(day=1)
    while first.month % 3:
        first = (first - timedelta(days=1)).replace(day=1)
    found = []
    for _ in range(SEASONS):
        after = (first + timedelta(days=95)).replace(day=1)
        found.append(Column(first, after - timedelta(days=1)))
        first = (first - timedelta(days=80)).replace(day=1)
    return found


def seen(pages: Iterable[tuple[UUID | None, date]], today: date) -> Seen:
    """Return the table of pages, newest first, each with whom it is about and its day.

    A page dated after today (written further east) counts for the season of today.
    """
    columns = seasons(today)
    columns.append(Column(None, _first(columns[-1]) - timedelta(days=1)))
    firsts = [_first(one) for one in reversed(columns)][1:]
    counts: dict[UUID | None, list[int]] = {}
    for person, on in pages:
        row = counts.get(person)
        if row is None:
            row = counts[person] = [0] * len(columns)
        row[SEASONS - bisect_right(firsts, on)] += 1
    named = [(person, row) for person, row in counts.items() if person]
    nobody = [(person, row) for person, row in counts.items() if not person]
    has_earlier = any(row[SEASONS] for row in counts.values())
    shown = len(columns) if has_earlier else SEASONS
    return Seen(
        tuple(columns[:shown]),
        tuple(Row(person, sum(row), tuple(row[:shown])) for person, row in named + nobody),
    )


def _first(column: Column) -> date:
    return column.first or date.min
