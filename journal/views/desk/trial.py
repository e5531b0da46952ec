"""What would be suggested for some ticks, and why: the rules themselves, asked without a writer."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from guidance.handbook import Handbook, Strategy
from guidance.models.prompt import PHASES
from journal.forms.ticks import sides_of
from journal.page import Page
from journal.suggest import Gate, Offer, asked, suggest
from journal.suggest.history import Trail, trail
from journal.suggest.noticings import sides
from journal.suggest.scores import TIE, Parts, Row, Turn, parts, rows, runs, turn

_ON = {"me": "the writer’s own", "them": "the other person’s"}


@dataclass(frozen=True)
class Fit:
    """One strategy in its place, with its score and where that comes from."""

    name: str
    score: str
    exact: str
    """The score as a fraction, where two decimals do not say it."""
    sum: str
    why_here: str
    """Why it stands where it stands among those that fit equally; empty where none does."""
    parts: Parts


@dataclass(frozen=True)
class Offered:
    """A question as the writing screen would offer it."""

    origin: str
    """Its strategy, or its phase."""
    title: str
    question: str


@dataclass(frozen=True)
class Trial:
    """What the rules say of the ticks on a page without a history."""

    ticked: bool
    counted: tuple[str, ...]
    """The ticks that carry weight, in the order of the numbers in each sum."""
    fits: tuple[Fit, ...]
    offers: tuple[Offered, ...]
    at_gate: tuple[Offered, ...]
    """What is offered before a question about safety is answered; empty where none is asked."""
    gives_way: str
    """The quiet strategy that changed places with the third."""


def trial(signs: Iterable[str], fears: Iterable[str], book: Handbook, on: date) -> Trial:
    """Return what would be suggested. `signs` are ticks such as `slug:me`; unknown ones fall out.

    Nobody has a history here, so nothing was used lately and no step was worth doing.
    """
    page = _page(signs, fears, book)
    usual = suggest(page, on, (), book, Gate(receiving="no", pushing="no"))
    offers = [one for one in (usual.first, *usual.alternatives) if one]
    fits = _fits(page, trail(on, ()), book)
    return Trial(
        ticked=not page.is_empty,
        counted=tuple(_tag(row, book) for row in rows(page, book)),
        fits=fits,
        offers=_offered(offers, book),
        at_gate=_at_gate(page, book, on),
        gives_way=_gives_way(page, offers, book, on),
    )


def _page(signs: Iterable[str], fears: Iterable[str], book: Handbook) -> Page:
    known = {f"{sign.slug}:{side}" for sign in book.offered_signs for side in ("me", "them")}
    guesses = {fear.slug for fear in book.offered_fears}
    return Page(
        zone="UTC",
        signs=sides_of(one for one in signs if one in known),
        fears=tuple(one for one in fears if one in guesses),
    )


def _fits(page: Page, past: Trail, book: Handbook) -> tuple[Fit, ...]:
    weighed, noticed = rows(page, book), sides(page, book, "distance")
    found = []
    for run in runs(page, past, book):
        turns = [turn(strategy, weighed, past, book) for strategy, _ in run]
        for place, (strategy, score) in enumerate(run):
            made_of = parts(strategy, weighed, noticed, past, book)
            before = (run[place - 1][0], turns[place - 1], turns[place]) if place else None
            others = [one.name for one, _ in run if one is not strategy]
            found.append(
                Fit(
                    name=strategy.name,
                    score=f"{float(score):.2f}",
                    exact=str(score) if Fraction(f"{float(score):.2f}") != score else "",
                    sum=_sum(made_of, strategy),
                    why_here=_after(*before) if before else _first(others),
                    parts=made_of,
                )
            )
    return tuple(found)


def _sum(one: Parts, strategy: Strategy) -> str:
    """Say how the score comes about, such as `(3 + 2) ÷ 2 = 2.50`."""
    numbers = " + ".join(map(str, one.weights))
    many = len(one.weights) > 1
    said = (
        f"({numbers}) ÷ {len(one.weights)} = {_number(one.base)}" if many else f"Weight {numbers}"
    )
    if one.side and strategy.bonus_when:
        whose = _ON[strategy.bonus_when]
        said += f", and {_number(one.side)} more: every sign of distance was {whose}"
    return said


def _first(others: list[str]) -> str:
    if not others:
        return ""
    return f"Fits as well as {' and '.join(others)}: no more than {_number(TIE)} lies between them."


def _after(before: Strategy, its: Turn, own: Turn) -> str:
    """Say what decides between two that fit equally: the first thing that is not the same."""
    if its.quiet != own.quiet:
        return f"Fits as well, and comes after {before.name} because it is quiet."
    if its.from_fears != own.from_fears:
        return (
            f"Fits as well, and comes after {before.name}, which has a higher weight from a fear"
            f" ({-its.from_fears}, here {-own.from_fears})."
        )
    return f"Fits as well, and comes after {before.name} in the editors’ order."


def _offered(offers: Iterable[Offer], book: Handbook) -> tuple[Offered, ...]:
    return tuple(
        Offered(
            book.strategies[one.strategy].name
            if one.strategy
            else PHASES[one.prompt.phase].partition(":")[0],
            one.prompt.title,
            one.prompt.question,
        )
        for one in offers
    )


def _at_gate(page: Page, book: Handbook, on: date) -> tuple[Offered, ...]:
    if not asked(page, book):
        return ()
    found = suggest(page, on, (), book)
    return _offered([one for one in (found.first, *found.alternatives) if one], book)


def _gives_way(page: Page, offers: list[Offer], book: Handbook, on: date) -> str:
    """Return the name of the quiet strategy that stands third, but fits second best."""
    order = [strategy for run in runs(page, trail(on, ()), book) for strategy, _ in run]
    if len(order) < 3 or not order[1].quiet:
        return ""
    places: Mapping[str | None, int] = {one.strategy: place for place, one in enumerate(offers)}
    return order[1].name if places.get(order[1].slug) == 2 else ""


def _tag(row: Row, book: Handbook) -> str:
    """Return the sentence with an actor that was ticked, or the name of the fear."""
    slug, side = row
    if slug in book.fears:
        return book.fears[slug].name
    return book.signs[slug].me if side == "me" else book.signs[slug].them


def _number(value: Fraction) -> str:
    """Return two decimals, and the exact fraction where they do not say it."""
    decimals = f"{float(value):.2f}"
    return decimals if Fraction(decimals) == value else f"{decimals} ({value})"
