"""What a suggestion looks back on: earlier pages and answered steps, in one query."""

from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import msgspec
from django.db.models import DateField, DateTimeField, Q
from django.utils import timezone

from journal.models.entry import Entry
from journal.models.journal import Journal
from journal.models.ready import Given, Ready, bytes_of, moment_of, uuid_of
from journal.models.step import Step
from journal.page import Page, StepPlan
from journal.suggest import Past, PastStep
from journal.suggest.history import HISTORY_DAYS, HISTORY_PAGES, HISTORY_STEPS
from journal.vault.envelope import Unreadable
from journal.vault.keyring import PAGE, STEP

_page = msgspec.json.Decoder(Page).decode
_plan = msgspec.json.Decoder(StepPlan).decode

_COLUMNS = ("pk", "revision", "sealed", "about_on", "created_at")
_OF_STEP = ("pk", "revision", "sealed", "answered_at")


# The day of an answer is the writer's own: at most this far from the moment's day in UTC.
_ZONES = timedelta(days=1)


def _build() -> Any:
    """Return the query. A page is in it as one of the newest, or for its step's answer.

    The days stand outside too: without them every page of the journal would be gone through.
    """
    span = (Given("since", DateField), Given("on", DateField))
    moments = (Given("after", DateTimeField), Given("before", DateTimeField))
    near = Entry.objects.filter(journal=Given("journal"), about_on__range=span)
    newest = near.kept().exclude(pk=Given("without")).newest_first()[:HISTORY_PAGES]
    answered = (
        Step.objects.of_kept_pages()
        .filter(journal=Given("journal"), answered_at__range=moments, entry__about_on__range=span)
        .exclude(entry=Given("without"))
        .order_by("-answered_at", "-entry_id")[:HISTORY_STEPS]
    )
    reach = Q(pk__in=newest.values("pk")) | Q(pk__in=answered.values("entry_id"))
    columns = (*_COLUMNS, *(f"step__{name}" for name in _OF_STEP))
    return near.filter(reach).newest_first().values_list(*columns)


_HISTORY = Ready(_build)


def _rows(journal: Journal, on: date, without: UUID) -> list[tuple[Any, ...]]:
    since, midnight = on - HISTORY_DAYS, datetime.combine(on, time(), UTC)
    return _HISTORY.rows(
        journal=journal.pk,
        since=since,
        on=on,
        after=midnight - HISTORY_DAYS - _ZONES,
        before=midnight + 2 * _ZONES,
        without=without,
    )


def history_of(journal: Journal, on: date, *, without: UUID) -> tuple[list[Past], list[PastStep]]:
    """Return the pages and answered steps that the suggestion looks back on, newest page first.

    A page is among them for being one of the newest, or for its step, one of the last answered.
    What does not open is left out. `without` is the page being written.
    """
    open_page, open_step = journal.keyring.opener(PAGE), journal.keyring.opener(STEP)
    zone, found, steps = timezone.get_current_timezone(), [], []
    for pk, revision, sealed, on_day, created_at, *step, answered_at in _rows(journal, on, without):
        entry, saved_at, has_step = uuid_of(pk), moment_of(created_at), step[0] is not None
        try:
            page = _page(open_page(bytes(sealed), entry.bytes, revision))
        except (Unreadable, msgspec.DecodeError):
            continue
        found.append(Past(entry=entry, on=on_day, saved_at=saved_at, page=page, has_step=has_step))
        if answered_at:
            with suppress(Unreadable, msgspec.DecodeError):
                pk, revision, sealed = step
                plan = _plan(open_step(bytes(sealed), bytes_of(pk), revision))
                moment = moment_of(answered_at).astimezone(zone)
                steps.append(PastStep(entry=entry, answered_at=moment, worth=plan.worth))
    return found, steps
