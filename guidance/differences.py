"""What is different between two forms, word by word. Pure."""

import re
from difflib import SequenceMatcher
from typing import Any, Literal

from msgspec import Struct

from guidance.shipped import Form

Kind = Literal["same", "gone", "new"]
Piece = tuple[Kind, str]

MOST = 4000
"""Words and spaces in two texts, up to which they are compared; longer ones would take long."""


class Change(Struct, frozen=True):
    """One field that reads otherwise, as pieces in reading order.

    The pieces that are not new make up the text before, those that are not gone the text after.
    """

    name: str
    pieces: tuple[Piece, ...]


def compare(before: Form, after: Form) -> tuple[Change, ...]:
    """Return the fields that differ, in the order of the form after, then of the one before.

    A field that one of them lacks counts as empty there, so that a form from before the field
    existed differs only where somebody filled it.
    """
    names = [*after, *(name for name in before if name not in after)]
    return tuple(
        Change(name, words(shown(before.get(name)), shown(after.get(name))))
        for name in names
        if _differs(before, after, name)
    )


def _differs(before: Form, after: Form, name: str) -> bool:
    if name in before and name in after:
        return bool(before[name] != after[name])
    return bool(before.get(name) or after.get(name))


def shown(value: Any) -> str:
    """Return a value of a form as an editor reads it."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case list():
            return ", ".join(str(one) for one in value)
    return str(value)


def words(before: str, after: str) -> tuple[Piece, ...]:
    """Return the way from one text to the other, by whole words; spaces and lines count."""
    old, found = _words(before), _words(after)
    runs = _runs(old, found) if len(old) + len(found) <= MOST else [("", before, after)]
    pieces: list[Piece] = []
    for same, gone, new in runs:
        pieces += [("same", same)] if same else []
        pieces += [("gone", gone)] if gone else []
        pieces += [("new", new)] if new else []
    return tuple(pieces)


def _runs(old: list[str], new: list[str]) -> list[tuple[str, str, str]]:
    """Return (same, gone, new) in order; words that changed side by side are one run."""
    runs: list[tuple[str, str, str]] = []
    for act, start, end, first, last in SequenceMatcher(None, old, new, False).get_opcodes():
        gone, came = "".join(old[start:end]), "".join(new[first:last])
        if act == "equal" and (gone.strip() or not runs or end == len(old)):
            runs.append((gone, "", ""))
        elif runs and not runs[-1][0]:
            # A space between two changed words is no place to rest the eye.
            runs[-1] = ("", runs[-1][1] + gone, runs[-1][2] + came)
        else:
            runs.append(("", gone, came))
    return runs


def _words(text: str) -> list[str]:
    """Return words and the spaces between them; joined again they are the text."""
    return re.findall(r"\s+|\S+", text)
