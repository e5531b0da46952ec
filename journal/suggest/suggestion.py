"""The suggestion of one page: a question, its alternatives, and why."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from msgspec import Struct

from guidance.handbook import Handbook
from journal.page import Page
from journal.suggest import rules
from journal.suggest.about import About, Check
from journal.suggest.case import Case, case_of
from journal.suggest.gate import UNANSWERED, Gate, asked, resting
from journal.suggest.history import Past, PastStep
from journal.suggest.prompts import Offer
from journal.suggest.repetition import goes_round, misses_warmth
from journal.suggest.scores import reason


class Suggestion(Struct, frozen=True, kw_only=True):
    """What a page offers its writer."""

    asks: tuple[Check, ...]
    """The gate's questions to show, receiving first."""
    quiet_asks: tuple[Check, ...] = ()
    """Those the signs raise that are not asked by themselves now: open, and behind a link."""
    care: tuple[Check, ...]
    """The questions answered yes or not sure, whose care texts are shown, receiving first."""
    first: Offer | None
    """None only where no active prompt is left to offer."""
    alternatives: tuple[Offer, ...]
    """At most two; at the gate at most one."""
    equal: tuple[str, ...]
    """The strategies among the shown that fit equally; empty unless there are two or more."""
    reason: tuple[str, ...]
    """Up to two tags that speak for the first; empty at the gate and without a strategy."""
    at_gate: bool
    pause: bool = False
    """Whether the writer came back to one thing a few times, so that the pause is shown."""
    warm: bool = False
    """Whether the first looks for warmth, after pages with none."""
    strategies: tuple[str, ...]
    """The full list to choose from, in the editors' order, without what the gate hides."""
    not_today: Offer | None


def suggest(
    page: Page,
    on: date,
    history: Sequence[Past],
    handbook: Handbook,
    gate: Gate = UNANSWERED,
    *,
    about: About | None = None,
    steps: Sequence[PastStep] = (),
    has_step: bool = False,
    now: datetime | None = None,
    reopened: Collection[Check] = (),
) -> Suggestion:
    """Return what to offer on a page dated `on`, given the writer's other pages.

    `history` and `steps` may hold more than the rules look at, but nothing of this page;
    whether it plans a step is `has_step`. `about` is the page's person, `now` the moment
    against which their memory is read, `reopened` the questions the writer asked to see.
    """
    case = case_of(page, on, history, handbook, gate, about, steps)
    offers, pause, warm = _turn(case, has_step)
    raised = asked(page, handbook)
    at_rest = resting(raised, gate, about, now, reopened)
    return Suggestion(
        asks=tuple(check for check in raised if check not in at_rest),
        quiet_asks=at_rest,
        care=case.bounds.care,
        first=offers[0] if offers else None,
        alternatives=offers[1:],
        equal=_equal(case, offers),
        reason=_reason(case, offers),
        at_gate=case.bounds.at_gate,
        pause=pause,
        warm=warm,
        strategies=_to_choose(case),
        not_today=rules.not_today(case),
    )


def offer(
    strategy: str,
    page: Page,
    on: date,
    history: Sequence[Past],
    handbook: Handbook,
    gate: Gate = UNANSWERED,
    *,
    about: About | None = None,
) -> Offer | None:
    """Return the question of a strategy the writer chose from the full list.

    None when the strategy is unknown, retired or hidden, or has no prompt left.
    """
    return rules.of_strategy(case_of(page, on, history, handbook, gate, about), strategy)


def _turn(case: Case, has_step: bool) -> tuple[rules.Offers, bool, bool]:
    """Return what the first rule that holds offers; whether it pauses; whether it is warm.

    Precedence: the gate, a former partner or someone who died, the loop guard, warmth, scores.
    """
    if case.bounds.at_gate:
        return rules.at_gate(case), False, False
    if case.bounds.parted:
        return rules.parted(case), False, False
    round_again = goes_round(case.page, has_step, case.past, case.handbook)
    if round_again and (offers := rules.pausing(case)):
        return offers, True, False
    if misses_warmth(case.page, case.past, case.handbook) and (offers := rules.warming(case)):
        return offers, False, True
    return rules.as_usual(case), False, False


def _equal(case: Case, offers: rules.Offers) -> tuple[str, ...]:
    """Return the shown strategies of the first run, in the order shown, if there are two.

    Nothing where a rule put another before them: what comes first then has no equal.
    """
    if case.bounds.at_gate or not case.runs or not offers:
        return ()
    run = {strategy.slug for strategy, _ in case.runs[0]}
    named = tuple(one.strategy for one in offers if one.strategy in run)
    if offers[0].strategy not in run or len(named) < 2:
        return ()
    return tuple(slug for slug in named if slug)


def _reason(case: Case, offers: rules.Offers) -> tuple[str, ...]:
    """Return the tags that speak for the first strategy."""
    first = offers[0].strategy if offers else None
    if case.bounds.at_gate or first is None:
        return ()
    return reason(first, case.page, case.handbook)


def _to_choose(case: Case) -> tuple[str, ...]:
    """Return the full list, in the editors' order."""
    offered = case.handbook.offered_strategies
    return tuple(one.slug for one in offered if case.of_strategy(one.slug))
