"""A run of the bench: every row, growth, memory and start, into one result."""

import sys
import time
from collections.abc import Mapping

from bench.figures import Figures, Sample, figures_of
from bench.measure import Effort, Rush, at_once, one_after_another
from bench.proc import Memory, memory_of
from bench.result import Measured, Result, Weight
from bench.rows import ROWS, Row
from bench.stand import Stand
from bench.visitor import NotBuilt

_STARTS = 3


class Bench:
    """Measures at servers that run."""

    def __init__(
        self, stands: Mapping[str, Stand], accented: Stand | None, *, effort: Effort, requests: int
    ) -> None:
        """Take the journals by size, the smallest first, and the one full of accents."""
        self._stands, self._accented = stands, accented
        self._effort, self._requests = effort, requests
        self._biggest = list(stands.values())[-1]
        self._asked = 0

    def run(self) -> Result:
        """Measure everything."""
        at_start = memory_of(self._biggest.workers())
        rows = [self._measured(row) for row in ROWS]
        return Result(rows, self._weight(rows, at_start), self._starts())

    def _measured(self, row: Row) -> Measured:
        stands, biggest = self._stands, self._biggest
        if row.accented:
            if not self._accented:
                return Measured(row)
            stands, biggest = {self._accented.label: self._accented}, self._accented
        print(row.name, end=" … ", file=sys.stderr, flush=True)
        begun = time.perf_counter()
        try:
            alone = one_after_another(row, stands, self._effort)
            together = at_once(row, biggest, self._effort)
        except NotBuilt:
            print("not built yet", file=sys.stderr)
            return Measured(row)
        print(f"{time.perf_counter() - begun:.1f} s", file=sys.stderr)
        crowd = len({stand.port for stand in stands.values()}) > 1
        return Measured(row, self._figures(alone), self._figures(together), crowd)

    def _figures(self, samples: Mapping[str, Sample]) -> dict[str, Figures]:
        self._asked += sum(len(one.seconds) for one in samples.values())
        return {label: figures_of(one) for label, one in samples.items()}

    def _weight(self, rows: list[Measured], at_start: Memory) -> Weight:
        """Ask on until enough was asked, read the memory, ask some more, and read it again."""
        print("memory", end=" … ", file=sys.stderr, flush=True)
        begun = time.perf_counter()
        reads = [one.row for one in rows if one.is_built and not one.row.writes]
        reads = [row for row in reads if not row.limited and row.grows_from is not None]
        self._ask(reads, self._requests - self._asked)
        then, requests = memory_of(self._biggest.workers()), self._asked
        self._ask(reads, self._requests // 4)
        later = memory_of(self._biggest.workers())
        print(f"{time.perf_counter() - begun:.1f} s", file=sys.stderr)
        return Weight(at_start, then, later, requests, self._asked - requests)

    def _ask(self, reads: list[Row], times: int) -> None:
        rush = Rush(self._biggest)
        acts = [row.make(self._biggest.visitor) for row in reads]
        sample = Sample()
        while len(sample.seconds) < times:
            for act in acts:
                rush.run(act, self._effort.block, sample)
        rush.close()
        self._asked += len(sample.seconds)

    def _starts(self) -> list[float]:
        """Start the server anew, a few times, on all that is there by now."""
        seconds = []
        for _ in range(min(_STARTS, self._effort.rounds)):
            self._biggest.server.end()
            begun = time.perf_counter()
            self._biggest.server.start()
            seconds.append(time.perf_counter() - begun)
        return seconds
