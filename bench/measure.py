"""Measuring a row: beside the floor, block by block, so that a busy moment falls on both."""

import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Barrier

from bench.acts import Act
from bench.figures import Sample
from bench.rows import Row
from bench.stand import Stand
from bench.wire import Line

CONNECTIONS = 8
FLOOR = "floor"
_AT_LEAST = 3


@dataclass(frozen=True)
class Effort:
    """How much is done, at most."""

    rounds: int = 20
    block: int = 10
    """How many of one thing are done before the next one's turn comes."""
    seconds: float = 8
    """After so long no new round begins, once three are done."""

    def turns(self, rounds: int) -> Iterator[int]:
        """Count the rounds that there is time for. Number 0 only warms the server."""
        end = time.perf_counter() + self.seconds
        for turn in range(1 + min(rounds, self.rounds)):
            if turn > _AT_LEAST and time.perf_counter() > end:
                return
            yield turn

    def of(self, at_once: int) -> int:
        """Return how many are done at once of what would be done so many times."""
        return max(1, min(at_once, self.block))


def one_after_another(row: Row, stands: Mapping[str, Stand], effort: Effort) -> dict[str, Sample]:
    """Measure a row on each of the stands, and the floor on the last of them.

    Raise NotBuilt where the address is not there. Stands at one server share a connection,
    and so the process that answers.
    """
    last = list(stands.values())[-1]
    lines = {stand.port: Line(stand.port) for stand in stands.values()}
    acts = {label: row.make(stand.visitor) for label, stand in stands.items()}
    floor, samples = last.floor, {label: Sample() for label in (FLOOR, *acts)}
    for turn in effort.turns(row.rounds):
        _block(last, lines[last.port], floor, effort.block, samples[FLOOR])
        for label, stand in stands.items():
            stand.ready(row)
            _block(stand, lines[stand.port], acts[label], effort.of(row.at_once), samples[label])
            stand.ready(row)
        if turn == 0:
            samples = {label: Sample() for label in samples}
    for line in lines.values():
        line.close()
    return samples


def _block(stand: Stand, line: Line, act: Act, times: int, sample: Sample) -> None:
    """Do it a few times, and add what it took."""
    before, start = stand.cpu(), time.perf_counter()
    for _ in range(times):
        begun = time.perf_counter()
        act(line)
        sample.seconds.append(time.perf_counter() - begun)
    sample.wall += time.perf_counter() - start
    sample.cpu += stand.cpu() - before


def at_once(row: Row, stand: Stand, effort: Effort) -> dict[str, Sample]:
    """Measure a row and the floor at eight connections."""
    act, floor = row.make(stand.visitor), stand.floor
    rush = Rush(stand)
    samples = {FLOOR: Sample(), stand.label: Sample()}
    for turn in effort.turns(row.rounds // 4):
        rush.run(floor, effort.block, samples[FLOOR])
        stand.ready(row)
        rush.run(act, effort.of(row.at_once // 2), samples[stand.label])
        stand.ready(row)
        if turn == 0:
            samples = {label: Sample() for label in samples}
    rush.close()
    return samples


class Rush:
    """Eight connections that ask at the same time."""

    def __init__(self, stand: Stand) -> None:
        """Connect to the stand's server."""
        self._stand = stand
        self._floor = stand.floor
        self._lines = [Line(stand.port) for _ in range(CONNECTIONS)]
        self._pool = ThreadPoolExecutor(CONNECTIONS)

    def run(self, act: Act, times: int, sample: Sample) -> None:
        """Do it that many times on each connection, and add what it took."""
        marks: list[tuple[float, float]] = []

        def mark() -> None:
            marks.append((self._stand.cpu(), time.perf_counter()))

        start = Barrier(CONNECTIONS, action=mark)

        def one(line: Line) -> list[float]:
            self._floor(
                line
            )  # a line that was quiet for long is connected anew before the clock runs
            start.wait(timeout=60)
            return [_timed(act, line) for _ in range(times)]

        for seconds in self._pool.map(one, self._lines):
            sample.seconds += seconds
        mark()
        (cpu, begun), (spent, ended) = marks
        sample.cpu += spent - cpu
        sample.wall += ended - begun

    def close(self) -> None:
        """Hang up."""
        self._pool.shutdown()
        for line in self._lines:
            line.close()


def _timed(act: Act, line: Line) -> float:
    begun = time.perf_counter()
    act(line)
    return time.perf_counter() - begun
