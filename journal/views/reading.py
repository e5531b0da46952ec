"""A page made ready to be read: names as they read today, moments in words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property, lru_cache
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import date_format

from accounts import zones
from guidance.handbook import Fear, Feeling, Handbook, Sign
from guidance.wording import CLOSENESS
from journal.models import Entry, Journal, Step
from journal.models.person import card_of, same_as
from journal.models.shown import ShownEntry, ShownStep
from journal.page import Outcome, Page, PersonCard, Sat, StepPlan, Who, Worth
from journal.vault.envelope import Unreadable

NAMES = dict(CLOSENESS)
EXCERPT = 160
_NOTHING = Page()
_NO_PLAN = StepPlan(will="")
_FIRST_WORDS = 70


@dataclass(frozen=True)
class Lanterns:
    """Closeness as two marks: the name of the place, and where each mark stands (of 64)."""

    value: int
    name: str
    me: str
    them: str


def _lanterns(value: int) -> Lanterns:
    apart = 6.5 + (7 - value) * 3.4
    return Lanterns(value, NAMES[value], f"{32 - apart:.1f}", f"{32 + apart:.1f}")


LANTERNS = {value: _lanterns(value) for value in NAMES}


SPOKEN: Mapping[Who, str] = {"me": "me", "them": "them", "both": "both of us"}


@dataclass(frozen=True)
class Noticed:
    """A sign on a page, with who."""

    sign: Sign
    who: Who

    @property
    def sentences(self) -> list[str]:
        """What happened, in sentences with an actor."""
        said = {"me": [self.sign.me], "them": [self.sign.them]}
        return said.get(self.who, [self.sign.me, self.sign.them])


# How a step went, in a sentence with an actor; of one that is open or went by itself, nothing.
WENT: Mapping[Outcome, str] = {
    "did": "You did it.",
    "part": "You did part of it.",
    "not-yet": "Not yet.",
    "changed": "You changed your mind.",
    "let-go": "You let it go.",
}
WORTH: Mapping[Worth, str] = {
    "yes": "It was worth doing.",
    "partly": "It was partly worth doing.",
    "no": "It was not worth doing.",
    "not-sure": "You were not sure if it was worth doing.",
}
SAT: Mapping[Sat, str] = {
    "lighter": "You felt lighter.",
    "same": "You felt the same.",
    "heavier": "You felt heavier.",
}


@dataclass(frozen=True)
class StepRead:
    """A step, opened."""

    plan: StepPlan
    due: str
    entry: UUID
    """The page it is of."""
    page_day: str
    """The day that page is about."""
    is_open: bool
    """Whether it is neither answered nor let go."""
    asks_again: bool
    """Whether a "not yet" today would move the day."""
    felt: Lanterns | None = None
    opens: bool = True
    """False where the plan could not be opened, and is empty."""

    @property
    def went(self) -> str:
        """How it went, as far as was said."""
        worth = WORTH[self.plan.worth] if self.plan.worth else ""
        return f"{self.outcome} {worth}".strip()

    @property
    def outcome(self) -> str:
        """How it went, without whether it was worth doing."""
        return WENT[self.plan.outcome] if self.plan.outcome else ""


@dataclass(frozen=True)
class Reading:
    """A page, opened. Where it could not be, `opens` is False and the page is empty."""

    entry: Entry | ShownEntry
    day: str
    time: str
    page: Page = _NOTHING
    opens: bool = True
    person: str = ""
    person_id: UUID | None = None
    felt: Lanterns | None = None
    wanted: Lanterns | None = None
    signs: list[Noticed] = field(default_factory=list)
    feelings: list[Feeling] = field(default_factory=list)
    fears: list[Fear] = field(default_factory=list)
    step: StepRead | None = None
    step_opens: bool = True

    @property
    def weekday(self) -> str:
        """The day of the week in three letters."""
        return self.day[:3]

    @property
    def sat(self) -> str:
        """How the writer felt after writing, as far as they said."""
        return SAT.get(self.page.sat or "skip", "")

    @property
    def heading(self) -> str:
        """The title, or the first words, or what the page holds."""
        return self.page.title.strip() or _cut(self._first_text, _FIRST_WORDS) or self._holds

    @property
    def excerpt(self) -> str:
        """How the page begins, or goes on where its first words are the heading."""
        text = self._first_text
        if not self.page.title.strip():
            text = text[len(_cut(text, _FIRST_WORDS).rstrip("…")) :].lstrip(",;:. ")
        return _cut(text, EXCERPT)

    @cached_property
    def _first_text(self) -> str:
        texts = (*(answer.text for answer in self.page.answers), self.page.text)
        # Only the beginning is looked at: a page may hold a million characters.
        return next((found for text in texts if (found := " ".join(text[:2000].split()))), "")

    @property
    def _holds(self) -> str:
        if self.signs or self.feelings or self.fears:
            return "What I noticed" if self.signs or self.feelings else "What might be underneath"
        if self.step and not self.felt:
            return "One small step"
        return "How close it felt" if self.felt or self.wanted else "A page"


def _cut(text: str, length: int) -> str:
    """Return the text, or its beginning up to a space."""
    if len(text) <= length:
        return text
    return (text[:length].rpartition(" ")[0] or text[:length]).rstrip(",;:. ") + "…"


def read_page(
    entry: Entry | ShownEntry,
    journal: Journal,
    handbook: Handbook,
    people: Mapping[UUID, PersonCard],
) -> Reading:
    """Open an entry that came with its step. One that does not open is shown as kept safe."""
    keyring = journal.keyring
    day = _day(entry.about_on)
    try:
        page = entry.read(keyring)
    except Unreadable:
        return Reading(entry, day, _time(entry.created_at, "UTC"), opens=False)
    card = card_of(people, page.person)
    hidden = journal.settings.hide_closeness
    signs, fears, feelings = handbook.signs, handbook.fears, handbook.feelings
    step, step_opens = _step(entry.step_or_none, journal)
    return Reading(
        entry,
        day,
        _time(entry.created_at, page.zone),
        page=page,
        person=card.nickname if card else "",
        person_id=same_as(people, page.person) if card and page.person else None,
        felt=None if hidden else LANTERNS.get(page.closeness_felt or 0),
        wanted=None if hidden else LANTERNS.get(page.closeness_wanted or 0),
        signs=[Noticed(signs[slug], who) for slug, who in page.signs.items() if slug in signs],
        feelings=[feelings[slug] for slug in page.feelings if slug in feelings],
        fears=[fears[slug] for slug in page.fears if slug in fears],
        step=step,
        step_opens=step_opens,
    )


def _step(step: Step | ShownStep | None, journal: Journal) -> tuple[StepRead | None, bool]:
    """Return the step, and whether it could be opened."""
    try:
        return read_step(step, journal) if step else None, True
    except Unreadable:
        return None, False


def read_step(step: Step | ShownStep, journal: Journal) -> StepRead:
    """Open a step, on the writer's own day. Raise Unreadable where it cannot be opened."""
    plan, today = step.read(journal.keyring), timezone.localdate()
    hidden = journal.settings.hide_closeness
    return StepRead(
        plan,
        _day(step.due_on),
        step.entry_id,
        _day(step.entry.about_on),
        is_open=step.is_open(plan, today),
        asks_again=step.asks_again(plan, today),
        felt=None if hidden else LANTERNS.get(plan.closeness_felt or 0),
    )


def shown_step(step: Step, journal: Journal) -> StepRead:
    """Open a step for a list. One that does not open is shown as kept safe."""
    try:
        return read_step(step, journal)
    except Unreadable:
        return StepRead(
            _NO_PLAN,
            _day(step.due_on),
            step.entry_id,
            _day(step.entry.about_on),
            is_open=step.is_open(_NO_PLAN, timezone.localdate()),
            asks_again=False,
            opens=False,
        )


@lru_cache(maxsize=512)
def _day(day: date) -> str:
    """Return "Sunday 22 November 2026". Remembered, because a timeline asks for it again."""
    return date_format(day, "l j F Y")


def month_of(day: date) -> str:
    """Return "November 2026"."""
    return _month(day.replace(day=1))


@lru_cache(maxsize=512)
def _month(first: date) -> str:
    return date_format(first, "F Y")


def _time(moment: datetime, zone: str) -> str:
    known = zone if zone in zones.known() else zones.UTC
    return moment.astimezone(ZoneInfo(known)).strftime("%H:%M")
