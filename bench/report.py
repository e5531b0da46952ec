"""The one table that a run ends with."""

from collections.abc import Iterator
from typing import Any

from bench.figures import Figures, ratio
from bench.measure import FLOOR
from bench.result import Measured, Result

_HEAD = (
    *("request", "median", "p99", "CPU", "CPU × floor", "× floor", "goal", "growth", "CPU growth"),
    *("8: median", "8: p99", "8: CPU", "8: × floor", "8: a second", ""),
)


def report(result: Result, machine: dict[str, Any], about: str) -> str:
    """Return the run as text: the machine, the table, memory and start, and what was missed."""
    facts = ("processor", "cores", "system", "python", "django", "sqlite")
    lines = [
        f"{about}. {machine['at']}",
        ", ".join(f"{name} {machine[name]}" for name in facts)
        + f"; load {machine['load'][0]} before, {machine['load_after'][0]} after",
        "Milliseconds; CPU is the two workers' own, for one request.",
        *_warning(machine),
        "",
        *_table([_HEAD, *map(tuple, _rows(result))]),
        "",
        *_rest(result),
    ]
    return "\n".join(lines)


def _warning(machine: dict[str, Any]) -> Iterator[str]:
    if machine["load"][0] > machine["cores"] / 2:
        yield "Others used this machine. Times are theirs, too: read the columns of CPU."


def _rows(result: Result) -> Iterator[list[str]]:
    built = [one for one in result.rows if one.is_built]
    if built:
        floor, together = built[0].alone[FLOOR], built[0].together[FLOOR]
        ones = ["1.00", "1.00", "", "", ""]
        yield ["the floor", *_figures(floor), *ones, *_at_eight(together, together), ""]
    for one in result.rows:
        yield _row(one) if one.is_built else [one.row.name, *[""] * 13, "not built yet"]


def _row(one: Measured) -> list[str]:
    floor, last = one.together[FLOOR], list(one.together.values())[-1]
    verdict = "MISSED" if one.missed else "reached"
    return [
        one.row.name,
        *_figures(one.figures),
        f"{one.floors_of_cpu:.2f}",
        f"{one.floors:.2f}",
        str(one.row.goal),
        *("" if grown is None else f"{grown:.2f}" for grown in (one.growth, one.growth_of_cpu)),
        *_at_eight(last, floor),
        verdict,
    ]


def _figures(one: Figures) -> list[str]:
    return [f"{one.median_ms:.1f}", f"{one.p99_ms:.1f}", f"{one.cpu_ms:.1f}"]


def _at_eight(one: Figures, floor: Figures) -> list[str]:
    floors = ratio(one.median_ms, floor.median_ms)
    return [*_figures(one), f"{floors:.2f}", f"{one.per_second:.0f}"]


def _table(rows: list[tuple[str, ...]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        first, *rest = (cell.rjust(width) for cell, width in zip(row, widths, strict=True))
        yield "  ".join([first.strip().ljust(widths[0]), *rest]).rstrip()


def _rest(result: Result) -> Iterator[str]:
    weight = result.weight
    for when, memory in (
        ("at the start", weight.at_start),
        (f"after {weight.requests:,} requests", weight.then),
        (f"after {weight.more:,} more", weight.later),
    ):
        yield f"Memory of two workers {when}: {memory.rss:.0f} MiB (shared once: {memory.pss:.0f})"
    starts = ", ".join(f"{one:.2f}" for one in result.starts)
    yield f"Start to first answer, migrations checked: {result.start:.2f} s (of {starts})"
    yield ""
    for name, missed in result.missed.items():
        yield f"MISSED  {name}: {'; '.join(missed)}"
    if not result.missed:
        yield "Every goal that could be measured was reached."
