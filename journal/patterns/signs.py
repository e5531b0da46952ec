"""Picture 2: signs per week, of distance and of warmth: pages with one out of the pages."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from uuid import UUID

from msgspec import Struct

from guidance.handbook import Handbook, Kind, Sign
from journal.patterns.axis import Axis, Period, periods_of, weeks_of
from journal.patterns.drawing import NO_BARS, Bars, Tick, bar, column, stacked
from journal.patterns.marks import Marks
from journal.patterns.numbers import NO_TABLE, Enough, Need, Number, Row, Table, enough
from journal.patterns.records import Window
from journal.patterns.wording import KIND_NAMES, SIGNS_COLUMNS

FEWEST_PAGES = 6
FEWEST_WEEKS = 3
KINDS: tuple[Kind, ...] = ("distance", "warmth")
AIR = 0.12
"""The part of a column's room left free on each side."""


class Columns(Struct, frozen=True, kw_only=True):
    """One kind of sign: a column for each period, as high as its pages, filled by those with it."""

    kind: Kind
    name: str
    pages: int
    """How many pages have such a sign."""
    filled: str
    """A path of the filled parts."""


class Drawing(Struct, frozen=True, kw_only=True):
    """What the template draws, twice on the same ground: once for each kind."""

    whole: str
    """A path of the whole columns; the highest is 100."""
    kinds: tuple[Columns, ...]
    most: int
    """The pages of the highest column."""
    across: tuple[Tick, ...]


class Signs(Struct, frozen=True, kw_only=True):
    """Picture 2. An empty week has no column and no row: no pages is not "no signs"."""

    enough: Enough
    per: str
    pages: int = 0
    table: Table = NO_TABLE
    """By period: pages, pages with a sign of distance, pages with one of warmth."""
    each: Bars = NO_BARS
    """Each sign noticed at least once, in the editors' order, out of all the pages."""
    drawing: Drawing | None = None

    @property
    def columns_sentence(self) -> str:
        """What the columns are."""
        return SIGNS_COLUMNS.format(per=self.per)

    @property
    def each_table(self) -> Table:
        """The numbers of each sign."""
        rows = tuple(Row(one.name, (one.number,)) for one in self.each.rows)
        return Table("Sign", ("Pages",), rows)


class Counted(Struct, frozen=True):
    """The pages of one period, and those of them with a sign of each kind."""

    period: Period
    pages: tuple[UUID, ...]
    noticed: tuple[tuple[UUID, ...], ...]
    """In the order of KINDS."""


def signs(seen: Window, handbook: Handbook) -> Signs:
    """Return the signs noticed by week, from 6 pages in 3 different weeks."""
    pages, weeks = len(seen.pages), weeks_of(set(seen.marks.days))
    fair = enough(Need(pages, FEWEST_PAGES), Need(weeks, FEWEST_WEEKS, " weeks"))
    if not fair.met:
        return Signs(enough=fair, per=seen.axis.per)
    counted = _counted(seen.marks, handbook, seen.axis)
    return Signs(
        enough=fair,
        per=seen.axis.per,
        pages=pages,
        table=_table(counted, seen.axis),
        each=_each(seen.marks, handbook),
        drawing=_drawing(counted, seen.axis),
    )


def of_kind(handbook: Handbook, kind: Kind) -> frozenset[str]:
    """Return the signs of one kind, those retired too."""
    return frozenset(slug for slug, sign in handbook.signs.items() if sign.kind == kind)


def _counted(marks: Marks, handbook: Handbook, axis: Axis) -> list[Counted]:
    kinds = [sorted(marks.with_sign(of_kind(handbook, kind))) for kind in KINDS]
    return [
        Counted(
            period,
            marks.entries[start:end],
            tuple(
                marks.of(some[bisect_left(some, start) : bisect_left(some, end)]) for some in kinds
            ),
        )
        for period, start, end in periods_of(marks.days, axis.per)
    ]


def _table(counted: Iterable[Counted], axis: Axis) -> Table:
    rows = tuple(
        Row(
            one.period.name,
            tuple(
                Number(f"2.{one.period.start}.{place}", some)
                for place, some in enumerate((one.pages, *one.noticed))
            ),
        )
        for one in counted
    )
    names = tuple(KIND_NAMES[kind] for kind in KINDS)
    return Table(axis.per.capitalize(), ("Pages", *names), rows)


def _drawing(counted: Sequence[Counted], axis: Axis) -> Drawing:
    most = max(len(one.pages) for one in counted)
    return Drawing(
        whole=_columns(((one.period, len(one.pages)) for one in counted), most, axis),
        kinds=tuple(
            Columns(
                kind=kind,
                name=KIND_NAMES[kind],
                pages=sum(len(one.noticed[place]) for one in counted),
                filled=_columns(
                    ((one.period, len(one.noticed[place])) for one in counted), most, axis
                ),
            )
            for place, kind in enumerate(KINDS)
        ),
        most=most,
        across=axis.ticks,
    )


def _columns(heights: Iterable[tuple[Period, int]], most: int, axis: Axis) -> str:
    """Return the path of a column for each period, so many pages high."""
    room = [
        (axis.left(period.start), (period.end - period.start).days + 1, pages)
        for period, pages in heights
    ]
    day = 100 / axis.days
    return "".join(
        column(left + days * day * AIR, days * day * (1 - 2 * AIR), 100 * pages / most)
        for left, days, pages in room
    )


def _each(marks: Marks, handbook: Handbook) -> Bars:
    """Return a bar for each sign on any page. One that the handbook does not know is no sign."""
    return stacked(
        bar(sign.name, _of(sign, marks), len(marks.entries))
        for slug, sign in handbook.signs.items()
        if slug in marks.signs
    )


def _of(sign: Sign, marks: Marks) -> Number:
    noticed = marks.signs[sign.slug]
    return Number(f"2.{sign.code}", marks.of(noticed), by=tuple(noticed.values()))
