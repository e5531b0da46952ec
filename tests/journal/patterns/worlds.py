"""Opened pages and steps looked back on, made by hand, by the hundred, and at random."""

import random
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import msgspec
from hypothesis import strategies as st

from journal.page import Outcome, StepPlan
from journal.patterns import LookedBack, Noted, Opened, Span
from tests.journal.handbook import shipped
from tests.journal.pages import KIM, SAM

TODAY = date(2026, 11, 22)
"""A Sunday: the last day of its week."""
BOOK = shipped()

SPANS: tuple[Span, ...] = ("4-weeks", "12-weeks", "year", "everything")
OUTCOMES: tuple[Outcome | None, ...] = (None, "did", "part", "not-yet", "changed", "let-go")


def entry(number: int) -> UUID:
    return UUID(int=number)


def ids(*numbers: int) -> tuple[UUID, ...]:
    return tuple(map(entry, numbers))


def opened(number: int, days: int, *, step: bool = False, **fields: Any) -> Opened:
    """Return a page dated that many days before TODAY, with these fields of `Noted`."""
    return Opened(
        entry=entry(number),
        on=TODAY - timedelta(days=days),
        order=number - 100_000 * days,
        page=Noted(**fields),
        has_step=step,
    )


def looked_back(number: int, days: int, outcome: Outcome | None = "did") -> LookedBack:
    """Return the step of the page with this number, answered so many days before TODAY."""
    return LookedBack(
        entry=entry(number),
        answered_on=TODAY - timedelta(days=days),
        plan=StepPlan(will="ring", outcome=outcome),
    )


def many(pages: int, days: int, seed: int = 7) -> tuple[list[Opened], list[LookedBack]]:
    """Return so many pages over so many days, as somebody might write them. The same each time."""
    dice = random.Random(seed)  # noqa: S311
    made: list[Opened] = []
    steps: list[LookedBack] = []
    for number in range(pages):
        ago = dice.randrange(days)
        drift = 3 + 1.5 * (1 - ago / days)
        felt = max(1, min(7, round(dice.gauss(drift, 1.3)))) if dice.random() < 0.9 else None
        wanted = min(7, (felt or 4) + dice.choice((0, 1, 1, 2))) if dice.random() < 0.7 else None
        has_step = dice.random() < 0.4
        made.append(
            opened(
                number,
                ago,
                step=has_step,
                person=dice.choice((SAM, SAM, KIM, None)),
                closeness_felt=felt,
                closeness_wanted=wanted,
                signs={
                    slug: dice.choice(("me", "me", "them", "both"))
                    for slug in dice.choices([*BOOK.signs], range(12, 0, -1), k=dice.randrange(4))
                },
                fears=tuple(dict.fromkeys(dice.choices([*BOOK.fears], (6, 4, 2, 1), k=2)))
                if dice.random() < 0.6
                else (),
                sat=dice.choice((None, "lighter", "lighter", "same", "heavier", "skip")),
            )
        )
        if has_step and dice.random() < 0.8:
            steps.append(
                looked_back(number, ago - 3, dice.choice(("did", "did", "part", "let-go")))
            )
    return made, steps


def bare(one: Opened) -> Opened:
    """Return the page with nothing on it that a picture counts."""
    return msgspec.structs.replace(one, page=Noted())


PAGES = st.builds(
    Noted,
    person=st.sampled_from((None, SAM, KIM)),
    closeness_felt=st.none() | st.integers(1, 7),
    closeness_wanted=st.none() | st.integers(1, 7),
    signs=st.dictionaries(
        st.sampled_from([*BOOK.signs, "lost"]), st.sampled_from(("me", "them", "both")), max_size=3
    ),
    fears=st.lists(st.sampled_from([*BOOK.fears, "lost"]), max_size=3).map(tuple),
    sat=st.sampled_from((None, "lighter", "same", "heavier", "skip")),
)
DAYS = st.integers(-1, 60) | st.integers(-1, 500) | st.integers(-1, 40_000)
STEPS = st.none() | st.tuples(st.integers(-5, 12), st.sampled_from(OUTCOMES))


@st.composite
def journals(draw: st.DrawFn) -> tuple[list[Opened], list[LookedBack]]:
    """Draw up to forty pages, most of them near each other, and the steps of some."""
    pages: list[Opened] = []
    steps: list[LookedBack] = []
    near = draw(st.sampled_from((st.integers(-1, 25), DAYS)))
    drawn = st.lists(st.tuples(near, PAGES, STEPS, st.integers(0, 3)), max_size=40)
    for number, (days, page, step, minutes) in enumerate(draw(drawn)):
        plain = opened(number, days, step=step is not None)
        order = plain.order + 1000 * minutes
        pages.append(msgspec.structs.replace(plain, page=page, order=order))
        if step:
            steps.append(looked_back(number, days - step[0], step[1]))
    return pages, steps
