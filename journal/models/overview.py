"""All pages of a journal at once, for the pictures: what they count, and no word of any."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import NamedTuple
from uuid import UUID

import msgspec
from django.db import connection
from django.utils import timezone
from msgspec import structs

from journal.models.journal import Journal
from journal.models.person import same_as
from journal.page import PersonCard, StepPlan
from journal.patterns import LookedBack, Noted, Opened
from journal.vault.envelope import Unreadable
from journal.vault.keyring import PAGE, STEP, Keyring

_NOTED = msgspec.json.Decoder(Noted)
_PLAN = msgspec.json.Decoder(StepPlan)
_AT_ONCE = 1000


class Overview(NamedTuple):
    """Pages that the pictures may count, and their steps that were looked back on."""

    pages: list[Opened]
    steps: list[LookedBack]


class _Row(NamedTuple):
    """A page with its step, sealed. Plain values: ten thousand rows are no objects of a model."""

    entry: UUID | str
    on: date
    revision: int
    sealed: bytes
    step: UUID | str | None
    answered_at: datetime | None
    step_revision: int
    step_sealed: bytes


def overview(
    journal: Journal, people: Mapping[UUID, PersonCard], since: date | None = None
) -> Overview:
    """Return what is counted of the kept pages from a day on, in one query.

    Left out are pages that the writer left out, and what does not open. A page is about the
    person whom the one it names turned out to be; days are the writer's own.
    """
    keyring, found = journal.keyring, Overview([], [])
    turned_out = {pk: same_as(people, pk) for pk, card in people.items() if card.merged_into}
    for order, row in enumerate(_rows(journal, since)):
        entry = _id(row.entry)
        try:
            noted = _NOTED.decode(
                keyring.open(bytes(row.sealed), kind=PAGE, object=entry, revision=row.revision)
            )
        except (Unreadable, msgspec.DecodeError):
            continue
        if noted.left_out:
            continue
        if turned_out and noted.person in turned_out:
            noted = structs.replace(noted, person=turned_out[noted.person])
        found.pages.append(
            Opened(entry=entry, on=row.on, order=order, page=noted, has_step=row.step is not None)
        )
        if row.step and row.answered_at:
            with suppress(Unreadable, msgspec.DecodeError):
                found.steps.append(_looked_back(entry, row, row.step, row.answered_at, keyring))
    return found


def _rows(journal: Journal, since: date | None) -> Iterator[_Row]:
    """Yield the rows, oldest first, as the database driver gives them.

    Django would convert each value of each row on its own, which takes as long as opening it.
    """
    pages = journal.entries.kept()
    if since:
        pages = pages.filter(about_on__gte=since)
    columns = (
        pages.newest_first()
        .reverse()
        .values_list(
            "id",
            "about_on",
            "revision",
            "sealed",
            "step__id",
            "step__answered_at",
            "step__revision",
            "step__sealed",
        )
    )
    with connection.cursor() as cursor:
        cursor.execute(*columns.query.sql_with_params())
        while rows := cursor.fetchmany(_AT_ONCE):
            yield from (_Row._make(row) for row in rows)


def _id(value: UUID | str) -> UUID:
    """Return an id as Django knows it; SQLite has it as text."""
    return UUID(value) if isinstance(value, str) else value


def _moment(value: datetime) -> datetime:
    """Return a moment as Django knows it; SQLite has it in UTC, without saying so."""
    return value if value.tzinfo else value.replace(tzinfo=UTC)


def _looked_back(
    entry: UUID, row: _Row, step: UUID | str, answered_at: datetime, keyring: Keyring
) -> LookedBack:
    opened = keyring.open(
        bytes(row.step_sealed), kind=STEP, object=_id(step), revision=row.step_revision
    )
    answered_on = timezone.localdate(_moment(answered_at))
    return LookedBack(entry=entry, answered_on=answered_on, plan=_PLAN.decode(opened))
