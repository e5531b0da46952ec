"""What repeats from page to page: coming back to one thing, and seeing no warmth."""

from itertools import takewhile

from guidance.handbook import Handbook
from journal.page import Page
from journal.suggest.history import LATELY, Trail
from journal.suggest.noticings import noticings, sides

ROUND = 4
WARMTH_EVERY = 3


def goes_round(page: Page, has_step: bool, past: Trail, handbook: Handbook) -> bool:
    """Return whether the page is at least the fourth about one sign of distance and one person.

    Within 14 days, on any side; a page with a step is not counted, and one about nobody neither.
    """
    if page.person is None or has_step:
        return False
    near = [
        one.page.signs
        for one in past.pages
        if one.page.person == page.person and not one.has_step and past.on - one.on <= LATELY
    ]
    distance = {sign.slug for sign, _ in noticings(page, handbook) if sign.kind == "distance"}
    return any(1 + sum(slug in signs for signs in near) >= ROUND for slug in distance)


def misses_warmth(page: Page, past: Trail, handbook: Handbook) -> bool:
    """Return whether the page is the 3rd, 6th, 9th … of a run with distance and no warmth.

    The pages before it count whoever they are about; one that breaks the run starts it anew.
    """
    if not _only_distance(page, handbook):
        return False
    before = (one.page for one in reversed(past.pages))
    run = 1 + sum(1 for _ in takewhile(lambda one: _only_distance(one, handbook), before))
    return run % WARMTH_EVERY == 0


def _only_distance(page: Page, handbook: Handbook) -> bool:
    """Return whether the page has a sign of distance and none of warmth."""
    return bool(sides(page, handbook, "distance")) and not sides(page, handbook, "warmth")
