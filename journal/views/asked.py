"""What an address of the journal asks for: sealed words and filters, and the way on from there."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.http import QueryDict
from django.utils import timezone
from django.utils.formats import date_format

from guidance.handbook import Handbook
from journal.find import Filters, Query, parse, query_string, read
from journal.find.filters import Name
from journal.find.token import unseal
from journal.models import Journal
from journal.models.person import card_of
from journal.page import PersonCard
from journal.views.reading import NAMES

GONE = (
    "The words you looked for are kept in an address for one day only. Please write them once more."
)
HIDDEN = "Closeness is hidden in your settings, so that filter was left out."
_NAMES = ("find", "f", "who", "p", "low", "high", "from", "to", "star")
_NO_WORDS, _NO_FILTERS = Query(), Filters()
SIDE_WORDS = {
    "me": "by me",
    "them": "by them",
    "both": "by both of us",
    "only-me": "only by me",
    "only-them": "only by them",
}


@dataclass(frozen=True)
class Asked:
    """What is looked for."""

    handbook: Handbook
    people: Mapping[UUID, PersonCard]
    token: str = ""
    """The words, sealed; "" for none."""
    words: str = ""
    query: Query = _NO_WORDS
    filters: Filters = _NO_FILTERS
    notes: tuple[str, ...] = ()
    """Sentences on what could not be understood."""

    def __bool__(self) -> bool:
        """Return whether there is anything to look for."""
        return bool(self.query or self.filters)

    def address(self, **beside: str) -> str:
        """Return the part of an address that asks for this, and for a place in it."""
        parts = (
            urlencode({"find": self.token}) if self.token else "",
            query_string(self.filters, self.handbook),
            urlencode(beside),
        )
        return "?" + "&".join(part for part in parts if part)

    def parts(self) -> Iterator[tuple[str, str]]:
        """Yield each thing that is asked for, in words, and the address without it."""
        if self.token:
            yield f"“{self.words}”", replace(self, token="").address()
        for name in self.filters.names:
            fewer = replace(self, filters=self.filters.without(name))
            yield self._said(name), fewer.address()

    def _said(self, name: Name) -> str:
        """Return a filter in words."""
        asked, book = self.filters, self.handbook
        card = card_of(self.people, asked.person)
        match name:
            case "sign":
                return book.signs[asked.sign or ""].name
            case "who":
                return SIDE_WORDS[asked.who or ""]
            case "fear":
                return book.fears[asked.fear or ""].name
            case "strategy":
                return f"a question from {book.strategies[asked.strategy or ''].name}"
            case "person":
                return f"with {card.nickname}" if card else "with someone"
            case "closeness":
                return _closeness(asked.felt_from or 1, asked.felt_to or 7)
            case "dates":
                return _dates(asked.since, asked.until)
            case "starred":
                return "starred"


def is_asked(sent: QueryDict) -> bool:
    """Return whether an address asks for something."""
    return any(name in sent for name in _NAMES)


def asked_in(
    sent: QueryDict, journal: Journal, handbook: Handbook, people: Mapping[UUID, PersonCard]
) -> Asked:
    """Read an address. Total: what is not understood is left out, with a note."""
    pairs = [(name, value) for name, values in sent.lists() for value in values]
    found = read(pairs, handbook, people)
    filters, notes = found.filters, list(found.notes)
    if journal.settings.hide_closeness and "closeness" in filters.names:
        filters, notes = filters.without("closeness"), [*notes, HIDDEN]
    asked = Asked(handbook, people, filters=filters)
    if token := sent.get("find", ""):
        words = unseal(token, journal.keyring, journal.pk, timezone.now())
        if words is None:
            notes.append(GONE)
        else:
            parsed = parse(words)
            notes += parsed.notes
            asked = replace(asked, token=token, words=words, query=parsed.query)
    return replace(asked, notes=tuple(notes))


def _closeness(low: int, high: int) -> str:
    if low == high:
        return f"felt “{NAMES[low]}”"
    return f"felt “{NAMES[low]}” to “{NAMES[high]}”"


def _dates(since: date | None, until: date | None) -> str:
    first, last = (day and date_format(day, "j F Y") for day in (since, until))
    if first and last:
        return first if first == last else f"{first} to {last}"
    return f"from {first} on" if first else f"up to {last}"
