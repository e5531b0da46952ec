"""A browser without a window: keeps cookies, fills in forms, follows nothing by itself."""

import urllib.error
import urllib.request
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPException
from http.cookiejar import CookieJar
from typing import Any
from urllib.parse import urlencode, urlsplit

from tests.faults.server import PASSWORD
from tests.journal.sheets import Sheet

UNANSWERED = (OSError, HTTPException)
"""What a request raises whose server went away."""


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any) -> None:
        return None


@dataclass(frozen=True)
class Answer:
    """What the server said."""

    status: int
    headers: Message
    content: bytes

    @property
    def path(self) -> str:
        """Where a redirect leads to."""
        return urlsplit(self.headers["Location"]).path

    @property
    def text(self) -> str:
        """The page."""
        return self.content.decode()


class Visitor:
    """Someone at a site."""

    def __init__(self, url: str, *, patience: float = 60) -> None:
        self.url = url
        self._patience = patience
        self._opener = urllib.request.build_opener(
            _Stay, urllib.request.HTTPCookieProcessor(CookieJar())
        )

    def get(self, path: str) -> Answer:
        """Fetch a page, whatever its status. Raise one of UNANSWERED."""
        return self._ask(urllib.request.Request(self.url + path))  # noqa: S310 - our own server

    def post(self, path: str, fields: dict[str, list[str]]) -> Answer:
        """Send a form, whatever comes back. Raise one of UNANSWERED."""
        body = urlencode(fields, doseq=True).encode()
        return self._ask(urllib.request.Request(self.url + path, body))  # noqa: S310

    def _ask(self, request: urllib.request.Request) -> Answer:
        try:
            with self._opener.open(request, timeout=self._patience) as answer:
                return Answer(answer.status, answer.headers, answer.read())
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, error.headers, error.read())

    def sign_in(self, name: str) -> "Visitor":
        """Sign in as `<name>@example.org` through the form. Raise AssertionError if refused."""
        page = self.get("/accounts/login/").text
        token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
        fields = {"login": f"{name}@example.org", "password": PASSWORD}
        fields["csrfmiddlewaretoken"] = token
        answer = self.post("/accounts/login/", {key: [value] for key, value in fields.items()})
        assert answer.status == 302, answer.text
        return self

    def sheet(self, path: str = "/today/") -> Sheet:
        """Return the writing form at the address."""
        return Sheet(self.get(path))

    def send(self, sheet: Sheet) -> Answer:
        """Press Save."""
        return self.post(sheet.action, sheet.fields)
