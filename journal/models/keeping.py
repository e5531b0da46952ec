"""Keeping a page: the one place where the rows of a save are written, together or not at all."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from msgspec import structs

from journal.models.entry import Entry
from journal.models.journal import Journal
from journal.models.person import Person, called
from journal.models.ready import Given, Ready
from journal.models.step import Step
from journal.page import Page, PersonCard, StepPlan


class Stale(Exception):
    """The page was saved elsewhere since the form was opened. Nothing was written."""

    def __init__(self, entry: Entry) -> None:
        """Carry the entry as it is kept now."""
        super().__init__(str(entry.pk))
        self.entry = entry


@dataclass(frozen=True, kw_only=True)
class Save:
    """One save, as the form sent it."""

    entry: uuid.UUID
    """The page's id, made when the form was first shown."""
    id: uuid.UUID
    """The save's own id, kept on the row. A save sent twice says the same, and is one save."""
    revision: int
    """The revision the form was filled from; 0 for a new page."""
    about_on: date
    page: Page
    step: StepPlan | None = None
    step_on: date | None = None
    """The day to look back; needed with a step."""


def own_id(journal: Journal, form_id: uuid.UUID) -> uuid.UUID:
    """Return the id of the page that a form of this journal makes.

    It is made from both, so that the same form sent again means the same page, and an id
    taken from someone else's address means nothing here, and tells nothing.
    """
    return uuid.uuid5(journal.pk, form_id.hex)


_IS_KEPT = Ready(
    lambda: Entry.objects.filter(journal=Given("journal"), pk=Given("entry")).values_list("pk")
)


def entry_to_save(journal: Journal, pk: uuid.UUID, *, is_new: bool) -> Entry | None:
    """Return what is kept under the id of a save, with its step; None if nothing is.

    `is_new` says that nothing is expected there, which takes less long to see.
    """
    if is_new and not _IS_KEPT.rows(journal=journal.pk, entry=pk):
        return None
    return journal.entries.with_step().filter(pk=pk).first()


def keep(journal: Journal, save: Save, entry: Entry | None) -> Entry:
    """Write the page and its step, and return the entry. A save that came before is not repeated.

    `entry` is what is kept under the save's id, with its step, read in a transaction that holds
    the journal; None if nothing is. Raise Stale if another revision is kept that says something
    else, Unreadable if what is kept cannot be opened: it is never replaced.
    """
    step = None
    plan, due_on = None, None
    if entry is None:
        entry = Entry(pk=save.entry, journal=journal)
    else:
        step = entry.step_or_none
        # Opened at every save, so that what cannot be opened stops it.
        kept = entry.read(journal.keyring)
        if step:
            plan, due_on = step.read(journal.keyring), step.due_on
        if entry.revision != save.revision:
            if not _says(save, entry.about_on, kept, plan, due_on):
                raise Stale(entry)
            entry.restore()
            return entry
    entry.write(save.page, journal.keyring, about_on=save.about_on, save_id=save.id)
    entry.save(force_insert=entry.revision == 1)
    _keep_step(entry, step, plan, save)
    return entry


def _says(
    save: Save, about_on: date, kept: Page, plan: StepPlan | None, due_on: date | None
) -> bool:
    """Whether the save says what is kept already.

    How a step went, how writing sat, a star and a kept line are not the form's to say.
    """
    page = structs.replace(
        save.page,
        v=kept.v,
        sat=kept.sat,
        starred=kept.starred,
        kept_line=kept.kept_line,
        left_out=kept.left_out,
    )
    meant = save.step and (save.step.when, save.step.will, save.step_on)
    return (save.about_on, page, meant) == (about_on, kept, plan and (plan.when, plan.will, due_on))


def _keep_step(entry: Entry, step: Step | None, plan: StepPlan | None, save: Save) -> None:
    if save.step is None:
        if step:
            step.delete()
        return
    if save.step_on is None:
        raise ValueError("A step needs the day to look back.")
    meant = save.step
    if step and plan:
        # How it went stays. Another day to look back begins anew, and keeps what was noticed.
        meant = structs.replace(plan, v=meant.v, when=meant.when, will=meant.will)
        if step.due_on != save.step_on:
            meant = structs.replace(meant, first_on=None)
            if step.answered_at:
                step.answered_at = None
                meant = structs.replace(meant, outcome=None, worth=None, closeness_felt=None)
    step = step or Step(journal=entry.journal, entry=entry)
    step.due_on = save.step_on
    step.write(meant, entry.journal.keyring)
    step.save(force_insert=step.revision == 1)


def person_called(
    journal: Journal, card: PersonCard, people: Mapping[uuid.UUID, PersonCard]
) -> uuid.UUID:
    """Return the id of the person with this nickname, in any case; make them if there is none."""
    if known := called(people, card.nickname):
        return known
    person = Person(journal=journal)
    person.write(card, journal.keyring)
    person.save(force_insert=True)
    return person.pk
