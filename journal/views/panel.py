"""What the writing screen shows around a question: why it came, and what else there is."""

from dataclasses import dataclass
from uuid import UUID

from guidance.handbook import Handbook, Prompt, Strategy
from journal.forms.answer import AnswerForm
from journal.forms.page import PageForm
from journal.suggest import Check, Offer, Suggestion
from journal.views.gate import Care, GateQuestion, care_for, carried, gate_questions


@dataclass(frozen=True)
class Alternative:
    """Another question to choose, and the strategy it is of."""

    prompt: Prompt
    strategy: Strategy | None


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
    quiet: tuple[GateQuestion, ...]
    """Questions of the gate that are open, but not asked by themselves about this person now."""
    reopened: tuple[Check, ...]
    """Those of them that the writer opened: it travels with the form."""
    carried: tuple[tuple[str, str], ...]
    """What else travels of the gate, as names and values of hidden fields."""
    care: tuple[Care, ...]
    ends_answer: bool
    """Whether words stand under the question, so that it stays when no other is wanted."""
    is_held: bool
    """Whether the writer chose the question, so that a tick does not change it for another."""


def panel_of(
    form: PageForm,
    current: AnswerForm | None,
    found: Offer | None,
    suggestion: Suggestion,
    *,
    reopened: tuple[Check, ...] = (),
    is_held: bool = False,
) -> Panel:
    """Return what to show around the question that was found; `current` is its place."""
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
        gate=gate_questions(form, suggestion.asks),
        quiet=gate_questions(form, suggestion.quiet_asks),
        reopened=reopened,
        carried=carried(form, suggestion.asks),
        care=care_for(suggestion.care),
        ends_answer=current is not None and current.has_words(),
        is_held=is_held,
    )


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
