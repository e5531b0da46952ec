"""What the pictures are made from: opened pages, steps looked back on, and which of them count."""

from collections.abc import Iterable
from datetime import date, timedelta
from operator import attrgetter
from typing import Literal
from uuid import UUID

from msgspec import Struct

from journal.page import Sat, StepPlan, Who
from journal.patterns.axis import Axis, axis_over, monday
from journal.patterns.marks import Marks, marks

Span = Literal["4-weeks", "12-weeks", "year", "everything"]

WEEKS: dict[Span, int] = {"4-weeks": 4, "12-weeks": 12, "year": 52}
"""A span is so many weeks from Monday to Sunday, the one of today being the last."""
FEWEST_WEEKS = 4
"""How much time the picture of everything shows at least."""


class Noted(Struct, frozen=True, kw_only=True, gc=False):
    """What the pictures need of a `Page`: its fields of these names, so none of its words."""

    person: UUID | None = None
    """Where two people were merged, the one that stayed."""
    closeness_felt: int | None = None
    closeness_wanted: int | None = None
    signs: dict[str, Who] = {}
    fears: tuple[str, ...] = ()
    sat: Sat | None = None
    left_out: bool = False
    """Whether the writer left it out of the pictures. It is not to be given then."""


class Opened(Struct, frozen=True, kw_only=True, gc=False):
    """One page of the writer, opened. A page they left out of the pictures is not given at all."""

    entry: UUID
    on: date
    """The day it is about."""
    order: int
    """Its place among all of them, by day and then by first saving: no two have the same."""
    page: Noted
    has_step: bool = False
    """Whether it has a small step, answered or not."""


class LookedBack(Struct, frozen=True, kw_only=True, gc=False):
    """One small step that the writer looked back on."""

    entry: UUID
    """The page it is of."""
    answered_on: date
    """The day of the answer, in the writer's zone."""
    plan: StepPlan


class Window(Struct, frozen=True, kw_only=True):
    """The pages a picture counts, oldest first, and the days it shows."""

    pages: tuple[Opened, ...]
    marks: Marks
    """What stands on them."""
    steps: dict[int, LookedBack]
    """By the number of the page they are of; some may be of pages that are not among these."""
    axis: Axis


def window(
    pages: Iterable[Opened],
    steps: Iterable[LookedBack] = (),
    *,
    today: date,
    span: Span = "everything",
    person: UUID | None = None,
) -> Window:
    """Return the pages of the span, about the person if one is given, in order of their day.

    Pages of one day are in order of their first saving. A page dated after today (written
    further east) counts. Steps are given as they are: those of other pages find no page.
    """
    first = first_day(today, span)
    chosen = [
        one
        for one in pages
        if (first is None or one.on >= first) and (person is None or one.page.person == person)
    ]
    # Two sorts that make no object for each page; of what is in order already, nearly free.
    chosen.sort(key=attrgetter("order"))
    chosen.sort(key=attrgetter("on"))
    return Window(
        pages=tuple(chosen),
        marks=marks(entries(chosen), [one.on for one in chosen], [one.page for one in chosen]),
        steps={one.entry.int: one for one in steps},
        axis=_axis(chosen, today, first),
    )


def first_day(today: date, span: Span) -> date | None:
    """Return the Monday on which the span begins; None for everything."""
    weeks = WEEKS.get(span)
    return monday(today) - timedelta(weeks=weeks - 1) if weeks else None


def _axis(chosen: list[Opened], today: date, first: date | None) -> Axis:
    """Return the days from the first of the span, or of the pages, to the last that counts."""
    lately = monday(today) - timedelta(weeks=FEWEST_WEEKS - 1)
    earliest = min(chosen[0].on, lately) if chosen else lately
    latest = max(chosen[-1].on, today) if chosen else today
    return axis_over(first or earliest, latest)


def entries(pages: Iterable[Opened]) -> tuple[UUID, ...]:
    """Return their ids in the same order."""
    return tuple([one.entry for one in pages])
