"""All suites, as `make test` runs them: SQLite, PostgreSQL and the browser, all at once.

A browser waits more than it computes, so the three of them fill two cores. Ends with the
closing line of each suite, and with 1 if any of them failed.
"""

import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTEST = [sys.executable, "-m", "pytest", "-q", "--color=no", "-p", "no:cacheprovider"]
SERVER = [*PYTEST, "--ignore=tests/browser"]
SUITES = {
    "SQLite": SERVER,
    "PostgreSQL": [sys.executable, "tests/withpg.py", *SERVER],
    "Browser": [*PYTEST, "tests/browser"],
}
NO_POSTGRES = 75


def run(name: str) -> tuple[bool, str]:
    """Run a suite and show what it said; return whether all is well, and its closing line."""
    environ = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    with tempfile.TemporaryFile() as output:
        # The output goes to a file: a pipe that nobody reads would hold the suite up.
        code = subprocess.run(
            SUITES[name], cwd=ROOT, env=environ, stdout=output, stderr=subprocess.STDOUT
        ).returncode
        output.seek(0)
        said = output.read().decode(errors="replace").rstrip()
    print(f"\n=== {name} ===\n{said}\n", end="", flush=True)
    closing = said.splitlines()[-1] if said else "it said nothing"
    if code == NO_POSTGRES and os.environ.get("AJAR_NO_SKIPS") != "1":
        return True, f"SKIPPED, NOT TESTED ON POSTGRESQL: {closing}"
    return code == 0, closing


def main() -> int:
    """Run the suites, and return 1 if any failed."""
    with ThreadPoolExecutor(len(SUITES)) as side_by_side:
        results = dict(zip(SUITES, side_by_side.map(run, SUITES), strict=True))
    print("\n=== All suites ===")
    for name, (well, closing) in results.items():
        print(f"{name:<11}{'' if well else 'FAILED: '}{closing}")
    return 0 if all(well for well, _ in results.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
