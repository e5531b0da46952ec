"""Which pages may hold the words, told from their sealed documents just opened: bytes of JSON.

Most pages of a journal hold none of what is looked for. To make a page of each, and to fold its
letters, takes most of the time of a search; to look for the words in its bytes takes little. What
passes may still be no match. What does not pass is none: a word is in one text of a page, and
texts stand in the document as they were written, but for signs that no word has.
"""

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from journal.find.fold import fold, loosen
from journal.find.match import may_hold
from journal.find.query import Query, Term

# Small alphabets of one byte for a letter, in which most of what people write fits as a whole.
_ALPHABETS = ("cp1252", "cp1250", "cp1251", "cp1253", "cp1254")

# A quote that is as wide as a Japanese letter is no end of a phrase, and folds to a plain one.
_RENAMED = frozenset('\\"')


class Sieve:
    """Lets through what may hold the wanted words."""

    def __init__(self, query: Query, nicknames: Iterable[str]) -> None:
        """Take what is looked for, and the nicknames: a word of one need not stand in the page."""
        names = [fold(nickname) for nickname in nicknames]
        words = {word for term in query.wanted for word in term.words}
        # JSON writes a backslash and a double quote in another way.
        words = {word for word in words if not _RENAMED.intersection(word)}
        words = {word for word in words if not any(word in name for name in names)}
        ranked = sorted(words, key=lambda word: (-len(word), word))
        self._query = Query(tuple(Term((word,)) for word in ranked))
        self._plain = [word.encode() for word in ranked] if "".join(ranked).isascii() else None
        self._views = [
            (view, written)
            for view in map(_view, _ALPHABETS)
            if (written := view.words(ranked)) is not None
        ]

    def __bool__(self) -> bool:
        """Return whether it holds anything back."""
        return bool(self._query)

    def passes(self, document: bytes) -> bool:
        """Return False where no page of this document holds what is wanted.

        Raise UnicodeDecodeError for what is no text.
        """
        if document.isascii():
            return self._plain is not None and _all_in(self._plain, document.lower())
        text = document.decode()
        for view, words in self._views:
            folded = view.fold(text)
            if folded is not None:
                return _all_in(words, folded)
        return may_hold(self._query, loosen(text))


def _all_in(words: list[bytes], folded: bytes) -> bool:
    # No generator: this runs for every page.
    for word in words:
        if word not in folded:
            return False
    return True


class _View(NamedTuple):
    """A small alphabet, and the fold of each of its letters."""

    alphabet: str
    letters: bytes
    """Where the fold is one letter of the alphabet too."""
    others: tuple[tuple[bytes, bytes], ...]
    """Where it is several."""
    gone: bytes
    """Where nothing is left of it."""

    def words(self, words: Iterable[str]) -> list[bytes] | None:
        """Return folded words in this alphabet; None where one cannot be written in it."""
        try:
            return [word.encode(self.alphabet) for word in words]
        except UnicodeEncodeError:
            return None

    def fold(self, text: str) -> bytes | None:
        """Return the fold of a text in this alphabet; None where it cannot be written in it."""
        try:
            folded = text.encode(self.alphabet)
        except UnicodeEncodeError:
            return None
        for letter, several in self.others:
            folded = folded.replace(letter, several)
        return folded.translate(self.letters, self.gone)


@cache
def _view(alphabet: str) -> _View:
    letters, others, gone = bytearray(range(256)), [], bytearray()
    for code in range(256):
        letter = bytes([code])
        folded = fold(letter.decode(alphabet, "ignore")).encode(alphabet, "ignore")
        if len(folded) == 1:
            letters[code] = folded[0]
        elif folded:
            others.append((letter, folded))
        else:
            gone.append(code)
    return _View(alphabet, bytes(letters), tuple(others), bytes(gone))
