"""Where in a text the words stand that are looked for."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate, islice, takewhile

from journal.find.clusters import Folded
from journal.find.query import Query, Term

# A word may stand in a long text a hundred thousand times. More places are not compared.
MANY = 60

Span = tuple[int, int]
_WORD = re.compile(r"\S+")


def spans(term: Term, text: Folded) -> Iterator[Span]:
    """Yield from where to where the text reads the term, first to last, in whole signs."""
    find = _words if len(term.words) == 1 else _phrases
    yield from (text.original(*span) for span in find(" ".join(term.words), text.folded))


def marks(query: Query, text: str) -> list[Span]:
    """Return what is to be marked in a short text, first to last; what overlaps is one mark."""
    folded = Folded(text)
    found = sorted(span for term in query.wanted for span in spans(term, folded))
    return list(_merged(found))


def densest(query: Query, text: str, width: int) -> Span | None:
    """Return the first stretch of at most `width` characters that holds the most wanted terms.

    A term may be longer than that by itself. None where nothing wanted is in the text.
    """
    folded = Folded(text)
    each = 1 + MANY // max(1, len(query.wanted))
    places = sorted(
        (*span, number)
        for number, term in enumerate(query.wanted)
        for span in islice(spans(term, folded), each)
    )
    stretches = (_stretch(places[index:], width) for index in range(len(places)))
    # Of those that hold equally many, `max` returns the first.
    return max(stretches, key=lambda stretch: stretch[0], default=(0, None))[1]


def _stretch(places: list[tuple[int, int, int]], width: int) -> tuple[int, Span]:
    """Return how many terms stand near the first of these places, and the stretch they take."""
    start, end, first = places[0]
    held = {first: end}
    for _, stop, number in takewhile(lambda place: place[1] <= start + width, places[1:]):
        held.setdefault(number, stop)
    return len(held), (start, max(held.values()))


def _words(word: str, folded: str) -> Iterator[Span]:
    at = folded.find(word)
    while at >= 0:
        yield at, at + len(word)
        at = folded.find(word, at + len(word))


def _phrases(phrase: str, folded: str) -> Iterator[Span]:
    """Find a phrase where any space may stand between its words: in a text squeezed to single
    spaces, and from there back."""
    words = [match.span() for match in _WORD.finditer(folded)]
    starts = [0, *accumulate(end - start + 1 for start, end in words)]

    def back(at: int) -> int:
        word = bisect_right(starts, at) - 1
        return words[word][0] + at - starts[word]

    squeezed = " ".join(folded[start:end] for start, end in words)
    for start, end in _words(phrase, squeezed):
        yield back(start), back(end)


def _merged(found: Iterable[Span]) -> Iterator[Span]:
    """Yield spans in order, those that overlap as one."""
    last: Span | None = None
    for start, end in found:
        if last and start < last[1]:
            last = last[0], max(last[1], end)
        else:
            if last:
                yield last
            last = start, end
    if last:
        yield last
