"""The documents that are sealed: a page, a person's card, a step's plan, settings, a draft. Pure.

Each carries its version `v`. A new version reads every old one: fields are only ever
added, with a default, and never change their meaning.
"""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from msgspec import Struct

Who = Literal["me", "them", "both"]
Sat = Literal["lighter", "same", "heavier", "skip"]
PersonKind = Literal["partner", "friend", "family", "former-partner", "died", "other"]
Questions = Literal["all", "own"]
Outcome = Literal["did", "part", "not-yet", "changed", "let-go"]
Worth = Literal["yes", "partly", "no", "not-sure"]


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

    v: int = 2
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
    """How writing sat, asked once after saving; "skip" where the writer did not want to say."""
    zone: str = "UTC"
    """The writer's time zone when the page was first saved."""
    feelings: tuple[str, ...] = ()
    """Up to three plain words. Since version 2, as is all that follows."""
    starred: bool = False
    kept_line: str = ""
    """A sentence of the writer's own that they want to find again; "" where none is kept."""
    left_out: bool = False
    """Whether the patterns leave this page out."""

    @property
    def strategy(self) -> str | None:
        """The strategy of the last answer that has one."""
        return next((one.strategy for one in reversed(self.answers) if one.strategy), None)

    @property
    def is_empty(self) -> bool:
        """Whether no word, feeling, sign, fear or closeness is there.

        A person alone says nothing.
        """
        words = (self.title, self.text, *(answer.text for answer in self.answers))
        return not (
            any(word.strip() for word in words)
            or self.feelings
            or self.signs
            or self.fears
            or self.closeness_felt
            or self.closeness_wanted
        )


class PersonCard(Struct, frozen=True, kw_only=True):
    """Whom pages are about: a nickname and a kind, no contact data. All else since version 2."""

    v: int = 2
    nickname: str
    kind: PersonKind = "other"
    questions: Questions = "all"
    """Which questions the writer wants on pages about them: all, or only what they do alone."""
    set_aside: bool = False
    """Whether the form no longer offers them."""
    merged_into: UUID | None = None
    """The person whom this one turned out to be. Pages that name this one are about that one."""
    receiving_asked_at: datetime | None = None
    pushing_asked_at: datetime | None = None
    """When the gate's question was last answered or skipped about them. Never the answer."""


class StepPlan(Struct, frozen=True, kw_only=True):
    """One small step: when … I will …, and how it went later. All but these two since version 2."""

    v: int = 2
    when: str = ""
    will: str
    first_on: date | None = None
    """The day first chosen to look back, where "not yet" moved it once; None before that."""
    outcome: Outcome | None = None
    worth: Worth | None = None
    """Whether it was worth doing, asked where it was done, whole or in part."""
    noticed: str = ""
    closeness_felt: int | None = None
    """The lanterns again, as it felt on looking back: 1 to 7, None where skipped."""

    @property
    def said_when(self) -> str:
        """The "when" as it is read: begun with "When", which some type themselves."""
        return _begun("When ", self.when, "when ")

    @property
    def said_will(self) -> str:
        """The "will" as it is read: begun with "I will", which some type themselves."""
        return _begun("I will ", self.will, "i will ", "i'll ", "i’ll ")


def _begun(words: str, text: str, *already: str) -> str:
    return text if text.lstrip().casefold().startswith(already) else words + text


class JournalSettings(Struct, frozen=True, kw_only=True):
    """What a writer set for their journal."""

    v: int = 1
    hide_closeness: bool = False
    """Whether no lanterns are shown and none asked for."""
    on_this_day: bool = False
    """Whether Today shows pages of the same day in earlier years."""


class Draft(Struct, frozen=True, kw_only=True):
    """What stood on a writing form that was left quickly: its fields as sent, in order."""

    v: int = 1
    fields: tuple[tuple[str, str], ...] = ()
