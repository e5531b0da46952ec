"""What earlier pages and steps tell the rules: which strategies and prompts, when, and how well."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from msgspec import Struct

from journal.page import Page, Worth

HISTORY_PAGES = 60
HISTORY_STEPS = 50
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
    has_step: bool = False


class PastStep(Struct, frozen=True, kw_only=True):
    """One answered small step of an earlier page."""

    entry: UUID
    """The page it is of."""
    answered_at: datetime
    """In the writer's own zone: its date is what counts."""
    worth: Worth | None = None
    """Whether it was worth doing; None where that was not answered, or it was let go by itself."""


def history_before(on: date, pages: Iterable[Past]) -> tuple[Past, ...]:
    """Return the last 60 pages dated within 180 days before `on`, oldest first.

    Pages of the same date are part of it: several a day are fine, and the second one of a
    day is to know what the first was about. Leaving out the page itself is for the caller.
    """
    return tuple(_near(on, pages)[-HISTORY_PAGES:])


def _near(on: date, pages: Iterable[Past]) -> list[Past]:
    since = on - HISTORY_DAYS
    near = (one for one in pages if since <= one.on <= on)
    return sorted(near, key=lambda one: (one.on, one.saved_at, one.entry))


def steps_before(on: date, steps: Iterable[PastStep]) -> tuple[PastStep, ...]:
    """Return the last 50 answers to *worth doing?* within 180 days before `on`, newest first."""
    near = (
        one
        for one in steps
        if one.worth is not None and on - HISTORY_DAYS <= one.answered_at.date() <= on
    )
    newest = sorted(near, key=lambda one: (one.answered_at, one.entry, one.worth), reverse=True)
    return tuple(newest[:HISTORY_STEPS])


class Trail(Struct, frozen=True, kw_only=True):
    """The history of one page, read once. A place is a number in `pages`, oldest first."""

    on: date
    pages: tuple[Past, ...]
    used: dict[str, int]
    """The place of the last page with this strategy."""
    answered: dict[str, int]
    """The place of the last page that answered this prompt."""
    worth: dict[str, tuple[Worth, ...]] = {}
    """What the steps of pages with this strategy were worth, newest first."""
    lately: tuple[str, ...] = ()
    """The strategies of the last page that has one and of the one before, newest first.

    Only of pages dated at most 14 days before.
    """

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
    def ended_in_understanding(self) -> bool:
        """Whether the last answer of the last page with an answer was to an understand prompt."""
        answers = next((one.page.answers for one in reversed(self.pages) if one.page.answers), ())
        return bool(answers) and answers[-1].phase == "understand"


def trail(on: date, pages: Iterable[Past], steps: Iterable[PastStep] = ()) -> Trail:
    """Read the earlier pages of a page dated `on`; more of them than needed do no harm.

    A step's page may be older than the last 60.
    """
    near = _near(on, pages)
    strategies = {one.entry: one.page.strategy for one in near}
    history = tuple(near[-HISTORY_PAGES:])
    used: dict[str, int] = {}
    answered: dict[str, int] = {}
    days: list[tuple[str, date]] = []
    for place, one in enumerate(history):
        if strategy := strategies[one.entry]:
            used[strategy] = place
            days.append((strategy, one.on))
        answered.update((answer.prompt, place) for answer in one.page.answers)
    return Trail(
        on=on,
        pages=history,
        used=used,
        answered=answered,
        worth=_worth(strategies, steps_before(on, steps)),
        lately=tuple(strategy for strategy, day in days[:-3:-1] if on - day <= LATELY),
    )


def _worth(
    strategies: Mapping[UUID, str | None], steps: Iterable[PastStep]
) -> dict[str, tuple[Worth, ...]]:
    """Return the steps' answers by the strategy of their page; of a page out of reach, none."""
    found: dict[str, tuple[Worth, ...]] = {}
    for step in steps:
        strategy = strategies.get(step.entry)
        if strategy and step.worth:
            found[strategy] = (*found.get(strategy, ()), step.worth)
    return found
