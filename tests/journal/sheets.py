"""Filling in the writing form the way a browser without script does."""

from html.parser import HTMLParser
from typing import Any

from django.test import Client


class _Fields(HTMLParser):
    """Collects what a browser would send of the form whose action is a writing address."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.sent: dict[str, list[str]] = {}
        self.buttons: list[tuple[str, str]] = []
        self.action = ""
        self._inside = False
        self._area: str | None = None
        self._select: str | None = None
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = "writing" in found.get("class", "").split()
            if self._inside:
                self.action = found["action"]
        if not self._inside:
            return
        name = found.get("name", "")
        match tag:
            case "input" if found.get("type") in ("checkbox", "radio"):
                if "checked" in found:
                    self._keep(name, found.get("value", "on"))
            case "input":
                self._keep(name, found.get("value", ""))
            case "textarea":
                self._area, self._text = name, ""
            case "select":
                self._select = name
                self.sent.setdefault(name, [])
            case "option" if self._select and ("selected" in found or not self.sent[self._select]):
                self.sent[self._select] = [found.get("value", "")]
            case "button":
                self.buttons.append((name, found.get("value", "")))

    def handle_data(self, data: str) -> None:
        if self._area:
            self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._area:
            # The line break after the tag belongs to the tag, not to the text.
            self._keep(self._area, self._text.removeprefix("\n"))
            self._area = None
        elif tag == "select":
            self._select = None
        elif tag == "form":
            self._inside = False

    def _keep(self, name: str, value: str) -> None:
        self.sent.setdefault(name, []).append(value)


class Sheet:
    """The writing form of an answer: what it would send, to be changed and sent."""

    def __init__(self, response: Any) -> None:
        """Read the form of a screen."""
        fields = _Fields()
        fields.feed(response.content.decode())
        self.fields = fields.sent
        self.buttons = fields.buttons
        self.action = fields.action

    def __getitem__(self, name: str) -> str:
        """Return the one value a field would send, "" for a field that sends nothing."""
        values = self.fields.get(name, [])
        return values[0] if values else ""

    def fill(self, **values: Any) -> "Sheet":
        """Type into fields, or tick: a list ticks several."""
        for name, value in values.items():
            self.fields[name] = value if isinstance(value, list) else [value]
        return self

    def send(self, client: Client, **button: str) -> Any:
        """Send the form as the named button would; without one, as Save."""
        pressed = {name: [value] for name, value in button.items()}
        return client.post(self.action, self.fields | pressed)


def opened(client: Client, address: str = "/today/") -> Sheet:
    """Return the writing form at an address."""
    return Sheet(client.get(address))
