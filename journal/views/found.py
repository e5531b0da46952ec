"""The pages that were found: all are looked through, twenty are shown."""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

import msgspec
from django.utils.formats import date_format
from msgspec import structs

from journal.find import Excerpt, Filters, Part, Query, Sieve, Traits, finds, show
from journal.find.places import marks
from journal.models import Journal
from journal.models.entry import EntryQuerySet, Place
from journal.models.leaves import Leaf, Wanted, leaves
from journal.models.person import card_of, same_as
from journal.views.asked import Asked
from journal.views.reading import Reading, read_page

A_SCREEN = 20
WHOLE = 200
"""How many are drawn whole at once."""
_traits = msgspec.json.Decoder(Traits).decode
_LEADS = {"question": "A question: ", "step": "Small step: ", "line": "A line you kept: "}


@dataclass(frozen=True)
class Match:
    """A page that was found, with what was found in it marked."""

    reading: Reading
    heading: list[Part]
    excerpt: Excerpt | None
    """Where the words stand, apart from the heading and the nickname."""

    @property
    def lead(self) -> str:
        """What the excerpt is of, where that is not what the writer wrote down first."""
        return _LEADS.get(self.excerpt.where, "") if self.excerpt else ""

    @property
    def month(self) -> str:
        """The month the page is about."""
        return date_format(self.reading.entry.about_on, "F Y")


@dataclass
class Found:
    """Some of the pages that were found, newest first, and how many there are around them."""

    shown: list[Leaf] = field(default_factory=list)
    shut: list[UUID] = field(default_factory=list)
    """What could not be opened, so that nobody knows whether it is wanted."""
    opened: int = 0
    """How many pages were opened to find them."""
    newer: int = 0
    older: int = 0

    @property
    def total(self) -> int:
        """How many were found."""
        return self.newer + len(self.shown) + self.older


def look(
    journal: Journal,
    asked: Asked,
    *,
    before: Place | None = None,
    after: Place | None = None,
    at_most: int = A_SCREEN,
) -> Found:
    """Return the newest pages that are wanted, or those beside a place. Reads every page."""
    found = Found()
    wanted = _wanted(journal, asked, found)
    if after:
        return _newer_than(after, wanted, found)
    for leaf in wanted:
        if before and leaf.place >= before:
            found.newer += 1
        elif len(found.shown) < at_most:
            found.shown.append(leaf)
        else:
            found.older += 1
    return found


def _newer_than(place: Place, wanted: Iterator[Leaf], found: Found) -> Found:
    """Return the last twenty before a place in the list."""
    shown = deque[Leaf](maxlen=A_SCREEN)
    for leaf in wanted:
        if leaf.place <= place:
            found.older += 1
        else:
            found.newer += len(shown) == A_SCREEN
            shown.append(leaf)
    found.shown = list(shown)
    return found


def matches(journal: Journal, asked: Asked, found: Found) -> list[Match]:
    """Return what is shown, opened and marked."""
    return [_match(journal, asked, leaf) for leaf in found.shown]


def readings(journal: Journal, asked: Asked, found: Found) -> list[Reading]:
    """Return what is shown, opened, to be read whole."""
    handbook, people = asked.handbook, asked.people
    return [read_page(leaf.entry(journal), journal, handbook, people) for leaf in found.shown]


def _wanted(journal: Journal, asked: Asked, found: Found) -> Iterator[Leaf]:
    """Yield all pages that are wanted, newest first, in one query. `found` counts the others."""
    query, people = asked.query, asked.people
    nicknames = {pk: card.nickname for pk in people if (card := card_of(people, pk))}
    sieve, rows = _sieve(asked, nicknames, found), _of_days(journal, asked.filters).newest_first()
    for leaf in leaves(rows, journal.keyring, steps=bool(query), shut=found.shut, wanted=sieve):
        person = leaf.page.person
        if finds(query, leaf.page, leaf.step, nicknames.get(person, "") if person else ""):
            yield leaf


def _sieve(asked: Asked, nicknames: Mapping[UUID, str], found: Found) -> Wanted:
    """Return what tells from opened documents whether the filters fit and the words may be there.

    It counts in `found` what it was asked.
    """
    merged = {pk: same_as(asked.people, pk) for pk in asked.people}
    # The days are asked of the database.
    rest = asked.filters.without("dates")
    fits, words = rest.matches if rest else None, Sieve(asked.query, nicknames.values())

    def wanted(page: bytes, step: bytes) -> bool:
        found.opened += 1
        if fits:
            traits = _traits(page)
            if not fits(traits, date.min, starred=traits.starred, merged=merged):
                return False
        return not words or words.passes(page + step)

    return wanted


def _of_days(journal: Journal, filters: Filters) -> EntryQuerySet:
    entries = journal.entries.kept()
    if filters.since:
        entries = entries.filter(about_on__gte=filters.since)
    if filters.until:
        entries = entries.filter(about_on__lte=filters.until)
    return entries


def _match(journal: Journal, asked: Asked, leaf: Leaf) -> Match:
    reading = read_page(leaf.entry(journal), journal, asked.handbook, asked.people)
    # The heading has its own marks, and the nickname stands below.
    excerpt = show(asked.query, structs.replace(leaf.page, title=""), leaf.step)
    return Match(reading, _marked(asked.query, reading.heading), excerpt)


def _marked(query: Query, text: str) -> list[Part]:
    """Return a short text cut at its marks."""
    parts, at = [], 0
    for start, end in marks(query, text):
        parts += [Part(text[at:start], False), Part(text[start:end], True)]
        at = end
    return [part for part in [*parts, Part(text[at:], False)] if part.text]
