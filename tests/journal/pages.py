"""Pages and earlier pages for the engines' tests."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from journal.page import Answer, Page
from journal.suggest import Past

ON = date(2026, 11, 22)


def page(*fears: str, **signs: Any) -> Page:
    """Return a page with these fears and signs; `short_replies="me"` is the sign short-replies."""
    return Page(fears=fears, signs={slug.replace("_", "-"): who for slug, who in signs.items()})


def answer(prompt: str, strategy: str | None = None, phase: str = "respond") -> Answer:
    """Return a short answer to the prompt."""
    return Answer(prompt=prompt, strategy=strategy, phase=phase, question="What?", text="This.")


def past(days: int, *answers: Answer, number: int = 0, minutes: int = 0) -> Past:
    """Return a page dated that many days before ON, with these answers."""
    on = ON - timedelta(days=days)
    return Past(
        entry=UUID(int=number or days),
        on=on,
        saved_at=datetime(2026, 11, 22, 12, tzinfo=UTC) + timedelta(minutes=minutes),
        page=Page(text="A day.", answers=answers),
    )


def used(days: int, strategy: str) -> Past:
    """Return a page dated that many days before ON that used the strategy."""
    return past(days, answer(f"an-old-question-of-{strategy}", strategy))
