"""Alive without asking anyone; ready only where saves would last and journals would open."""

from collections.abc import Callable
from typing import Any

from django.db import OperationalError, connection
from django.test import Client, SimpleTestCase

from config import database, health
from journal.models import Journal
from tests.base import TestCase, make_user
from tests.journal.keys import NEW_NAME, using_keys

# The tests' PostgreSQL is thrown away at their end, so it may forget a power cut.
ALWAYS = [] if connection.vendor == "sqlite" else [health._POSTGRES["SHOW fsync"][1]]


class AliveTests(SimpleTestCase):
    """SimpleTestCase refuses every query."""

    def test_it_says_ok_to_anyone(self) -> None:
        response = self.client.get("/healthz")

        self.assertEqual((response.status_code, response.content), (200, b"ok\n"))
        self.assertEqual(response.headers["Content-Type"], "text/plain; charset=utf-8")
        self.assertEqual(response.headers["Cache-Control"], "no-store")
        self.assertEqual(dict(response.cookies), {})

    def test_a_probe_inside_is_not_sent_to_https(self) -> None:
        with self.settings(SECURE_SSL_REDIRECT=True):
            self.assertEqual(Client().get("/").status_code, 301)
            self.assertEqual(Client().get("/healthz").status_code, 200)

    def test_it_is_only_looked_at(self) -> None:
        for path in ("/healthz", "/readyz"):
            with self.subTest(path=path):
                self.assertEqual(self.client.post(path).status_code, 405)

    def test_another_host_is_refused_as_everywhere(self) -> None:
        response = self.client.get("/healthz", headers={"host": "elsewhere.example"})

        self.assertEqual(response.status_code, 400)


class ReadyTests(TestCase):
    def setUp(self) -> None:
        Journal.objects.of(make_user("ada"))
        if connection.vendor == "postgresql":
            self.tell("SET LOCAL synchronous_commit = on")

    def tell(self, statement: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)

    def assert_found(self, *sentences: str) -> None:
        response = self.client.get("/readyz")
        found = [*ALWAYS, *sentences]

        self.assertEqual(response.content.decode().splitlines(), found or ["ready"])
        self.assertEqual(response.status_code, 503 if found else 200)
        self.assertEqual(response.headers["Cache-Control"], "no-store")
        self.assertEqual(dict(response.cookies), {})

    def test_it_is_ready(self) -> None:
        self.assert_found()

    def test_a_probe_inside_is_not_sent_to_https(self) -> None:
        with self.settings(SECURE_SSL_REDIRECT=True):
            self.client = Client()
            self.assert_found()

    def test_a_migration_that_was_not_applied_is_told(self) -> None:
        self.tell("DELETE FROM django_migrations WHERE app = 'sessions'")

        self.assert_found(health.MIGRATIONS)

    def test_a_key_that_is_missing_is_told_without_its_name(self) -> None:
        with using_keys(NEW_NAME):
            self.assert_found(health.KEYS)
        self.assertNotIn("test", health.KEYS)

    def test_a_database_that_does_not_answer_is_told_and_nothing_of_what_it_said(self) -> None:
        def silence(execute: Callable[..., Any], *rest: Any) -> Any:
            raise OperationalError("could not connect to ada@10.0.0.7")

        with connection.execute_wrapper(silence):
            response = self.client.get("/readyz")

        self.assertEqual(
            (response.status_code, response.content.decode()), (503, f"{health.NO_ANSWER}\n")
        )

    def test_a_careless_connection_is_told(self) -> None:
        if connection.vendor == "sqlite":
            self.addCleanup(self.tell, "PRAGMA secure_delete = ON")
            self.tell("PRAGMA secure_delete = OFF")
            self.assert_found(health._SQLITE["PRAGMA secure_delete"][1])
        else:
            self.tell("SET LOCAL synchronous_commit = off")
            self.assert_found(health._POSTGRES["SHOW synchronous_commit"][1])


class CarelessTests(SimpleTestCase):
    def test_each_answer_counts(self) -> None:
        mode = database.journal_mode().lower()
        careful = {
            "PRAGMA synchronous": "2",
            "PRAGMA journal_mode": mode,
            "PRAGMA secure_delete": "1",
            "PRAGMA foreign_keys": "1",
        }
        self.assertEqual(list(health.careless(health._SQLITE, careful)), [])
        for question, answer in (
            ("PRAGMA synchronous", "1"),
            ("PRAGMA journal_mode", "memory"),
            ("PRAGMA secure_delete", "0"),
            ("PRAGMA foreign_keys", "0"),
        ):
            with self.subTest(question=question):
                self.assertEqual(
                    list(health.careless(health._SQLITE, careful | {question: answer})),
                    [health._SQLITE[question][1]],
                )

    def test_postgres_may_wait_for_more_than_its_own_disk(self) -> None:
        for level in ("on", "local", "remote_write", "remote_apply"):
            answers = {"SHOW fsync": "on", "SHOW synchronous_commit": level}
            self.assertEqual(list(health.careless(health._POSTGRES, answers)), [])
        answers = {"SHOW fsync": "off", "SHOW synchronous_commit": "off"}
        self.assertEqual(len(list(health.careless(health._POSTGRES, answers))), 2)
