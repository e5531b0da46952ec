"""Telling the year into a journal, through the same doors as a writer's own pages."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid5

from msgspec import structs

from guidance import shelf
from guidance.handbook import Handbook
from journal.calendar import earlier_years
from journal.management.demo import story
from journal.management.demo.story import Day, Intent, Reply
from journal.models import Entry, Journal, Person, Step
from journal.models.keeping import Save, keep, own_id
from journal.page import Answer, JournalSettings, Page, PersonCard, StepPlan
from journal.suggest import counted_strategy

_A_YEAR = 365
_LOOKING_BACK = time(20)
"""When in the day the writer answers a step."""


def tell(journal: Journal) -> None:
    """Write the year that ends yesterday, where its writer is, into a journal that is empty.

    Call it in a transaction. Told twice on one day, it says the same.
    """
    handbook = shelf.current()
    people = _people(journal)
    journal.keep_settings(JournalSettings(on_this_day=True))
    today = journal.owner.today()
    for day in story.days():
        on = _told_on(today, day.ago)
        written_at = datetime.combine(on, day.at, journal.owner.zone)
        form = uuid5(journal.pk, written_at.isoformat())
        save = Save(
            entry=own_id(journal, form),
            id=uuid5(form, "save"),
            revision=0,
            about_on=on,
            page=_page(day, handbook, people.get(day.person), journal.owner.zone.key),
            step=StepPlan(when=day.step.when, will=day.step.will) if day.step else None,
            step_on=on + timedelta(days=day.step.days) if day.step else None,
        )
        entry = keep(journal, save, None)
        Entry.objects.filter(pk=entry.pk).update(created_at=written_at, saved_at=written_at)
        if day.step:
            _look_back(Step.objects.get(entry=entry), day.step, journal, written_at)
        if day.discarded:
            entry.discard()


def _told_on(today: date, ago: int) -> date:
    """Return the day of a page. The first one is about this day a year ago, where there is one."""
    year_ago = earlier_years(today, today - timedelta(days=_A_YEAR + 1))
    return year_ago[0] if ago == _A_YEAR and year_ago else today - timedelta(days=ago)


def _people(journal: Journal) -> dict[str, UUID]:
    """Make the people of the story, and return their ids by nickname."""
    made = {}
    for one in story.people():
        person = Person(journal=journal)
        card = PersonCard(nickname=one.nickname, kind=one.kind)
        person.write(card, journal.keyring)
        person.save(force_insert=True)
        made[one.nickname] = person.pk
    return made


def _page(day: Day, handbook: Handbook, person: UUID | None, zone: str) -> Page:
    return Page(
        title=day.title,
        text=day.text,
        answers=tuple(_answer(reply, handbook) for reply in day.answers),
        person=person,
        closeness_felt=day.felt,
        closeness_wanted=day.wanted,
        signs=day.signs,
        fears=day.fears,
        feelings=day.feelings,
        sat=day.sat,
        zone=zone,
        starred=day.starred,
        kept_line=day.kept_line,
        left_out=day.left_out,
    )


def _answer(reply: Reply, handbook: Handbook) -> Answer:
    """Return the answer with the wording the prompt has now."""
    prompt = handbook.prompts[reply.prompt]
    return Answer(
        prompt=prompt.slug,
        strategy=counted_strategy(prompt),
        phase=prompt.phase,
        question=prompt.question,
        text=reply.text,
    )


def _look_back(step: Step, intent: Intent, journal: Journal, planned_at: datetime) -> None:
    """Answer the step as the writer did, each time on the day it asked."""
    said: list[dict[str, Any]] = [{"outcome": "not-yet"}] * intent.put_off
    if intent.outcome:
        went = {"outcome": intent.outcome, "worth": intent.worth, "noticed": intent.noticed}
        said.append(went | {"closeness_felt": intent.felt})
    for words in said:
        asked_on = step.due_on
        plan = structs.replace(step.read(journal.keyring), **words)
        step.look_back(plan, journal.keyring, asked_on)
        if step.answered_at:
            step.answered_at = datetime.combine(asked_on, _LOOKING_BACK, journal.owner.zone)
    Step.objects.filter(pk=step.pk).update(created_at=planned_at, answered_at=step.answered_at)
