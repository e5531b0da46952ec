"""Filters in one tap: those in what was found, when it felt close, starred pages, seasons."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from msgspec import structs

from journal.find.seasons import seasons
from journal.models import Journal
from journal.models.person import card_of, same_as
from journal.views.asked import SIDE_WORDS, Asked

PEOPLE = 5
CLOSE = 5
_SIDES = ("me", "them", "both")


def shortcuts(
    asked: Asked, journal: Journal, today: date | None = None, people: Iterable[UUID | None] = ()
) -> Iterator[tuple[str, str]]:
    """Yield the filters that are one tap away, each with its address beside what is asked.

    `people` are those that the pages shown are about, the newest page first. Without `today`
    no seasons are offered.
    """
    for label, fields in _offered(asked, journal, today, people):
        filters = structs.replace(asked.filters, **fields)
        yield label, replace(asked, filters=filters).address()


def _offered(
    asked: Asked, journal: Journal, today: date | None, people: Iterable[UUID | None]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what is not asked for yet."""
    names = asked.filters.names
    if "sign" in names and "who" not in names:
        for side in _SIDES:
            yield SIDE_WORDS[side].capitalize(), {"who": side}
    if "person" not in names:
        met = dict.fromkeys(
            same_as(asked.people, one) for one in people if one and one in asked.people
        )
        for pk in list(met)[:PEOPLE]:
            if card := card_of(asked.people, pk):
                yield f"With {card.nickname}", {"person": pk}
    if "closeness" not in names and not journal.settings.hide_closeness:
        yield "Felt close", {"felt_from": CLOSE, "felt_to": 7}
    if "starred" not in names:
        yield "Starred", {"starred": True}
    if today and "dates" not in names:
        for one in seasons(today):
            if one.first:
                yield _months(one.first, one.last), {"since": one.first, "until": one.last}


def _months(first: date, last: date) -> str:
    """Return a season as its months: Dec 2025 to Feb 2026."""
    begin = date_format(first, "M" if first.year == last.year else "M Y")
    return f"{begin} to {date_format(last, 'M Y')}"
