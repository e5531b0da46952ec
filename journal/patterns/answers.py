"""Answers to how close it felt and was wanted, their medians, and where those may be joined."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise
from operator import attrgetter
from typing import Literal
from uuid import UUID

from msgspec import Struct

from journal.patterns.axis import Axis, Period, by_period, weeks_in
from journal.patterns.records import Opened

Which = Literal["felt", "wanted"]
FEWEST_FOR_LINE = 8
WEEKS_FOR_LINE = 4
GAP = timedelta(days=21)
"""So long from one answer to the next, or more, are a gap: no line is drawn across."""


class Answered(Struct, frozen=True, gc=False):
    """One answer: which page, its day, and the place from 1 to 7."""

    entry: UUID
    on: date
    value: int


class Middle(Struct, frozen=True):
    """A median, with the days of the first and the last answer it is of."""

    first: date
    last: date
    value: float


class Series(Struct, frozen=True, kw_only=True):
    """The answers of one kind, oldest first, and what they allow."""

    which: Which
    answers: list[Answered]
    has_line: bool
    """Whether there are 8 or more, in 4 or more different weeks."""
    periods: dict[Period, list[Answered]]
    """Those of each week, month or year that has any."""


def series(pages: Iterable[Opened], which: Which, axis: Axis) -> Series:
    """Return the answers of one kind on pages in order of their day."""
    of = attrgetter("closeness_felt" if which == "felt" else "closeness_wanted")
    some = [Answered(one.entry, one.on, value) for one in pages if (value := of(one.page))]
    return Series(
        which=which,
        answers=some,
        has_line=len(some) >= FEWEST_FOR_LINE and weeks_in(some) >= WEEKS_FOR_LINE,
        periods=by_period(some, axis),
    )


def median(values: Iterable[int]) -> float:
    """Return the middle of one or more answers; of two middle ones, what lies half-way."""
    ranked = sorted(values)
    half = len(ranked) // 2
    return (ranked[half] + ranked[~half]) / 2


def stretches(some: list[Answered]) -> list[list[Answered]]:
    """Return the answers, given oldest first, cut at each gap."""
    days = [one.on for one in some]
    late = [at for at, (one, other) in enumerate(pairwise(days), 1) if other - one >= GAP]
    return [some[start:end] for start, end in pairwise((0, *late, len(some)))]


def medians(some: list[Answered], axis: Axis) -> list[list[Middle]]:
    """Return the median of each period that has an answer, in runs: a new one after each gap.

    A gap inside a month or year parts it in two, so that no line goes over it.
    """
    return [
        [
            Middle(those[0].on, those[-1].on, median([one.value for one in those]))
            for those in by_period(stretch, axis).values()
        ]
        for stretch in stretches(some)
    ]
