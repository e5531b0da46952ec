"""From a folded text back to what was typed, never through the middle of a sign.

A cluster is what a reader takes for one sign: a letter with its accents, a Korean syllable,
an emoji with its colour, a flag. A fold may make it longer (ﬃ) or shorter.
"""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from unicodedata import category, normalize

from journal.find.fold import LEFT_OUT, fold

_PIECE = 200
_JOINER = "\u200d"
_Signs = tuple[list[int], list[int]]


def _belongs(before: str, char: str) -> bool:
    """Return whether a character may belong to the sign that the one before it is part of."""
    if char.isascii():
        return False
    first = normalize("NFKD", char)[0]
    return bool(
        category(first)[0] == "M"
        or LEFT_OUT.match(first)
        or "\u1160" <= first <= "\u11ff"  # the later letters of a Korean syllable
        or "\U0001f3fb" <= char <= "\U0001f3ff"  # colours of skin
        or "\U000e0020" <= char <= "\U000e007f"  # letters of a flag, as of Wales
        or (before == _JOINER and category(char) == "So")
        or (_is_flag_half(before) and _is_flag_half(char))
    )


def _is_flag_half(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def edge(text: str, at: int) -> int:
    """Return the first place from `at` on that parts no sign."""
    while 0 < at < len(text) and _belongs(text[at - 1], text[at]):
        at += 1
    return min(at, len(text))


def clusters(text: str) -> Iterator[str]:
    """Yield the signs of a text; joined they are the text."""
    start = 0
    for at in range(1, len(text)):
        whole_flag = _is_flag_half(text[at]) and at - start != 1
        if whole_flag or not _belongs(text[at - 1], text[at]):
            yield text[start:at]
            start = at
    if text:
        yield text[start:]


class Folded:
    """A text with its fold, and the way back."""

    def __init__(self, text: str) -> None:
        """Fold the text in pieces, so that the way back reads one or two of them only."""
        self.text = text
        self._starts = [0]
        while self._starts[-1] < len(text):
            self._starts.append(edge(text, self._starts[-1] + _PIECE))
        pairs = zip(self._starts, self._starts[1:], strict=False)
        folds = [fold(text[start:end]) for start, end in pairs]
        self.folded = "".join(folds)
        self._folded_starts = [0, *accumulate(map(len, folds))]

        self._signs: dict[int, _Signs] = {}

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return from where to where the text reads what is folded[start:end], in whole signs."""
        return self._around(start)[0], self._around(end - 1)[1]

    def _around(self, at: int) -> tuple[int, int]:
        """Return where the sign begins and ends whose fold covers this place."""
        if self.text.isascii():
            return at, at + 1
        # Pieces that fold to nothing share their start with the next one, which is the one meant.
        piece = bisect_right(self._folded_starts, at) - 1
        if piece not in self._signs:
            self._signs[piece] = _signs(self.text[slice(*self._starts[piece : piece + 2])])
        edges, folded_edges = self._signs[piece]
        sign = bisect_right(folded_edges, at - self._folded_starts[piece]) - 1
        return self._starts[piece] + edges[sign], self._starts[piece] + edges[sign + 1]


def _signs(piece: str) -> _Signs:
    """Return where the signs of a piece begin and end, in the piece and in its fold."""
    signs = list(clusters(piece))
    folds = (len(fold(sign)) for sign in signs)
    return [0, *accumulate(map(len, signs))], [0, *accumulate(folds)]
