"""Which pages are wanted by what was noticed, not by words: sign, fear, person, dates …"""

from collections.abc import Mapping
from datetime import date
from typing import Literal
from uuid import UUID

import msgspec
from msgspec import Struct

from journal.page import Page, Who

Side = Literal["me", "them", "both", "only-me", "only-them"]
Name = Literal["sign", "who", "fear", "strategy", "person", "closeness", "dates", "starred"]

# A sign noticed on both of us was noticed on me. For the counts of Patterns there is "only".
SIDES: Mapping[str, frozenset[Who]] = {
    "me": frozenset({"me", "both"}),
    "them": frozenset({"them", "both"}),
    "both": frozenset({"both"}),
    "only-me": frozenset({"me"}),
    "only-them": frozenset({"them"}),
}
_FIELDS: Mapping[Name, tuple[str, ...]] = {
    "sign": ("sign",),
    "who": ("who",),
    "fear": ("fear",),
    "strategy": ("strategy",),
    "person": ("person",),
    "closeness": ("felt_from", "felt_to"),
    "dates": ("since", "until"),
    "starred": ("starred",),
}


class Counted(Struct, frozen=True, gc=False):
    """What the filters need of an answer."""

    strategy: str | None = None


class Traits(Struct, frozen=True, kw_only=True, gc=False):
    """What the filters need of a `Page`: its fields of these names, so none of its words."""

    answers: tuple[Counted, ...] = ()
    person: UUID | None = None
    closeness_felt: int | None = None
    signs: dict[str, Who] = {}
    fears: tuple[str, ...] = ()
    starred: bool = False


class Filters(Struct, frozen=True, kw_only=True):
    """What a page has to be; a page is found when it is all of it. The default finds every page.

    Signs, fears and strategies are slugs here, opaque codes in an address.
    """

    sign: str | None = None
    who: Side | None = None
    """On whom the sign was noticed; without a sign, any sign."""
    fear: str | None = None
    strategy: str | None = None
    """A strategy that any answer of the page counted for."""
    person: UUID | None = None
    felt_from: int | None = None
    felt_to: int | None = None
    """Felt closeness, both ends included. A page that skipped it is in no range."""
    since: date | None = None
    until: date | None = None
    starred: bool = False

    @property
    def names(self) -> tuple[Name, ...]:
        """The filters that are set, in the order they are shown."""
        return tuple(
            name
            for name, fields in _FIELDS.items()
            if any(getattr(self, field) not in (None, False) for field in fields)
        )

    def __bool__(self) -> bool:
        """Return whether any filter is set."""
        return bool(self.names)

    def without(self, name: Name) -> "Filters":
        """Return the filters but this one. Without its sign, a side would mean any sign."""
        names: tuple[Name, ...] = ("sign", "who") if name == "sign" else (name,)
        defaults = Filters()
        fields = {field: getattr(defaults, field) for one in names for field in _FIELDS[one]}
        return msgspec.structs.replace(self, **fields)

    def matches(
        self,
        page: Page | Traits,
        about_on: date,
        *,
        starred: bool = False,
        merged: Mapping[UUID, UUID] | None = None,
    ) -> bool:
        """Return whether a page is what is wanted.

        `starred` says whether the page is; `merged` tells who turned out to be whom, at last.
        """
        return (
            self.holds_day(about_on)
            and (starred or not self.starred)
            and self._fits_signs(page)
            and (self.fear is None or self.fear in page.fears)
            and (self.strategy is None or any(a.strategy == self.strategy for a in page.answers))
            and (self.person is None or _same(self.person, page.person, merged or {}))
            and self._fits_closeness(page.closeness_felt)
        )

    def holds_day(self, day: date) -> bool:
        """Return whether the day is within the dates. The only filter that a column can answer."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )

    def _fits_signs(self, page: Page | Traits) -> bool:
        if self.sign is None and self.who is None:
            return True
        sides = page.signs.values() if self.sign is None else [page.signs.get(self.sign)]
        if self.who is None:
            return any(sides)
        return any(side in SIDES[self.who] for side in sides)

    def _fits_closeness(self, felt: int | None) -> bool:
        if self.felt_from is None and self.felt_to is None:
            return True
        low, high = self.felt_from or 1, self.felt_to or 7
        return felt is not None and low <= felt <= high


def _same(wanted: UUID, found: UUID | None, merged: Mapping[UUID, UUID]) -> bool:
    """Return whether two ids mean one person."""
    return found is not None and merged.get(wanted, wanted) == merged.get(found, found)
