"""Each database is opened so that an acknowledged save is there after a crash."""

import tempfile
from pathlib import Path
from unittest import TestCase

import dj_database_url
from django.db import connection
from django.test import TestCase as DatabaseTestCase

from config import database


class JournalModeTests(TestCase):
    def test_the_log_is_written_ahead_only_where_sqlite_has_the_fix(self) -> None:
        for version, mode in {
            (3, 40, 1): "TRUNCATE",
            (3, 44, 5): "TRUNCATE",
            (3, 44, 6): "WAL",
            (3, 45, 9): "TRUNCATE",
            (3, 50, 6): "TRUNCATE",
            (3, 50, 7): "WAL",
            (3, 51, 2): "TRUNCATE",
            (3, 51, 3): "WAL",
            (3, 52, 0): "WAL",
            (4, 0, 0): "WAL",
        }.items():
            with self.subTest(version):
                self.assertEqual(database.journal_mode(version), mode)


class TunedTests(TestCase):
    def test_the_folder_of_an_sqlite_file_is_made_for_its_owner_only(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "data" / "ajar.sqlite3"
            database.tuned(dj_database_url.parse(f"sqlite:///{path}"))

            self.assertEqual(path.parent.stat().st_mode & 0o777, 0o700)

    def test_postgres_gets_its_time_limits_and_keeps_its_own_options(self) -> None:
        tuned = database.tuned(dj_database_url.parse("postgresql://app@%2Frun%2Fpg/ajar"))

        self.assertEqual(tuned["OPTIONS"]["connect_timeout"], 3)
        self.assertEqual(tuned["OPTIONS"]["options"], "-c statement_timeout=10000")
        self.assertEqual(tuned["CONN_HEALTH_CHECKS"], True)
        self.assertEqual(tuned["HOST"], "/run/pg")

    def test_what_the_address_says_wins(self) -> None:
        url = "postgresql://db/ajar?connect_timeout=9"

        tuned = database.tuned(dj_database_url.parse(url))

        self.assertEqual(str(tuned["OPTIONS"]["connect_timeout"]), "9")


class OpenedTests(DatabaseTestCase):
    def asked(self, question: str) -> object:
        with connection.cursor() as cursor:
            cursor.execute(question)
            return cursor.fetchone()[0]

    def test_an_open_connection_is_as_careful_as_promised(self) -> None:
        if connection.vendor == "sqlite":
            expected = {
                "PRAGMA synchronous": 2,
                "PRAGMA secure_delete": 1,
                "PRAGMA foreign_keys": 1,
                "PRAGMA journal_mode": database.journal_mode().lower(),
            }
        else:
            expected = {"SHOW statement_timeout": "10s"}

        self.assertEqual({question: self.asked(question) for question in expected}, expected)
