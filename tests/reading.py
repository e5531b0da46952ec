"""What a screen says, and how hard that is to read."""

from html.parser import HTMLParser

from guidance import reading
from guidance.reading import syllables, words

__all__ = ["grade", "shown", "syllables", "words"]

_BLOCKS = {"h1", "h2", "h3", "p", "li", "section", "header", "article", "ul"}


class _Main(HTMLParser):
    """Collects the text inside `<main>`, with a full stop where a block ends."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = self._inside or tag == "main"

    def handle_data(self, data: str) -> None:
        self.text += data if self._inside else ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "main":
            self._inside = False
        elif tag in _BLOCKS:
            self.text += ". "


def shown(page: str) -> str:
    """Return what a screen says in its main part."""
    reader = _Main()
    reader.feed(page)
    return reader.text


def grade(text: str) -> float:
    """Return the school grade in which a text is read with ease; a line's end ends nothing."""
    return reading.grade(" ".join(text.split()))
