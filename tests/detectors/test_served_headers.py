"""Promise 5, the part that only a running server shows: static files, and cookies over TLS."""

import re
from http.cookies import SimpleCookie
from typing import ClassVar
from unittest import TestCase

import pytest

from tests.browser.server import Site
from tests.detectors.site import Answer, Window
from tests.detectors.test_headers import ALWAYS, POLICY, policy

STATIC = re.compile(r'(?:href|src)="(/static/[^"]+)"')


def without(answer: Answer) -> list[str]:
    """Return the headers that an answer lacks, or has otherwise."""
    lacking = [name for name, value in ALWAYS.items() if answer.headers.get(name) != value]
    stated = answer.headers.get("Content-Security-Policy", "")
    return lacking if policy(stated) == policy(POLICY) else [*lacking, "policy"]


@pytest.mark.usefixtures("on_site")
class StaticTests(TestCase):
    site: ClassVar[Site]
    window: ClassVar[Window]

    def test_every_answer_of_the_walk_carries_every_header(self) -> None:
        for answer in self.window.answers:
            if answer.headers["Server"] and answer.status_code != 400:
                with self.subTest(status=answer.status_code, body=answer.content[:80]):
                    self.assertEqual(without(answer), [])

    def test_static_files_carry_them_too_and_may_be_kept(self) -> None:
        found = sorted(set(STATIC.findall(self.window.get("/guide/").content.decode())))
        self.assertGreater(len(found), 3)
        for address in found:
            answer = self.window.get(address)
            with self.subTest(address=address):
                self.assertEqual((answer.status_code, without(answer)), (200, []))
                self.assertEqual(
                    answer.headers["Cache-Control"], "max-age=315360000, public, immutable"
                )

    def test_a_static_file_that_is_none_is_not_kept(self) -> None:
        answer = self.window.get("/static/nothing.css")

        self.assertEqual((answer.status_code, without(answer)), (404, []))
        self.assertEqual(answer.headers["Cache-Control"], "no-store")


@pytest.mark.usefixtures("over_tls")
class TlsTests(TestCase):
    site: ClassVar[Site]
    window: ClassVar[Window]

    def test_every_answer_says_to_come_back_over_tls_only(self) -> None:
        said = {answer.headers.get("Strict-Transport-Security") for answer in self.window.answers}

        self.assertEqual(said, {"max-age=31536000; includeSubDomains"})

    def test_cookies_are_bound_to_this_host_and_to_tls(self) -> None:
        met = set()
        for answer in self.window.answers:
            for line in answer.headers.get_all("Set-Cookie", []):
                for name, cookie in SimpleCookie(line).items():
                    met.add(name)
                    if not cookie.value:
                        continue
                    kept = (cookie["secure"], cookie["httponly"], cookie["samesite"])
                    with self.subTest(cookie=name):
                        self.assertEqual(kept, (True, True, "Lax"))
                        self.assertEqual((cookie["path"], cookie["domain"]), ("/", ""))
        self.assertEqual(met, {"__Host-session", "__Host-csrf", "__Host-notices"})

    def test_a_visit_without_tls_is_sent_on_and_given_no_cookie(self) -> None:
        answer = Window(self.site.url).get("/accounts/login/")

        self.assertEqual(answer.status_code, 301)
        self.assertEqual(answer.headers["Location"][:8], "https://")
        self.assertEqual(answer.headers.get_all("Set-Cookie"), None)
