"""Every page of a journal, opened without making rows of them: for what reads all of it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any, NamedTuple
from uuid import UUID

import msgspec
from django.db.models import CharField
from django.db.models.functions import Cast

from journal.models.entry import Entry, EntryQuerySet, Place
from journal.models.journal import Journal
from journal.models.step import Step
from journal.page import Page, StepPlan
from journal.vault.envelope import Unreadable
from journal.vault.keyring import PAGE, STEP, Keyring

_AT_ONCE = 500
_page = msgspec.json.Decoder(Page).decode
_plan = msgspec.json.Decoder(StepPlan).decode


_COLUMNS = ("id", "revision", "sealed", "about_on", "created_at")
_OF_STEP = ("id", "revision", "sealed", "due_on", "answered_at")
# All but these come as texts, which databases give as they are: making ids and moments of ten
# thousand rows costs more than opening the pages.
_PLAIN = ("revision", "sealed")


class Leaf(NamedTuple):
    """A page with its step, and the columns of both rows, ids and days as texts."""

    id: UUID
    page: Page
    step: StepPlan | None
    columns: tuple[Any, ...]

    @property
    def place(self) -> Place:
        """Where the page stands in the timeline."""
        about_on, created_at = self.columns[3:5]
        return Place(date.fromisoformat(about_on), _moment(created_at), self.id)

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
            id=UUID(step),
            journal=journal,
            entry=entry,
            revision=revision,
            sealed=sealed,
            due_on=date.fromisoformat(due_on),
            answered_at=_moment(answered_at) if answered_at else None,
        )


def leaves(entries: EntryQuerySet, keyring: Keyring, *, steps: bool = True) -> Iterator[Leaf]:
    """Yield the pages in the order of the rows, in one query. What does not open is left out.

    Their steps are opened where `steps` says so.
    """
    names = (*_COLUMNS, *(f"step__{name}" for name in _OF_STEP))
    columns = (name if name.endswith(_PLAIN) else Cast(name, CharField()) for name in names)
    for row in entries.values_list(*columns).iterator(chunk_size=_AT_ONCE):
        pk, step = UUID(row[0]), None
        try:
            page = _page(keyring.open(row[2], kind=PAGE, object=pk, revision=row[1]))
        except (Unreadable, msgspec.DecodeError):
            continue
        if steps and row[5]:
            step = _plan_in(keyring, UUID(row[5]), row[6], row[7])
        yield Leaf(pk, page, step, row)


def _plan_in(keyring: Keyring, step: UUID, revision: int, sealed: bytes) -> StepPlan | None:
    """Return the plan; None where it does not open: the page may be wanted for its own words."""
    try:
        return _plan(keyring.open(sealed, kind=STEP, object=step, revision=revision))
    except (Unreadable, msgspec.DecodeError):
        return None


def _moment(text: str) -> datetime:
    """Read a moment as the databases write it: SQLite without a zone, PostgreSQL with it."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
