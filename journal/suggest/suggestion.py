"""The suggestion of one page: a question, its alternatives, and why."""

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from guidance.handbook import Handbook, Phase, Prompt
from journal.page import Page
from journal.suggest.gate import UNANSWERED, Bounds, Check, Gate, bounds
from journal.suggest.history import Past, Trail, trail
from journal.suggest.prompts import Offer, ranked
from journal.suggest.scores import Scored, reason, runs

SHOWN = 3
SHOWN_AT_GATE = 2


class Suggestion(Struct, frozen=True, kw_only=True):
    """What a page offers its writer."""

    asks: tuple[Check, ...]
    """The gate's questions to show, receiving first."""
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
    strategies: tuple[str, ...]
    """The full list to choose from, in the editors' order, without what the gate hides."""
    not_today: Offer | None


class Case(Struct, frozen=True, kw_only=True):
    """One page with all that is known about it."""

    page: Page
    past: Trail
    handbook: Handbook
    bounds: Bounds
    allowed: tuple[Prompt, ...]
    """The active prompts that the gate does not hide."""
    runs: tuple[tuple[Scored, ...], ...]

    def of_strategy(self, strategy: str) -> list[Prompt]:
        """Return the strategy's prompts that may be offered."""
        return [one for one in self.allowed if one.strategy == strategy]

    def of_phase(self, phase: Phase) -> list[Prompt]:
        """Return the prompts of a phase, not of a strategy, that may be offered."""
        return [one for one in self.allowed if one.phase == phase and one.strategy is None]

    def ranked(self, pool: list[Prompt]) -> tuple[Offer, ...]:
        """Return the pool by the prompt rule, best first."""
        return ranked(pool, self.page, self.past, self.handbook)


def _case(page: Page, on: date, history: Sequence[Past], handbook: Handbook, gate: Gate) -> Case:
    past = trail(on, history)
    limits = bounds(page, handbook, gate)
    return Case(
        page=page,
        past=past,
        handbook=handbook,
        bounds=limits,
        allowed=tuple(one for one in handbook.offered_prompts if limits.allows(one, handbook)),
        runs=runs(page, past, handbook),
    )


def suggest(
    page: Page,
    on: date,
    history: Sequence[Past],
    handbook: Handbook,
    gate: Gate = UNANSWERED,
) -> Suggestion:
    """Return what to offer on a page dated `on`, given the writer's other pages.

    `history` may hold more pages than the rules look at, but not this page.
    """
    case = _case(page, on, history, handbook, gate)
    # Precedence: the gate, then scores. Between them will come former partners and people
    # who died, the loop guard, and warmth.
    offers = _at_gate(case) if case.bounds.at_gate else _as_usual(case)
    return Suggestion(
        asks=case.bounds.asks,
        care=case.bounds.care,
        first=offers[0] if offers else None,
        alternatives=offers[1:],
        equal=_equal(case, offers),
        reason=_reason(case, offers),
        at_gate=case.bounds.at_gate,
        strategies=tuple(
            one.slug for one in handbook.offered_strategies if case.of_strategy(one.slug)
        ),
        not_today=_not_today(case),
    )


def offer(
    strategy: str,
    page: Page,
    on: date,
    history: Sequence[Past],
    handbook: Handbook,
    gate: Gate = UNANSWERED,
) -> Offer | None:
    """Return the question of a strategy the writer chose from the full list.

    None when the strategy is unknown, retired or hidden at the gate, or has no prompt left.
    """
    return _of_strategy(_case(page, on, history, handbook, gate), strategy)


def _at_gate(case: Case) -> tuple[Offer, ...]:
    """Return the strategies that the gate puts first, one question each.

    Where the editors left none of them a prompt, what is usual comes, with the same hiding.
    """
    places = {
        one.slug: one.gate_receiving if case.bounds.order == "receiving" else one.gate_pushing
        for one in case.handbook.offered_strategies
    }
    first = sorted((place, slug) for slug, place in places.items() if place is not None)
    offers = tuple(found for _, slug in first if (found := _of_strategy(case, slug)))
    return (offers or _as_usual(case))[:SHOWN_AT_GATE]


def _as_usual(case: Case) -> tuple[Offer, ...]:
    """Return the best three strategies, one question each, or questions of a phase.

    A strategy without a prompt to offer leaves its place to the next. A quiet one in second
    place changes with the third.
    """
    order = [strategy for run in case.runs for strategy, _ in run]
    found = [(one, best) for one in order if (best := _of_strategy(case, one.slug))]
    if len(found) > 2 and found[1][0].quiet:
        found[1], found[2] = found[2], found[1]
    return tuple(best for _, best in found[:SHOWN]) or _of_phases(case)


def _of_phases(case: Case) -> tuple[Offer, ...]:
    """Return three questions to notice with, filled up from those to understand with.

    One met lately comes only after every fresh one. There is nothing to understand right
    after a page that ended in it.
    """
    notice = case.ranked(case.of_phase("notice"))
    deeper = [] if case.past.ended_in_understanding else case.of_phase("understand")
    offers = (*notice, *case.ranked(deeper))
    return tuple(sorted(offers, key=lambda one: one.met_before is not None))[:SHOWN]


def _of_strategy(case: Case, strategy: str) -> Offer | None:
    """Return the strategy's question; where the order of pushing holds, its opening one first."""
    pool = case.of_strategy(strategy)
    if case.bounds.order == "pushing":
        opening = [one for one in pool if one.opens_own_harm and not case.past.met(one.slug)]
        pool = opening or pool
    return next(iter(case.ranked(pool)), None)


def _equal(case: Case, offers: tuple[Offer, ...]) -> tuple[str, ...]:
    """Return the shown strategies of the first run, in the order shown, if there are two."""
    if case.bounds.at_gate or not case.runs:
        return ()
    run = {strategy.slug for strategy, _ in case.runs[0]}
    named = tuple(one.strategy for one in offers if one.strategy in run)
    return tuple(slug for slug in named if slug) if len(named) > 1 else ()


def _reason(case: Case, offers: tuple[Offer, ...]) -> tuple[str, ...]:
    """Return the tags that speak for the first strategy."""
    first = offers[0].strategy if offers else None
    if case.bounds.at_gate or first is None:
        return ()
    return reason(first, case.page, case.handbook)


def _not_today(case: Case) -> Offer | None:
    """Return the question for a day off, else a two-minute one of the first strategy.

    The editors' first strategy that has a two-minute question to offer, that is.
    """
    marked = [one for one in case.allowed if one.for_not_today]
    if marked:
        best = min(marked, key=lambda one: (one.minutes, one.slug))
        return Offer(strategy=None, prompt=best)
    pools = (
        [one for one in case.of_strategy(strategy.slug) if one.depth == "2-minute"]
        for strategy in sorted(case.handbook.offered_strategies, key=lambda one: one.order)
    )
    return next((found[0] for pool in pools if (found := case.ranked(pool))), None)
