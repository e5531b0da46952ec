"""What a writer's earlier pages tell the rules: which strategies and prompts, and when."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from msgspec import Struct

from journal.page import Page

HISTORY_PAGES = 60
HISTORY_DAYS = timedelta(days=180)
LATELY = timedelta(days=14)
REST = timedelta(days=21)
NEVER = -1


class Past(Struct, frozen=True, kw_only=True):
    """One earlier page of the same writer."""

    entry: UUID
    on: date
    saved_at: datetime
    """The moment of its first saving."""
    page: Page


def history_before(on: date, pages: Iterable[Past]) -> tuple[Past, ...]:
    """Return the last 60 pages dated within 180 days before `on`, oldest first.

    Pages of the same date are part of it: several a day are fine, and the second one of a
    day is to know what the first was about. Leaving out the page itself is for the caller.
    """
    near = (one for one in pages if on - HISTORY_DAYS <= one.on <= on)
    return tuple(sorted(near, key=lambda one: (one.on, one.saved_at, one.entry)))[-HISTORY_PAGES:]


class Trail(Struct, frozen=True, kw_only=True):
    """The history of one page, read once. A place is a number in `pages`, oldest first."""

    on: date
    pages: tuple[Past, ...]
    used: dict[str, int]
    """The place of the last page with this strategy."""
    answered: dict[str, int]
    """The place of the last page that answered this prompt."""

    def last_used(self, strategy: str) -> int:
        """Return the place where the strategy was last used; never comes before every place."""
        return self.used.get(strategy, NEVER)

    def last_answered(self, prompt: str) -> int:
        """Return the place where the prompt was last answered; never comes before every place."""
        return self.answered.get(prompt, NEVER)

    def met(self, prompt: str) -> UUID | None:
        """Return the page that answered the prompt in the last 21 days, if one did."""
        place = self.last_answered(prompt)
        if place == NEVER or self.on - self.pages[place].on > REST:
            return None
        return self.pages[place].entry

    @property
    def lately(self) -> tuple[str, ...]:
        """The strategies of the last page that has one and of the one before, newest first.

        Only of pages dated at most 14 days before.
        """
        used = [(one.on, one.page.strategy) for one in self.pages if one.page.strategy]
        return tuple(slug for on, slug in used[:-3:-1] if slug and self.on - on <= LATELY)

    @property
    def ended_in_understanding(self) -> bool:
        """Whether the last answer of the last page with an answer was to an understand prompt."""
        answers = next((one.page.answers for one in reversed(self.pages) if one.page.answers), ())
        return bool(answers) and answers[-1].phase == "understand"


def trail(on: date, pages: Iterable[Past]) -> Trail:
    """Read the earlier pages of a page dated `on`; more of them than needed do no harm."""
    history = history_before(on, pages)
    used: dict[str, int] = {}
    answered: dict[str, int] = {}
    for place, one in enumerate(history):
        if one.page.strategy:
            used[one.page.strategy] = place
        answered.update((answer.prompt, place) for answer in one.page.answers)
    return Trail(on=on, pages=history, used=used, answered=answered)
