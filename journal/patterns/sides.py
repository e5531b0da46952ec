"""Picture 6, last on the screen: by the writer's account, on whom the signs were noticed."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from msgspec import Struct

from guidance.handbook import Handbook, Kind
from journal.page import Who
from journal.patterns.axis import weeks_in
from journal.patterns.drawing import Bars, bar, stacked
from journal.patterns.numbers import NO_TABLE, WHO, Enough, Need, Number, Row, Table, enough
from journal.patterns.records import Opened, Window
from journal.patterns.signs import KINDS
from journal.patterns.wording import KIND_NAMES, SIDE_NAMES

FEWEST_PAGES = 6
FEWEST_WEEKS = 2


class Group(Struct, frozen=True):
    """The signs of one kind: a bar for me, them, and both."""

    kind: Kind
    name: str
    bars: Bars


class Sides(Struct, frozen=True, kw_only=True):
    """Picture 6. A page counts where it has a sign; it may count for me and for them."""

    enough: Enough
    pages: int = 0
    """How many pages have a sign."""
    table: Table = NO_TABLE
    """Rows: me, them, both. Columns: signs of distance, signs of warmth."""
    groups: tuple[Group, ...] = ()


def sides(seen: Window, handbook: Handbook) -> Sides:
    """Return on how many pages a sign was noticed on me, on them, and on both.

    From 6 pages with a sign, in 2 different weeks. The counts are of pages, so that each
    opens as many as it says; "both" is a sign noticed on both, not two signs.
    """
    known = frozenset(handbook.signs)
    noticed = [one for one in seen.pages if not known.isdisjoint(one.page.signs)]
    fair = enough(Need(len(noticed), FEWEST_PAGES), Need(weeks_in(noticed), FEWEST_WEEKS, " weeks"))
    if not fair.met:
        return Sides(enough=fair)
    columns = _columns(noticed, handbook)
    return Sides(
        enough=fair,
        pages=len(noticed),
        table=_table(columns),
        groups=tuple(
            _group(kind, column, len(noticed)) for kind, column in zip(KINDS, columns, strict=True)
        ),
    )


def _columns(noticed: Iterable[Opened], handbook: Handbook) -> list[list[Number]]:
    """Return for each kind the pages with such a sign noticed on me, on them, on both."""
    found: dict[tuple[Kind, Who], list[UUID]] = {(kind, who): [] for kind in KINDS for who in WHO}
    by_sign = {
        (slug, who): found[sign.kind, who] for slug, sign in handbook.signs.items() for who in WHO
    }
    for one in noticed:
        for mark in one.page.signs.items():
            pages = by_sign.get(mark)
            if pages is not None and not (pages and pages[-1] is one.entry):
                pages.append(one.entry)
    return [
        [Number(f"6.{row}.{place}", tuple(found[kind, who])) for place, who in enumerate(WHO)]
        for row, kind in enumerate(KINDS)
    ]


def _table(columns: Sequence[Sequence[Number]]) -> Table:
    rows = zip(WHO, zip(*columns, strict=True), strict=True)
    return Table(
        "Who",
        tuple(KIND_NAMES[kind] for kind in KINDS),
        tuple(Row(SIDE_NAMES[who], cells) for who, cells in rows),
    )


def _group(kind: Kind, column: Sequence[Number], of: int) -> Group:
    bars = (bar(SIDE_NAMES[who], one, of, kind=who) for who, one in zip(WHO, column, strict=True))
    return Group(kind, KIND_NAMES[kind], stacked(bars))
