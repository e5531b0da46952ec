"""Bringing a question to the form: the suggestion, put into words for the screen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone
from msgspec import structs

from guidance.handbook import Prompt
from journal.forms.answer import AnswerForm, asked
from journal.forms.page import PageForm
from journal.models import Journal
from journal.models.history import history_of
from journal.models.person import same_as
from journal.page import Page, PersonCard
from journal.suggest import (
    Offer,
    Past,
    Suggestion,
    offer,
    question_allowed,
    suggest,
)
from journal.views.gate import reopened_on
from journal.views.panel import Panel, panel_of

WISHES = ("find", "choose", "strategy", "not_today", "drop", "brief")


@dataclass(frozen=True)
class Wish:
    """What a button of the form asks for, instead of saving."""

    name: str
    value: str


START = Wish("find", "start")
"""Help me start: the first fold opens, and a question comes."""
AGAIN = Wish("find", "again")
"""Something was ticked while a question is shown. No button says it, the script does."""
BRIEF = Wish("brief", "1")
"""One minute: whom, the lanterns and one line. Nothing typed goes; the rest folds away."""
_CHOSEN = ("choose", "strategy", "not_today")


def wish_in(data: Mapping[str, str]) -> Wish | None:
    """Return the wish a form was sent with; None where it is to be saved."""
    return next((Wish(name, data.get(name, "")) for name in WISHES if name in data), None)


def bring(form: PageForm, wish: Wish, *, journal: Journal, on: date, without: UUID) -> Panel:
    """Put the question that was wished for on the form, and return what to show around it.

    An answer that was begun stays; a question without a word under it makes room.
    """
    page = form.drawn_page(form.whom())
    pages, steps = history_of(journal, on, without=without)
    history = [_as_merged(past, form.people) for past in pages]
    reopened = reopened_on(form, wish)
    suggestion = suggest(
        page,
        on,
        history,
        form.handbook,
        form.gate,
        about=form.about,
        steps=steps,
        has_step=form.step_plan() is not None,
        now=timezone.now(),
        reopened=reopened,
    )
    stays = _staying(wish, form, page, suggestion)
    found = stays or _wished(wish, form, page, on, history, suggestion)
    current = _place(form, found, wish)
    is_held = wish.name in _CHOSEN or (stays is not None and "held" in form.data)
    return panel_of(form, current, found, suggestion, reopened=reopened, is_held=is_held)


def _staying(wish: Wish, form: PageForm, page: Page, suggestion: Suggestion) -> Offer | None:
    """Return the question on the form where a tick is to leave it there.

    That is: words stand under it, or the writer chose it, and it may still be offered.
    """
    slug = form.data.get("panel", "")
    prompt = form.handbook.prompts.get(slug)
    begun = any(answer.slug == slug and answer.has_words() for answer in form.answers)
    if wish != AGAIN or not prompt or not (begun or "held" in form.data):
        return None
    if not question_allowed(prompt, page, form.handbook, form.gate, about=form.about):
        return None
    return _as_shown(prompt, suggestion)


def _as_shown(prompt: Prompt, suggestion: Suggestion) -> Offer:
    """Return the prompt as the suggestion offers it, or else by itself."""
    offers = (suggestion.first, *suggestion.alternatives)
    shown = (one for one in offers if one and one.prompt.slug == prompt.slug)
    return next(shown, Offer(strategy=prompt.strategy, prompt=prompt))


def _as_merged(past: Past, people: Mapping[UUID, PersonCard]) -> Past:
    """Return the page as being about the person whom its own one turned out to be."""
    named = past.page.person
    if named is None or (person := same_as(people, named)) == named:
        return past
    return structs.replace(past, page=structs.replace(past.page, person=person))


def _wished(
    wish: Wish,
    form: PageForm,
    page: Page,
    on: date,
    history: list[Past],
    suggestion: Suggestion,
) -> Offer | None:
    handbook, gate = form.handbook, form.gate
    offers = [one for one in (suggestion.first, *suggestion.alternatives) if one]
    match wish.name:
        case "choose":
            prompt = handbook.prompts.get(wish.value)
            if prompt and question_allowed(prompt, page, handbook, gate, about=form.about):
                return _as_shown(prompt, suggestion)
        case "strategy":
            return offer(wish.value, page, on, history, handbook, gate, about=form.about)
        case "not_today":
            return suggestion.not_today
        case "drop" | "brief":
            return None
    begun = {answer.slug for answer in form.answers if answer.has_words()}
    fresh = (one for one in offers if one.prompt.slug not in begun)
    return next(fresh, suggestion.first)


def _place(form: PageForm, found: Offer | None, wish: Wish) -> AnswerForm | None:
    begun = [answer for answer in form.answers if answer.has_words()]
    form.answers = begun
    if found is None:
        return None
    already = next((one for one in begun if one.slug == found.prompt.slug), None)
    if already:
        return already
    new = asked(found.prompt, begun)
    form.answers = [*begun, new]
    return new
