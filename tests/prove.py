"""Show that every detector detects: `make prove`.

Each fault of tests/planted/ is put into a copy of the code, and its detector is run there, on
SQLite, two at a time. First all detectors run in a copy without a fault, where they have to be
green. Ends with 1 if one of them stays green with its fault, or is red without.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.planted.patches import DoesNotApply, Fault, every_fault

ROOT = Path(__file__).resolve().parent.parent
CODE = ("accounts", "config", "guidance", "journal", "static", "templates", "tests")
FILES = ("manage.py", "pyproject.toml", "README.md", "SECURITY.md")
AT_ONCE = 2
PATIENCE = 120  # seconds for one detector
PATIENCE_WITH_ALL = 280
_REASON = re.compile(r"^E +(\S.*)$", re.MULTILINE)
_RED = re.compile(r"^(?:\d+ \w+, )*?\d+ failed\b.*$", re.MULTILINE)


def copy(folder: Path) -> Path:
    """Copy the code to a folder, and return it."""
    leave = shutil.ignore_patterns("__pycache__", "*.pyc")
    for name in CODE:
        shutil.copytree(ROOT / name, folder / name, ignore=leave)
    for name in FILES:
        if (ROOT / name).exists():
            shutil.copy(ROOT / name, folder)
    return folder


def run(
    tree: Path, detectors: list[str], patience: int = PATIENCE
) -> "subprocess.CompletedProcess[str]":
    """Run detectors in a tree. Raise TimeoutExpired."""
    environ = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    command = [sys.executable, "-m", "pytest", "-q", "--color=no", "--tb=short"]
    command += ["--show-capture=no", "-p", "no:cacheprovider", *detectors]
    return subprocess.run(
        command, cwd=tree, env=environ, capture_output=True, text=True, timeout=patience
    )


def verdict(fault: Fault) -> tuple[bool, str]:
    """Plant a fault in a copy and ask its detector: whether it was seen, and what was said."""
    with tempfile.TemporaryDirectory(prefix="ajar-prove-") as folder:
        tree = copy(Path(folder))
        try:
            fault.plant(tree)
            done = run(tree, [fault.detector])
        except DoesNotApply as error:
            return False, str(error)
        except subprocess.TimeoutExpired:
            return False, f"no answer within {PATIENCE} seconds"
    if done.returncode == 1 and _RED.search(done.stdout):
        return True, f"red: {why(done.stdout)}"
    if done.returncode == 0:
        return False, "STAYED GREEN"
    # Neither passed nor failed: the fault broke the program before a test could look.
    return False, (done.stdout + done.stderr)[-1500:]


def why(said: str) -> str:
    """Return the first line of a detector's reason, cut to the width of a screen."""
    reason = _REASON.search(said)
    return reason[1][:96] if reason else "no reason given"


def untouched(faults: list[Fault]) -> bool:
    """Run all detectors without a fault; say so where one is red."""
    detectors = sorted({fault.detector for fault in faults})
    with tempfile.TemporaryDirectory(prefix="ajar-prove-") as folder:
        try:
            done = run(copy(Path(folder)), detectors, PATIENCE_WITH_ALL)
        except subprocess.TimeoutExpired:
            print(f"Without a fault they took more than {PATIENCE_WITH_ALL} seconds.")
            return False
    if done.returncode:
        print("Red without any fault, so nothing can be shown:\n" + done.stdout[-3000:])
    return done.returncode == 0


def timed(fault: Fault) -> tuple[bool, str, float]:
    """Return the verdict on a fault, and the seconds it took."""
    start = time.monotonic()
    return *verdict(fault), time.monotonic() - start


def main(names: list[str]) -> int:
    """Try all faults, or those named. Return 1 unless every one of them was seen."""
    faults = [one for one in every_fault() if not names or one.name in names]
    if not faults:
        print("There is no such fault in tests/planted/.")
        return 2
    print(f"{len(faults)} faults, {AT_ONCE} at a time; about three minutes in all.", flush=True)
    missed = 0
    with ThreadPoolExecutor(AT_ONCE) as pool:
        green = pool.submit(untouched, faults)
        for fault, (seen, said, took) in zip(faults, pool.map(timed, faults), strict=True):
            missed += not seen
            detector = fault.detector.removeprefix("tests/").split("::")
            print(f"{fault.title:<36} {detector[0]:<34} {took:3.0f} s\n    {said}", flush=True)
        well = green.result()
    seen_all = f"{len(faults) - missed} of {len(faults)} faults turned their detector red"
    print(f"{seen_all}; without a fault all are {'green' if well else 'NOT green'}.")
    return 0 if well and not missed else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
