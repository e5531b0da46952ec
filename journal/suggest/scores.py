"""How well each strategy fits a page, in exact fractions, and in which order they come."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from guidance.handbook import Handbook, Side, Strategy
from journal.page import Page, Worth
from journal.suggest.history import Past, PastStep, Trail, trail
from journal.suggest.noticings import noticings, sides

TIE = Fraction(10, 100)
RECENCY = (Fraction(75, 100), Fraction(40, 100))
"""What a strategy loses that the last page used, and the one before."""
WORTH_IT = Fraction(30, 100)
NOT_WORTH_IT = Fraction(-60, 100)

Row = tuple[str, Side]
Scored = tuple[Strategy, Fraction]


def rows(page: Page, handbook: Handbook) -> tuple[Row, ...]:
    """Return what carries weight: each sign of distance once a side, each fear once.

    Signs before fears, each in the editors' order.
    """
    distance = [
        (sign.slug, side) for sign, side in noticings(page, handbook) if sign.kind == "distance"
    ]
    fears: list[Row] = [(slug, "me") for slug in handbook.fears if slug in page.fears]
    return (*distance, *fears)


def runs(page: Page, past: Trail, handbook: Handbook) -> tuple[tuple[Scored, ...], ...]:
    """Return the strategies in runs of equal fit, best first; nothing when there are no rows.

    A run holds the scores within 0.10 of its first, 0.10 included. Inside it come first the
    higher single weight from a fear, the least recently used, the editors' order; a quiet
    strategy comes last.
    """
    weighed = rows(page, handbook)
    if not weighed:
        return ()

    def inside(scored: Scored) -> tuple[bool, int, int, int, str]:
        strategy, _ = scored
        from_fears = (
            handbook.weight(tag, side, strategy.slug)
            for tag, side in weighed
            if tag in handbook.fears
        )
        used = past.last_used(strategy.slug)
        return strategy.quiet, -max(from_fears, default=0), used, strategy.order, strategy.slug

    noticed = sides(page, handbook, "distance")
    scored = [
        (one, _score(one, weighed, noticed, past, handbook)) for one in handbook.offered_strategies
    ]
    return tuple(tuple(sorted(run, key=inside)) for run in _split(scored))


def _split(scored: Sequence[Scored]) -> list[list[Scored]]:
    """Return the scores, highest first, cut where one is further than 0.10 from its run's first."""
    found: list[list[Scored]] = []
    for one in sorted(scored, key=lambda each: -each[1]):
        if found and found[-1][0][1] - one[1] <= TIE:
            found[-1].append(one)
        else:
            found.append([one])
    return found


def _score(
    strategy: Strategy,
    weighed: Sequence[Row],
    noticed: frozenset[Side],
    past: Trail,
    handbook: Handbook,
) -> Fraction:
    """Return base, side, recency and the writer's own verdict together."""
    weights = [handbook.weight(tag, side, strategy.slug) for tag, side in weighed]
    score = Fraction(sum(weights), len(weights))
    if strategy.bonus_when and noticed == {strategy.bonus_when}:
        score += strategy.bonus
    # A strategy used on both of the last two pages loses the first amount only.
    used = zip(RECENCY, past.lately, strict=False)
    score -= next((loss for loss, slug in used if slug == strategy.slug), Fraction(0))
    return score + _verdict(past.worth.get(strategy.slug, ()))


def _verdict(worth: Sequence[Worth]) -> Fraction:
    """Return what the answers to *worth doing?*, newest first, give or take. A no weighs more.

    Two of the last three *no* take, three of the last five *yes* or *partly* give.
    """
    if worth[:3].count("no") >= 2:
        return NOT_WORTH_IT
    liked = sum(one in ("yes", "partly") for one in worth[:5])
    return WORTH_IT if liked >= 3 else Fraction(0)


def scores(
    page: Page,
    on: date,
    history: Sequence[Past],
    handbook: Handbook,
    steps: Sequence[PastStep] = (),
) -> list[tuple[str, Fraction]]:
    """Return each active strategy's slug and score, in order; nothing when there are no rows.

    The order is before the gate, and before a quiet strategy gives up second place.
    """
    found = runs(page, trail(on, history, steps), handbook)
    return [(strategy.slug, score) for run in found for strategy, score in run]


def reason(strategy: str, page: Page, handbook: Handbook) -> tuple[str, ...]:
    """Return up to two ticked tags, those that weigh most for the strategy.

    A tag that weighs nothing for it is no reason, so signs of warmth are not named.
    """
    heaviest: dict[str, int] = {}
    for tag, side in rows(page, handbook):
        heaviest[tag] = max(heaviest.get(tag, 0), handbook.weight(tag, side, strategy))
    named = sorted((tag for tag in heaviest if heaviest[tag]), key=lambda tag: -heaviest[tag])
    return tuple(named[:2])
