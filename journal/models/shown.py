"""Pages to be shown: what a screen reads of an entry and its step, without making rows of them.

Making models of twenty rows and their steps takes longer than asking for them and opening them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import QuerySet
from django.utils import timezone

from journal.models.entry import KEPT_IN_BIN, Entry, EntryQuerySet, Place, address_of
from journal.models.journal import Journal
from journal.models.ready import Given, Ready, moment_of, stream_of, uuid_of
from journal.models.sealed import opened
from journal.models.step import LET_GO, Step, Waits
from journal.page import Page, StepPlan
from journal.vault.keyring import PAGE, STEP, Keyring


@dataclass(slots=True)
class ShownStep(Waits):
    """A step as its row has it."""

    pk: UUID
    revision: int
    sealed: bytes
    due_on: date
    answered_at: datetime | None
    entry: "ShownEntry"

    @property
    def entry_id(self) -> UUID:
        """The page it is of."""
        return self.entry.pk

    def read(self, keyring: Keyring) -> StepPlan:
        """Open the plan. Raise Unreadable if it was damaged, moved or tampered with."""
        return opened(self, STEP, StepPlan, keyring)


@dataclass(slots=True)
class ShownEntry:
    """An entry as its row has it, with its step."""

    pk: UUID
    revision: int
    sealed: bytes
    about_on: date
    created_at: datetime
    saved_at: datetime
    deleted_at: datetime | None
    step_or_none: ShownStep | None = None

    @property
    def place(self) -> Place:
        """Where the entry stands in the timeline."""
        return Place(self.about_on, self.created_at, self.pk)

    @property
    def goes_on(self) -> date | None:
        """The day on which a page in the bin is erased; None for a page that is kept."""
        return self.deleted_at and timezone.localdate(self.deleted_at + KEPT_IN_BIN)

    def get_absolute_url(self) -> str:
        """Return the address of its screen."""
        return address_of(self.pk)

    def read(self, keyring: Keyring) -> Page:
        """Open the page. Raise Unreadable if it was damaged, moved or tampered with."""
        return opened(self, PAGE, Page, keyring)


_ENTRY = ("pk", "revision", "sealed", "about_on", "created_at", "saved_at", "deleted_at")
_STEP = ("pk", "revision", "sealed", "due_on", "answered_at")
_COLUMNS = (*_ENTRY, *(f"step__{one}" for one in _STEP))
_OWN = len(_ENTRY)
A_SCREEN = 20

_days: Any = Given("about_on", models.DateField)
_moments: Any = Given("created_at", models.DateTimeField)
_entries: Any = Given("id")
_PLACE = Place(_days, _moments, _entries)


def _of_journal() -> EntryQuerySet:
    return Entry.objects.filter(journal=Given("journal"))


def _screen(entries: EntryQuerySet) -> QuerySet[Entry, Any]:
    # One row more than is shown tells whether there are more.
    return entries.values_list(*_COLUMNS)[: A_SCREEN + 1]


def _next(entries: EntryQuerySet) -> QuerySet[Entry, Any]:
    return entries.values_list("pk")[:1]


_NEWEST = Ready(lambda: _screen(_of_journal().kept().newest_first()))
_OLDER = Ready(lambda: _screen(_of_journal().kept().older_than(_PLACE)))
_NEWER = Ready(lambda: _screen(_of_journal().kept().newer_than(_PLACE)))
_ONE = Ready(lambda: _screen(_of_journal().filter(pk=Given("entry"))))
_NEXT_OLDER = Ready(lambda: _next(_of_journal().kept().older_than(_PLACE)))
_NEXT_NEWER = Ready(lambda: _next(_of_journal().kept().newer_than(_PLACE)))
_DUE = Ready(
    lambda: (
        Step.objects.of_kept_pages()
        .filter(journal=Given("journal"))
        .due_within(_day("after"), _day("until"))
        .values_list(*(f"entry__{one}" for one in _ENTRY), *_STEP)
    )
)


def _day(name: str) -> Any:
    return Given(name, models.DateField)


def newest(journal: Journal) -> list[ShownEntry]:
    """Return the newest pages, one more than fit on a screen if there are so many."""
    return _made(_NEWEST.rows(journal=journal.pk))


def older_than(journal: Journal, place: Place) -> list[ShownEntry]:
    """Return the pages after a place in the timeline, newest first, a screen and one more."""
    return _made(_OLDER.rows(journal=journal.pk, **place._asdict()))


def newer_than(journal: Journal, place: Place) -> list[ShownEntry]:
    """Return the pages before a place in the timeline, oldest first, a screen and one more."""
    return _made(_NEWER.rows(journal=journal.pk, **place._asdict()))


def one_of(journal: Journal, pk: UUID) -> ShownEntry | None:
    """Return a page of the journal that is not erased; None where there is none."""
    found = next(iter(_made(_ONE.rows(journal=journal.pk, entry=pk))), None)
    if found and found.deleted_at and found.deleted_at < timezone.now() - KEPT_IN_BIN:
        return None
    return found


def beside(journal: Journal, place: Place) -> tuple[UUID | None, UUID | None]:
    """Return the ids of the next older and the next newer kept page, in two queries."""
    older, newer = (
        query.rows(journal=journal.pk, **place._asdict()) for query in (_NEXT_OLDER, _NEXT_NEWER)
    )
    return uuid_of(older[0][0]) if older else None, uuid_of(newer[0][0]) if newer else None


def shown(entries: EntryQuerySet) -> list[ShownEntry]:
    """Return the pages of these rows, in their order, in one query."""
    return _made(stream_of(entries.values_list(*_COLUMNS)))


def due_steps(journal: Journal, today: date) -> Iterator[ShownStep]:
    """Yield the steps of kept pages to look back on, the oldest first."""
    for entry in _made(_DUE.rows(journal=journal.pk, after=today - LET_GO, until=today)):
        if entry.step_or_none:
            yield entry.step_or_none


def _made(rows: Iterable[tuple[Any, ...]]) -> list[ShownEntry]:
    return [_entry(row) for row in rows]


def _entry(row: tuple[Any, ...]) -> ShownEntry:
    pk, revision, sealed, about_on, created_at, saved_at, deleted_at = row[:_OWN]
    entry = ShownEntry(
        uuid_of(pk),
        revision,
        bytes(sealed),
        about_on,
        moment_of(created_at),
        moment_of(saved_at),
        deleted_at and moment_of(deleted_at),
    )
    step, revision, sealed, due_on, answered_at = row[_OWN:]
    if step:
        answered_at = answered_at and moment_of(answered_at)
        entry.step_or_none = ShownStep(
            uuid_of(step), revision, bytes(sealed), due_on, answered_at, entry
        )
    return entry
