"""What was typed into the search: words that a page has to hold, and words it may not hold."""

import re
from functools import cached_property
from unicodedata import normalize

from msgspec import Struct

from journal.find.fold import alphabet_of, fold, plain_signs

LIMIT = 200

NOTHING = "Write a word to look for."
NOTHING_QUOTED = "Write the words you look for between the quotes."
LONE_MINUS = "A minus leaves out the word right behind it. Write one there."

_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
# A minus counts at the beginning of a word. A quote that is never closed goes on to the end.
_PART = re.compile(r"""(?:(?<!\S)(-+))?(?:"([^"]*)"?|([^\s"]+))""")


class Term(Struct, frozen=True):
    """One word, or the words of a phrase, folded."""

    words: tuple[str, ...]

    def is_in(self, folded: str) -> bool:
        """Return whether a folded text holds it. Between words of a phrase any space will do."""
        # No generators here or below: this runs for every page.
        for word in self.words:
            if word not in folded:
                return False
        return len(self.words) == 1 or " ".join(self.words) in " ".join(folded.split())


class Query(Struct, frozen=True, dict=True):
    """All of these, and none of those."""

    wanted: tuple[Term, ...] = ()
    unwanted: tuple[Term, ...] = ()

    def __bool__(self) -> bool:
        """Return whether there is anything to look for or to leave out."""
        return bool(self.wanted or self.unwanted)

    @cached_property
    def probes(self) -> tuple[tuple[str, bytes], ...]:
        """The wanted words that fit a small alphabet: the alphabet, and the word in it."""
        found = ((alphabet_of(word), word) for word in self._longest_first)
        return tuple((alphabet, word.encode(alphabet)) for alphabet, word in found if alphabet)

    @cached_property
    def signs(self) -> str:
        """What the other wanted words are made of, as far as it is written in one way only."""
        words = (word for word in self._longest_first if not alphabet_of(word))
        first = dict.fromkeys(normalize("NFKD", char)[0] for word in words for char in word)
        return "".join(char for char in first if char.lower() == char.upper())

    @property
    def _longest_first(self) -> list[str]:
        words = {word for term in self.wanted for word in term.words}
        return sorted(words, key=lambda word: (-len(word), word))

    def is_met_by(self, folded: str) -> bool:
        """Return whether a folded text holds all that is wanted and nothing that is not."""
        for term in self.wanted:
            if not term.is_in(folded):
                return False
        for term in self.unwanted:
            if term.is_in(folded):
                return False
        return True


class Parsed(Struct, frozen=True):
    """A query, and what the writer is to be told about what they typed."""

    query: Query
    notes: tuple[str, ...] = ()
    """Sentences. Where the query is empty there is at least one."""


def parse(typed: str) -> Parsed:
    """Read `several words`, `"a phrase"`, `-without` and `-"a phrase"`. Total."""
    typed = _CONTROLS.sub("", typed)
    if len(typed) > LIMIT:
        long = f"This is {len(typed):,} characters long, and there is room for {LIMIT:,}."
        return Parsed(Query(), (f"{long} Please shorten it.",))
    parts = [_read(part) for part in _PART.finditer(plain_signs(typed))]
    query = Query(
        tuple(dict.fromkeys(Term(words) for minus, words, _ in parts if words and not minus)),
        tuple(dict.fromkeys(Term(words) for minus, words, _ in parts if words and minus)),
    )
    notes = tuple(dict.fromkeys(note for _, words, note in parts if note and not words))
    return Parsed(query, notes or (() if query else (NOTHING,)))


def _read(part: re.Match[str]) -> tuple[bool, tuple[str, ...], str]:
    """Return whether a part is to be left out, its folded words, and what to say without any."""
    minus, phrase, word = part.groups()
    if phrase is not None:
        return bool(minus), tuple(fold(phrase).split()), NOTHING_QUOTED
    if not word.strip("-"):
        return False, (), LONE_MINUS
    return bool(minus), tuple(fold(word).split()), ""
