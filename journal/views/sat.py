"""After writing: how it sat, asked once, and what is offered to someone it left heavier."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from guidance.handbook import Handbook, Prompt
from journal.forms.sat import ANSWERS, SatForm
from journal.http import WriterRequest
from journal.models import Entry, Journal
from journal.models.shown import ShownEntry
from journal.page import Sat
from journal.suggest.after import calming, heavier_again, short
from journal.suggest.history import HISTORY_PAGES
from journal.vault.envelope import Unreadable
from journal.views.reading import Reading

ASKED_FOR = timedelta(minutes=30)
"""How long after its first saving a page asks how writing sat."""
_FRESH = timedelta(days=1)


@require_http_methods(["GET", "HEAD", "POST"])
def entry_sat(request: WriterRequest, pk: UUID) -> HttpResponse:
    """Keep how writing the page sat. Seeing the address changes nothing."""
    journal = request.journal
    if request.method != "POST":
        return redirect(get_object_or_404(journal.entries.kept(), pk=pk))
    form = SatForm(request.POST)
    with transaction.atomic():
        journal.hold()
        found = get_object_or_404(journal.entries.kept(), pk=pk)
        if not form.is_valid():
            messages.error(request, "Choose one of the four, or leave it.")
            return redirect(found)
        try:
            found.say_how_it_sat(form.cleaned_data["sat"], journal.keyring)
        except Unreadable:
            return redirect(found)  # its screen says that it cannot be opened
    return redirect(f"{found.get_absolute_url()}#after")


@dataclass(frozen=True)
class Heavier:
    """What is offered to someone whom the page left heavier."""

    again: bool
    """Whether it is the third time in a row."""
    prompts: tuple[Prompt, ...]


@dataclass(frozen=True)
class After:
    """What a page just saved asks, or says."""

    links: bool = False
    """Whether its small step may be answered from here."""
    asks: bool = False
    heavier: Heavier | None = None
    answers: tuple[tuple[Sat, str], ...] = tuple(ANSWERS)


def after_writing(reading: Reading, journal: Journal, handbook: Handbook) -> After:
    """Return what to show below a page that was just saved; of any other page, nothing."""
    entry, now = reading.entry, timezone.now()
    if not reading.opens or entry.deleted_at:
        return After()
    if reading.page.sat is None:
        return After(links=True, asks=now - entry.created_at <= ASKED_FOR)
    if reading.page.sat == "heavier" and _just_said(entry, now):
        again = heavier_again(_sat_before(entry, journal, reading.page.sat))
        prompts = [calming(handbook), *(short(handbook) if again else ())]
        return After(links=True, heavier=Heavier(again, tuple(one for one in prompts if one)))
    return After(links=True)


def _just_said(entry: Entry | ShownEntry, now: datetime) -> bool:
    """Answering saves the page; so does a change, which after a day is about something else."""
    return now - entry.saved_at <= ASKED_FOR and now - entry.created_at <= _FRESH


def _sat_before(entry: Entry | ShownEntry, journal: Journal, said: Sat) -> Iterator[Sat | None]:
    """Yield how this page and those before it sat, newest first, in one query.

    A page is opened when its turn comes: three answers are soon found.
    """
    yield said
    for one in journal.entries.kept().older_than(entry.place)[:HISTORY_PAGES]:
        with suppress(Unreadable):
            yield one.read(journal.keyring).sat
