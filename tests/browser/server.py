"""The server as `make run` starts it, on a free port and a data folder of its own."""

import os
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Site:
    """A running Ajar."""

    url: str
    data: Path
    environ: dict[str, str]
    log: Path
    """What the server printed: its own lines, warnings, and mails."""

    @property
    def database(self) -> Path:
        """The SQLite file that the server writes to."""
        return self.data / "data" / "ajar.sqlite3"

    def forget_tries(self) -> None:
        """Begin the counters of sign-ups and sign-ins anew.

        All tests come from one address, and faster than people do.
        """
        with closing(sqlite3.connect(self.database, timeout=20)) as database, database:
            database.execute("DELETE FROM limits")

    def manage(self, *words: str) -> str:
        """Run a management command against this site's data, and return what it printed."""
        return _run(["manage.py", *words], self.environ)


def _run(words: list[str], environ: dict[str, str]) -> str:
    done = subprocess.run(
        [sys.executable, *words], cwd=ROOT, env=environ, capture_output=True, text=True
    )
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(words)} ended with {done.returncode}:\n{done.stderr}")
    return done.stdout


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
    return port


def environ_of(data: Path, port: int) -> dict[str, str]:
    """Return the environment of a user who set nothing, apart from folder and port."""
    own = ("AJAR_", "EMAIL_", "DATABASE_", "DJANGO_", "SECRET_", "ALLOWED_", "CSRF_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(own)}
    static = os.environ.get("AJAR_STATIC") or str(data / "static")
    return kept | {
        "AJAR_DATA": str(data),
        "AJAR_STATIC": static,
        "HOST": "localhost",
        "PORT": str(port),
    }


def wait_until_it_answers(site: Site, server: "subprocess.Popen[bytes]") -> None:
    """Return once the server answers. Raise RuntimeError, with its log, if it does not."""
    for _ in range(200):
        if server.poll() is not None:
            break
        try:
            urllib.request.urlopen(f"{site.url}/healthz", timeout=5).close()  # noqa: S310 - our own address
            return
        except urllib.error.HTTPError:
            return  # it answers; a test will say what is wrong with the answer
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("The server did not start:\n" + site.log.read_text())


@contextmanager
def serve(data: Path, **settings: str) -> Iterator[Site]:
    """Start the server on the data folder, and end it. Raise RuntimeError if it fails.

    `settings` are variables of the environment that a user would have set.
    """
    port = free_port()
    environ = environ_of(data, port) | settings
    site = Site(f"http://localhost:{port}", data, environ, data / "server.log")
    if "AJAR_STATIC" not in os.environ:
        site.manage("collectstatic", "--noinput", "--verbosity", "0")
    command = [sys.executable, "-m", "gunicorn", "--config", "config/gunicorn.py"]
    with site.log.open("wb") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=environ, stdout=log, stderr=log)
    try:
        wait_until_it_answers(site, server)
        yield site
    finally:
        server.terminate()
        server.wait(timeout=20)
