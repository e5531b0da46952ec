"""Picture 3: sign and fear on the same page: how many pages have both."""

from collections.abc import Iterable, Mapping, Sequence
from textwrap import wrap
from uuid import UUID

from msgspec import Struct

from guidance.handbook import Fear, Handbook, Sign
from journal.patterns.drawing import number
from journal.patterns.numbers import NO_TABLE, Enough, Need, Number, Row, Table, enough
from journal.patterns.records import Noted, Opened, Window

FEWEST_PAGES = 12
FEWEST_IN_A_CELL = 3
BIGGEST = 13
"""The radius in pixels of the disc of the highest number; the others go by area."""
LETTERS = 9
"""The most letters in a line of a column's name."""
LINE, LABEL, BAND = 16, 24, 42
"""Heights in pixels: a line of a column's name, a row's name, the discs under it."""

Cells = Mapping[tuple[str, str], tuple[UUID, ...]]


class Heading(Struct, frozen=True):
    """The name of a column, in short lines, and the place of its middle, 0 to 100."""

    at: str
    lines: tuple[str, ...]


class Disc(Struct, frozen=True):
    """One cell: its place across (0 to 100), its radius in pixels, and its number."""

    at: str
    radius: str
    number: Number


class Band(Struct, frozen=True, kw_only=True):
    """One row: a sign's name, and under it a disc in the column of each fear noted with it."""

    name: str
    top: int
    """Where its room begins, in pixels from the top."""
    label: int
    """Where the name stands, in pixels from the top."""
    middle: int
    """Where the discs stand."""
    discs: tuple[Disc, ...]


class Drawing(Struct, frozen=True, kw_only=True):
    """What the template draws: places across in per cent, down in pixels."""

    height: int
    headings: tuple[Heading, ...]
    bands: tuple[Band, ...]


class Together(Struct, frozen=True, kw_only=True):
    """Picture 3. A pair noted on fewer than 3 pages has no number, and a row without one none."""

    enough: Enough
    pages: int = 0
    """How many pages have both."""
    table: Table = NO_TABLE
    drawing: Drawing | None = None
    """None too where no pair reaches 3."""


def together(seen: Window, handbook: Handbook) -> Together:
    """Return how often each sign and each fear stand on one page, from 12 pages with both.

    Rows and columns are in the editors' order, not by size. On which side a sign was
    noticed plays no part.
    """
    known = (frozenset(handbook.signs), frozenset(handbook.fears))
    both = [one for one in seen.pages if _has_both(one.page, *known)]
    fair = enough(Need(len(both), FEWEST_PAGES))
    if not fair.met:
        return Together(enough=fair)
    cells = _cells(both, handbook)
    signs = [one for one in handbook.signs.values() if any(one.slug == s for s, _ in cells)]
    fears = [one for one in handbook.fears.values() if any(one.slug == f for _, f in cells)]
    return Together(
        enough=fair,
        pages=len(both),
        table=_table(cells, signs, fears),
        drawing=_drawing(cells, signs, fears) if signs else None,
    )


def _has_both(page: Noted, signs: frozenset[str], fears: frozenset[str]) -> bool:
    return not (signs.isdisjoint(page.signs) or fears.isdisjoint(page.fears))


def _cells(both: Iterable[Opened], handbook: Handbook) -> Cells:
    """Return the pages of each pair of sign and fear that stand together on 3 or more."""
    found: dict[tuple[str, str], list[UUID]] = {}
    for one in both:
        for fear in set(one.page.fears):
            for sign in one.page.signs:
                found.setdefault((sign, fear), []).append(one.entry)
    return {pair: tuple(pages) for pair, pages in found.items() if len(pages) >= FEWEST_IN_A_CELL}


def _cell(cells: Cells, sign: Sign, fear: Fear) -> Number | None:
    pages = cells.get((sign.slug, fear.slug))
    return Number(f"3.{sign.code}.{fear.code}", pages) if pages else None


def _table(cells: Cells, signs: Sequence[Sign], fears: Sequence[Fear]) -> Table:
    rows = tuple(
        Row(sign.name, tuple(_cell(cells, sign, fear) for fear in fears)) for sign in signs
    )
    return Table("Sign", tuple(fear.name for fear in fears), rows)


def _drawing(cells: Cells, signs: Sequence[Sign], fears: Sequence[Fear]) -> Drawing:
    places = [number((2 * place + 1) * 50 / len(fears)) for place in range(len(fears))]
    headings = tuple(
        Heading(at, tuple(wrap(fear.name, LETTERS))) for at, fear in zip(places, fears, strict=True)
    )
    top = LINE * max(len(one.lines) for one in headings) + 10
    most = max(len(pages) for pages in cells.values())
    return Drawing(
        height=top + len(signs) * (LABEL + BAND),
        headings=headings,
        bands=tuple(
            Band(
                name=sign.name,
                top=top + place * (LABEL + BAND),
                label=top + place * (LABEL + BAND) + LABEL - 5,
                middle=top + place * (LABEL + BAND) + LABEL + BAND // 2,
                discs=_discs([_cell(cells, sign, fear) for fear in fears], places, most),
            )
            for place, sign in enumerate(signs)
        ),
    )


def _discs(row: Sequence[Number | None], places: Sequence[str], most: int) -> tuple[Disc, ...]:
    """Return a disc for each number, its area by the number."""
    return tuple(
        Disc(at, number(BIGGEST * (one.count / most) ** 0.5), one)
        for at, one in zip(places, row, strict=True)
        if one
    )
