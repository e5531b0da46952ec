"""What the pictures are of, read from an address: how much time, and about whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404

from journal.http import WriterRequest
from journal.models.person import same_as
from journal.page import PersonCard
from journal.patterns import Span

SPANS: Mapping[str, tuple[Span, str]] = {
    "4w": ("4-weeks", "4 weeks"),
    "12w": ("12-weeks", "12 weeks"),
    "1y": ("year", "A year"),
    "all": ("everything", "Everything"),
}
USUAL = "12w"


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

    @property
    def span(self) -> Span:
        """The span as the engine knows it."""
        return SPANS[self.code][0]

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

    @property
    def persons(self) -> list[Choice]:
        """Anyone, and each person the form offers, or who is chosen; of two merged, one."""
        offered = [
            (pk, card.nickname)
            for pk, card in self.people.items()
            if same_as(self.people, pk) == pk and (not card.set_aside or pk == self.person)
        ]
        anyone: tuple[UUID | None, str] = (None, "Anyone")
        return [
            Choice(name, self._address(self.code, pk), pk == self.person)
            for pk, name in (anyone, *offered)
        ]

    def _address(self, code: str, person: UUID | None) -> str:
        return "?" + urlencode({"span": code} | ({"p": person} if person else {}))


def chosen_by(request: WriterRequest, people: Mapping[UUID, PersonCard]) -> Chosen:
    """Return what an address asks for. Raise Http404 for a span or person that there is not."""
    code, named = request.GET.get("span", USUAL), request.GET.get("p")
    if code not in SPANS:
        raise Http404
    if not named:
        return Chosen(code, None, people)
    try:
        person = UUID(named)
    except ValueError:
        raise Http404 from None
    if person not in people:
        raise Http404
    return Chosen(code, same_as(people, person), people)
