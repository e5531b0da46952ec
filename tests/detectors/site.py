"""A window on a running server: keeps cookies, sends forms, follows nothing."""

import http.client
from contextlib import closing
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlsplit

from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from tests.base import PASSWORD
from tests.detectors.canary import CANARY, word

# A browser, a proxy or a stranger may put anything here.
CANARIES_IN_HEADERS = {
    "User-Agent": word("agent"),
    "X-Forwarded-For": word("forwarded"),
    "X-Request-ID": word("request"),
    "From": f"{CANARY}@example.org",
}


@dataclass(frozen=True)
class Answer:
    """What the server said."""

    status_code: int
    headers: http.client.HTTPMessage
    content: bytes


class Window:
    """A browser at the site, with a canary in every header that it may choose."""

    def __init__(self, url: str, **headers: str) -> None:
        """Open a window; the headers are sent with every request."""
        self.url = url
        self.headers = CANARIES_IN_HEADERS | headers
        self.cookies: SimpleCookie = SimpleCookie()
        self.answers: list[Answer] = []

    def get(self, address: str, **headers: str) -> Answer:
        """Fetch an address."""
        return self.ask("GET", address, headers=headers)

    def post(self, address: str, data: dict[str, Any], *, token: bool = True) -> Answer:
        """Send a form as a browser does, by default with the token that belongs to it."""
        name = next((key for key in self.cookies if key.endswith("csrf")), "")
        fresh = {"csrfmiddlewaretoken": self.cookies[name].value} if token and name else {}
        body = encode_multipart(BOUNDARY, data | fresh)
        return self.ask("POST", address, body=body, headers={"Content-Type": MULTIPART_CONTENT})

    def ask(
        self, method: str, address: str, *, body: bytes = b"", headers: dict[str, str] | None = None
    ) -> Answer:
        """Send any request, and keep the cookies that come back."""
        kept = "; ".join(f"{key}={one.value}" for key, one in self.cookies.items())
        own = {"Cookie": f"{kept}; odd={CANARY}", "Connection": "close"}
        sent = self.headers | own | (headers or {})
        with closing(http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=30)) as line:
            line.request(method, address, body or None, sent)
            response = line.getresponse()
            answer = Answer(response.status, response.headers, response.read())
        for cookie in answer.headers.get_all("Set-Cookie", []):
            self.cookies.load(cookie)
        self.answers.append(answer)
        return answer

    def sign_up(self, name: str) -> None:
        """Make the account `<name>@example.org`, signed in."""
        self.get("/accounts/signup/")
        form = {"email": f"{name}@example.org", "password1": PASSWORD, "time_zone": "UTC"}
        answer = self.post("/accounts/signup/", form | {"adult": "on", "consent": "on"})
        assert answer.status_code == 302, answer.content.decode()
