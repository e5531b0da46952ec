"""Makers of kept pages and people, for every test that needs rows."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from accounts.models import User
from journal.models import Entry, Journal, Person, Step
from journal.page import Page, PersonCard, PersonKind, StepPlan
from tests.journal.pages import ON


def make_entry(
    owner: User | Journal,
    *,
    about_on: date = ON,
    step: StepPlan | str | None = None,
    deleted: bool = False,
    **page_fields: Any,
) -> Entry:
    """Return a kept page of this writer with these fields of `Page`; "A day." where none is given.

    `step` is planned for three days after; a string is what the writer will do. A `deleted`
    page is in the bin since now.
    """
    journal = owner if isinstance(owner, Journal) else Journal.objects.of(owner)
    entry = Entry(journal=journal)
    page = Page(**(page_fields or {"text": "A day."}))
    entry.write(page, journal.keyring, about_on=about_on, save_id=uuid4())
    entry.save(force_insert=True)
    if step:
        plan = StepPlan(will=step) if isinstance(step, str) else step
        make_step(entry, plan, due_on=about_on + timedelta(days=3))
    if deleted:
        entry.discard()
        # Only this field: a whole refresh would drop the journal with its opened keys.
        entry.refresh_from_db(fields=["deleted_at"])
    return entry


def make_step(entry: Entry, plan: StepPlan, *, due_on: date) -> Step:
    """Return the step of a page that has none yet."""
    step = Step(journal=entry.journal, entry=entry, due_on=due_on)
    step.write(plan, entry.journal.keyring)
    step.save(force_insert=True)
    return step


def make_person(journal: Journal, nickname: str, kind: PersonKind = "friend") -> Person:
    """Return a person of the journal."""
    person = Person(journal=journal)
    person.write(PersonCard(nickname=nickname, kind=kind), journal.keyring)
    person.save(force_insert=True)
    return person


def damaged(entry: Entry) -> bytes:
    """Return what is sealed in the entry with its last bit turned over."""
    blob = bytearray(entry.sealed)
    blob[-1] ^= 1
    return bytes(blob)
