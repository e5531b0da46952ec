"""The bench runs, from the first account to the table, on journals of a few pages."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, ClassVar

from django.db import connection
from django.test import SimpleTestCase

from bench.__main__ import rows_in
from bench.figures import Figures
from bench.measure import FLOOR, Effort
from bench.proc import Memory
from bench.result import Measured, Weight
from bench.rows import ROWS
from tests.browser.server import ROOT

LITTLE = "--rounds 1 --block 1 --seconds 1 --requests 20".split()
BUILT = {
    "timeline, latest 20",
    "open one page",
    "Today, 60 pages and 50 steps",
    "a suggestion refreshed",
    "save a page",
    "save a page, back-dated",
    "sign-in",
}
"""What cannot say any more that it is not built yet."""


def took(median: float, *, cpu: float = 1) -> Figures:
    return Figures(times=9, median_ms=median, p99_ms=99, cpu_ms=cpu, per_second=1)


class RunTests(SimpleTestCase):
    """Runs it once, in a process of its own: it sets up Django on its own database."""

    found: ClassVar[dict[str, Any]]
    said: ClassVar[str]

    @classmethod
    def setUpClass(cls) -> None:
        """Measure a little on this suite's kind of database."""
        super().setUpClass()
        others = connection.vendor == "postgresql"
        how = ["--pages", "20", "--scale", "100"] if others else ["--pages", "5,9,20"]
        with tempfile.TemporaryDirectory(prefix="ajar-bench-") as folder:
            written = Path(folder) / "bench.json"
            command = [sys.executable, "-m", "bench", *how, *LITTLE, "--json", str(written)]
            done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
            if done.returncode:
                raise AssertionError(done.stderr)
            cls.said, cls.found = done.stdout, json.loads(written.read_text())

    def test_every_row_is_there_and_what_is_built_was_measured(self) -> None:
        rows = self.found["rows"]

        self.assertEqual([row["name"] for row in rows], [row.name for row in ROWS])
        self.assertLessEqual(BUILT, {row["name"] for row in rows if row["built"]})
        for row in rows:
            with self.subTest(row["name"]):
                measured = (*row["sequential"].values(), *row["at_8_connections"].values())
                self.assertEqual(len(row["at_8_connections"]), 2 if row["built"] else 0)
                for one in measured:
                    self.assertGreater(min(one.values()), 0)

    def test_growth_is_told_of_what_reads_a_bounded_number_of_pages(self) -> None:
        crowd = connection.vendor == "postgresql"  # in a crowd, of everything
        for row, one in zip(ROWS, self.found["rows"], strict=True):
            with self.subTest(row.name):
                told = one["built"] and (crowd or row.grows_from is not None)
                self.assertEqual(one["growth"] is not None, told)

    def test_memory_and_start_are_told(self) -> None:
        memory = self.found["memory_mib"]

        self.assertGreater(memory["later"]["rss"], memory["later"]["pss"])
        self.assertGreater(memory["later"]["pss"], 10)
        self.assertGreaterEqual(memory["requests"], 20)
        self.assertEqual(len(self.found["starts_s"]), 1)

    def test_the_table_has_a_line_for_each_row(self) -> None:
        lines = self.said.splitlines()

        for row in ROWS:
            with self.subTest(row.name):
                self.assertEqual(len([one for one in lines if one.startswith(f"{row.name}  ")]), 1)


class GoalTests(SimpleTestCase):
    def test_no_goal_is_loosened(self) -> None:
        self.assertEqual(
            {row.name: str(row.goal) for row in ROWS},
            {
                "timeline, latest 20": "≤ 3 ×",
                "open one page": "≤ 2 ×",
                "Today, 60 pages and 50 steps": "≤ 3.5 ×",
                "a suggestion refreshed": "≤ 2.5 ×",
                "save a page": "≤ 3 ×",
                "save a page, back-dated": "≤ 3 ×",
                "month calendar": "≤ 2.5 ×",
                "patterns, 12 weeks": "≤ 4 ×",
                "search, no match": "≤ 100 ms CPU",
                "search, texts full of accents": "≤ 300 ms CPU",
                "filter over everything": "≤ 100 ms CPU",
                "patterns over everything": "≤ 100 ms CPU",
                "sign-in": "≤ 250 ms",
            },
        )

    def test_a_row_says_which_goals_it_missed(self) -> None:
        row = ROWS[0]
        alone = {FLOOR: took(2), "100": took(5), "1,000": took(5), "10,000": took(6)}
        slow = alone | {"10,000": took(7)}

        self.assertEqual(Measured(row, alone).missed, [])
        self.assertEqual(
            Measured(row, slow).missed, ["3.50, goal ≤ 3 ×", "grows by 1.40, goal ≤ 1.2"]
        )

    def test_a_goal_of_processor_time_looks_at_nothing_else(self) -> None:
        search = next(row for row in ROWS if row.name == "search, no match")
        alone = {FLOOR: took(2), "100": took(5), "10,000": took(900, cpu=100)}

        self.assertEqual(Measured(search, alone).missed, [])
        alone["10,000"] = took(90, cpu=101)
        self.assertEqual(Measured(search, alone).missed, ["101.00, goal ≤ 100 ms CPU"])

    def test_what_is_not_built_misses_nothing(self) -> None:
        self.assertEqual(Measured(ROWS[0]).missed, [])

    def test_memory_is_to_be_little_and_flat(self) -> None:
        start, little, much = Memory(100, 60), Memory(150, 90), Memory(201, 90)

        self.assertEqual(Weight(start, little, little, 9, 9).missed, [])
        self.assertEqual(
            Weight(start, little, much, 9, 9).missed,
            ["201 MiB, goal ≤ 200", "not flat: from 150 to 201 MiB"],
        )


class EffortTests(SimpleTestCase):
    def test_one_round_warms_and_the_others_count(self) -> None:
        self.assertEqual(list(Effort(rounds=4).turns(9)), [0, 1, 2, 3, 4])
        self.assertEqual(list(Effort(rounds=9).turns(2)), [0, 1, 2])

    def test_three_rounds_are_done_however_long_they_take(self) -> None:
        self.assertEqual(list(Effort(rounds=9, seconds=0).turns(9)), [0, 1, 2, 3])

    def test_a_number_of_rows_may_be_short(self) -> None:
        self.assertEqual([rows_in(one) for one in ("500", "20k", "1m")], [500, 20_000, 1_000_000])
