"""Promise 10: the log of a running server knows methods, routes, statuses and times."""

import json
import re
from typing import ClassVar
from unittest import TestCase

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.browser.server import Site
from tests.detectors.canary import found_in
from tests.detectors.site import Window

LINE = re.compile(r"[\d:.T+-]+ INFO ajar\.request (\S+) (\S+) (\d{3}) \d+ ms")
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "other"}
NO_ROUTE = {"-", "static"}
GREETING = (
    "Ajar is open at ",
    "To edit the guidance, ",
    "Ctrl+C stops it.",
)
_CODE = re.compile(r"\S+\.py:\d+")  # where in the code a mistake happened
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}")


def route_names() -> set[str]:
    """Return the name of every route, with its namespace."""

    def names(resolver: URLResolver, before: str = "") -> set[str]:
        found = set()
        for one in resolver.url_patterns:
            if isinstance(one, URLResolver):
                found |= names(one, f"{before}{one.namespace}:" if one.namespace else before)
            elif isinstance(one, URLPattern):
                found.add(f"{before}{one.name}")
        return found

    return names(get_resolver())


@pytest.mark.usefixtures("on_site")
class AccessLogTests(TestCase):
    """The server's output, both streams, from its start through a walk over everything."""

    site: ClassVar[Site]
    window: ClassVar[Window]

    def requests(self) -> list[re.Match[str]]:
        return [found for line in self.lines() if (found := LINE.fullmatch(line))]

    def lines(self) -> list[str]:
        return [line for line in self.site.log.read_text().splitlines() if line.strip()]

    def test_no_word_and_no_id_is_in_the_output(self) -> None:
        output = self.site.log.read_bytes()

        self.assertEqual(found_in(output), [])
        self.assertEqual(_ID.findall(output.decode()), [])
        self.assertNotIn("@", output.decode().replace("EMAIL=you@example.org", ""))

    def test_every_request_is_a_line_with_four_things(self) -> None:
        found = self.requests()

        self.assertGreater(len(found), len(self.window.answers))
        self.assertEqual({one[1] for one in found} - METHODS, set())
        self.assertEqual({one[2] for one in found} - route_names() - NO_ROUTE, set())
        met = {one[3] for one in found}
        forced = {"200", "302", "400", "403", "404", "405", "409", "413", "500"}
        self.assertEqual(forced - met, set())

    def test_nothing_else_about_a_request_is_written(self) -> None:
        for line in self.lines():
            if LINE.fullmatch(line) or line.startswith(GREETING):
                continue
            with self.subTest(line=line):
                for said in ("/today", "/entries", "/journal", "/accounts", "/admin", "?"):
                    self.assertNotIn(said, _CODE.sub("", line))


@pytest.mark.usefixtures("over_tls")
class JsonLogTests(TestCase):
    """The same as JSON."""

    site: ClassVar[Site]
    window: ClassVar[Window]

    def test_a_request_is_an_object_with_no_more_keys_than_needed(self) -> None:
        output = self.site.log.read_text()
        lines = [json.loads(line) for line in output.splitlines() if line.startswith("{")]
        requests = [line for line in lines if line["logger"] == "ajar.request"]

        self.assertEqual(found_in(output), [])
        self.assertGreater(len(requests), 20)
        keys = {"at", "level", "logger", "message", "method", "route", "status", "ms"}
        self.assertEqual({key for line in requests for key in line}, keys)
