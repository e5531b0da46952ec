"""The table of the bench: what is asked, and how fast it has to be. No goal is ever loosened."""

from dataclasses import dataclass
from typing import Literal

from bench import acts
from bench.figures import Figures, ratio

Kind = Literal["floors", "cpu", "ms"]


@dataclass(frozen=True)
class Goal:
    """What a row has to reach, one request after another."""

    kind: Kind
    most: float

    def __str__(self) -> str:
        return {
            "floors": f"≤ {self.most:g} ×",
            "cpu": f"≤ {self.most:g} ms CPU",
            "ms": f"≤ {self.most:g} ms",
        }[self.kind]

    def reached(self, row: Figures, floor: Figures) -> bool:
        """Whether the figures are within the goal, beside the floor of the same rounds."""
        return self.measure(row, floor) <= self.most

    def measure(self, row: Figures, floor: Figures) -> float:
        """Return the number that the goal is about."""
        if self.kind == "floors":
            return ratio(row.median_ms, floor.median_ms)
        return row.cpu_ms if self.kind == "cpu" else row.median_ms


@dataclass(frozen=True)
class Row:
    """One thing that is measured."""

    name: str
    address: str
    goal: Goal
    make: acts.Make
    at_once: int = 10
    """How many in one block, before the floor's turn comes."""
    rounds: int = 20
    grows_from: int | None = 0
    """Which of the journals, by size, its time is compared with; None where it may grow. A month
    and 12 weeks are not full in a journal of 100 pages: they are compared with one of 1,000."""
    writes: bool = False
    """Whether what it wrote has to go before the next block."""
    limited: bool = False
    """Whether the server allows only so many, so that its counters begin anew with each block."""
    accented: bool = False
    """Whether it is asked of the writer whose texts are full of accents."""


GROWTH = 1.2
MEMORY_MIB = 200
FLAT = 1.03
"""How much the memory may differ between two readings and still be called flat."""
START_SECONDS = 2.5

_FLOORS = {most: Goal("floors", most) for most in (2.0, 2.5, 3.0, 3.5, 4.0)}
_EVERYTHING = Goal("cpu", 100)

ROWS = (
    Row("timeline, latest 20", "/journal/", _FLOORS[3.0], acts.screen("/journal/")),
    Row("open one page", "/entries/<id>/", _FLOORS[2.0], acts.a_page),
    Row("Today, 60 pages and 50 steps", "/today/", _FLOORS[3.5], acts.screen("/today/")),
    Row("a suggestion refreshed", "POST /today/", _FLOORS[2.5], acts.question),
    Row("save a page", "POST /today/", _FLOORS[3.0], acts.save(), at_once=4, writes=True),
    Row(
        "save a page, back-dated",
        "POST /today/",
        _FLOORS[3.0],
        acts.save(acts.BACK),
        at_once=4,
        writes=True,
    ),
    Row("month calendar", "/journal/2026/10/", _FLOORS[2.5], acts.last_month, grows_from=1),
    Row(
        "patterns, 12 weeks",
        "/patterns/?span=12w",
        _FLOORS[4.0],
        acts.screen("/patterns/?span=12w"),
        grows_from=1,
    ),
    Row(
        "search, no match",
        "POST /journal/",
        _EVERYTHING,
        acts.search,
        at_once=1,
        grows_from=None,
        limited=True,
    ),
    Row(
        "search, texts full of accents",
        "POST /journal/",
        Goal("cpu", 300),
        acts.search,
        at_once=1,
        grows_from=None,
        limited=True,
        accented=True,
    ),
    Row(
        "filter over everything",
        "/journal/?f=…",
        _EVERYTHING,
        acts.rare,
        at_once=1,
        grows_from=None,
    ),
    Row(
        "patterns over everything",
        "/patterns/?span=all",
        _EVERYTHING,
        acts.screen("/patterns/?span=all"),
        at_once=1,
        grows_from=None,
    ),
    Row(
        "sign-in",
        "POST /accounts/login/",
        Goal("ms", 250),
        acts.sign_in,
        at_once=1,
        rounds=10,
        grows_from=None,
        limited=True,
    ),
)
