"""Filters in one tap: someone, when it felt close, starred pages, the last four seasons."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.utils.formats import date_format
from msgspec import structs

from journal.models import Journal
from journal.models.person import same_as
from journal.views.asked import Asked

PEOPLE = 5
SEASONS = 4
CLOSE = 5


def shortcuts(asked: Asked, journal: Journal, today: date) -> list[tuple[str, str]]:
    """Return the filters that are one tap away, each with its address beside what is asked."""
    return [(label, _with(asked, **fields)) for label, fields in _offered(asked, journal, today)]


def _with(asked: Asked, **fields: Any) -> str:
    return replace(asked, filters=structs.replace(asked.filters, **fields)).address()


def _offered(asked: Asked, journal: Journal, today: date) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what is not asked for yet."""
    names = asked.filters.names
    if "person" not in names:
        people = asked.people
        met = [pk for pk, one in people.items() if same_as(people, pk) == pk and not one.set_aside]
        for pk in met[:PEOPLE]:
            yield f"With {people[pk].nickname}", {"person": pk}
    if "closeness" not in names and not journal.settings.hide_closeness:
        yield "Felt close", {"felt_from": CLOSE, "felt_to": 7}
    if "starred" not in names:
        yield "Starred", {"starred": True}
    if "dates" not in names:
        for first, last in seasons(today):
            yield _months(first, last), {"since": first, "until": last}


def seasons(today: date) -> list[tuple[date, date]]:
    """Return the first and last days of the last four seasons, this one first.

    They begin in December, March, June and September: which is spring, the writer knows.
    """
    first = today.replace(day=1)
    while first.month % 3:
        first = (first - timedelta(days=1)).replace(day=1)
    found = []
    for _ in range(SEASONS):
        after = (first + timedelta(days=95)).replace(day=1)
        found.append((first, after - timedelta(days=1)))
        first = (first - timedelta(days=80)).replace(day=1)
    return found


def _months(first: date, last: date) -> str:
    begin = date_format(first, "M" if first.year == last.year else "M Y")
    return f"{begin} to {date_format(last, 'M Y')}"
