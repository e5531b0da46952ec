"""Promise 5: the same strict headers on every answer, and cookies that no script reads."""

from collections.abc import Iterator
from http.cookies import SimpleCookie
from typing import Any

from django.db import connection
from django.test import Client, override_settings

from journal.forms.fields import LIMIT
from journal.models import Entry
from tests.base import PASSWORD
from tests.detectors.broken import refusing
from tests.journal.cases import JournalTestCase
from tests.journal.factories import make_entry
from tests.journal.sheets import opened

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self';"
    " base-uri 'none'; frame-ancestors 'none'"
)
UNUSED = (
    "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(),"
    " gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=(),"
    " xr-spatial-tracking=()"
)
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": UNUSED,
    "X-Frame-Options": "DENY",
}
COOKIES = {"session", "csrf", "notices", "left"}


def policy(text: str) -> set[str]:
    """Return the directives of a policy, whatever their order."""
    return {part.strip() for part in text.split(";")}


class AnswersTests(JournalTestCase):
    """Every status that a visitor or a writer can meet."""

    def answers(self) -> Iterator[tuple[str, int, Any]]:
        """Yield what was asked, the status it has to have, and the answer."""
        visitor, entry = Client(), make_entry(self.journal)
        own = entry.get_absolute_url()
        yield "landing", 200, visitor.get("/")
        yield "sign-in", 200, visitor.get("/accounts/login/")
        yield "sign-up", 200, visitor.get("/accounts/signup/")
        yield "reset", 200, visitor.get("/accounts/password/reset/")
        yield "guide", 200, visitor.get("/guide/")
        yield "today, signed out", 302, visitor.get("/today/")
        yield "a form, signed out", 403, visitor.post("/today/", {"text": "x"})
        yield "a missing slash", 301, visitor.get("/guide")
        yield "another host", 400, visitor.get("/", headers={"host": "elsewhere.example"})
        yield "left", 200, visitor.get("/left/")
        for path in ("/today/", "/journal/", "/journal/bin/", "/settings/", own, f"{own}edit/"):
            yield path, 200, self.client.get(path)
        yield "the wrong method", 405, self.client.put(own)
        yield "nowhere", 404, self.client.get("/nowhere/")
        yield "the desk", 302, self.client.get("/admin/")
        strict = Client(enforce_csrf_checks=True)
        strict.cookies = self.client.cookies
        yield "a stale token", 403, strict.post("/today/", {"text": "x"})
        yield "a stale token elsewhere", 403, strict.post("/settings/", {"time_zone": "UTC"})
        yield "a bad form", 400, opened(self.client).send(self.client)
        sheet = opened(self.client).fill(text="a" * (LIMIT + 1))
        yield "too long", 413, sheet.send(self.client)
        stale = opened(self.client, f"{own}edit/").fill(text="Mine.")
        opened(self.client, f"{own}edit/").fill(text="Theirs.").send(self.client)
        yield "stale", 409, stale.send(self.client)
        yield from self.broken_answers()
        yield "leaving", 303, self.client.post("/left/")

    def broken_answers(self) -> Iterator[tuple[str, int, Any]]:
        """Yield what is answered where something broke."""
        self.client.raise_request_exception = False
        with override_settings(ROOT_URLCONF="tests.detectors.broken"):
            yield "a mistake of ours", 500, self.client.post("/broken/", {"text": "x"})
        with connection.execute_wrapper(refusing):
            sheet = opened(self.client).fill(text="x")
            yield "a row refused", 500, sheet.send(self.client)

    def test_every_answer_carries_every_header(self) -> None:
        for name, status, response in self.answers():
            with self.subTest(name):
                self.assertEqual(response.status_code, status)
                carried = {key: response.headers.get(key) for key in ALWAYS}
                self.assertEqual(carried, ALWAYS)
                self.assertEqual(
                    policy(response.headers["Content-Security-Policy"]), policy(POLICY)
                )
                self.assertNotIn("Server", response.headers)

    def test_no_answer_is_kept_by_a_browser_or_a_proxy(self) -> None:
        # Everything that is not a static file: the guide shows who is signed in, too.
        for name, _, response in self.answers():
            with self.subTest(name):
                self.assertIn("no-store", response.headers["Cache-Control"])

    def test_every_cookie_is_out_of_reach_of_scripts_and_of_other_sites(self) -> None:
        met = set()
        for name, _, response in self.answers():
            for cookie in response.cookies.values():
                met.add(cookie.key)
                with self.subTest(name, cookie=cookie.key):
                    self.assert_closed(cookie)
        self.assertEqual(met | set(self.sign_in_cookies()), COOKIES)

    def sign_in_cookies(self) -> SimpleCookie:
        """Return the cookies of signing in through the form and saving a setting."""
        client = Client()
        client.post("/accounts/login/", {"login": "ada@example.org", "password": PASSWORD})
        client.get("/settings/")
        client.post("/settings/", {"time_zone": "UTC"})
        for cookie in client.cookies.values():
            with self.subTest("signing in", cookie=cookie.key):
                self.assert_closed(cookie)
        return client.cookies

    def assert_closed(self, cookie: Any) -> None:
        kept = {key: cookie[key] for key in ("httponly", "samesite", "path", "domain")}
        if cookie.value:
            self.assertEqual(kept, {"httponly": True, "samesite": "Lax", "path": "/", "domain": ""})

    def test_what_was_answered_was_about_something(self) -> None:
        list(self.answers())

        self.assertEqual(Entry.objects.count(), 1)
