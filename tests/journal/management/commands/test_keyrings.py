"""The eight ways in which keys can be wrong: no start, one sentence, and a database untouched."""

import base64
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from django.test import SimpleTestCase

from journal.vault.slots import KEY_BYTES
from tests.browser.server import free_port
from tests.journal.places import ROOT, environ_for

ONE, TWO, OTHER = (base64.b64encode(bytes([at]) * KEY_BYTES).decode() for at in (1, 2, 3))
RING = f"one:{ONE}\ntwo:{TWO}\n"
BACK = "put its line back from your copy of the keys."
REFUSED = "Ajar does not start, and nothing was changed."
# Ada's journal begins under one key, Mallory's under the other.
SEED = """
from django.conf import settings
from django.core.management import call_command
from accounts.models import User
from journal.models import Journal
from journal.models.journal import master_keys
for app in ("accounts", "journal"):
    call_command("migrate", app, verbosity=0)
lines = settings.VAULT_KEYS_FILE.read_text().splitlines()
for name, ring in (("ada", lines), ("mallory", lines[::-1])):
    settings.VAULT_KEYS = ",".join(ring)
    master_keys.cache_clear()
    Journal.objects.of(User.objects.create(email=f"{name}@example.org"))
"""


def text(content: str) -> Callable[[Path], None]:
    """Return what writes this into the key file."""

    def write(file: Path) -> None:
        file.write_text(content)

    return write


def a_folder(file: Path) -> None:
    """Put a folder where the file was. A closed file would stop anyone but root."""
    file.unlink()
    file.mkdir()


RINGS: dict[str, tuple[Callable[[Path], None], str]] = {
    "missing": (Path.unlink, "The key file {file} is missing. Put it back from where you keep it."),
    "short": (text(f"one:{ONE}\ntwo:{TWO[:20]}\n"), f"The key 'two' has 15 bytes, not 32: {BACK}"),
    "wrong": (
        text(f"one:{ONE}\ntwo:{OTHER}\n"),
        f"The key 'two' is not the one that sealed these journals: {BACK}",
    ),
    "of one name twice": (
        text(f"{RING}two:{OTHER}\n"),
        f"The key name 'two' stands there twice: {BACK}",
    ),
    "unreadable": (
        a_folder,
        "The key file {file} cannot be read (Is a directory): put it back from where you keep it.",
    ),
    "open to others": (
        lambda file: file.chmod(0o644),
        "Others can read the key file {file}. Close it: chmod 600 {file}",
    ),
    "empty": (text(""), "There is no key in the key file: put it back from your copy."),
    "swapped": (
        text(f"one:{TWO}\ntwo:{ONE}\n"),
        f"The key 'one' is not the one that sealed these journals: {BACK}",
    ),
}
# One process reads Django, and lends it to a child for each ring: the command as it is typed.
PREPARE = """
import contextlib, io, json, os, sys
from pathlib import Path
from django.conf import settings
from django.core.management import execute_from_command_line
for file in map(Path, sys.argv[1:]):
    settings.VAULT_KEYS_FILE = file
    back, front = os.pipe()
    if not os.fork():
        said, complaint, code = io.StringIO(), io.StringIO(), 0
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(complaint):
            try:
                execute_from_command_line(["manage.py", "prepare"])
            except SystemExit as end:
                code = end.code
        os.write(front, json.dumps([code, said.getvalue(), complaint.getvalue()]).encode())
        os._exit(0)
    os.close(front)
    print(os.read(back, 65536).decode())
    os.wait()
"""


class EightRingsTests(SimpleTestCase):
    """Each ring in a folder of its own, beside one database that stays as it is."""

    def setUp(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        self.data = self.folder / "var" / "data"
        self.environ = environ_for(self.folder / "var", HOST="127.0.0.1", PORT=str(free_port()))
        self.python(SEED, AJAR_KEYS_FILE=str(self.spoiled("sound", lambda file: None)))

    def spoiled(self, name: str, spoil: Callable[[Path], None]) -> Path:
        """Return a key file that was sound until it was spoiled."""
        file = self.folder / name / "vault.keys"
        file.parent.mkdir()
        file.write_text(RING)
        file.chmod(0o600)
        spoil(file)
        return file

    def python(self, code: str, *words: str, **settings: str) -> str:
        """Run the code with Django set up, and return what it prints."""
        return subprocess.run(
            [sys.executable, "-c", f"import django; django.setup()\n{code}", *words],
            cwd=ROOT,
            env=self.environ | settings | {"DJANGO_SETTINGS_MODULE": "config.settings"},
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        ).stdout

    def sentence(self, fault: str, file: Path) -> str:
        return f"{RINGS[fault][1].format(file=file)}\n{REFUSED}\n"

    def test_prepare_refuses_each_in_one_sentence_and_touches_nothing(self) -> None:
        before = contents(self.data)
        files = {fault: self.spoiled(fault, spoil) for fault, (spoil, _) in RINGS.items()}

        answers = self.python(PREPARE, *map(str, files.values())).splitlines()

        for (fault, file), answer in zip(files.items(), answers, strict=True):
            with self.subTest(fault=fault):
                self.assertEqual(
                    json.loads(answer), [1, "", f"CommandError: {self.sentence(fault, file)}"]
                )
        self.assertEqual(contents(self.data), before)

    def test_the_server_does_not_start_with_one_that_is_away_or_another(self) -> None:
        """It runs the same command, so a fault of the file and one of the ring are enough."""
        before = contents(self.data)
        for fault in ("missing", "swapped"):
            file = self.spoiled(fault, RINGS[fault][0])
            with self.subTest(fault=fault):
                done = subprocess.run(
                    [sys.executable, "-m", "gunicorn", "--config", "config/gunicorn.py"],
                    cwd=ROOT,
                    env=self.environ | {"AJAR_KEYS_FILE": str(file)},
                    capture_output=True,
                    text=True,
                    timeout=60,
                )

                self.assertEqual(
                    (done.returncode, done.stdout, done.stderr), (1, "", self.sentence(fault, file))
                )
        self.assertEqual(contents(self.data), before)


def contents(folder: Path) -> dict[str, str]:
    """Return the hash of every file in the folder by its name."""
    return {
        name: hashlib.sha256((folder / name).read_bytes()).hexdigest()
        for name in sorted(os.listdir(folder))
    }
