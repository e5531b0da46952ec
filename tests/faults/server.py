"""The real server, two workers, on a scratch folder: to be killed, cut off, and started again."""

import atexit
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from tests.browser.server import ROOT, Site, environ_of, free_port, wait_until_it_answers

PASSWORD = "a lantern on the sill"
_MAKE_ACCOUNT = (
    "from accounts.models import User; User.objects.create_user({email!r}, password={password!r})"
)


@cache
def static_files() -> str:
    """Return a folder of collected static files, made once where the caller has none."""
    if found := os.environ.get("AJAR_STATIC"):
        return found
    folder = tempfile.mkdtemp(prefix="ajar-static-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    environ = os.environ | {"AJAR_STATIC": folder, "DJANGO_SETTINGS_MODULE": "config.settings"}
    command = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
    subprocess.run(command, cwd=ROOT, env=environ, check=True)
    return folder


class Server:
    """A server on a port of its own, which keeps its port and its data when it starts again."""

    def __init__(
        self, data: Path, *, database_url: str = "", inside: Sequence[str] = (), **environ: str
    ) -> None:
        """Take the data folder, and the address of the database where it is not SQLite.

        `inside` is a command that starts the server's command, such as `unshare`.
        """
        port = free_port()
        environ |= {"DATABASE_URL": database_url} if database_url else {}
        environ = environ_of(data, port) | {"AJAR_STATIC": static_files()} | environ
        self.site = Site(f"http://localhost:{port}", data, environ, data / "server.log")
        self._inside = inside
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start, and return once it answers."""
        command = [*self._inside, sys.executable, "-m", "gunicorn"]
        command += ["--config", "config/gunicorn.py"]
        with self.site.log.open("ab") as log:
            self._process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=self.site.environ,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        wait_until_it_answers(self.site, self._process)

    def end(self, how: signal.Signals = signal.SIGTERM) -> None:
        """End the server: SIGTERM as an operator would, SIGKILL all of it at once."""
        if self._process is None:
            return
        if how == signal.SIGKILL:
            os.killpg(self._process.pid, how)
        else:
            self._process.send_signal(how)
        self._process.wait(timeout=40)
        self._process = None

    @property
    def pid(self) -> int:
        """The process that started the workers."""
        assert self._process, "it is not running"
        return self._process.pid

    def limit_files(self, size: int) -> None:
        """Let no file of the running server grow beyond this many bytes; -1 lifts the limit."""
        for pid in (self.pid, *_children(self.pid)):
            hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)[1]
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, hard))

    def add_account(self, name: str) -> None:
        """Make the account `<name>@example.org`, with PASSWORD."""
        email = f"{name}@example.org"
        self.site.manage("shell", "-c", _MAKE_ACCOUNT.format(email=email, password=PASSWORD))

    def threads(self) -> int:
        """Return how many threads the server's processes have."""
        pids = (self.pid, *_children(self.pid))
        return sum(len(list(Path(f"/proc/{pid}/task").iterdir())) for pid in pids)


def _children(pid: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@contextmanager
def running(database_url: str = "", **environ: str) -> Iterator[Server]:
    """Start a server on a new folder, and leave nothing behind."""
    with tempfile.TemporaryDirectory(prefix="ajar-fault-") as folder:
        server = Server(Path(folder), database_url=database_url, **environ)
        try:
            server.start()
            yield server
        finally:
            server.end(signal.SIGKILL)
