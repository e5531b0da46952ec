"""What a template draws: places and paths, no colours and no typefaces. Pure.

A picture is 100 wide and 100 high, whatever its size on the screen: a place is a share of
the width or height in per cent. Everything is text already, with a point and at most two
places after it, so that no locale writes it another way.
"""

from collections.abc import Iterable, Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from journal.patterns.numbers import Number

Anchor = Literal["start", "middle", "end"]
Point = tuple[float, float]


def number(value: float) -> str:
    """Return a number as SVG reads it: 12.5, 3, 0.25."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


class Tick(Struct, frozen=True):
    """A name beside an axis."""

    at: str
    """Its place along the axis, 0 to 100."""
    label: str
    anchor: Anchor = "middle"
    """Which end of the words stands at the place."""


class Dots(Struct, frozen=True):
    """Dots of one size: a path of the shortest strokes, drawn with round ends."""

    size: str
    """Their width, in pixels."""
    inner: str
    """The width of what is left free inside where they are drawn as rings."""
    path: str


class Bar(Struct, frozen=True, kw_only=True):
    """One bar that lies: its name, its number, and how far it reaches."""

    name: str
    number: Number
    of: int
    """Out of how many pages; a full bar."""
    width: str
    """0 to 100."""
    kind: str = ""
    """Whose it is, as a class of the template: me, them, both; else empty."""
    low: str = ""
    high: str = ""
    """Where the line begins and ends that says how unsure the number is, 0 to 100; or empty."""
    top: int = 0
    """Where its room begins, in pixels from the top."""


class Bars(Struct, frozen=True):
    """Bars one below the other, each under its name."""

    rows: tuple[Bar, ...]
    height: int
    """Of all together, in pixels."""

    @property
    def said(self) -> str:
        """What the bars show, in words."""
        return " ".join([f"{one.name}: {one.number.shown} of {one.of}." for one in self.rows])


RIM = 3
"""The rim of a ring, both sides together, in pixels."""
NO_BARS = Bars((), 0)
ROOM = 50
"""The height of a bar with its words, in pixels."""


def stacked(rows: Iterable[Bar]) -> Bars:
    """Return the bars one below the other, in the order given."""
    placed = tuple(replace(one, top=ROOM * at) for at, one in enumerate(rows))
    return Bars(placed, ROOM * len(placed))


def bar(name: str, counted: Number, of: int, *, kind: str = "") -> Bar:
    """Return the bar of a count out of so many; empty where there is nothing to count from."""
    share = 100 * counted.count / of if of else 0
    return Bar(name=name, number=counted, of=of, width=number(share), kind=kind)


def dots_of(size: int, points: Iterable[Point]) -> Dots:
    """Return a dot of this many pixels at each place."""
    return Dots(size=str(size), inner=number(max(1, size - RIM)), path=dots(points))


def dots(points: Iterable[Point]) -> str:
    """Return the path of a dot at each place, each place once, in order of place."""
    places = sorted({(round(x, 1), round(y, 1)) for x, y in points})
    return "".join(f"M{number(x)} {number(y)}h.01" for x, y in places)


def line(runs: Iterable[Sequence[Point]]) -> str:
    """Return the path through each run of places; runs are not joined, one place is a dot."""
    return "".join(_run(run) for run in runs)


def _run(run: Sequence[Point]) -> str:
    if len(run) == 1:
        return dots(run)
    places = [f"{number(x)} {number(y)}" for x, y in run]
    return "M" + "L".join(places)


def column(x: float, width: float, height: float) -> str:
    """Return the path of a column that stands on the ground (100); empty without a height."""
    if not height:
        return ""
    return f"M{number(x)} 100v{number(-height)}h{number(width)}V100z"
