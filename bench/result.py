"""What a run found, and which goals it missed."""

from dataclasses import asdict, dataclass, field
from statistics import median
from typing import Any

from bench.figures import Figures, ratio
from bench.measure import FLOOR
from bench.proc import Memory
from bench.rows import FLAT, GROWTH, MEMORY_MIB, START_SECONDS, Row


@dataclass
class Measured:
    """A row with its figures. Without figures it is not built yet."""

    row: Row
    alone: dict[str, Figures] = field(default_factory=dict)
    """One request after another: the floor, then each of the journals."""
    together: dict[str, Figures] = field(default_factory=dict)
    """At eight connections: the floor, and the biggest journal."""
    in_a_crowd: bool = False
    """Whether the second journal is the first one among others' rows. Then nothing may grow."""

    @property
    def is_built(self) -> bool:
        """Whether there was something to measure."""
        return bool(self.alone)

    @property
    def figures(self) -> Figures:
        """Of the biggest journal, one request after another."""
        return list(self.alone.values())[-1]

    @property
    def floors(self) -> float:
        """How many times the floor the median is."""
        return ratio(self.figures.median_ms, self.alone[FLOOR].median_ms)

    @property
    def floors_of_cpu(self) -> float:
        """The same, of the workers' processor time: steadier where others use the machine."""
        return ratio(self.figures.cpu_ms, self.alone[FLOOR].cpu_ms)

    @property
    def growth(self) -> float | None:
        """How many times the median of the smaller journal, or of the one alone, it is."""
        smaller = self._smaller
        return ratio(self.figures.median_ms, smaller.median_ms) if smaller else None

    @property
    def growth_of_cpu(self) -> float | None:
        """The same, of the workers' processor time."""
        smaller = self._smaller
        return ratio(self.figures.cpu_ms, smaller.cpu_ms) if smaller else None

    @property
    def _smaller(self) -> Figures | None:
        journals = [one for label, one in self.alone.items() if label != FLOOR]
        grows_from = 0 if self.in_a_crowd else self.row.grows_from
        if grows_from is None or len(journals) < 2:
            return None
        return journals[min(grows_from, len(journals) - 2)]

    @property
    def missed(self) -> list[str]:
        """What it did not reach, each in a few words."""
        if not self.is_built:
            return []
        goal, floor = self.row.goal, self.alone[FLOOR]
        missed = []
        if not goal.reached(self.figures, floor):
            missed.append(f"{goal.measure(self.figures, floor):.2f}, goal {goal}")
        if self.growth is not None and self.growth > GROWTH:
            missed.append(f"grows by {self.growth:.2f}, goal ≤ {GROWTH}")
        return missed


@dataclass
class Weight:
    """What two workers hold, in MiB, at three moments."""

    at_start: Memory
    then: Memory
    later: Memory
    requests: int
    """Answered before the second reading."""
    more: int
    """Answered between the second and the third."""

    @property
    def missed(self) -> list[str]:
        """What it did not reach."""
        missed = []
        if self.later.rss > MEMORY_MIB:
            missed.append(f"{self.later.rss:.0f} MiB, goal ≤ {MEMORY_MIB}")
        if self.later.rss > FLAT * self.then.rss:
            missed.append(f"not flat: from {self.then.rss:.0f} to {self.later.rss:.0f} MiB")
        return missed


@dataclass
class Result:
    """All that a run found."""

    rows: list[Measured]
    weight: Weight
    starts: list[float]

    @property
    def start(self) -> float:
        """Seconds from the command to the first answer."""
        return median(self.starts)

    @property
    def missed(self) -> dict[str, list[str]]:
        """What was not reached, by row."""
        found = {one.row.name: one.missed for one in self.rows}
        found["memory"] = self.weight.missed
        slow = self.start > START_SECONDS
        found["start"] = [f"{self.start:.2f} s, goal ≤ {START_SECONDS}"] if slow else []
        return {name: missed for name, missed in found.items() if missed}

    def as_json(self) -> dict[str, Any]:
        """Return all of it as what JSON knows."""
        rows = [
            {
                "name": one.row.name,
                "address": one.row.address,
                "goal": str(one.row.goal),
                "built": one.is_built,
                "sequential": {label: asdict(got) for label, got in one.alone.items()},
                "at_8_connections": {label: asdict(got) for label, got in one.together.items()},
                "floors": one.floors if one.is_built else None,
                "floors_of_cpu": one.floors_of_cpu if one.is_built else None,
                "growth": one.growth,
                "growth_of_cpu": one.growth_of_cpu,
                "missed": one.missed,
            }
            for one in self.rows
        ]
        memory = asdict(self.weight) | {"missed": self.weight.missed}
        return {"rows": rows, "memory_mib": memory, "starts_s": self.starts, "missed": self.missed}
