"""The year as it stands in the files beside this one: typed, and told in days ago.

Nothing in it names a season, a weekday or a feast, so that it is true whenever it is told.
"""

from datetime import time
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from journal.page import Outcome, PersonKind, Sat, Who, Worth

_HERE = Path(__file__).resolve().parent
_Place = Annotated[int, Meta(ge=1, le=7)]


class Someone(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A person of the story."""

    nickname: str
    kind: PersonKind


class Reply(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What was written to a prompt, which is named by its slug."""

    prompt: str
    text: str


class Intent(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A small step, and how it went."""

    when: str
    will: str
    days: Annotated[int, Meta(ge=1)]
    """How many days after its page it is looked back on."""
    put_off: Annotated[int, Meta(ge=0, le=2)] = 0
    """How often "not yet" was said. The second one ends the step."""
    outcome: Outcome | None = None
    """How it went at last; None where nobody said."""
    worth: Worth | None = None
    felt: _Place | None = None
    noticed: str = ""


class Day(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One page."""

    ago: Annotated[int, Meta(ge=1, le=365)]
    """How many days before the telling; 365 is the same day a year ago, leap day or not."""
    at: time
    """The time of day it was written, where the writer is."""
    person: str = msgspec.field(name="with", default="")
    title: str = ""
    felt: _Place | None = None
    wanted: _Place | None = None
    signs: dict[str, Who] = {}
    fears: tuple[str, ...] = ()
    feelings: Annotated[tuple[str, ...], Meta(max_length=3)] = ()
    sat: Sat | None = None
    text: str = ""
    starred: bool = False
    kept_line: str = ""
    left_out: bool = False
    """Whether the patterns leave it out."""
    answers: tuple[Reply, ...] = ()
    step: Intent | None = None
    discarded: bool = False
    """Whether it lies in the bin."""


class _People(Struct, frozen=True, forbid_unknown_fields=True):
    people: tuple[Someone, ...]


class _Pages(Struct, frozen=True, forbid_unknown_fields=True):
    pages: tuple[Day, ...]


def people() -> tuple[Someone, ...]:
    """Return the people of the story."""
    return msgspec.toml.decode((_HERE / "people.toml").read_bytes(), type=_People).people


def days() -> list[Day]:
    """Return the pages of the year, the oldest first."""
    files = sorted((_HERE / "year").glob("*.toml"))
    return [
        day for file in files for day in msgspec.toml.decode(file.read_bytes(), type=_Pages).pages
    ]
