"""How well each strategy fits a page, in exact fractions, and in which order they come."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from msgspec import Struct

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


class Parts(Struct, frozen=True, kw_only=True):
    """What a strategy's score on a page with rows is made of."""

    weights: tuple[int, ...]
    """How well it fits each row, in the order of `rows`."""
    side: Fraction
    """What it gains where every sign of distance was on the side it is for."""
    recency: Fraction
    """What it loses for being used lately: 0, or less."""
    verdict: Fraction
    """What the writer's own answers give it or take."""

    @property
    def base(self) -> Fraction:
        """The mean of the weights."""
        return Fraction(sum(self.weights), len(self.weights))

    @property
    def total(self) -> Fraction:
        """The score."""
        return self.base + self.side + self.recency + self.verdict


class Turn(NamedTuple):
    """What puts strategies of one run in order: the first that differs, the smaller comes first."""

    quiet: bool
    from_fears: int
    """The highest single weight from a fear, negative so that the higher comes first."""
    used: int
    """The place in the history where it was last used."""
    order: int
    slug: str


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

    noticed = sides(page, handbook, "distance")
    scored = [
        (one, parts(one, weighed, noticed, past, handbook).total)
        for one in handbook.offered_strategies
    ]
    return tuple(
        tuple(sorted(run, key=lambda one: turn(one[0], weighed, past, handbook)))
        for run in _split(scored)
    )


def turn(strategy: Strategy, weighed: Sequence[Row], past: Trail, handbook: Handbook) -> Turn:
    """Return what decides when the strategy comes among those that fit equally."""
    from_fears = (
        handbook.weight(tag, side, strategy.slug) for tag, side in weighed if tag in handbook.fears
    )
    return Turn(
        quiet=strategy.quiet,
        from_fears=-max(from_fears, default=0),
        used=past.last_used(strategy.slug),
        order=strategy.order,
        slug=strategy.slug,
    )


def _split(scored: Sequence[Scored]) -> list[list[Scored]]:
    """Return the scores, highest first, cut where one is further than 0.10 from its run's first."""
    found: list[list[Scored]] = []
    for one in sorted(scored, key=lambda each: -each[1]):
        if found and found[-1][0][1] - one[1] <= TIE:
            found[-1].append(one)
        else:
            found.append([one])
    return found


def parts(
    strategy: Strategy,
    weighed: Sequence[Row],
    noticed: frozenset[Side],
    past: Trail,
    handbook: Handbook,
) -> Parts:
    """Return base, side, recency and the writer's own verdict.

    `weighed` are the page's rows, `noticed` the sides of its signs of distance.
    """
    on_its_side = noticed == {strategy.bonus_when}
    # A strategy used on both of the last two pages loses the first amount only.
    used = zip(RECENCY, past.lately, strict=False)
    return Parts(
        weights=tuple(handbook.weight(tag, side, strategy.slug) for tag, side in weighed),
        side=strategy.bonus if strategy.bonus_when and on_its_side else Fraction(0),
        recency=-next((loss for loss, slug in used if slug == strategy.slug), Fraction(0)),
        verdict=_verdict(past.worth.get(strategy.slug, ())),
    )


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
