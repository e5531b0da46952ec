"""`manage.py prepare`: everything a start needs, or a refusal that leaves all as it was."""

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import time_machine
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test import SimpleTestCase

from guidance.models import Prompt
from journal.models import Entry, Journal, KeySlot
from journal.models.journal import check_keys
from tests.base import TestCase, make_user, set_up_second_factor
from tests.journal.factories import make_entry
from tests.journal.keys import KEYS, NEW_NAME, SAME_NAME, using_keys

ROOT = Path(__file__).resolve().parents[4]


def everything() -> dict[str, Any]:
    """Return every row of every table."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            rows = [
                tuple(bytes(one) if isinstance(one, memoryview) else one for one in row)
                for row in cursor.fetchall()
            ]
            found[table] = sorted(rows, key=repr)
    return found


class PrepareTestCase(TestCase):
    def setUp(self) -> None:
        folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, folder)
        self.file = folder / "keys" / "vault.keys"

    def prepare(self, keys: str = "") -> str:
        """Run the command with these keys in the environment, and return what it says."""
        said = StringIO()
        with using_keys(keys, VAULT_KEYS_FILE=self.file):
            call_command("prepare", stdout=said)
        return said.getvalue()


class FirstStartTests(PrepareTestCase):
    def test_it_makes_the_key_file_and_says_what_losing_it_means(self) -> None:
        said = self.prepare().splitlines()

        self.assertEqual(
            said[0],
            f"Made the key file {self.file}. Losing it loses the journals:"
            " keep a copy of it apart from the database.",
        )
        self.assertEqual(stat.S_IMODE(self.file.stat().st_mode), 0o600)
        self.assertEqual(len(said), 2)
        self.assertRegex(said[1], r"\AGuidance: .*12 signs.*100 prompts.* new\)\.\Z")
        self.assertEqual(Prompt.objects.count(), 100)

    def test_it_may_run_again_and_changes_nothing(self) -> None:
        self.prepare()
        key, rows = self.file.read_bytes(), everything()

        said = self.prepare().splitlines()

        self.assertEqual(len(said), 1)
        self.assertTrue(said[0].endswith("(nothing new)."), said)
        self.assertEqual(self.file.read_bytes(), key)
        self.assertEqual(everything(), rows)

    def test_with_keys_in_the_environment_it_makes_no_file(self) -> None:
        said = self.prepare(KEYS).splitlines()

        self.assertEqual([line.split(":")[0] for line in said], ["Guidance"])
        self.assertFalse(self.file.parent.exists())

    def test_a_key_file_that_cannot_be_used_is_refused_and_left_alone(self) -> None:
        self.file.parent.mkdir()
        self.file.write_text(KEYS)
        self.file.chmod(0o644)
        before = everything()

        with self.assertRaises(CommandError) as caught:
            self.prepare()

        self.assertEqual(
            str(caught.exception),
            f"Others can read the key file {self.file}. Close it: chmod 600 {self.file}"
            "\nAjar does not start, and nothing was changed.",
        )
        self.assertEqual(everything(), before)
        self.assertEqual(self.file.read_text(), KEYS)


class LaterStartTests(PrepareTestCase):
    """Someone has begun to write. Without the very key that sealed it, nothing starts."""

    def setUp(self) -> None:
        super().setUp()
        make_entry(Journal.objects.of(make_user("ada")))

    def assert_refused(self, reason: str, keys: str = "") -> None:
        before = everything()
        with self.assertRaises(CommandError) as caught:
            self.prepare(keys)
        self.assertEqual(
            str(caught.exception), f"{reason}\nAjar does not start, and nothing was changed."
        )
        self.assertEqual(everything(), before)
        self.assertEqual(Prompt.objects.count(), 0, "Not even the guidance is loaded.")

    def test_without_the_key_file_it_refuses_and_makes_none(self) -> None:
        self.assert_refused(
            f"The key file {self.file} is missing. Put it back from where you keep it."
        )
        self.assertFalse(self.file.exists())

    def test_an_editor_who_never_wrote_has_something_sealed_too(self) -> None:
        with using_keys(KEYS):
            set_up_second_factor(make_user("edith"))
        Journal.objects.all().delete()

        self.assert_refused(
            f"The key file {self.file} is missing. Put it back from where you keep it."
        )
        self.assertFalse(self.file.exists())

    def test_without_the_key_that_a_slot_names_it_refuses(self) -> None:
        self.assert_refused(
            "The key 'test', which sealed journals here, is missing from the keys"
            ": put its line back from your copy of the keys.",
            NEW_NAME,
        )

    def test_with_another_key_of_the_same_name_it_refuses(self) -> None:
        self.assert_refused(
            "The key 'test' is not the one that sealed these journals"
            ": put its line back from your copy of the keys.",
            SAME_NAME,
        )

    def test_every_slot_counts(self) -> None:
        with using_keys(f"{NEW_NAME},{KEYS}"):
            Journal.objects.of(make_user("rosa"))

        self.assert_refused(
            "The key 'new', which sealed journals here, is missing from the keys"
            ": put its line back from your copy of the keys.",
            KEYS,
        )

    def test_with_the_key_it_starts_and_leaves_the_slots_alone(self) -> None:
        slots = list(KeySlot.objects.values())

        for keys in (KEYS, f"{NEW_NAME},{KEYS}"):
            with self.subTest(keys=keys):
                self.prepare(keys)

                self.assertEqual(list(KeySlot.objects.values()), slots)
                check_keys()

    def test_a_key_file_that_came_back_is_used(self) -> None:
        self.file.parent.mkdir()
        self.file.write_text(KEYS)
        self.file.chmod(0o600)

        said = self.prepare().splitlines()

        self.assertEqual([line.split(":")[0] for line in said], ["Guidance"])
        self.assertEqual(self.file.read_text(), KEYS)


class BinTests(PrepareTestCase):
    def test_a_start_erases_what_was_in_the_bin_for_30_days(self) -> None:
        journal = Journal.objects.of(make_user("ada"))
        make_entry(journal, text="Over.", deleted=True)
        kept = make_entry(journal, text="Stays.")

        with time_machine.travel(datetime.now(UTC) + timedelta(days=31)):
            call_command("prepare", stdout=StringIO())

        self.assertEqual([entry.pk for entry in Entry.objects.all()], [kept.pk])


class EmptyFolderTests(SimpleTestCase):
    """The very first start, in a folder where nothing is, not even a table."""

    def test_an_empty_folder_becomes_a_place_to_write_in(self) -> None:
        folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, folder)
        own = ("AJAR_", "EMAIL_", "DATABASE_", "DJANGO_", "SECRET_")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(own)}

        done = subprocess.run(
            [sys.executable, "manage.py", "prepare"],
            cwd=ROOT,
            env=kept | {"AJAR_DATA": str(folder)},
            capture_output=True,
            text=True,
        )

        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual(
            [line.split()[0] for line in done.stdout.splitlines()], ["Made", "Guidance:"]
        )
        found = {path.relative_to(folder).as_posix() for path in folder.rglob("*")}
        self.assertEqual(
            found - {"data/ajar.sqlite3-journal"},  # emptied, where it is not the newer log
            {"data", "data/ajar.sqlite3", "keys", "keys/secret.key", "keys/vault.keys"},
        )
        for path in ("data", "keys"):
            self.assertEqual(stat.S_IMODE((folder / path).stat().st_mode), 0o700)
        for path in ("keys/secret.key", "keys/vault.keys"):
            self.assertEqual(stat.S_IMODE((folder / path).stat().st_mode), 0o600)
        with sqlite3.connect(folder / "data" / "ajar.sqlite3") as database:
            tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master")}
        self.assertEqual({"journal_entry", "limits"} - tables, set())
