"""HTML put together in Python. All that is put into it is escaped, unless it is HTML already.

As Django's `format_html`, which also asks of each value whether it is a text to be translated
later: a screen has two thousand values, and that took more time than all the rest of drawing it.
"""

from collections.abc import Iterable
from html import escape


class Markup(str):
    """A text that is HTML. Only what is below makes it; added to another text it is none."""

    __slots__ = ()

    def __html__(self) -> str:
        """Return itself: how templates, too, know what they need not escape."""
        return self


def fill(template: str, *values: object, **named: object) -> Markup:
    """Return the template with values in its places. It is to be a text of ours, never data."""
    parts = {name: _part(value) for name, value in named.items()}
    return Markup(template.format(*[_part(value) for value in values], **parts))


def fill_each(template: str, rows: Iterable[Iterable[object]]) -> Markup:
    """Return the template filled with the values of each row, one after the other."""
    return Markup("".join([template.format(*map(_part, row)) for row in rows]))


def joined(parts: Iterable[object], between: str = "") -> Markup:
    """Return the parts one after the other, with a text between them."""
    return Markup(str(_part(between)).join([str(_part(one)) for one in parts]))


def _part(value: object) -> object:
    # By far the most are of these three; each is told by its type alone.
    kind = type(value)
    if kind is str:
        return escape(str(value))
    if kind is int or kind is Markup:
        return value
    # What is HTML says so, here as in Django.
    return value.__html__() if hasattr(value, "__html__") else escape(str(value))
