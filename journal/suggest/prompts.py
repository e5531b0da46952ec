"""Which question comes first among those of a strategy or of a phase."""

from collections.abc import Callable, Iterable
from uuid import UUID

from msgspec import Struct

from guidance.handbook import Handbook, Prompt
from journal.page import Page
from journal.suggest.history import Trail
from journal.suggest.noticings import perspectives


class Offer(Struct, frozen=True, kw_only=True):
    """One question to offer."""

    strategy: str | None
    """The strategy it is offered for; None for a question of a phase and for a day off."""
    prompt: Prompt
    met_before: UUID | None = None
    """The page that answered it lately, when it comes back because all were answered."""


def counted_strategy(prompt: Prompt) -> str | None:
    """Return the strategy that an answer to the prompt counts for, if any.

    Questions of a phase have none, and the one for a day off is never counted.
    """
    return None if prompt.for_not_today else prompt.strategy


def ranked(
    pool: Iterable[Prompt], page: Page, past: Trail, handbook: Handbook
) -> tuple[Offer, ...]:
    """Return the prompts of the pool that fit the page's sides, best first.

    Those not answered in the last 21 days, then those that were, least recently answered
    first. When none fits, the sides are not looked at; what the gate hides is not in the pool.
    """
    prompts = list(pool)
    sides = perspectives(page, handbook)
    fitting = [one for one in prompts if one.perspective in sides]
    offers = [
        Offer(strategy=one.strategy, prompt=one, met_before=past.met(one.slug))
        for one in fitting or prompts
    ]
    return tuple(sorted(offers, key=_place(page, past)))


def _place(page: Page, past: Trail) -> Callable[[Offer], tuple[bool, int, int, int, str]]:
    """Return the sort key of the prompt rule for this page."""

    def key(offer: Offer) -> tuple[bool, int, int, int, str]:
        prompt = offer.prompt
        shared = len(prompt.signs & page.signs.keys()) + len(prompt.fears.intersection(page.fears))
        answered = past.last_answered(prompt.slug)
        if offer.met_before:
            return True, answered, -shared, prompt.minutes, prompt.slug
        return False, -shared, answered, prompt.minutes, prompt.slug

    return key
