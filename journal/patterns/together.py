"""Picture 3: sign and fear on the same page: how many pages have both."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import product

from msgspec import Struct

from guidance.handbook import Fear, Handbook, Sign
from journal.patterns.drawing import number
from journal.patterns.marks import Marks
from journal.patterns.numbers import NO_TABLE, Enough, Need, Number, Row, Table, enough
from journal.patterns.records import Window

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
    marks = seen.marks
    both = len(marks.with_sign(handbook.signs) & marks.with_fear(handbook.fears))
    fair = enough(Need(both, FEWEST_PAGES))
    if not fair.met:
        return Together(enough=fair)
    cells = _cells(marks, handbook)
    signs = [one for one in handbook.signs.values() if any(one.slug == s for s, _ in cells)]
    fears = [one for one in handbook.fears.values() if any(one.slug == f for _, f in cells)]
    return Together(
        enough=fair,
        pages=both,
        table=_table(cells, signs, fears),
        drawing=_drawing(cells, signs, fears) if signs else None,
    )


def _cells(marks: Marks, handbook: Handbook) -> Cells:
    """Return the pages of each pair of sign and fear that stand together on 3 or more."""
    pairs = product(handbook.signs.values(), handbook.fears.values())
    return {
        (sign.slug, fear.slug): _number(sign, fear, places, marks)
        for sign, fear in pairs
        if sign.slug in marks.signs
        and fear.slug in marks.fears
        and len(places := marks.fears[fear.slug].intersection(marks.signs[sign.slug]))
        >= FEWEST_IN_A_CELL
    }


def _number(sign: Sign, fear: Fear, places: Iterable[int], marks: Marks) -> Number:
    those, sides = sorted(places), marks.signs[sign.slug]
    by = tuple(map(sides.__getitem__, those))
    return Number(f"3.{sign.code}.{fear.code}", marks.of(those), by=by)


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
