"""`manage.py backup` and `restore`: every page comes back, with the right keys and only then."""

import base64
import os
import re
import shutil
import stat
import subprocess
import tempfile
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any
from unittest import mock

import time_machine
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test import TransactionTestCase, override_settings

from accounts.models import User
from journal.models import Entry, Journal, KeySlot, Person, Step
from tests.base import PASSWORD, make_user
from tests.journal.factories import make_entry, make_person
from tests.journal.keys import KEYS, NEW_NAME, SAME_NAME, using_keys
from tests.pgtemp import NoPostgresError, programs

OTHER_KIND = {"sqlite": b"PGDMP and more", "postgresql": b"SQLite format 3\0 and more"}
MODELS: tuple[Any, ...] = (User, Journal, KeySlot, Entry, Person, Step)


def rows() -> dict[str, list[dict[str, Any]]]:
    """Return every row that a writer owns."""
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in MODELS}


class CopyTestCase(TransactionTestCase):
    def setUp(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        self.file = self.folder / "a copy.backup"
        try:  # the programs that fit the server, if they lie elsewhere
            path = f"{programs()}{os.pathsep}{os.environ['PATH']}"
        except NoPostgresError:
            path = os.environ["PATH"]
        self.enterContext(mock.patch.dict(os.environ, {"PATH": path}))
        for name in ("ada", "mallory"):
            journal = Journal.objects.of(make_user(name))
            make_entry(journal, text=f"What {name} wrote. ☂", step="Call.")
            make_person(journal, "Sam")
        make_entry(journal, text="In the bin.", deleted=True)

    def backup(self, *words: str) -> str:
        said = StringIO()
        call_command("backup", *(words or [str(self.file)]), stdout=said)
        return said.getvalue()

    def restore(self, keys: str = KEYS, **files: Path) -> str:
        """Restore the file with these keys, and return what the command says."""
        said = StringIO()
        with using_keys(keys, **files):
            call_command("restore", str(self.file), stdout=said)
        return said.getvalue()

    def empty(self) -> None:
        """Leave the place as it is before anyone signs up."""
        for model in (Step, Entry, Person, KeySlot, Journal, User):
            model.objects.all().delete()


class RoundTripTests(CopyTestCase):
    def test_with_the_right_key_every_row_is_equal_and_every_page_opens(self) -> None:
        before = rows()
        self.backup()
        self.empty()

        said = self.restore()

        self.assertEqual(
            said,
            f"Restored {self.file}. Everyone signs in anew.\n"
            "The keys open it, 2 of 2 journals. Now run: make run\n",
        )
        self.assertEqual(rows(), before)
        texts = [
            entry.read(Journal.objects.of(entry.journal.owner).keyring).text
            for entry in Entry.objects.all()
        ]
        self.assertEqual(
            sorted(texts), ["In the bin.", "What ada wrote. ☂", "What mallory wrote. ☂"]
        )
        self.assertTrue(self.client.login(email="ada@example.org", password=PASSWORD))

    def test_with_other_keys_it_says_which_is_missing_and_deletes_nothing(self) -> None:
        before = rows()
        self.backup()
        away = self.folder / "vault.keys"
        for keys, sentence, where in (
            (NEW_NAME, "The key 'test', which sealed journals here, is missing", "AJAR_KEYS"),
            (SAME_NAME, "The key 'test' is not the one that sealed these journals", "AJAR_KEYS"),
            ("", f"The key file {away} is missing.", str(away)),
        ):
            self.empty()
            with self.subTest(keys=keys):
                with self.assertRaises(CommandError) as caught:
                    self.restore(keys, VAULT_KEYS_FILE=away)

                reason, rest = str(caught.exception).split("\n")
                self.assertEqual(reason[: len(sentence)], sentence)
                self.assertEqual(
                    rest,
                    "The backup is in its place, and nothing was deleted, but no page in it can"
                    f" be read until {where} is put right. Its journals were sealed under 'test'.",
                )
                self.assertEqual(rows(), before)
                self.assertFalse(away.exists(), "No key is made where journals are.")

    def test_a_journal_whose_key_was_damaged_is_told(self) -> None:
        KeySlot.objects.filter(pk=KeySlot.objects.all()[0].pk).update(wrapped=bytes(40))
        self.backup()
        self.empty()

        with self.assertRaisesMessage(CommandError, "The key 'test' does not open this journal."):
            self.restore()

    def test_a_backup_without_journals_asks_for_no_key(self) -> None:
        self.empty()
        self.backup()

        self.assertEqual(
            self.restore("").splitlines()[1:],
            ["No one has begun a journal in it yet. Now run: make run"],
        )


class BackupTests(CopyTestCase):
    def test_it_is_for_its_owner_alone_and_says_where_it_is(self) -> None:
        before = os.umask(0)
        try:
            said = self.backup()
        finally:
            os.umask(before)

        self.assertEqual(
            said,
            f"Wrote {self.file} ({self.file.stat().st_size:,} bytes), and read it back whole.\n"
            "Keep it apart from the keys, which are not in it: it opens only with both.\n",
        )
        self.assertEqual(stat.S_IMODE(self.file.stat().st_mode), 0o600)
        self.assertEqual(os.listdir(self.folder), [self.file.name])

    def test_its_usual_place_carries_the_moment(self) -> None:
        with (
            override_settings(DATA=self.folder),
            time_machine.travel(datetime(2026, 11, 22, 14, 5, 6, tzinfo=UTC), tick=False),
        ):
            call_command("backup", stdout=StringIO())

        ending = {"sqlite": "sqlite3", "postgresql": "dump"}[connection.vendor]
        place = self.folder / "backups"
        self.assertEqual(os.listdir(place), [f"ajar-20261122T140506Z.{ending}"])
        self.assertEqual(stat.S_IMODE(place.stat().st_mode), 0o700)

    def test_it_never_writes_over_a_file(self) -> None:
        self.file.write_text("another backup")

        with self.assertRaises(CommandError) as caught:
            self.backup()

        self.assertEqual(
            str(caught.exception),
            f"{self.file} is there already: choose another name. There is no new backup.",
        )
        self.assertEqual(self.file.read_text(), "another backup")
        self.assertEqual(os.listdir(self.folder), [self.file.name])

    def test_one_that_was_cut_short_is_not_taken_for_a_backup(self) -> None:
        part = self.folder / f"{self.file.name}.part"
        part.write_bytes(b"half")

        with self.assertRaisesMessage(CommandError, "left from a backup that was cut short"):
            self.backup()

        self.assertEqual((os.listdir(self.folder), part.read_bytes()), ([part.name], b"half"))

    def test_a_place_that_is_not_there_is_told(self) -> None:
        with self.assertRaisesMessage(CommandError, "cannot be written (No such file"):
            self.backup(str(self.folder / "nowhere" / "copy"))

    def inflated(self) -> bytes:
        """Return what the backup says, without the packing of PostgreSQL."""
        if connection.vendor == "sqlite":
            return self.file.read_bytes()
        command = ["pg_restore", "--file=-", str(self.file)]
        return subprocess.run(command, capture_output=True, check=True).stdout

    def test_it_holds_no_key_no_session_and_no_limit(self) -> None:
        Session.objects.create(
            session_key="asessionthatisopen", session_data="", expire_date=datetime.now(UTC)
        )
        cache.set("a counter of limits", "counted")
        self.backup()
        Session.objects.all().delete()
        cache.clear()
        ring = base64.b64decode(KEYS.partition(":")[2])
        written = self.inflated()
        self.assertIn(b"ada@example.org", written)
        for secret in (ring, ring.hex().encode(), KEYS.encode(), settings.SECRET_KEY.encode()):
            self.assertNotIn(secret, written)
        self.assertNotIn(b"asessionthatisopen", written)

        self.empty()
        self.restore()

        self.assertEqual(Session.objects.count(), 0)
        self.assertIsNone(cache.get("a counter of limits"))


class RefusedTests(CopyTestCase):
    def refused(self, reason: str) -> None:
        before = rows()
        with self.assertRaises(CommandError) as caught:
            self.restore()
        first, second = str(caught.exception).split("\n")
        self.assertRegex(first, reason)
        self.assertEqual(second, "Nothing was restored, and nothing was changed.")
        self.assertEqual(rows(), before)

    def test_where_journals_are_nothing_is_restored_over_them(self) -> None:
        self.backup()

        self.refused(r"\AThere are accounts or journals here already\.")

    def test_where_an_account_is_it_is_not_replaced_either(self) -> None:
        self.backup()
        self.empty()
        make_user("rosa")

        self.refused(r"\AThere are accounts or journals here already\.")

    def test_a_damaged_backup_is_refused(self) -> None:
        self.backup()
        self.empty()
        whole = self.file.read_bytes()
        for damaged in (whole[: len(whole) // 2], whole[:2000]):
            with self.subTest(size=len(damaged)):
                self.file.write_bytes(damaged)

                self.refused(r" is damaged\. Take another one\.\Z")

    def test_what_is_no_backup_of_this_database_is_refused(self) -> None:
        self.empty()
        for content, reason in (
            (b"", "is not a backup that Ajar wrote"),
            (b"id,text\n", "is not a backup that Ajar wrote"),
            (OTHER_KIND[connection.vendor], "is one of .*, and DATABASE_URL names"),
        ):
            with self.subTest(content=content):
                self.file.write_bytes(content)

                self.refused(reason)
        self.file.unlink()
        self.refused(re.escape(f"{self.file} cannot be read (No such file or directory)"))
