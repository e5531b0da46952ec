"""The disk is full: nothing is called saved, the words come back, and reading goes on."""

import errno
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol
from unittest import TestCase as PlainTestCase

from django.db import connection
from django.test import TransactionTestCase

from guidance import shelf
from guidance.loading import load
from journal.models import Entry, Journal
from tests.base import make_user
from tests.faults.server import Server
from tests.faults.visitor import Visitor
from tests.journal.factories import make_entry
from tests.journal.sheets import Sheet, opened
from tests.torture import damage_of

WORDS = "It did not fit. " * 4000


class Disk(Protocol):
    """Somewhere to store, which can be full."""

    def fill(self, server: Server) -> None:
        """Leave no room."""

    def empty(self, server: Server) -> None:
        """Make room again."""


class SmallDisk:
    """A file system of a few megabytes, in memory."""

    def __init__(self, folder: Path) -> None:
        self._ballast = folder / "ballast"

    def fill(self, server: Server) -> None:
        """Write until nothing more can be written."""
        with self._ballast.open("wb", buffering=0) as file:
            for size in (65536, 512, 1):
                try:
                    while True:
                        file.write(b"x" * size)
                except OSError as error:
                    assert error.errno == errno.ENOSPC

    def empty(self, server: Server) -> None:
        """Throw that away."""
        self._ballast.unlink()


class ShortFiles:
    """Where nothing may be mounted: no file of the server may grow, as with a quota."""

    def fill(self, server: Server) -> None:
        """Set the limit below what is there already."""
        server.limit_files(1024)

    def empty(self, server: Server) -> None:
        """Lift it."""
        server.limit_files(-1)


@contextmanager
def a_disk(folder: str) -> Iterator[Disk]:
    """Put a small disk at the folder, or where that is not allowed, something like it."""
    mount = ["mount", "-t", "tmpfs", "-o", "size=8m,mode=700", "tmpfs", folder]
    if subprocess.run(mount, capture_output=True).returncode != 0:
        yield ShortFiles()
        return
    try:
        yield SmallDisk(Path(folder))
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


class FullDiskTests(PlainTestCase):
    """SQLite, on the real server. PostgreSQL's turn comes below."""

    __test__ = connection.vendor == "sqlite"

    def check(self, server: Server, disk: Disk) -> None:
        server.add_account("ada")
        visitor = Visitor(server.site.url).sign_in("ada")
        kept = visitor.send(visitor.sheet().fill(text="Before.")).path
        sheet = visitor.sheet().fill(text=WORDS, closeness_felt="3")

        disk.fill(server)
        refused = visitor.send(sheet)

        self.assertEqual((refused.status, refused.headers["Retry-After"]), (503, "10"))
        self.assertIn("Not saved yet.", refused.text)
        self.assertNotIn("Saved.", refused.text)
        back = Sheet(refused)
        self.assertEqual((back["text"], back["closeness_felt"]), (WORDS, "3"))
        for path in (kept, f"{kept}edit/", "/journal/", "/today/", "/guide/"):
            self.assertEqual((path, visitor.get(path).status), (path, 200))
        self.assertEqual(visitor.sheet(f"{kept}edit/")["text"], "Before.")

        disk.empty(server)
        saved = visitor.send(back)
        self.assertEqual(saved.status, 302)
        self.assertEqual(visitor.sheet(f"{saved.path}edit/")["text"], WORDS)
        self.assertEqual(visitor.sheet(f"{kept}edit/")["text"], "Before.")
        self.assertEqual(damage_of(server, None), [])

    def test_a_full_disk_loses_no_word(self) -> None:
        with tempfile.TemporaryDirectory(prefix="ajar-disk-") as folder, a_disk(folder) as disk:
            server = Server(Path(folder))
            try:
                server.start()
                self.check(server, disk)
            finally:
                server.end()


class NoRoomTests(TransactionTestCase):
    """Either database, saying itself that it has no room."""

    def setUp(self) -> None:
        load()
        shelf.current()
        ada = make_user("ada")
        self.client.force_login(ada)
        self.journal = Journal.objects.of(ada)

    def no_more_room(self) -> None:
        self.addCleanup(self.room_again)
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("PRAGMA page_count")
                cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0]}")
            else:
                cursor.execute(
                    """CREATE OR REPLACE FUNCTION pg_temp.full() RETURNS trigger LANGUAGE plpgsql AS
                    $$ BEGIN RAISE 'could not extend file' USING ERRCODE = 'disk_full'; END $$;
                    CREATE TRIGGER no_room BEFORE INSERT OR UPDATE ON journal_entry
                    EXECUTE FUNCTION pg_temp.full()"""
                )

    def room_again(self) -> None:
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("PRAGMA max_page_count = 1073741823")
            else:
                cursor.execute("DROP TRIGGER IF EXISTS no_room ON journal_entry")

    def test_a_save_without_room_gives_everything_back(self) -> None:
        entry = make_entry(self.journal, text="Before.")
        sheet = opened(self.client).fill(text=WORDS * 5, signs=["distance:me"], person="new")
        sheet.fill(new_person="Sam", **{"answer-0-question": "What?", "answer-0-text": "This."})
        self.client.raise_request_exception = False
        self.no_more_room()

        refused = sheet.send(self.client)

        self.assertContains(refused, "Not saved yet.", status_code=503)
        self.assertEqual(refused["Retry-After"], "10")
        self.assertIn("no-store", refused["Cache-Control"])
        back = Sheet(refused)
        for name in ("text", "person", "new_person", "answer-0-text", "page", "save", "writer"):
            self.assertEqual((name, back[name]), (name, sheet[name]))
        self.assertEqual(back.fields["signs"], ["distance:me"])
        self.assertEqual(self.client.get(f"/entries/{entry.pk}/").status_code, 200)
        self.assertEqual(self.client.get("/journal/").status_code, 200)

        self.room_again()
        self.assertEqual(back.send(self.client).status_code, 302)
        self.assertEqual(Entry.objects.count(), 2)
