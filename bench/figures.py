"""Numbers out of measurements. Pure."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median


def percentile(values: Sequence[float], percent: float) -> float:
    """Return the value that this many per cent do not exceed, by nearest rank.

    Raise ValueError where there is no value.
    """
    if not values:
        raise ValueError("There is nothing to take a percentile of.")
    return sorted(values)[max(0, math.ceil(len(values) * percent / 100) - 1)]


@dataclass
class Sample:
    """What was measured of one thing: how long each time took, and the server's work for all."""

    seconds: list[float] = field(default_factory=list)
    cpu: float = 0.0
    """Seconds of the workers' processor time, over all of them."""
    wall: float = 0.0
    """Seconds that went by while they were asked, several at once or one after another."""


@dataclass(frozen=True)
class Figures:
    """A sample in numbers, in milliseconds."""

    times: int
    median_ms: float
    p99_ms: float
    cpu_ms: float
    """The workers' processor time for one."""
    per_second: float


def figures_of(sample: Sample) -> Figures:
    """Return the numbers of a sample. Raise ValueError where nothing was measured."""
    times = len(sample.seconds)
    if not times:
        raise ValueError("Nothing was measured.")
    return Figures(
        times=times,
        median_ms=1000 * median(sample.seconds),
        p99_ms=1000 * percentile(sample.seconds, 99),
        cpu_ms=1000 * sample.cpu / times,
        per_second=times / sample.wall if sample.wall else 0.0,
    )


def ratio(one: float, other: float) -> float:
    """Return how many times the other one is; infinity over nothing."""
    return one / other if other else math.inf
