"""What is there from the first page: the last times the writer said how close it felt."""

from collections.abc import Iterable
from datetime import date
from operator import attrgetter
from uuid import UUID

from msgspec import Struct

from journal.patterns.records import Opened

LANTERNS = 7


class Lantern(Struct, frozen=True, kw_only=True):
    """How close one page felt, 1 to 7."""

    entry: UUID
    on: date
    value: int


def lanterns(pages: Iterable[Opened], person: UUID | None = None) -> tuple[Lantern, ...]:
    """Return the last seven pages, about the person if one is given, that say how close it felt.

    Oldest first, so that today's is not the first thing seen.
    """
    lit = [
        one
        for one in pages
        if one.page.closeness_felt and (person is None or one.page.person == person)
    ]
    lit.sort(key=attrgetter("order"))
    return tuple(
        Lantern(entry=one.entry, on=one.on, value=one.page.closeness_felt or 0)
        for one in lit[-LANTERNS:]
    )
