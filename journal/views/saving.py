"""Saving what a valid form says: the page, its step, its person, and what their card remembers."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from journal.forms.page import PageForm
from journal.http import WriterRequest
from journal.models import Entry, Person
from journal.models.keeping import Save, keep, person_called
from journal.page import PersonCard
from journal.views.gate import asked_moments


def save_sent(
    request: WriterRequest,
    form: PageForm,
    entry_id: uuid.UUID,
    entry: Entry | None,
    people: Mapping[uuid.UUID, Person],
) -> Entry:
    """Keep the page of a valid form, and return its entry.

    `entry` is what is kept under the id, and `people` are the journal's rows by id, both read in
    a transaction that holds the journal. A save sent twice changes nothing. Raise Stale or
    Unreadable as `keep` does; then nothing is to be kept of all this.
    """
    journal = request.journal
    before = entry.revision if entry else 0
    moments = asked_moments(form, timezone.now())
    saved = keep(journal, _sheet(request, form, entry_id, moments), entry)
    known = form.whom()
    if known and known in form.people and known in people and saved.revision > before:
        # Someone set aside is back once their nickname is typed.
        back = form.new_nickname and form.people[known].set_aside
        if changes := {**moments, **({"set_aside": False} if back else {})}:
            people[known].change(journal.keyring, **changes)
    return saved


def _sheet(
    request: WriterRequest, form: PageForm, entry_id: uuid.UUID, moments: Mapping[str, Any]
) -> Save:
    """Return the save a valid form asks for. A person named for the first time is made."""
    person = form.known_person()
    if form.new_nickname:
        card = PersonCard(nickname=form.new_nickname, kind=form.new_kind, **moments)
        person = person_called(request.journal, card, dict(form.people))
    page = form.drawn_page(person, zone=request.user.zone.key)
    step = form.step_plan()
    return Save(
        entry=entry_id,
        id=form.cleaned_data["save"],
        revision=form.cleaned_data["revision"],
        about_on=form.cleaned_data["date"],
        page=page,
        step=step,
        step_on=form.step_day() if step else None,
    )
