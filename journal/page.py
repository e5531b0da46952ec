"""The documents that are sealed: a page, a person's card, a step's plan. Pure.

Each carries its version `v`. A new version reads every old one: fields are only ever
added, with a default, and never change their meaning.
"""

from typing import Literal
from uuid import UUID

from msgspec import Struct

Who = Literal["me", "them", "both"]
Sat = Literal["lighter", "same", "heavier"]
PersonKind = Literal["partner", "friend", "family", "former-partner", "died", "other"]


class Answer(Struct, frozen=True, kw_only=True):
    """What a writer wrote to one question, with the question exactly as it read then."""

    prompt: str
    """The prompt's slug."""
    strategy: str | None
    """The strategy it counted for; None for questions of a phase and for a day off."""
    phase: str
    question: str
    text: str


class Page(Struct, frozen=True, kw_only=True):
    """What one person wrote about one day. The row that keeps it is `Entry`."""

    v: int = 1
    title: str = ""
    text: str = ""
    answers: tuple[Answer, ...] = ()
    person: UUID | None = None
    closeness_felt: int | None = None
    closeness_wanted: int | None = None
    """Closeness is 1 (worlds apart) to 7 (very close), None where it was skipped."""
    signs: dict[str, Who] = {}
    fears: tuple[str, ...] = ()
    sat: Sat | None = None
    """How writing sat, asked once after saving."""
    zone: str = "UTC"
    """The writer's time zone when the page was first saved."""

    @property
    def strategy(self) -> str | None:
        """The strategy of the last answer that has one."""
        return next((one.strategy for one in reversed(self.answers) if one.strategy), None)

    @property
    def is_empty(self) -> bool:
        """Whether no word, sign, fear or closeness is there. A person alone says nothing."""
        words = (self.title, self.text, *(answer.text for answer in self.answers))
        return not (
            any(word.strip() for word in words)
            or self.signs
            or self.fears
            or self.closeness_felt
            or self.closeness_wanted
        )


class PersonCard(Struct, frozen=True, kw_only=True):
    """Whom pages are about: a nickname and a kind, no contact data."""

    v: int = 1
    nickname: str
    kind: PersonKind = "other"


class StepPlan(Struct, frozen=True, kw_only=True):
    """One small step: when … I will …"""

    v: int = 1
    when: str = ""
    will: str
