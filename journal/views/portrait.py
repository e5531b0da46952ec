"""A person made ready to be read: their pages, how close it felt, and their small steps."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import islice
from uuid import UUID

from guidance.handbook import Handbook
from journal.models import Entry, Journal
from journal.models.entry import Place
from journal.models.person import same_as
from journal.page import Page, PersonCard
from journal.vault.envelope import Unreadable
from journal.views.reading import LANTERNS, Lanterns, StepRead, read_page, shown_step
from journal.views.shut import not_opened
from journal.views.timeline import Month, by_month

A_SCREEN = 20
STEPS = 20
LANTERNS_SHOWN = 100
_AT_ONCE = 200


@dataclass(frozen=True)
class Felt:
    """How close it felt on one page."""

    entry: Entry
    lanterns: Lanterns


@dataclass(frozen=True)
class Portrait:
    """What a person's own screen shows. Newest first, all of it."""

    months: list[Month]
    """The pages of this screen. Nobody is named on them: all are about the one person."""
    newer: str
    older: str
    felt: list[Felt]
    """Empty where the writer wants no lanterns."""
    steps: list[StepRead]
    """The open ones first."""
    shut: str
    """That pages could not be opened, whomever they are about; empty where all could."""
    opened: int
    """How many pages were opened for this."""


def portrait(
    journal: Journal,
    handbook: Handbook,
    people: Mapping[UUID, PersonCard],
    person: UUID,
    *,
    before: Place | None = None,
    after: Place | None = None,
) -> Portrait:
    """Return a person's pages, 20 of them beside a place, their lanterns and their last steps.

    Whom a page is about is sealed in it, so every page of the journal is opened for this.
    """
    found, opened, shut = _about(journal, people, person)
    rows, newer, older = _beside([entry for entry, _ in found], before, after)
    readings = (read_page(one, journal, handbook, people) for one in rows)
    return Portrait(
        months=by_month(replace(one, person="") for one in readings),
        newer=newer,
        older=older,
        felt=[] if journal.settings.hide_closeness else _felt(found),
        steps=_steps(journal, found),
        shut=not_opened(shut),
        opened=opened,
    )


def _about(
    journal: Journal, people: Mapping[UUID, PersonCard], person: UUID
) -> tuple[list[tuple[Entry, Page]], int, int]:
    """Return the pages about a person, newest first, how many opened in all, and how many not.

    One query.
    """
    found, opened, shut = [], 0, 0
    rows = journal.entries.kept().with_step().newest_first()
    for entry in rows.iterator(chunk_size=_AT_ONCE):
        try:
            page = entry.read(journal.keyring)
        except Unreadable:
            shut += 1
            continue
        opened += 1
        if page.person and same_as(people, page.person) == person:
            found.append((entry, page))
    return found, opened, shut


def _felt(found: list[tuple[Entry, Page]]) -> list[Felt]:
    felt = [
        Felt(entry, LANTERNS[page.closeness_felt])
        for entry, page in found
        if page.closeness_felt in LANTERNS
    ]
    return felt[:LANTERNS_SHOWN]


def _steps(journal: Journal, found: list[tuple[Entry, Page]]) -> list[StepRead]:
    """Return their last steps, the open ones first."""
    rows = (step for entry, _ in found if (step := entry.step_or_none))
    steps = [shown_step(one, journal) for one in islice(rows, STEPS)]
    return sorted(steps, key=lambda one: not one.is_open)


def _beside(
    found: list[Entry], before: Place | None, after: Place | None
) -> tuple[list[Entry], str, str]:
    """Return the entries of one screen, and the places from which newer and older ones go on."""
    first = 0
    if before:
        first = next((at for at, one in enumerate(found) if one.place < before), len(found))
    elif after:
        last = next((at for at, one in enumerate(found) if one.place <= after), len(found))
        first = max(0, last - A_SCREEN)
    rows = found[first : first + A_SCREEN]
    newer = rows[0].place.code() if rows and first else ""
    older = rows[-1].place.code() if rows and first + A_SCREEN < len(found) else ""
    return rows, newer, older
