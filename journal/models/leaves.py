"""Every page of a journal, opened without making rows of them: for what reads all of it."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

import msgspec
from django.db.models import CharField
from django.db.models.functions import Cast

from journal.models.entry import Entry, EntryQuerySet, Place
from journal.models.journal import Journal
from journal.models.ready import bytes_of, moment_in, stream_of, uuid_of
from journal.models.step import Step
from journal.page import Page, StepPlan
from journal.vault.envelope import Opener, Unreadable
from journal.vault.keyring import PAGE, STEP, Keyring

# Asked of the opened documents of a page and its step, before anything is made of them.
Wanted = Callable[[bytes, bytes], bool]
_page = msgspec.json.Decoder(Page).decode
_plan = msgspec.json.Decoder(StepPlan).decode


_COLUMNS = ("id", "revision", "sealed", "about_on", "created_at")
_OF_STEP = ("id", "revision", "sealed", "due_on", "answered_at")
# Days and moments come as texts, which databases give as they are: making them of ten thousand
# rows costs more than opening the pages.
_AS_TEXT = ("_on", "_at")


class Leaf(NamedTuple):
    """A page with its step, and the columns of both rows, days and moments as texts."""

    id: UUID
    page: Page
    step: StepPlan | None
    columns: tuple[Any, ...]

    @property
    def about_on(self) -> date:
        """The day the page is about."""
        return date.fromisoformat(self.columns[3])

    @property
    def place(self) -> Place:
        """Where the page stands in the timeline."""
        about_on, created_at = self.columns[3:5]
        return Place(date.fromisoformat(about_on), moment_in(created_at), self.id)

    def entry(self, journal: Journal) -> Entry:
        """Return the row, with its step beside it."""
        place = self.place
        entry = Entry(
            id=self.id,
            journal=journal,
            revision=self.columns[1],
            sealed=self.columns[2],
            about_on=place.about_on,
            created_at=place.created_at,
        )
        # Where there is no step, nobody has to ask the database again.
        Entry._meta.get_field("step").set_cached_value(entry, self._step(entry, journal))
        return entry

    def _step(self, entry: Entry, journal: Journal) -> Step | None:
        step, revision, sealed, due_on, answered_at = self.columns[5:]
        if not step:
            return None
        return Step(
            id=uuid_of(step),
            journal=journal,
            entry=entry,
            revision=revision,
            sealed=sealed,
            due_on=date.fromisoformat(due_on),
            answered_at=moment_in(answered_at) if answered_at else None,
        )


def leaves(
    entries: EntryQuerySet,
    keyring: Keyring,
    *,
    steps: bool = True,
    shut: list[UUID] | None = None,
    wanted: Wanted | None = None,
) -> Iterator[Leaf]:
    """Yield the pages in the order of the rows, in one query. What does not open is left out.

    Their steps are opened where `steps` says so. `shut` takes the ids of what does not open.
    With `wanted`, pages that it does not want are left out, unread.
    """
    open_page, open_step = keyring.opener(PAGE), keyring.opener(STEP)
    for row in stream_of(entries.values_list(*_columns())):
        plan = _words_of_step(open_step, row) if steps and row[5] else b""
        try:
            page = open_page(bytes(row[2]), bytes_of(row[0]), row[1])
            if wanted and not wanted(page, plan):
                continue
            yield Leaf(uuid_of(row[0]), _page(page), _plan_in(plan), row)
        except (Unreadable, msgspec.DecodeError, UnicodeDecodeError):
            if shut is not None:
                shut.append(uuid_of(row[0]))


def _columns() -> Iterator[str | Cast]:
    for name in (*_COLUMNS, *(f"step__{name}" for name in _OF_STEP)):
        yield Cast(name, CharField()) if name.endswith(_AS_TEXT) else name


def _words_of_step(open_step: Opener, row: tuple[Any, ...]) -> bytes:
    """Return the opened plan; none where it stays shut: the page may be wanted for its own."""
    step, revision, sealed = row[5:8]
    try:
        return open_step(bytes(sealed), bytes_of(step), revision)
    except Unreadable:
        return b""


def _plan_in(words: bytes) -> StepPlan | None:
    try:
        return _plan(words) if words else None
    except msgspec.DecodeError:
        return None
