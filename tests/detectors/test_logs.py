"""Promise 6, the logs: whatever fails, no line and no report tells a word."""

import logging
from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.test import Client, override_settings
from django.utils.log import AdminEmailHandler

from accounts.models import User
from journal.models import Entry, Journal
from tests.base import make_user
from tests.detectors.broken import refusing
from tests.detectors.canary import CANARY, found_in, found_in_all, word
from tests.detectors.journey import WORDS, everything, knock_everywhere, type_everything
from tests.detectors.listening import Heard, listening
from tests.journal.cases import JournalTestCase
from tests.journal.factories import make_entry
from tests.journal.sheets import opened

HERE = f"?q={CANARY}"
TYPED: dict[str, Any] = {name: word(name) for name in WORDS} | {"date": "2026-11-01"}
ADDRESSES = (
    "/today/",
    "/settings/",
    "/left/",
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/password/reset/",
    "/accounts/password/change/",
    "/accounts/reauthenticate/",
)


class LogTests(JournalTestCase):
    """Every writing address is made to fail in every way, canaries wherever there is room."""

    def setUp(self) -> None:
        super().setUp()
        self.own = make_entry(self.journal, text=word("kept")).get_absolute_url()
        self.writing = [
            *ADDRESSES,
            f"{self.own}edit/",
            f"{self.own}bin/",
            f"{self.own}restoration/",
        ]
        self.client = self.armed(Client(raise_request_exception=False))

    def armed(self, client: Client) -> Client:
        """Return the client signed in as Ada, with canaries in its headers and cookies."""
        client.force_login(self.ada)
        client.defaults |= {
            "HTTP_USER_AGENT": word("agent"),
            "HTTP_REFERER": f"http://testserver/{CANARY}",
            "HTTP_X_FORWARDED_FOR": CANARY,
        }
        client.cookies["odd"] = CANARY
        return client

    def failures(self) -> Iterator[tuple[str, int, Any]]:
        """Yield what was tried, the status it has to have (0 for any), and the answer."""
        many = {f"{CANARY}{number}": "x" for number in range(1001)}
        for address in self.writing:
            here, reads = address + HERE, address.endswith(("/today/", "/edit/", "/settings/"))
            ours = 0 if address.startswith(("/accounts/", "/left/")) else 1
            client = self.armed(Client(raise_request_exception=False))
            strict = self.armed(Client(enforce_csrf_checks=True))
            yield f"a stale token, {address}", 403 * ours, strict.post(here, TYPED)
            yield f"wrong method, {address}", 405 * ours, client.put(here, CANARY)
            yield f"too many fields, {address}", 400 * reads, client.post(here, many)
            yield f"a body that is none, {address}", 0, self.odd(client, here)
        large = {"text": CANARY + "a" * 17_000_000}
        yield "too much", 400, self.client.post("/today/", large)
        yield "another host", 400, self.client.post("/today/", TYPED, HTTP_HOST=f"{CANARY}.example")
        yield "an address that is none", 404, self.client.post(f"/{CANARY}/{HERE}", TYPED)
        theirs = make_entry(Journal.objects.of(make_user("mallory"))).get_absolute_url()
        for act in ("edit/", "bin/", "restoration/"):
            yield f"someone else's, {act}", 404, self.client.post(theirs + act + HERE, TYPED)

    @staticmethod
    def odd(client: Client, address: str) -> Any:
        """Send a form whose end is missing, in a charset that is none."""
        kind = f"multipart/form-data; boundary={CANARY}; charset={CANARY}"
        return client.generic("POST", address, f"--{CANARY}\r\n{CANARY}", content_type=kind)

    def mistakes(self) -> Iterator[tuple[str, int, Any]]:
        """Yield the same where something of ours breaks: a view, and the database."""
        with override_settings(ROOT_URLCONF="tests.detectors.broken"):
            yield "a mistake", 500, self.client.post(f"/broken/{CANARY}/{HERE}", TYPED)
        sheets = [everything(opened(self.client, at)) for at in ("/today/", f"{self.own}edit/")]
        with connection.execute_wrapper(refusing):
            for sheet in sheets:
                yield f"a row refused, {sheet.action}", 500, sheet.send(self.client)
            for act in ("bin/", "restoration/"):
                yield f"a row refused, {act}", 500, self.client.post(self.own + act + HERE, TYPED)

    def test_no_failure_tells_a_word(self) -> None:
        with listening() as heard:
            met = set()
            for name, status, response in [*self.failures(), *self.mistakes()]:
                met.add(response.status_code)
                with self.subTest(name):
                    self.assertEqual(response.status_code, status or response.status_code)
            self.assertEqual(met & {400, 403, 404, 405, 500}, {400, 403, 404, 405, 500})
            self.assertEqual(found_in(heard.written.getvalue()), [])

        self.assertNotEqual(heard.written.getvalue().count("ajar.request"), 0)
        self.assertGreater(len(found_in_all(("said", line) for line in heard.raw)), 5)

    def test_no_journey_tells_a_word(self) -> None:
        with listening() as heard:
            type_everything(self.client)
            knock_everywhere(self.armed(Client()))
            knock_everywhere(Client())

        self.assertEqual(found_in(heard.written.getvalue()), [])
        self.assertGreater(heard.written.getvalue().count("ajar.request"), 30)

    def test_no_report_of_a_mistake_tells_a_word(self) -> None:
        with listening() as heard:
            for name, status, response in self.mistakes():
                with self.subTest(name):
                    self.assertEqual(response.status_code, status)

        self.assert_wordless(heard)

    def assert_wordless(self, heard: Heard) -> None:
        self.assertEqual(len(heard.reports), 10)
        for report in heard.reports:
            with self.subTest(report=report[:80]):
                self.assertEqual(found_in(report), [])
                self.assertIn("Error", report)

    def test_no_error_is_mailed_to_anyone(self) -> None:
        with listening():
            loggers = [logging.getLogger(name) for name in [None, *logging.root.manager.loggerDict]]
            mailing = [
                logger.name
                for logger in loggers
                for handler in logger.handlers
                if isinstance(handler, AdminEmailHandler)
            ]

        self.assertEqual(mailing, [])

    def test_a_thing_is_known_by_its_id_alone(self) -> None:
        # What a log, the desk or a report would call it.
        type_everything(self.client)
        things = [*Entry.objects.all(), *self.journal.people.all(), *self.journal.steps.all()]

        self.assertGreater(len(things), 3)
        self.assertEqual(found_in_all((repr(one), f"{one!r} {one}") for one in things), [])
        self.assertEqual(str(self.journal), str(self.journal.pk))
        self.assertEqual(User.objects.count(), 1)
