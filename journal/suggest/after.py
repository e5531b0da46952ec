"""After writing: what to offer someone whom a page left heavier. Pure."""

from collections.abc import Iterable
from itertools import islice

from guidance.handbook import Handbook, Prompt
from journal.page import Sat

IN_A_ROW = 3
SHORT = 2


def heavier_again(answers: Iterable[Sat | None]) -> bool:
    """Whether the last three answers were all *heavier*. Newest first; skipped ones do not count.

    It looks no further than it has to.
    """
    given = (one for one in answers if one not in (None, "skip"))
    last = list(islice(given, IN_A_ROW))
    return last == ["heavier"] * IN_A_ROW


def calming(handbook: Handbook) -> Prompt | None:
    """Return the prompt marked for it; None while no such prompt is active."""
    return next(iter(_quickest(one for one in _alone(handbook) if one.for_heavier)), None)


def short(handbook: Handbook) -> tuple[Prompt, ...]:
    """Return up to two more short questions, for someone who had enough of long ones for a while.

    They take for granted nothing that someone did to the writer, and are of a strategy that fits
    even where someone may be harmed, but not of one about finding support.
    """
    kind = {
        one.slug for one in handbook.offered_strategies if one.allowed_when_unsafe and not one.quiet
    }
    pool = (
        one
        for one in _alone(handbook)
        if one.depth == "2-minute" and one.strategy in kind and not one.care_note
        if one.perspective != "receiving"
        and not (one.for_heavier or one.for_not_today or one.opens_own_harm)
    )
    return tuple(_quickest(pool)[:SHORT])


def _alone(handbook: Handbook) -> Iterable[Prompt]:
    """Yield what fits whatever the page was about: nothing with someone else, no harm in it."""
    for one in handbook.offered_prompts:
        if not (one.contact or one.hide_if_unsafe or one.hide_if_own_harm):
            yield one


def _quickest(pool: Iterable[Prompt]) -> list[Prompt]:
    return sorted(pool, key=lambda one: (one.minutes, one.slug))
