"""Picture 3: sign and fear on the same page: how many pages have both."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from msgspec import Struct

from guidance.handbook import Fear, Handbook, Sign
from journal.page import Who
from journal.patterns.drawing import number
from journal.patterns.numbers import NO_TABLE, Enough, Need, Number, Row, Table, enough
from journal.patterns.records import Noted, Opened, Window

FEWEST_PAGES = 12
FEWEST_IN_A_CELL = 3
BIGGEST = 13
"""The radius in pixels of the disc of the highest number; the others go by area."""
TOP, LABEL, BAND = 24, 24, 42
"""Heights in pixels: the keys of the columns, a row's name, the discs under it."""

Cells = Mapping[tuple[str, str], Number]
"""By sign and fear."""


class Heading(Struct, frozen=True):
    """The name of a column, and the place of its middle, 0 to 100."""

    at: str
    name: str


class Disc(Struct, frozen=True):
    """One cell: its place across (0 to 100), its radius in pixels, its number and its names."""

    at: str
    radius: str
    number: Number
    name: str


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
    found: dict[tuple[str, str], list[tuple[UUID, Who]]] = {}
    for one in both:
        for fear in set(one.page.fears):
            for sign, who in one.page.signs.items():
                found.setdefault((sign, fear), []).append((one.entry, who))
    return {
        pair: _number(handbook.signs[pair[0]], handbook.fears[pair[1]], those)
        for pair, those in found.items()
        if len(those) >= FEWEST_IN_A_CELL
        and pair[0] in handbook.signs
        and pair[1] in handbook.fears
    }


def _number(sign: Sign, fear: Fear, those: Sequence[tuple[UUID, Who]]) -> Number:
    pages, by = zip(*those, strict=True)
    return Number(f"3.{sign.code}.{fear.code}", pages, by=by)


def _table(cells: Cells, signs: Sequence[Sign], fears: Sequence[Fear]) -> Table:
    rows = tuple(
        Row(sign.name, tuple(cells.get((sign.slug, fear.slug)) for fear in fears)) for sign in signs
    )
    return Table("Sign", tuple(fear.name for fear in fears), rows)


def _drawing(cells: Cells, signs: Sequence[Sign], fears: Sequence[Fear]) -> Drawing:
    headings = tuple(Heading(_place(place, fears), fear.name) for place, fear in enumerate(fears))
    most = max(one.count for one in cells.values())
    return Drawing(
        height=TOP + len(signs) * (LABEL + BAND),
        headings=headings,
        bands=tuple(
            Band(
                name=sign.name,
                top=TOP + place * (LABEL + BAND),
                label=TOP + place * (LABEL + BAND) + LABEL - 5,
                middle=TOP + place * (LABEL + BAND) + LABEL + BAND // 2,
                discs=_discs(cells, sign, fears, most),
            )
            for place, sign in enumerate(signs)
        ),
    )


def _discs(cells: Cells, sign: Sign, fears: Sequence[Fear], most: int) -> tuple[Disc, ...]:
    """Return a disc for each number of a sign, its area by the number."""
    return tuple(
        Disc(
            at=_place(place, fears),
            radius=number(BIGGEST * (one.count / most) ** 0.5),
            number=one,
            name=f"{sign.name}, {fear.name}",
        )
        for place, fear in enumerate(fears)
        if (one := cells.get((sign.slug, fear.slug)))
    )


def _place(column: int, fears: Sequence[Fear]) -> str:
    """Return the middle of a column, 0 to 100."""
    return number((2 * column + 1) * 50 / len(fears))
