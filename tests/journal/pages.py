"""Pages, earlier pages and their steps for the engines' tests."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec

from journal.page import Answer, Page
from journal.suggest import Past, PastStep, Worth

ON = date(2026, 11, 22)
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
SAM = UUID(int=7_000_001)
KIM = UUID(int=7_000_002)


def page(*fears: str, **signs: Any) -> Page:
    """Return a page with these fears and signs; `short_replies="me"` is the sign short-replies."""
    return Page(fears=fears, signs={slug.replace("_", "-"): who for slug, who in signs.items()})


def about(person: UUID | None, one: Page) -> Page:
    """Return the page as one about this person."""
    return msgspec.structs.replace(one, person=person)


def answer(prompt: str, strategy: str | None = None, phase: str = "respond") -> Answer:
    """Return a short answer to the prompt."""
    return Answer(prompt=prompt, strategy=strategy, phase=phase, question="What?", text="This.")


def past(days: int, *answers: Answer, number: int = 0, minutes: int = 0) -> Past:
    """Return a page dated that many days before ON, with these answers."""
    return before(days, Page(text="A day.", answers=answers), number=number, minutes=minutes)


def before(
    days: int, one: Page, *, number: int = 0, minutes: int = 0, has_step: bool = False
) -> Past:
    """Return the page as one dated that many days before ON."""
    return Past(
        entry=UUID(int=number or days),
        on=ON - timedelta(days=days),
        saved_at=NOON + timedelta(minutes=minutes),
        page=one,
        has_step=has_step,
    )


def used(days: int, strategy: str) -> Past:
    """Return a page dated that many days before ON that used the strategy."""
    return past(days, answer(f"an-old-question-of-{strategy}", strategy))


def step(days: int, worth: Worth | None, *, of: int, minutes: int = 0) -> PastStep:
    """Return a step of the page with this number, answered that many days before ON."""
    answered_at = NOON - timedelta(days=days) + timedelta(minutes=minutes)
    return PastStep(entry=UUID(int=of), answered_at=answered_at, worth=worth)
