"""What the pictures are of, read from an address: how much time, and about whom."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from journal.http import WriterRequest
from journal.models.person import card_of, same_as
from journal.page import PersonCard
from journal.patterns import Opened, Span, first_day

SPANS: Mapping[str, tuple[Span, str]] = {
    "4w": ("4-weeks", "4 weeks"),
    "12w": ("12-weeks", "12 weeks"),
    "1y": ("year", "A year"),
    "all": ("everything", "Everything"),
}
USUAL = "12w"
PEOPLE = 6
"""How many people are offered at once. One more is shown too, rather than folded away alone."""
NO_SUCH_TIME = "There is no such time to choose."
NO_SUCH_PERSON = "No one of your journal has this address."


@dataclass(frozen=True)
class Choice:
    """A link that changes what the pictures are of."""

    name: str
    address: str
    is_chosen: bool


@dataclass(frozen=True)
class Chosen:
    """What the pictures are of: a span, and one person or anyone."""

    code: str
    person: UUID | None
    people: Mapping[UUID, PersonCard]
    today: date
    """The writer's own."""

    @property
    def span(self) -> Span:
        """The span as the engine knows it."""
        return SPANS[self.code][0]

    @property
    def since(self) -> date | None:
        """The first day; None for everything."""
        return first_day(self.today, self.span)

    @property
    def who(self) -> str:
        """The nickname of the person; empty for anyone."""
        card = card_of(self.people, self.person)
        return card.nickname if card else ""

    def of(self, pages: Iterable[Opened]) -> Iterator[UUID]:
        """Yield those of this time and about this person."""
        for one in pages:
            if (not self.since or one.on >= self.since) and self.person in (None, one.page.person):
                yield one.entry

    @property
    def base(self) -> str:
        """The address of the screen with these choices. It holds codes and ids only."""
        return self._address(self.code, self.person)

    @property
    def spans(self) -> list[Choice]:
        """The four spans, of the same person."""
        return [
            Choice(name, self._address(code, self.person), code == self.code)
            for code, (_, name) in SPANS.items()
        ]

    def persons(self, lately: Iterable[UUID | None]) -> tuple[list[Choice], list[Choice]]:
        """Return anyone with a few people, and the others: those the form offers, or who is chosen.

        The few are whom the writer wrote about `lately`, the last one first, and who is chosen.
        """
        offered = {
            pk: card.nickname
            for pk, card in self.people.items()
            if same_as(self.people, pk) == pk and (not card.set_aside or pk == self.person)
        }
        some = [pk for pk in dict.fromkeys((*lately, *offered)) if pk in offered]
        if len(some) > PEOPLE + 1:
            few = {*some[:PEOPLE], self.person}
        else:
            few = {*some}
        anyone = Choice("Anyone", self._address(self.code, None), self.person is None)
        choices = {
            pk: Choice(offered[pk], self._address(self.code, pk), pk == self.person)
            for pk in some
            if pk
        }
        return (
            [anyone, *(one for pk, one in choices.items() if pk in few)],
            [one for pk, one in choices.items() if pk not in few],
        )

    def _address(self, code: str, person: UUID | None) -> str:
        return "?" + urlencode({"span": code} | ({"p": person} if person else {}))


def chosen_by(request: WriterRequest, people: Mapping[UUID, PersonCard]) -> Chosen:
    """Return what an address asks for.

    Raise ValueError with a sentence for a span or a person that there is not.
    """
    code, named = request.GET.get("span", USUAL), request.GET.get("p")
    today = request.user.today()
    if code not in SPANS:
        raise ValueError(NO_SUCH_TIME)
    if not named:
        return Chosen(code, None, people, today)
    try:
        person = UUID(named)
    except ValueError:
        raise ValueError(NO_SUCH_PERSON) from None
    if person not in people:
        raise ValueError(NO_SUCH_PERSON)
    return Chosen(code, same_as(people, person), people, today)
