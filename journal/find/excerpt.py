"""What is found, shown in its sentence and marked."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from msgspec import Struct

from journal.find.clusters import edge
from journal.find.fold import fold
from journal.find.match import Where, texts
from journal.find.places import Span, densest, marks
from journal.find.query import Query
from journal.page import Page, StepPlan

LENGTH = 160
BEFORE = 60

_SENTENCE_END = re.compile("[.!?\u2026][\"'\u201d\u2019\u00bb)\\]]*\\s+|[\u3002\uff01\uff1f]|\n")
_SPACE = re.compile(r"\s+")


class Part(NamedTuple):
    """A run of the writer's own text."""

    text: str
    marked: bool


class Excerpt(Struct, frozen=True, kw_only=True):
    """A piece of one text of a page."""

    where: Where
    parts: tuple[Part, ...]
    """Joined they are a piece of the text, exactly as it was typed."""
    more_before: bool
    more_after: bool
    """Whether words are left out there: for three dots."""


def show(
    query: Query, page: Page, step: StepPlan | None = None, nickname: str = ""
) -> Excerpt | None:
    """Return about 160 characters around what was found; None where no wanted word is there.

    From the text of the page that holds the most of the wanted words, the first such one.
    """
    best, most = None, 0
    for where, text in texts(page, step, nickname):
        held = _count(query, text)
        if held > most:
            best, most = (where, text), held
    return excerpt(query, *best) if best else None


def excerpt(query: Query, where: Where, text: str) -> Excerpt | None:
    """Return about 160 characters around what was found in one text; None where nothing was."""
    found = densest(query, text, LENGTH - BEFORE)
    if found is None:
        return None
    start, end = _window(text, *found)
    shown = text[start:end]
    return Excerpt(
        where=where,
        parts=tuple(_parts(shown, marks(query, shown))),
        more_before=bool(text[:start].strip()),
        more_after=bool(text[end:].strip()),
    )


def _count(query: Query, text: str) -> int:
    folded = fold(text)
    return sum(term.is_in(folded) for term in query.wanted)


def _window(text: str, start: int, end: int) -> tuple[int, int]:
    """Return what to show around a stretch of text: whole words, where there are spaces."""
    left = _left(text, start)
    right = _right(text, left, end)
    shown = text[left:right]
    return left + len(shown) - len(shown.lstrip()), left + len(shown.rstrip())


def _left(text: str, start: int) -> int:
    """Return where to begin: with the sentence, or with a word, or 60 characters before."""
    first = max(0, start - BEFORE)
    before = text[first:start]
    ends = [match.end() for match in _SENTENCE_END.finditer(before)]
    if ends:
        return edge(text, first + ends[-1])
    space = _SPACE.search(before) if first else None
    return edge(text, first + space.end() if space else first)


def _right(text: str, left: int, end: int) -> int:
    """Return where to stop: after a sentence, or after a word, or 160 characters on."""
    last = left + LENGTH
    if last >= len(text):
        return len(text)
    after = text[end:last]
    half = left + LENGTH // 2 - end
    ends = [m.end() for m in _SENTENCE_END.finditer(after) if m.end() >= half]
    spaces = [match.start() for match in _SPACE.finditer(after)]
    stop = next((found[-1] for found in (ends, spaces) if found), len(after))
    return edge(text, end + stop)


def _parts(shown: str, marked: list[Span]) -> Iterator[Part]:
    """Cut what is shown at its marks."""
    at = 0
    for start, end in marked:
        if at < start:
            yield Part(shown[at:start], False)
        yield Part(shown[start:end], True)
        at = end
    if at < len(shown):
        yield Part(shown[at:], False)
