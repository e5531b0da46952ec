"""Bringing a question to the form: the suggestion, put into words for the screen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from guidance.handbook import Handbook, Prompt, Strategy
from guidance.models import HelpLine
from guidance.wording import CHECK_OPTIONS, SAFETY
from journal.forms.answer import AnswerForm, asked
from journal.forms.page import PageForm
from journal.models import Journal
from journal.page import Page
from journal.suggest import (
    Check,
    Offer,
    Past,
    Suggestion,
    offer,
    question_allowed,
    suggest,
)
from journal.suggest.history import HISTORY_DAYS, HISTORY_PAGES
from journal.vault.envelope import Unreadable

WISHES = ("find", "choose", "strategy", "not_today", "drop")


@dataclass(frozen=True)
class Wish:
    """What a button of the form asks for, instead of saving."""

    name: str
    value: str


def wish_in(data: Mapping[str, str]) -> Wish | None:
    """Return the wish a form was sent with; None where it is to be saved."""
    return next((Wish(name, data.get(name, "")) for name in WISHES if name in data), None)


@dataclass(frozen=True)
class GateQuestion:
    """One question of the gate, with what was answered."""

    field: str
    question: str
    chosen: str
    options: tuple[tuple[str, str], ...] = CHECK_OPTIONS


@dataclass(frozen=True)
class Alternative:
    """Another question to choose, and the strategy it is of."""

    prompt: Prompt
    strategy: Strategy | None


@dataclass(frozen=True)
class Care:
    """What is shown after "yes" or "not sure", with the lines that were checked for it."""

    check: Check
    lines: tuple[HelpLine, ...]


# The help lines that fit each question of the gate.
_LINES = {"receiving": "abuse", "pushing": "own-behaviour"}


@dataclass(frozen=True)
class Panel:
    """All that the screen shows about the question it brought."""

    current: AnswerForm | None
    prompt: Prompt | None
    strategy: Strategy | None
    reason: str
    equal: str
    pause: bool
    """Whether a short action might suit better than another long page."""
    met_before: UUID | None
    alternatives: tuple[Alternative, ...]
    strategies: tuple[Strategy, ...]
    gate: tuple[GateQuestion, ...]
    care: tuple[Care, ...]
    ends_answer: bool
    """Whether words stand under the question, so that it stays when no other is wanted."""


def history_of(journal: Journal, on: date, *, without: UUID) -> list[Past]:
    """Return what the suggestion looks back on, in one query. Pages that do not open are left out.

    `without` is the page being written.
    """
    rows = (
        journal.entries.kept()
        .filter(about_on__range=(on - HISTORY_DAYS, on))
        .exclude(pk=without)
        .with_step()
        .newest_first()[:HISTORY_PAGES]
    )
    found = []
    for entry in rows:
        try:
            page = entry.read(journal.keyring)
        except Unreadable:
            continue
        found.append(
            Past(
                entry=entry.pk,
                on=entry.about_on,
                saved_at=entry.created_at,
                page=page,
                has_step=entry.step_or_none is not None,
            )
        )
    return found


def bring(form: PageForm, wish: Wish, *, journal: Journal, on: date, without: UUID) -> Panel:
    """Put the question that was wished for on the form, and return what to show around it.

    An answer that was begun stays; a question without a word under it makes room.
    """
    page = form.drawn_page(form.known_person())
    history = history_of(journal, on, without=without)
    suggestion = suggest(
        page,
        on,
        history,
        form.handbook,
        form.gate,
        about=form.about,
        has_step=form.step_plan() is not None,
    )
    found = _wished(wish, form, page, on, history, suggestion)
    current = _place(form, found, wish)
    return _panel(form, current, found, suggestion)


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
    shown = {one.prompt.slug: one for one in offers}
    match wish.name:
        case "choose":
            prompt = handbook.prompts.get(wish.value)
            if prompt and question_allowed(prompt, page, handbook, gate, about=form.about):
                return shown.get(prompt.slug, Offer(strategy=prompt.strategy, prompt=prompt))
        case "strategy":
            return offer(wish.value, page, on, history, handbook, gate, about=form.about)
        case "not_today":
            return suggestion.not_today
        case "drop":
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


def _panel(
    form: PageForm, current: AnswerForm | None, found: Offer | None, suggestion: Suggestion
) -> Panel:
    handbook = form.handbook
    shown = [one for one in (suggestion.first, *suggestion.alternatives) if one]
    prompt = found.prompt if found else None
    strategy = handbook.strategies.get(found.strategy or "") if found else None
    return Panel(
        current=current,
        prompt=prompt,
        strategy=strategy,
        reason=_reason(found, suggestion, handbook),
        equal=_equal(suggestion, handbook),
        pause=suggestion.pause,
        met_before=found.met_before if found else None,
        alternatives=tuple(
            Alternative(one.prompt, handbook.strategies.get(one.strategy or ""))
            for one in shown
            if one.prompt is not prompt
        )[:2],
        strategies=tuple(handbook.strategies[slug] for slug in suggestion.strategies),
        gate=tuple(_gate_question(form, check) for check in suggestion.asks),
        care=tuple(_care(check) for check in suggestion.care),
        ends_answer=current is not None and current.has_words(),
    )


def _care(check: Check) -> Care:
    lines = HelpLine.objects.shown_on(timezone.localdate()).filter(category=_LINES[check])
    return Care(check, tuple(lines))


def _gate_question(form: PageForm, check: Check) -> GateQuestion:
    field = f"gate_{check}"
    return GateQuestion(field, SAFETY[f"check_{check}"], str(form[field].value() or ""))


def _reason(found: Offer | None, suggestion: Suggestion, handbook: Handbook) -> str:
    """Say why the first question came first. Of another one there is nothing to say."""
    if not found or not suggestion.first or found.prompt is not suggestion.first.prompt:
        return ""
    if suggestion.at_gate:
        return "Suggested because of what you noticed"
    if suggestion.warm:
        return "Suggested because the last pages had little that was warm"
    names = [(handbook.signs.get(slug) or handbook.fears[slug]).name for slug in suggestion.reason]
    return f"Suggested because you noticed {' and '.join(names)}" if names else ""


def _equal(suggestion: Suggestion, handbook: Handbook) -> str:
    """Name the strategies that fit equally, as a sentence."""
    names = [handbook.strategies[slug].name for slug in suggestion.equal]
    if not names:
        return ""
    return f"{', '.join(names[:-1])} and {names[-1]} fit equally."
