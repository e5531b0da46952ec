"""What stands on the pages of a span, by mark: read in one pass, for the pictures that count it.

To look at ten thousand pages takes longer than all that is done with what they say.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Protocol
from uuid import UUID

from msgspec import Struct

from journal.page import Sat, Who

NOWHERE: dict[int, Who] = {}


class Marked(Protocol):
    """Anything with the marks of one page."""

    @property
    def signs(self) -> Mapping[str, Who]:
        """On whom each sign was noticed."""

    @property
    def fears(self) -> tuple[str, ...]:
        """The fears at work."""

    @property
    def sat(self) -> Sat | None:
        """How writing sat."""


class Marks(Struct, frozen=True, kw_only=True, gc=False):
    """Where each mark stands. A place is a number in `entries`, oldest first."""

    entries: tuple[UUID, ...]
    days: list[date]
    """The day of each page."""
    signs: dict[str, dict[int, Who]]
    """By sign, the places in order, and on whom it was noticed there."""
    fears: dict[str, set[int]]
    """By fear, the places."""
    sat: dict[str | None, list[int]]
    """By how writing sat, the places in order."""

    def of(self, places: Iterable[int]) -> tuple[UUID, ...]:
        """Return the entries at these places, in their order."""
        return tuple(map(self.entries.__getitem__, places))

    def days_of(self, places: Iterable[int]) -> set[date]:
        """Return the days of the pages at these places."""
        return set(map(self.days.__getitem__, places))

    def with_sign(self, some: Iterable[str]) -> set[int]:
        """Return the places with at least one of these signs."""
        return set[int]().union(*(self.signs.get(slug, NOWHERE) for slug in some))

    def with_fear(self, some: Iterable[str]) -> set[int]:
        """Return the places with at least one of these fears."""
        return set[int]().union(*(self.fears.get(slug, ()) for slug in some))


def marks(entries: tuple[UUID, ...], days: list[date], pages: Iterable[Marked]) -> Marks:
    """Return what stands on pages in order of their day, given with their ids and days."""
    signs: dict[str, dict[int, Who]] = {}
    fears: dict[str, set[int]] = {}
    sat: dict[str | None, list[int]] = {}
    for at, page in enumerate(pages):
        for slug, who in page.signs.items():
            if slug in signs:
                signs[slug][at] = who
            else:
                signs[slug] = {at: who}
        for fear in page.fears:
            if fear in fears:
                fears[fear].add(at)
            else:
                fears[fear] = {at}
        sat.setdefault(page.sat, []).append(at)
    return Marks(entries=entries, days=days, signs=signs, fears=fears, sat=sat)
