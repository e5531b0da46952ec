"""Limits over two workers: the real server, of which now one worker answers and now the other.

On a database of the kind that the suite runs on.
"""

import http.client
import os
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from unittest import TestCase
from urllib.parse import urlencode, urlsplit

import psycopg

from tests.base import PASSWORD, code_now
from tests.browser.server import ROOT, Site, environ_of, free_port, wait_until_it_answers

MANY_PAGES = """
from datetime import date
from uuid import uuid4
from accounts.models import User
from journal.models import Entry, Journal
from journal.page import Page
journal = Journal.objects.of(User.objects.get(email="reader@example.org"))
pages = [Entry(journal=journal) for _ in range(1000)]
for one in pages:
    one.write(Page(title="x"), journal.keyring, about_on=date(2026, 1, 1), save_id=uuid4())
Entry.objects.bulk_create(pages)
"""
LOGIN, SIGNUP, RESET = "/accounts/login/", "/accounts/signup/", "/accounts/password/reset/"
SET_UP, CODE = "/accounts/2fa/totp/activate/", "/accounts/2fa/reauthenticate/"


@contextmanager
def empty_database(folder: Path) -> Iterator[str]:
    """Give the address of a database of its own, of the kind the suite runs on."""
    suite = os.environ.get("DATABASE_URL", "")
    if not suite.startswith("postgres"):
        yield f"sqlite:///{folder / 'workers.sqlite3'}"
        return
    with psycopg.connect(suite, autocommit=True) as server:
        server.execute("CREATE DATABASE workers")
        yield suite.rpartition("/")[0] + "/workers"
        server.execute("DROP DATABASE workers WITH (FORCE)")


def forget_all_counters(database: str) -> None:
    """Let each test begin anew: a place's limits are shared by all."""
    if database.startswith("sqlite"):
        with closing(sqlite3.connect(database.removeprefix("sqlite:///"))) as file, file:
            file.execute("DELETE FROM limits")
    else:
        with psycopg.connect(database) as server:
            server.execute("DELETE FROM limits")


class Visitor:
    """Someone who sends forms, and names another place of origin each time."""

    def __init__(self, url: str) -> None:
        self.host, self.sent = urlsplit(url).netloc.replace("localhost", "127.0.0.1"), 0
        self.cookie = ""
        answer, page = self._ask("GET", LOGIN)
        self.cookie = answer.headers["Set-Cookie"].partition(";")[0]
        (self.token,) = set(re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page))

    def _ask(self, method: str, path: str, **sent: str) -> tuple[http.client.HTTPResponse, str]:
        connection = http.client.HTTPConnection(self.host, timeout=30)
        body = urlencode(sent) if sent else None
        self.sent += 1
        headers = {"X-Forwarded-For": f"203.0.113.{self.sent}", "Connection": "close"}
        if self.cookie:
            headers["Cookie"] = self.cookie
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer, answer.read().decode()
        finally:
            connection.close()

    def sign_up(self, name: str) -> None:
        """Make an account, and stay signed in."""
        address = {"email": f"{name}@example.org", "password1": PASSWORD}
        sent = address | {"adult": "on", "consent": "on", "csrfmiddlewaretoken": self.token}
        answer, _ = self._ask("POST", SIGNUP, **sent)
        cookies = [one.partition(";")[0] for one in answer.headers.get_all("Set-Cookie", [])]
        self.cookie = "; ".join(cookies)
        _, page = self._ask("GET", "/settings/")
        self.token = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[0]

    def set_up_second_factor(self) -> str:
        """Set an app up for the account, and return its secret."""
        self.post("/accounts/reauthenticate/", password=PASSWORD)
        _, page = self._ask("GET", SET_UP)
        (shown,) = re.findall(r'<code translate="no">([A-Z2-7 ]+)</code>', page)
        secret = str(shown).replace(" ", "")
        self.post(SET_UP, code=code_now(secret))
        return secret

    def post(self, path: str, **fields: str) -> tuple[int, bool]:
        """Send a form, and return the status of the answer and whether it says how long to wait."""
        answer, _ = self._ask("POST", path, csrfmiddlewaretoken=self.token, **fields)
        for cookie in answer.headers.get_all("Set-Cookie", []):
            if cookie.startswith("session="):  # the session has another name from here on
                others = [one for one in self.cookie.split("; ") if not one.startswith("session=")]
                self.cookie = "; ".join([*others, cookie.partition(";")[0]])
        return answer.status, int(answer.headers.get("Retry-After", "0")) > 0

    def look(self, path: str) -> tuple[int, bool]:
        """Open an address, and return the status and whether it says how long to wait."""
        answer, _ = self._ask("GET", path)
        return answer.status, int(answer.headers.get("Retry-After", "0")) > 0


class Workers:
    """The two workers of a server, of which one may sleep."""

    def __init__(self, server: int) -> None:
        children = Path(f"/proc/{server}/task/{server}/children").read_text()
        self.one, self.other = map(int, children.split())

    @contextmanager
    def only(self, awake: int) -> Iterator[None]:
        """Let one worker alone answer."""
        asleep = self.other if awake == self.one else self.one
        os.kill(asleep, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(asleep, signal.SIGCONT)


class TwoWorkerTests(TestCase):
    database: str
    site: Site
    url: str
    visitor: Visitor
    workers: Workers

    @classmethod
    def setUpClass(cls) -> None:
        """Start the server as `make run` does."""
        super().setUpClass()
        folder = Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="ajar-workers-")))
        cls.database = cls.enterClassContext(empty_database(folder))
        port = free_port()
        environ = environ_of(folder, port) | {"DATABASE_URL": cls.database}
        site = Site(f"http://localhost:{port}", folder, environ, folder / "server.log")
        if "AJAR_STATIC" not in os.environ:
            site.manage("collectstatic", "--noinput", "--verbosity", "0")
        command = [sys.executable, "-m", "gunicorn", "--config", "config/gunicorn.py"]
        log = cls.enterClassContext(site.log.open("wb"))
        server = subprocess.Popen(command, cwd=ROOT, env=environ, stdout=log, stderr=log)
        cls.addClassCleanup(server.wait, timeout=20)
        cls.addClassCleanup(server.terminate)
        wait_until_it_answers(site, server)
        cls.site, cls.url = site, site.url
        cls.visitor, cls.workers = Visitor(site.url), Workers(server.pid)

    def setUp(self) -> None:
        forget_all_counters(self.database)

    def assert_shared(
        self, tries: int, path: str, *, well: int = 200, by: Visitor | None = None, **fields: str
    ) -> None:
        """Fail unless the tries that one worker saw fill the limit for the other."""
        answers, visitor = [], by or self.visitor
        with self.workers.only(self.workers.one):
            answers += [visitor.post(path, **fields) for _ in range(tries - 1)]
        with self.workers.only(self.workers.other):
            answers += [visitor.post(path, **fields) for _ in range(2)]
        with self.workers.only(self.workers.one):
            answers += [visitor.post(path, **fields)]

        self.assertEqual(answers, [(well, False)] * tries + [(429, True)] * 2)

    def test_wrong_passwords_count_together(self) -> None:
        self.assert_shared(5, LOGIN, login="ada@example.org", password="not it")

    def test_sign_ups_count_together(self) -> None:
        self.assert_shared(20, SIGNUP, email="ada@example.org", password1="short")

    def test_resets_count_together(self) -> None:
        self.assert_shared(3, RESET, well=302, email="ada@example.org")

    def test_searches_count_together(self) -> None:
        writer = Visitor(self.url)
        writer.sign_up("seeker")

        self.assert_shared(30, "/journal/", well=302, by=writer, words="quartz")

    def test_readings_of_a_long_journal_count_together(self) -> None:
        writer = Visitor(self.url)
        writer.sign_up("reader")
        self.site.manage("shell", "-v", "0", "-c", MANY_PAGES)

        with self.workers.only(self.workers.one):
            # The first one tells that the journal is long, and counts no more than that.
            answers = [writer.look("/journal/find/") for _ in range(60)]
        with self.workers.only(self.workers.other):
            answers += [writer.look("/patterns/?span=all") for _ in range(2)]
        with self.workers.only(self.workers.one):
            answers += [writer.look("/journal/find/")]

        self.assertEqual(answers, [(200, False)] * 61 + [(429, True)] * 2)

    def test_wrong_codes_count_together(self) -> None:
        editor = Visitor(self.url)
        editor.sign_up("edith")
        editor.set_up_second_factor()
        forget_all_counters(self.database)

        self.assert_shared(5, CODE, by=editor, code="000000")

    def test_a_code_that_one_worker_took_is_used_up_for_the_other(self) -> None:
        editor = Visitor(self.url)
        editor.sign_up("twice")
        secret = editor.set_up_second_factor()
        code = code_now(secret, steps=1)  # it counts for the whole test

        with self.workers.only(self.workers.one):
            first = editor.post(CODE, code=code)
        with self.workers.only(self.workers.other):
            second = editor.post(CODE, code=code)

        self.assertEqual((first, second), ((302, False), (200, False)))

    def test_a_rush_at_both_workers_gets_no_try_more(self) -> None:
        def guess(_: int) -> tuple[int, bool]:
            return self.visitor.post(LOGIN, login="eve@example.org", password="not it")

        with ThreadPoolExecutor(12) as rush:
            answers = list(rush.map(guess, range(12)))
        # A rush may be turned away early where the counter is busy. What is left is let through.
        answers += [guess(0) for _ in range(5)]

        self.assertEqual(
            (answers.count((200, False)), answers.count((429, True)), answers[-1]),
            (5, 12, (429, True)),
        )
