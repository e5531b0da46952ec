"""How hard a text is to read, after Flesch and Kincaid (1975).

    grade = 0.39 · words per sentence + 11.8 · syllables per word - 15.59

A grade of 8 is what most people read with ease at thirteen. A heading, a list item or a
paragraph ends a sentence even without a full stop.
"""

import re
from html.parser import HTMLParser

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


def words(text: str) -> list[str]:
    """Return the words of a text; "e-mail" and "isn’t" are one each."""
    return re.findall(r"[^\W_]+(?:[-’'][^\W_]+)*", text)


def syllables(word: str) -> int:
    """Return how many syllables an English word has, by its groups of vowels.

    A last e is silent, but in "-le"; so is the e of "-es" and "-ed" after most letters.
    """
    word = word.lower()
    count = len(re.findall(r"[aeiouy]+", word))
    if re.search(r"[^aeiouyl]e$|[^aeiouydt]ed$|[^aeiouyscxzgh]es$|[aeiouy]le$", word):
        count -= 1
    return max(count, 1)


def grade(text: str) -> float:
    """Return the school grade in which a text is read with ease."""
    sentences = [part for part in re.split(r"[.!?]+(?:\s|$)", text) if words(part)]
    found = words(text)
    per_word = sum(map(syllables, found)) / len(found)
    return 0.39 * len(found) / len(sentences) + 11.8 * per_word - 15.59
