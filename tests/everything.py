"""All suites, as `make test` runs them: SQLite beside PostgreSQL, then the browser.

Ends with the closing line of each, and with 1 if any of them failed.
"""

import os
import subprocess
import sys
import tempfile
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


def start(name: str) -> tuple["subprocess.Popen[bytes]", Path]:
    """Start a suite with its output in a file; return both."""
    handle, path = tempfile.mkstemp(prefix="ajar-suite-")
    environ = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    process = subprocess.Popen(SUITES[name], cwd=ROOT, env=environ, stdout=handle, stderr=handle)
    os.close(handle)
    return process, Path(path)


def finish(name: str, process: "subprocess.Popen[bytes]", path: Path) -> tuple[bool, str]:
    """Wait, show what the suite said; return whether all is well, and its closing line."""
    try:
        code = process.wait()
        said = path.read_text(errors="replace").rstrip()
    finally:
        process.kill()
        path.unlink()
    print(f"\n=== {name} ===\n{said}", flush=True)
    closing = said.splitlines()[-1] if said else "it said nothing"
    if code == NO_POSTGRES and os.environ.get("AJAR_NO_SKIPS") != "1":
        return True, f"SKIPPED, NOT TESTED ON POSTGRESQL: {closing}"
    return code == 0, closing


def main() -> int:
    """Run the suites, and return 1 if any failed."""
    side_by_side = {name: start(name) for name in ("SQLite", "PostgreSQL")}
    results = {name: finish(name, *running) for name, running in side_by_side.items()}
    results["Browser"] = finish("Browser", *start("Browser"))
    print("\n=== All suites ===")
    for name, (well, closing) in results.items():
        print(f"{name:<11}{'' if well else 'FAILED: '}{closing}")
    return 0 if all(well for well, _ in results.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
