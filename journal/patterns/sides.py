"""Picture 6, last on the screen: by the writer's account, on whom the signs were noticed."""

from collections.abc import Sequence

from msgspec import Struct

from guidance.handbook import Handbook, Kind
from journal.page import Who
from journal.patterns.axis import weeks_of
from journal.patterns.drawing import Bars, bar, stacked
from journal.patterns.marks import NOWHERE, Marks
from journal.patterns.numbers import NO_TABLE, WHO, Enough, Need, Number, Row, Table, enough
from journal.patterns.records import Window
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
    noticed = seen.marks.with_sign(handbook.signs)
    weeks = weeks_of(seen.marks.days_of(noticed))
    fair = enough(Need(len(noticed), FEWEST_PAGES), Need(weeks, FEWEST_WEEKS, " weeks"))
    if not fair.met:
        return Sides(enough=fair)
    columns = _columns(seen.marks, handbook)
    return Sides(
        enough=fair,
        pages=len(noticed),
        table=_table(columns),
        groups=tuple(
            _group(kind, column, len(noticed)) for kind, column in zip(KINDS, columns, strict=True)
        ),
    )


def _columns(marks: Marks, handbook: Handbook) -> list[list[Number]]:
    """Return for each kind the pages with such a sign noticed on me, on them, on both."""
    found: dict[Kind, dict[Who, set[int]]] = {kind: {who: set() for who in WHO} for kind in KINDS}
    for slug, sign in handbook.signs.items():
        places = found[sign.kind]
        for at, who in marks.signs.get(slug, NOWHERE).items():
            places[who].add(at)
    return [
        [
            Number(f"6.{row}.{place}", marks.of(sorted(found[kind][who])))
            for place, who in enumerate(WHO)
        ]
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
