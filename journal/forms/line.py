"""A line that a writer keeps from a page, as a form."""

import re
from collections.abc import Iterable

from django import forms

from journal.forms.fields import LineField
from journal.page import Page

LIMIT = 500
OFFERED = 30
# A sentence ends with its mark and what closes it, before a space; or with its line.
# Only the first of many spaces begins an end: else each of them would be gone through to the last.
_END = re.compile(r"(?<=[.!?…])[\"'”’»)]*\s+|(?<!\s)\s*\n\s*")
_LOOKED_AT = 20_000


class LineForm(forms.Form):
    """The line, typed. An empty one is how a kept line is let go."""

    line = LineField(
        label="Your line",
        help_text="A sentence of your own that you want to find again.",
        limit=LIMIT,
        widget=forms.Textarea(attrs={"rows": 1, "class": "line"}),
    )


def sentences(page: Page) -> list[str]:
    """Return the first sentences the writer wrote on the page, each once, to choose one from.

    Of a long page the beginning is looked at. A sentence too long to be kept is not offered.
    """
    texts = (page.title, *(answer.text for answer in page.answers), page.text)
    found = dict.fromkeys(one for text in texts for one in _split(text[:_LOOKED_AT]))
    return [one for one in found if len(one) <= LIMIT][:OFFERED]


def _split(text: str) -> Iterable[str]:
    begin = 0
    for end in _END.finditer(text):
        yield from _words(text[begin : end.start()] + end[0].strip())
        begin = end.end()
    yield from _words(text[begin:])


def _words(part: str) -> Iterable[str]:
    """Give back a sentence on one line, and nothing where there is no word in it."""
    line = " ".join(part.split())
    if any(sign.isalnum() for sign in line):
        yield line
