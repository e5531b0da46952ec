"""Picture 4: the next page after a step that was done, beside the same after no step."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from uuid import UUID

import msgspec
from msgspec import Struct

from journal.page import Outcome
from journal.patterns.drawing import NO_BARS, Bar, Bars, bar, number, stacked
from journal.patterns.numbers import NO_TABLE, Enough, Need, Number, Row, Table, enough
from journal.patterns.records import LookedBack, Opened, Window
from journal.patterns.wilson import apart, wilson
from journal.patterns.wording import (
    AFTER_A_STEP,
    AFTER_NO_STEP,
    APART,
    STEPS_COUNTED,
    TOO_FEW,
)

FEWEST_PAIRS = 6
SOONEST, LATEST = 1, 7
"""So many days after, the next page counts."""
DONE: tuple[Outcome, ...] = ("did", "part")
A_STEP, NONE = 0, 1
"""The two sides: after a step that was done, and after none."""
Side = tuple[int, int]
"""One of the two, and the number of the day from which the next page counts."""


class Pair(Struct, frozen=True, gc=False):
    """A page, and the next one about the same person, both with closeness as it felt."""

    entry: UUID
    after: UUID
    closer: bool


class Group(Struct, frozen=True):
    """The pages about one person that say how close it felt, oldest first.

    Days are numbers: they are looked for and added to, thousands of times.
    """

    entries: list[UUID]
    felt: list[int]
    days: list[int]
    done: list[int]
    """The days of all steps about that person that were done, in order."""


First = tuple[UUID, int, Side, Group]
"""A page that may be the first of a pair, how close it felt, its side, and its person's group."""


class Steps(Struct, frozen=True, kw_only=True):
    """Picture 4. Two bars, one below the other: neither is said to lead to anything."""

    enough: Enough
    table: Table = NO_TABLE
    """Rows: after a step done, after no step. Columns: pages, closer, not closer."""
    bars: Bars = NO_BARS
    """Closer, out of the pages of each row, with its 95 % interval."""
    sentence: str = ""
    verdict: str = ""
    """That they are too few to tell apart, or that they differ in the writer's notes."""


def steps(seen: Window) -> Steps:
    """Return how often the next page was closer, after a step and after none, from 6 of each."""
    with_step, without = pairs(seen)
    fair = enough(
        Need(len(with_step), FEWEST_PAIRS, " after a step"),
        Need(len(without), FEWEST_PAIRS, " after no step"),
    )
    if not fair.met:
        return Steps(enough=fair)
    did, did_not = _row(AFTER_A_STEP, with_step, A_STEP), _row(AFTER_NO_STEP, without, NONE)
    bars = (_bar(did), _bar(did_not))
    return Steps(
        enough=fair,
        table=Table("When", ("Pages", "Next was closer", "Next was not"), (did, did_not)),
        bars=stacked(bars),
        sentence=STEPS_COUNTED.format(
            did=bars[0].number.count,
            of_did=bars[0].of,
            without=bars[1].number.count,
            of_without=bars[1].of,
        ),
        verdict=_verdict(bars),
    )


def pairs(seen: Window) -> tuple[list[Pair], list[Pair]]:
    """Return the pairs after a step that was done, whole or in part, and after no step.

    The first of a pair has a person and says how close it felt; the second is the next page
    about that person that does, dated 1 to 7 days after the step was looked back on, or
    after the page itself where it has no step. A page with a step that was not done, or not
    looked back on, is in neither, and so is one without a next page.

    A next page that comes 1 to 7 days after any step done about that person comes after a
    step: it is no next page after none, whichever page it follows.
    """
    found: tuple[list[Pair], list[Pair]] = ([], [])
    for entry, felt, (which, since), about in _counted(seen):
        days = about.days
        place = bisect_left(days, since + SOONEST)
        if place == len(days) or days[place] > since + LATEST:
            continue
        if which == A_STEP or not _comes_after(about.done, days[place]):
            found[which].append(Pair(entry, about.entries[place], about.felt[place] > felt))
    return found


def _counted(seen: Window) -> list[First]:
    """Return the pages that may be the first of a pair, with their side and their person's group.

    Each page is looked up once: that takes longer than all that is done with it.
    """
    groups: dict[int, Group] = {}
    counted = []
    for one in seen.pages:
        page = one.page
        if page.person is None:
            continue
        # By the number of the id: it is found several times as fast as the id itself.
        side, about = _side(one, seen.steps), groups.get(page.person.int)
        if about is None:
            about = groups[page.person.int] = Group([], [], [], [])
        if one.has_step and side:
            about.done.append(side[1])
        if felt := page.closeness_felt:
            about.entries.append(one.entry)
            about.felt.append(felt)
            about.days.append(one.on.toordinal())
            if side:
                counted.append((one.entry, felt, side, about))
    for about in groups.values():
        about.done.sort()
    return counted


def _comes_after(done: Sequence[int], on: int) -> bool:
    """Return whether a day is 1 to 7 days after one of the steps."""
    first = bisect_left(done, on - LATEST)
    return first < len(done) and done[first] <= on - SOONEST


def _side(one: Opened, steps: Mapping[int, LookedBack]) -> Side | None:
    """Return whether after a step that was done or after none, with the day to count from."""
    if not one.has_step:
        return NONE, one.on.toordinal()
    step = steps.get(one.entry.int)
    if step is None or step.plan.outcome not in DONE:
        return None
    return A_STEP, max(step.answered_on, one.on).toordinal()


def _row(name: str, some: Sequence[Pair], place: int) -> Row:
    closer = [one for one in some if one.closer]
    not_closer = [one for one in some if not one.closer]
    columns = (some, closer, not_closer)
    numbers = (
        Number(
            f"4.{place}.{at}",
            tuple([one.entry for one in those]),
            then=tuple([one.after for one in those]),
        )
        for at, those in enumerate(columns)
    )
    return Row(name, tuple(numbers))


def _bar(row: Row) -> Bar:
    """Return the bar of those closer, with how unsure it is."""
    some, closer, _ = (cell for cell in row.cells if cell)
    low, high = wilson(closer.count, some.count)
    plain = bar(row.name, closer, some.count)
    return msgspec.structs.replace(plain, low=number(100 * low), high=number(100 * high))


def _verdict(bars: Sequence[Bar]) -> str:
    one, other = (wilson(each.number.count, each.of) for each in bars)
    return APART if apart(one, other) else TOO_FEW
