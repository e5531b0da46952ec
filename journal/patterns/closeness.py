"""Picture 1: how close the writer felt and wanted to be, over time: dots, and lines of medians."""

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from journal.patterns.answers import Middle, Series, median, medians, series
from journal.patterns.axis import Axis, Period
from journal.patterns.drawing import Dots, Point, Tick, dots_of, line, number
from journal.patterns.numbers import NO_TABLE, Enough, Need, Number, Row, Table, enough
from journal.patterns.records import Window
from journal.patterns.wording import CLOSENESS_LINE

FEWEST_DOTS = 3
SOME, MANY = 60, 100
"""More answers than the first, and dots are small; than the second, and one is several pages."""
PLAIN, SMALL = 9, 6
"""The width in pixels of the dot of one page."""
RING = 5
"""How much wider a ring is, so that a dot in the same place stands inside it."""
SMALLEST, BIGGEST = 3, 8
"""The same of a dot of several: of the fewest, of the most."""
PLACES = (7, 5, 3, 1)
"""The answers named beside the picture, 1 (worlds apart) to 7 (very close)."""


class Line(Struct, frozen=True, kw_only=True):
    """One of the two: its dots, and the line through its medians."""

    dots: tuple[Dots, ...]
    """Smallest first. Of one size, unless there are too many to show each; then none is wanted."""
    line: str
    """A path; empty below 8 dots over 4 weeks."""
    pages: int
    low: int
    high: int
    """The lowest and highest answer, 1 to 7; both 0 without an answer."""
    middle: str
    """The median, in halves; empty where there is no line."""


class Drawing(Struct, frozen=True, kw_only=True):
    """What the template draws: answers as height, 7 at the top (8) and 1 at the foot (92)."""

    felt: Line
    wanted: Line
    many: bool
    """Whether one dot may be several pages."""
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]


class Closeness(Struct, frozen=True, kw_only=True):
    """Picture 1. A dot is a page with an answer to how close it felt."""

    enough: Enough
    per: str
    table: Table = NO_TABLE
    drawing: Drawing | None = None

    @property
    def line_sentence(self) -> str:
        """What the lines are."""
        return CLOSENESS_LINE.format(per=self.per)


def closeness(seen: Window) -> Closeness:
    """Return how close each page felt and was wanted, from 3 pages that say how it felt.

    The middle answers come from 8 of one kind over 4 different weeks; below that the table
    says from which answer to which.
    """
    felt = series(seen.pages, "felt", seen.axis)
    wanted = series(seen.pages, "wanted", seen.axis)
    fair = enough(Need(len(felt.answers), FEWEST_DOTS))
    if not fair.met:
        return Closeness(enough=fair, per=seen.axis.per)
    return Closeness(
        enough=fair,
        per=seen.axis.per,
        table=_table(felt, wanted, seen.axis),
        drawing=_drawing(felt, wanted, seen.axis),
    )


def _height(value: float) -> float:
    return 8 + (7 - value) * 14


def _drawing(felt: Series, wanted: Series, axis: Axis) -> Drawing:
    most = max(len(felt.answers), len(wanted.answers))
    size = PLAIN if most <= SOME else SMALL
    many = most > MANY
    return Drawing(
        felt=_line(felt, axis, _crowd(felt, axis) if many else _each(felt, axis, size)),
        wanted=_line(wanted, axis, () if many else _each(wanted, axis, size + RING)),
        many=many,
        across=axis.ticks,
        up=tuple(Tick(number(_height(value)), str(value)) for value in PLACES),
    )


def _line(some: Series, axis: Axis, dots: tuple[Dots, ...]) -> Line:
    values = [one.value for one in some.answers]
    runs = medians(some.answers, axis) if some.has_line else []
    return Line(
        dots=dots,
        line=line([_place(one, axis) for one in run] for run in runs),
        pages=len(values),
        low=min(values, default=0),
        high=max(values, default=0),
        middle=number(median(values)) if some.has_line else "",
    )


def _place(middle: Middle, axis: Axis) -> Point:
    return axis.middle(middle.first, middle.last), _height(middle.value)


def _each(some: Series, axis: Axis, size: int) -> tuple[Dots, ...]:
    """Return a dot for each answer; those of one day and place are one."""
    across = {on: axis.middle(on, on) for on in {one.on for one in some.answers}}
    places = [(across[one.on], _height(one.value)) for one in some.answers]
    return (dots_of(size, places),) if places else ()


def _crowd(some: Series, axis: Axis) -> tuple[Dots, ...]:
    """Return a dot for each period and answer, its area by the number of pages."""
    crowds = {
        (axis.middle(period.start, period.end), _height(value)): pages
        for period, those in some.periods.items()
        for value, pages in Counter([one.value for one in those]).items()
    }
    most = max(crowds.values(), default=1)
    sizes: dict[int, list[Point]] = {}
    for place, pages in crowds.items():
        sizes.setdefault(max(SMALLEST, round(BIGGEST * (pages / most) ** 0.5)), []).append(place)
    return tuple(dots_of(size, sizes[size]) for size in sorted(sizes))


def _table(felt: Series, wanted: Series, axis: Axis) -> Table:
    """Return a row for each period with an answer of either kind."""
    columns = (_column(felt), _column(wanted))
    periods = sorted({*felt.periods, *wanted.periods}, key=lambda one: one.start)
    return Table(
        axis.per.capitalize(),
        (_heading("Felt", felt), _heading("Wanted", wanted)),
        tuple(Row(one.name, tuple(some.get(one) for some in columns)) for one in periods),
    )


def _heading(name: str, some: Series) -> str:
    return f"{name}, {'middle answer' if some.has_line else 'from and to'}"


def _column(some: Series) -> dict[Period, Number]:
    place = 0 if some.which == "felt" else 1
    return {
        period: Number(
            key=f"1.{period.start}.{place}",
            pages=tuple([one.entry for one in those]),
            said=_said([one.value for one in those], some.has_line),
        )
        for period, those in some.periods.items()
    }


def _said(values: Sequence[int], joined: bool) -> str:
    """Return the middle answer, or below the minimum of the line from which to which."""
    low, high = min(values), max(values)
    if joined:
        return number(median(values))
    return str(low) if low == high else f"{low} to {high}"
