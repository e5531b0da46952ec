"""Writers with many pages, sealed as their own saves would seal them, the same in every run.

Three pages a day up to yesterday. Of the 60 newest, 50 have an answered step, one has a step
that is due, and six have one that waits.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid5

from accounts.models import User
from bench.words import text
from guidance import shelf
from guidance.handbook import Handbook
from journal.models import Entry, Journal, Person, Step
from journal.page import Answer, Page, PersonCard, PersonKind, StepPlan, Worth
from journal.suggest import counted_strategy
from tests.faults.server import PASSWORD

PAGES_A_DAY = 3
PEOPLE: tuple[tuple[str, PersonKind], ...] = (
    *(("Sam", "partner"), ("Kim", "friend"), ("Noor", "family"), ("Alex", "other")),
    *(("Robin", "friend"), ("Jo", "family"), ("Ash", "friend"), ("Bo", "family")),
)
_WORTH: tuple[Worth, ...] = ("yes", "partly", "no", "not-sure")
DOORS = tuple(f"door-{number}@example.org" for number in range(8))
"""Who signs in, one at each of eight connections."""
RARE_EVERY = 500
"""One page in so many has the rare sign, so that looking for it goes through all of them."""
_AT_ONCE = 500
_DUE = 6
"""The page whose step is due today; those after it have steps that wait."""


@dataclass(frozen=True)
class Writer:
    """Someone with that many pages."""

    name: str
    pages: int
    accented: bool = False

    @property
    def email(self) -> str:
        """What they sign in with."""
        return f"{self.name}@example.org"

    def account(self) -> User:
        """Return their account. Raise User.DoesNotExist before it is made."""
        return User.objects.get(email=self.email)


def seed(writer: Writer) -> None:
    """Make the account, the people, the pages and the steps."""
    account = User.objects.create_user(writer.email, PASSWORD, time_zone="Europe/London")
    Hand(writer, Journal.objects.of(account), shelf.current()).write_all()


def seed_doors() -> None:
    """Make a few accounts that only sign in. One address may try five times at most."""
    accounts = [User(email=email) for email in DOORS]
    accounts[0].set_password(PASSWORD)
    for account in accounts:
        account.password = accounts[0].password
    User.objects.bulk_create(accounts)


def rare_sign(handbook: Handbook) -> str:
    """Return the slug of the sign that one page in 500 has."""
    return handbook.offered_signs[-1].slug


class Hand:
    """Writes one journal."""

    def __init__(self, writer: Writer, journal: Journal, handbook: Handbook) -> None:
        """Take an empty journal."""
        self._writer, self._journal, self._handbook = writer, journal, handbook
        self._today = journal.owner.today()
        self._luck = Random(20261122)  # noqa: S311 - chance, not a secret
        self._signs = [one.slug for one in handbook.offered_signs[:-1]]
        self._fears = [one.slug for one in handbook.offered_fears]
        self._feelings = [one.slug for one in handbook.offered_feelings]
        self._people = list(self._met())

    def write_all(self) -> None:
        """Write the pages, the newest first, a few hundred at a time."""
        for start in range(0, self._writer.pages, _AT_ONCE):
            numbers = range(start, min(start + _AT_ONCE, self._writer.pages))
            entries = {number: self._entry(number) for number in numbers}
            Entry.objects.bulk_create(entries.values())
            steps = (self._step(number, entry) for number, entry in entries.items())
            Step.objects.bulk_create(step for step in steps if step)

    def _met(self) -> Iterator[UUID]:
        for nickname, kind in PEOPLE:
            person = Person(pk=self._id("person", nickname), journal=self._journal)
            person.write(PersonCard(nickname=nickname, kind=kind), self._journal.keyring)
            person.save(force_insert=True)
            yield person.pk

    def _id(self, kind: str, number: object) -> UUID:
        return uuid5(self._journal.owner_id, f"{kind} {number}")

    def _day(self, number: int) -> date:
        return self._today - timedelta(days=1 + number // PAGES_A_DAY)

    def _moment(self, day: date, hour: int) -> datetime:
        return datetime.combine(day, time(hour), self._journal.owner.zone)

    def _entry(self, number: int) -> Entry:
        entry = Entry(pk=self._id("page", number), journal=self._journal)
        day, keyring = self._day(number), self._journal.keyring
        entry.write(self._page(number), keyring, about_on=day, save_id=self._id("save", number))
        entry.created_at = entry.saved_at = self._moment(day, 21 - number % PAGES_A_DAY)
        return entry

    def _page(self, number: int) -> Page:
        luck, some = self._luck, self._some
        signs: dict[str, Any] = {sign: luck.choice(("me", "them", "both")) for sign in some("sign")}
        if number % RARE_EVERY == RARE_EVERY - 1:
            signs[rare_sign(self._handbook)] = "both"
        return Page(
            title=self._text(30) if luck.random() < 0.5 else "",
            text=self._text(1000),
            answers=(self._answer(),) if number % 3 == 0 else (),
            person=luck.choice(self._people) if luck.random() < 0.75 else None,
            closeness_felt=luck.randint(1, 7) if luck.random() < 0.8 else None,
            closeness_wanted=luck.randint(1, 7) if luck.random() < 0.5 else None,
            signs=signs,
            fears=tuple(some("fear")),
            feelings=tuple(some("feeling")),
            sat=luck.choice(("lighter", "same", "heavier", None)),
            zone=self._journal.owner.zone.key,
        )

    def _some(self, kind: str) -> list[str]:
        offered = {"sign": self._signs, "fear": self._fears, "feeling": self._feelings}[kind]
        return self._luck.sample(offered, min(len(offered), self._luck.randint(0, 2)))

    def _text(self, length: int) -> str:
        return text(self._luck, length, accented=self._writer.accented)

    def _answer(self) -> Answer:
        prompt = self._luck.choice(self._handbook.offered_prompts)
        return Answer(
            prompt=prompt.slug,
            strategy=counted_strategy(prompt),
            phase=prompt.phase,
            question=prompt.question,
            text=self._text(300),
        )

    def _step(self, number: int, entry: Entry) -> Step | None:
        if number > _DUE and number % 18 == 17:
            return None
        step = Step(pk=self._id("step", number), journal=self._journal, entry=entry)
        step.due_on = entry.about_on + timedelta(days=3)
        plan = StepPlan(when=self._text(40), will=self._text(60))
        if number > _DUE:
            worth = self._luck.choice(_WORTH)
            plan = StepPlan(when=plan.when, will=plan.will, outcome="did", worth=worth)
            step.answered_at = self._moment(entry.about_on + timedelta(days=2), 20)
        step.write(plan, self._journal.keyring)
        return step
