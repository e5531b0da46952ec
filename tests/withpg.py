"""Run a command with DATABASE_URL at a PostgreSQL of its own: `python tests/withpg.py pytest …`.

A wrapper and not a fixture, because the settings are read before a fixture could speak.
Ends with the command's own exit code; 75 where there is no PostgreSQL.
"""

import os
import signal
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.pgtemp import NoPostgresError, postgres

NO_POSTGRES = 75  # what sysexits.h calls a failure that may pass


def main(command: list[str]) -> int:
    """Run the command, and return its exit code."""
    if not command:
        print("Say what to run: python tests/withpg.py pytest", file=sys.stderr)
        return 64
    if command[0] == "pytest":
        command = [sys.executable, "-m", *command]
    try:
        with postgres() as url:
            return subprocess.run(command, env=os.environ | {"DATABASE_URL": url}).returncode
    except NoPostgresError as error:
        print(error, file=sys.stderr)
        return NO_POSTGRES


if __name__ == "__main__":
    # Whoever ends the wrapper ends its server too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    sys.exit(main(sys.argv[1:]))
