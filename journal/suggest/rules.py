"""What each rule offers, best first. Which of them holds is for the suggestion to say."""

from collections.abc import Sequence
from itertools import islice

from guidance.handbook import Strategy
from journal.suggest.case import Case
from journal.suggest.prompts import Offer

SHOWN = 3
SHOWN_AT_GATE = 2

Offers = tuple[Offer, ...]


def at_gate(case: Case) -> Offers:
    """Return the strategies that the gate puts first, one question each.

    Where the editors left none of them a prompt, what is usual comes, with the same hiding.
    """
    places = {
        one.slug: one.gate_receiving if case.bounds.order == "receiving" else one.gate_pushing
        for one in case.handbook.offered_strategies
    }
    first = sorted((place, slug) for slug, place in places.items() if place is not None)
    offers = tuple(found for _, slug in first if (found := of_strategy(case, slug)))
    return (offers or as_usual(case))[:SHOWN_AT_GATE]


def parted(case: Case) -> Offers:
    """Return the strategy that receiving puts first, about a former partner or someone who died.

    The others follow by score; a page without rows has none, and is filled up from the phases.
    """
    first = [one for one in case.handbook.offered_strategies if one.gate_receiving == 0][:1]
    led = _best_of(case, [*first, *(one for one in case.order if one not in first)])
    filling = () if case.runs else _of_phases(case)
    return (*led, *filling)[:SHOWN] or as_usual(case)


def pausing(case: Case) -> Offers:
    """Return a short act of the strategy that fits, before the other two.

    An act answered in the last 21 days is not left; then a day off comes, where there is one.
    """
    led = as_usual(case)[0].strategy if case.allowed else None
    act = case.best([one for one in case.of_strategy(led) if one.depth == "action"])
    first = act if act and not act.met_before else not_today(case)
    if not first:
        return ()
    others = as_usual(case.without(first.prompt))
    rest = [one for one in others if one.strategy is None or one.strategy != led]
    return first, *rest[: SHOWN - 1]


def warming(case: Case) -> Offers:
    """Return a question that notices warmth, before the first two strategies."""
    signs = {one.slug for one in case.handbook.signs.values() if one.kind == "warmth"}
    first = case.best([one for one in case.of_phase("notice") if one.signs & signs])
    return (first, *as_usual(case.without(first.prompt))[: SHOWN - 1]) if first else ()


def as_usual(case: Case) -> Offers:
    """Return the best three strategies, one question each, or questions of a phase.

    Where there are none of either, whatever is left: a page is never without a question
    that may be offered.
    """
    offers = _best_of(case, case.order) or _of_phases(case)
    if offers or not case.allowed:
        return offers
    return (not_today(case) or case.ranked(case.allowed)[0],)


def _best_of(case: Case, order: Sequence[Strategy]) -> Offers:
    """Return the first three strategies of the order that have a question to offer.

    One without leaves its place to the next. A quiet one in second place changes with the third.
    """
    offers = ((one, best) for one in order if (best := of_strategy(case, one.slug)))
    found = list(islice(offers, SHOWN))
    if len(found) == SHOWN and found[1][0].quiet:
        found[1], found[2] = found[2], found[1]
    return tuple(best for _, best in found)


def _of_phases(case: Case) -> Offers:
    """Return three questions to notice with, filled up from those to understand with.

    One met lately comes only after every fresh one. There is nothing to understand right
    after a page that ended in it.
    """
    notice = case.ranked(case.of_phase("notice"))
    deeper = [] if case.past.ended_in_understanding else case.of_phase("understand")
    offers = (*notice, *case.ranked(deeper))
    return tuple(sorted(offers, key=lambda one: one.met_before is not None))[:SHOWN]


def of_strategy(case: Case, strategy: str) -> Offer | None:
    """Return the strategy's question; where the order of pushing holds, its opening one first."""
    pool = case.of_strategy(strategy)
    if case.bounds.order == "pushing":
        opening = [one for one in pool if one.opens_own_harm and not case.past.met(one.slug)]
        pool = opening or pool
    return case.best(pool)


def not_today(case: Case) -> Offer | None:
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
    return next((found for pool in pools if (found := case.best(pool))), None)
