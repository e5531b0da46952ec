"""Looking over a browser's shoulder: errors, other hosts, accessibility, and weight."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, WebError


class Watch:
    """Collects what a visitor's browser must not see: errors, and addresses that are not ours."""

    def __init__(self, url: str) -> None:
        self.host = urlsplit(url).netloc
        self.troubles: list[str] = []
        self._allowed: list[str] = []

    def allow(self, text: str) -> None:
        """Expect what holds this text from now on: a status such as "404", or a host."""
        self._allowed.append(text)

    def over(self, context: BrowserContext) -> None:
        """Watch every window of the context."""
        context.on("console", self._console)
        context.on("weberror", self._error)
        context.on("request", self._request)

    def _note(self, trouble: str) -> None:
        if not any(text in trouble for text in self._allowed):
            self.troubles.append(trouble)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self._note(f"console {message.type}: {message.text}")

    def _error(self, error: WebError) -> None:
        self._note(f"script error: {error.error}")

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob") and parts.netloc != self.host:
            self._note(f"other host: {request.url}")


@dataclass(frozen=True)
class Weight:
    """What one visit fetched."""

    requests: int
    transferred: int
    """Bytes, headers included."""
    bodies: dict[str, int]
    """Bytes by address, compressed as they came, without headers."""

    @property
    def kilobytes(self) -> float:
        """A kilobyte is 1,024 bytes, as the network panel counts."""
        return self.transferred / 1024

    def of(self, ending: str) -> int:
        """Return the bytes of the bodies whose addresses end so: ".css", ".js"."""
        return sum(size for url, size in self.bodies.items() if url.endswith(ending))


def weigh(page: Page, path: str) -> Weight:
    """Visit the path in this window, and return what that fetched. Needs a new window."""
    urls: dict[str, str] = {}
    headers: dict[str, int] = {}
    sizes: dict[str, int] = {}

    def answered(event: dict[str, Any]) -> None:
        response = event["response"]
        if response["url"].startswith("http"):  # and not data:
            urls[event["requestId"]] = response["url"]
            headers[event["requestId"]] = int(response["encodedDataLength"])

    def finished(event: dict[str, Any]) -> None:
        if event["requestId"] in urls:
            sizes[event["requestId"]] = int(event["encodedDataLength"])

    client = page.context.new_cdp_session(page)
    client.on("Network.responseReceived", answered)
    client.on("Network.loadingFinished", finished)
    client.send("Network.enable")
    page.goto(path, wait_until="networkidle")
    client.detach()
    bodies = {urls[key]: size - headers[key] for key, size in sizes.items()}
    return Weight(len(sizes), sum(sizes.values()), bodies)


def violations(page: Page) -> list[str]:
    """Return what axe finds wrong with the page as it stands: the rule, and where.

    Raise ValueError in a window without scripts: axe is one, and would wait there for ever.
    """
    if page.evaluate("matchMedia('(scripting: none)').matches"):
        raise ValueError("axe needs a window with scripts")
    found = Axe().run(page).response["violations"]
    return [
        f"{rule['id']}: {rule['help']}: " + "; ".join(node["html"][:200] for node in rule["nodes"])
        for rule in found
    ]


def assert_accessible(page: Page) -> None:
    """Fail, with all that axe says, unless it finds nothing."""
    assert violations(page) == [], f"{page.url} is hard for someone"


def assert_fits(page: Page) -> None:
    """Fail if the page can be scrolled sideways."""
    wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wider) == 0, f"{page.url} is wider than its window"
