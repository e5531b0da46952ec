"""The database is stopped, or hangs: a calm page, every word kept, and all is well soon after."""

import sqlite3
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from http import HTTPStatus
from pathlib import Path
from unittest import TestCase as PlainTestCase
from uuid import uuid4

from django.db import OperationalError, connection
from django.test import TestCase, TransactionTestCase

from config import outage
from config.errors import server_error
from guidance import shelf
from guidance.loading import load
from guidance.wording import EMERGENCY
from tests.base import make_user
from tests.faults.server import Server
from tests.faults.visitor import Answer, Visitor
from tests.journal.sheets import Sheet, opened
from tests.pgtemp import cluster

WORDS = "It was a long day, and we did not speak."
AT_ONCE = 6
SORRY = "Ajar cannot reach its storage right now."


def all_at_once(asks: list[Callable[[], Answer]]) -> list[Answer]:
    """Ask all at the same time; return the answers in the order of the asking."""
    with ThreadPoolExecutor(len(asks)) as pool:
        return [asked.result() for asked in [pool.submit(ask) for ask in asks]]


class StoppedAndHungTests(PlainTestCase):
    """PostgreSQL, under the real server. SQLite is a file: its turn comes below."""

    __test__ = connection.vendor == "postgresql"

    def assert_calm(self, answer: Answer) -> None:
        self.assertEqual((answer.status, answer.headers["Retry-After"]), (503, "10"))
        self.assertIn(SORRY, answer.text)
        self.assertIn("no-store", answer.headers["Cache-Control"])

    def assert_given_back(self, answer: Answer) -> Sheet:
        self.assert_calm(answer)
        self.assertIn("Not saved yet.", answer.text)
        sheet = Sheet(answer)
        self.assertEqual((sheet["text"], sheet["closeness_felt"]), (WORDS, "3"))
        return sheet

    def assert_recovers(self, visitor: Visitor, sheet: Sheet) -> None:
        """Within five seconds a page opens; then the form that came back is saved."""
        for _ in range(50):
            if visitor.get("/journal/").status == HTTPStatus.OK:
                break
            time.sleep(0.1)
        else:
            self.fail("It did not recover.")
        saved = visitor.send(sheet)
        self.assertEqual(saved.status, 302)
        self.assertEqual(visitor.sheet(f"{saved.path}edit/")["text"], WORDS)

    def assert_leaves(self, leaver: Visitor) -> None:
        """Leaving meets no error, and the browser forgets who was signed in."""
        left = leaver.post("/left/", {})
        self.assertEqual((left.status, left.path), (303, "/left/"))
        # Without a session there is nothing to ask the database.
        self.assertEqual(leaver.get("/left/").status, 200)

    def test_a_stopped_and_a_hung_database(self) -> None:
        with cluster() as database, tempfile.TemporaryDirectory(prefix="ajar-out-") as folder:
            server = Server(Path(folder), database_url=database.url)
            try:
                server.start()
                server.add_account("ada")
                visitor = Visitor(server.site.url).sign_in("ada")
                threads = server.threads()
                for breaks, mends in (
                    (database.stop, database.start),
                    (database.hang, database.go_on),
                ):
                    with self.subTest(breaks.__name__):
                        sheet = visitor.sheet().fill(text=WORDS, closeness_felt="3")
                        leaver = Visitor(server.site.url).sign_in("ada")
                        breaks()
                        reads = [partial(visitor.get, "/journal/")] * AT_ONCE
                        saves = [partial(visitor.send, sheet)] * AT_ONCE
                        answers = all_at_once([*reads, *saves])
                        for answer in answers[:AT_ONCE]:
                            self.assert_calm(answer)
                        for answer in answers[AT_ONCE:]:
                            back = self.assert_given_back(answer)
                        self.assert_leaves(leaver)
                        # Two workers with four threads each, and no more than that.
                        self.assertLessEqual(server.threads(), threads + 8)
                        mends()
                        self.assert_recovers(visitor, back)
            finally:
                server.end()


class LockedTests(TransactionTestCase):
    """SQLite, while another program keeps the file to itself."""

    __test__ = connection.vendor == "sqlite"

    def setUp(self) -> None:
        load()
        shelf.current()
        self.client.force_login(make_user("ada"))

    def test_a_locked_file_gives_the_words_back_and_leaving_works(self) -> None:
        sheet = opened(self.client).fill(text=WORDS)
        self.client.raise_request_exception = False
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout = 10")  # as long as 20 seconds otherwise
        with closing(sqlite3.connect(connection.settings_dict["NAME"])) as other:
            other.execute("BEGIN EXCLUSIVE")
            helped = self.client.get("/help/")
            shown, refused = self.client.get("/journal/"), sheet.send(self.client)
            step = self.client.post(
                f"/entries/{uuid4()}/step/", {"outcome": "did", "noticed": "Warmth."}
            )
            card = self.client.post(f"/people/{uuid4()}/card/", {"nickname": "Sam"})
            left = self.client.post("/left/", sheet.fields)
            other.rollback()

        self.assertContains(shown, SORRY, status_code=503)
        for one in EMERGENCY:
            self.assertContains(helped, f'href="tel:{one.number}"', status_code=503)
        self.assertEqual((shown["Retry-After"], refused["Retry-After"]), ("10", "10"))
        self.assertContains(refused, "Not saved yet.", status_code=503)
        self.assertEqual(Sheet(refused)["text"], WORDS)
        self.assertContains(step, "Warmth.</textarea>", status_code=503)
        self.assertContains(step, 'value="did" checked', status_code=503)
        self.assertContains(card, 'value="Sam"', status_code=503)
        self.assertEqual((left.status_code, left["Location"]), (303, "/left/"))
        self.assertEqual(left.cookies["session"]["max-age"], 0)


class TellingApartTests(TestCase):
    """An outage is one; a mistake of ours is none."""

    def raised(self, statement: str) -> Exception:
        with connection.cursor() as cursor:
            try:
                cursor.execute(statement)
            except Exception as error:
                return error
        self.fail("It did not fail.")

    def test_a_table_that_is_missing_is_our_mistake(self) -> None:
        self.assertFalse(outage.is_outage(self.raised("SELECT * FROM nowhere")))

    def test_nonsense_is_our_mistake(self) -> None:
        self.assertFalse(outage.is_outage(self.raised("SELEKT 1")))

    def test_a_database_that_only_answers_questions_is_an_outage(self) -> None:
        if connection.vendor == "sqlite":
            self.addCleanup(connection.cursor().execute, "PRAGMA query_only = OFF")
            connection.cursor().execute("PRAGMA query_only = ON")
        else:
            connection.cursor().execute("SET LOCAL transaction_read_only = ON")

        error = self.raised("DELETE FROM journal_entry")

        self.assertTrue(outage.is_outage(error))

    def test_anything_else_is_none(self) -> None:
        self.assertFalse(outage.is_outage(ValueError("x")))
        self.assertFalse(outage.is_outage(None))

    def test_what_a_roll_back_hides_is_found(self) -> None:
        try:
            try:
                raise OperationalError("gone")
            except OperationalError:
                self.raised("SELECT * FROM nowhere")
                raise
        except OperationalError as error:
            self.assertTrue(outage.is_outage(error))


class BrokenTests(TestCase):
    def test_a_mistake_of_ours_gives_the_words_back_too(self) -> None:
        load()
        shelf.current()
        self.client.force_login(make_user("ada"))
        request = opened(self.client).fill(text=WORDS).send(self.client).wsgi_request

        answer = server_error(request)

        self.assertContains(answer, "Not saved yet.", status_code=500)
        self.assertEqual(Sheet(answer)["text"], WORDS)
