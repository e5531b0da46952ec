"""All pages of a journal at once, for the pictures: what they count, and no word of any."""

from collections.abc import Mapping
from datetime import date, tzinfo
from typing import Any, NamedTuple
from uuid import UUID

import msgspec
from django.db.models import CharField, DateField
from django.db.models.functions import Cast
from django.utils import timezone
from msgspec import structs

from journal.models.entry import Entry
from journal.models.journal import Journal
from journal.models.person import same_as
from journal.models.ready import Given, Ready, bytes_of, moment_in, uuid_of
from journal.page import PersonCard, StepPlan
from journal.patterns import LookedBack, Noted, Opened
from journal.vault.envelope import Opener, Unreadable
from journal.vault.keyring import PAGE, STEP

_noted = msgspec.json.Decoder(Noted).decode
_plan = msgspec.json.Decoder(StepPlan).decode
# The day and the moment come as texts: making ten thousand of each takes longer that way.
_COLUMNS = (
    *("id", "revision", "sealed", Cast("about_on", CharField())),
    *("step__id", "step__revision", "step__sealed", Cast("step__answered_at", CharField())),
)
_since: Any = Given("since", DateField)
_PAGES = Ready(
    lambda: (
        Entry.objects.kept()
        .filter(journal=Given("journal"), about_on__gte=_since)
        .newest_first()
        .reverse()
        .values_list(*_COLUMNS)
    )
)


class Overview(NamedTuple):
    """Pages that the pictures may count, and the steps looked back on of those about someone."""

    pages: list[Opened]
    steps: list[LookedBack]
    left_out: list[Opened]
    """Pages that the writer left out."""
    shut: list[date]
    """The days of pages that could not be opened."""


def overview(
    journal: Journal, people: Mapping[UUID, PersonCard], since: date | None = None
) -> Overview:
    """Return what is counted of the kept pages from a day on, in one query.

    Apart are pages that the writer left out, and what does not open. A page is about the
    person whom the one it names turned out to be; days are the writer's own.
    """
    keyring, found = journal.keyring, Overview([], [], [], [])
    open_page, open_step = keyring.opener(PAGE), keyring.opener(STEP)
    zone = timezone.get_current_timezone()
    turned_out = {pk: same_as(people, pk) for pk, card in people.items() if card.merged_into}
    for order, row in enumerate(_PAGES.stream(journal=journal.pk, since=since or date.min)):
        entry, on = uuid_of(row[0]), date.fromisoformat(row[3])
        noted = _noted_in(row, entry, open_page)
        if noted is None:
            found.shut.append(on)
            continue
        if turned_out and noted.person in turned_out:
            noted = structs.replace(noted, person=turned_out[noted.person])
        page = Opened(entry=entry, on=on, order=order, page=noted, has_step=row[4] is not None)
        (found.left_out if noted.left_out else found.pages).append(page)
        if noted.person and row[7] and not noted.left_out:
            step = _looked_back(entry, row, open_step, zone)
            if step:
                found.steps.append(step)
    return found


def _noted_in(row: tuple[Any, ...], entry: UUID, open_page: Opener) -> Noted | None:
    """Return what a page counts; None where it does not open."""
    try:
        return _noted(open_page(bytes(row[2]), entry.bytes, row[1]))
    except (Unreadable, msgspec.DecodeError):
        return None


def _looked_back(
    entry: UUID, row: tuple[Any, ...], open_step: Opener, zone: tzinfo
) -> LookedBack | None:
    """Return the step of a page; None where it does not open."""
    step, revision, sealed, answered_at = row[4:]
    try:
        plan = _plan(open_step(bytes(sealed), bytes_of(step), revision))
    except (Unreadable, msgspec.DecodeError):
        return None
    answered_on = moment_in(answered_at).astimezone(zone).date()
    return LookedBack(entry=entry, answered_on=answered_on, plan=plan)
