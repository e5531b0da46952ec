"""Logs say what happened and where, and nothing that anyone typed or sent."""

import io
import json
import logging
import subprocess
import sys
import tempfile
import warnings
from contextlib import redirect_stderr
from pathlib import Path
from typing import Any

import msgspec
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, transaction
from django.test import RequestFactory, SimpleTestCase

from accounts.models import User
from config import logs
from journal.page import Page
from tests.base import TestCase, make_user
from tests.journal.places import ROOT, environ_for

CANARY = "kanarie-7f3a"


def record(logger: str, message: object, *args: object, **extra: Any) -> logging.LogRecord:
    """Return a record as a logger of that name would make it, at this line."""
    made = logging.getLogger(logger).makeRecord(
        logger, logging.ERROR, __file__, 1, message, args, extra.pop("exc_info", None), extra=extra
    )
    return made


def lines(made: logging.LogRecord) -> str:
    """Return the record as lines, without its moment."""
    return logs.LineFormatter().format(made).partition(" ")[2]


def caught(error: BaseException) -> logging.LogRecord:
    """Return a record of this error, raised here."""
    try:
        raise error
    except type(error):
        return record("django.request", "x", exc_info=sys.exc_info())


class RequestTests(TestCase):
    def logged(self, method: str, path: str, **kwargs: Any) -> logging.LogRecord:
        with self.assertLogs("ajar.request", "INFO") as found:
            self.client.generic(method, path, **kwargs)
        (one,) = found.records
        return one

    def test_a_line_has_method_route_status_and_time_and_nothing_else(self) -> None:
        for method, path, line in (
            ("GET", f"/healthz?q={CANARY}", "GET healthz 200"),
            ("GET", f"/{CANARY}/", "GET - 404"),
            ("GET", f"/entries/{'7' * 8}-7777-4777-8777-{'7' * 12}/", "GET entry 302"),
            ("POST", "/healthz", "POST healthz 405"),
            (CANARY, "/healthz", "other healthz 405"),
            ("GET", f"/static/{CANARY}.css", "GET static 404"),
            ("GET", "/admin/", "GET admin:index 302"),
        ):
            with self.subTest(method=method, path=path):
                one = self.logged(
                    method, path, headers={"user-agent": CANARY, "referer": f"http://x/{CANARY}"}
                )

                said = lines(one)
                self.assertRegex(said, rf"\AINFO ajar\.request {line} \d+ ms\Z")
                fields = json.loads(logs.JsonFormatter().format(one))
                self.assertEqual(
                    set(fields),
                    {"at", "level", "logger", "message", "method", "route", "status", "ms"},
                )
                self.assertNotIn(CANARY, json.dumps(fields))

    def test_a_writer_is_not_named(self) -> None:
        ada = self.sign_in("ada")

        one = self.logged("GET", "/settings/")

        said = logs.JsonFormatter().format(one)
        self.assertEqual([word in said for word in (str(ada.pk), ada.email)], [False, False])

    def test_it_is_the_outermost_layer(self) -> None:
        one = self.logged("GET", "/", headers={"host": "elsewhere.example"})

        self.assertRegex(lines(one), r"ajar\.request GET - 400 ")


class MessageTests(SimpleTestCase):
    def test_our_own_sentences_are_said_whole(self) -> None:
        said = lines(record("ajar.database", "The database cannot be used: %s", "SQLITE_FULL"))

        self.assertEqual(said, "ERROR ajar.database The database cannot be used: SQLITE_FULL")

    def test_anothers_sentence_is_said_as_it_stands_in_its_source_with_its_gaps_open(self) -> None:
        said = lines(record("library", "Cannot send to %s", CANARY))

        self.assertEqual(said, f"ERROR library Cannot send to %s [{__file__}:1]")

    def test_a_sentence_put_together_at_run_time_is_left_out(self) -> None:
        for made in (
            record("library", f"Invalid header: {CANARY!r}"),
            record("library", ValueError(CANARY)),
            record("library", CANARY[:3] + CANARY[3:] + "%s", 1),
        ):
            self.assertEqual(lines(made), f"ERROR library (message left out) [{__file__}:1]")

    def test_django_says_method_route_and_status_of_what_went_wrong(self) -> None:
        request = RequestFactory().get(f"/{CANARY}/", {"q": CANARY})

        said = lines(
            record("django.request", "%s: %s", "Oh", CANARY, request=request, status_code=500)
        )

        self.assertEqual(said, f"ERROR django.request %s: %s GET - 500 [{__file__}:1]")

    def test_the_servers_numbers_are_told(self) -> None:
        for args, said in (
            (("WORKER TIMEOUT (pid:%s)", 77), "WORKER TIMEOUT (pid:77)"),
            (("Worker (pid:%s) was sent %s!", 77, CANARY), "Worker (pid:%s) was sent %s!"),
            (("Error handling request %s", CANARY), "Error handling request %s"),
            ((f"Invalid request from ip={CANARY}",), "(message left out)"),
        ):
            with self.subTest(said=said):
                self.assertEqual(
                    lines(record("gunicorn.error", *args)),
                    f"ERROR gunicorn.error {said} [{__file__}:1]",
                )


class TracebackTests(TestCase):
    def test_types_files_and_lines_stay_and_words_go(self) -> None:
        said = lines(caught(ValueError(f"not a number: {CANARY}"))).splitlines()

        self.assertEqual(len(said), 3)
        self.assertRegex(said[1], rf"\A  {__file__}:\d+ in caught\Z")
        self.assertEqual(said[2], "  builtins.ValueError")

    def test_what_stands_behind_an_error_is_told_in_the_same_way(self) -> None:
        try:
            try:
                raise KeyError(CANARY)
            except KeyError as error:
                error.add_note(CANARY)
                raise RuntimeError(CANARY) from error
        except RuntimeError as error:
            said = lines(caught(error))

        self.assertEqual(
            [line.strip() for line in said.splitlines() if " in " not in line][1:],
            ["builtins.KeyError", "builtins.RuntimeError"],
        )
        self.assertNotIn(CANARY, said)

    def test_errors_that_quote_what_they_read_are_told_without_it(self) -> None:
        make_user(CANARY)
        errors: list[Exception] = []
        for fail in (
            lambda: f"{CANARY}\ud800".encode(),
            lambda: (CANARY.encode() + b"\xff").decode(),
            lambda: msgspec.json.decode(b'{"title": 1}', type=Page),
            lambda: int(CANARY),
            lambda: dict[str, str]()[CANARY],
            lambda: make_user(CANARY),
            lambda: User.objects.get(email=CANARY),
        ):
            try:
                with transaction.atomic():
                    fail()
            except Exception as failure:
                errors.append(failure)

        self.assertEqual(len(errors), 7)
        self.assertIn(IntegrityError, map(type, errors))
        for error in errors:
            with self.subTest(error=type(error)):
                made = caught(error)
                for said in (lines(made), logs.JsonFormatter().format(made)):
                    self.assertNotIn(CANARY, said)
                    self.assertNotIn("title", said)
                    self.assertIn(type(error).__qualname__, said)


class WarningTests(SimpleTestCase):
    def test_a_warning_keeps_its_kind_and_place(self) -> None:
        with warnings.catch_warnings(), self.assertLogs("ajar.warnings") as found:
            warnings.simplefilter("always")
            logs.quiet_warnings()
            warnings.warn(f"naive: {CANARY}", RuntimeWarning, stacklevel=1)

        (one,) = found.records
        self.assertRegex(
            lines(one), rf"\AWARNING ajar\.warnings RuntimeWarning \[{__file__}:\d+\]\Z"
        )


class ConsoleTests(SimpleTestCase):
    def test_a_record_that_cannot_be_written_is_dropped_in_silence(self) -> None:
        console = logs.Console(io.StringIO())
        console.stream.close()
        complaint = io.StringIO()

        with redirect_stderr(complaint):
            console.emit(record("ajar.x", "%s", CANARY))

        self.assertEqual(complaint.getvalue(), "")


class SettingsTests(SimpleTestCase):
    def test_there_are_lines_and_json_and_no_third(self) -> None:
        self.assertEqual(
            [logs.settings_for(kind)["formatters"] for kind in ("lines", "json")],
            [{"wordless": {"()": logs.LineFormatter}}, {"wordless": {"()": logs.JsonFormatter}}],
        )
        with self.assertRaisesMessage(ImproperlyConfigured, "AJAR_LOG is 'xml': write lines or"):
            logs.settings_for("xml")

    def test_every_logger_goes_through_them_and_none_to_a_mail(self) -> None:
        """In a process of its own, because the tests' own settings keep the logs quiet."""
        code = (
            "import logging, django; django.setup()\n"
            "names = ['', 'django', 'django.request', 'django.security.csrf', 'gunicorn.error']\n"
            "for name in names + ['ajar.request', 'any.library']:\n"
            "    at, found = logging.getLogger(name), []\n"
            "    while at:\n"
            "        found += [(type(one).__module__, type(one.formatter).__name__)"
            " for one in at.handlers]\n"
            "        at = at.parent if at.propagate else None\n"
            "    print(found)\n"
        )
        with tempfile.TemporaryDirectory() as folder:
            environ = environ_for(Path(folder), AJAR_LOG="json")
            done = subprocess.run(
                [sys.executable, "-c", code],
                cwd=ROOT,
                env=environ | {"DJANGO_SETTINGS_MODULE": "config.settings"},
                capture_output=True,
                text=True,
            )

        self.assertEqual(done.stderr, "")
        self.assertEqual(done.stdout.splitlines(), [str([("config.logs", "JsonFormatter")])] * 7)
