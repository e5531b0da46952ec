"""`make bench`, or `python -m bench`: seed a database of its own, start the server, measure it."""

import argparse
import json
import signal
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from bench.house import journals, journals_in_a_crowd
from tests.browser.server import ROOT

if TYPE_CHECKING:
    from bench.stand import Stand

_UNITS = {"k": 1000, "m": 1_000_000}


def rows_in(text: str) -> int:
    """Read a number of rows: 500, 20k or 1m. Raise ValueError for anything else."""
    unit = _UNITS.get(text[-1:].lower(), 1)
    return int(text[:-1] if unit > 1 else text) * unit


def _asked() -> argparse.Namespace:
    asked = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    asked.add_argument("--pages", default="100,1000,10000", help="the journals, by their pages")
    asked.add_argument("--scale", type=rows_in, help="as many rows of others, on PostgreSQL")
    asked.add_argument("--rounds", type=int, default=20, help="rounds of each row, at most")
    asked.add_argument("--block", type=int, default=10, help="requests of one kind in a row")
    asked.add_argument("--seconds", type=float, default=8, help="time for half a row, about")
    asked.add_argument("--requests", type=int, default=10_000, help="before memory is read")
    asked.add_argument("--json", type=Path, help="where all figures go: var/bench.json")
    return asked.parse_args()


def main() -> int:
    """Run the bench, print its table, and write its JSON file."""
    asked = _asked()
    sizes = sorted(int(size) for size in asked.pages.split(","))
    with tempfile.TemporaryDirectory(prefix="ajar-bench-") as folder:
        if asked.scale:
            about = f"PostgreSQL, {sizes[-1]:,} pages of one writer, {asked.scale:,} rows of others"
            house = journals_in_a_crowd(Path(folder), sizes[-1], asked.scale)
        else:
            about = f"SQLite, journals of {', '.join(f'{size:,}' for size in sizes)} pages"
            house = journals(Path(folder), sizes)
        with house as stands:
            _measure(stands, asked, about)
    return 0


def _measure(stands: dict[str, "Stand"], asked: argparse.Namespace, about: str) -> None:
    # These need Django to be set up, and that needs the server's data folder.
    from bench.machine import load, machine
    from bench.measure import Effort
    from bench.report import report
    from bench.run import Bench

    found = machine()
    accented = stands.pop("accented", None)
    effort = Effort(asked.rounds, asked.block, asked.seconds)
    result = Bench(stands, accented, effort=effort, requests=asked.requests).run()
    found["load_after"] = load()
    print(report(result, found, about))
    file = asked.json or ROOT / "var" / ("bench-scale.json" if asked.scale else "bench.json")
    file.parent.mkdir(parents=True, exist_ok=True)
    written = {"about": about, "machine": found, **result.as_json()}
    file.write_text(json.dumps(written, indent=1, ensure_ascii=False) + "\n")
    print(f"\nAll figures: {file}")


if __name__ == "__main__":
    # Whoever ends the bench ends its servers too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    sys.exit(main())
