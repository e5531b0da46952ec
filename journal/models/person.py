"""People: whom pages are about, sealed, and who of them turned out to be the same person."""

import unicodedata
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any, NamedTuple, Self
from uuid import UUID

from django.db import connection, models
from django.urls import reverse
from msgspec import structs

from journal.models.journal import Journal
from journal.models.ready import Given, Ready, uuid_of
from journal.models.sealed import SealedRow, opened
from journal.page import PersonCard
from journal.suggest.about import PARTED
from journal.vault.envelope import Unreadable
from journal.vault.keyring import PERSON, Keyring


class PersonQuerySet(models.QuerySet["Person"]):
    """Sets of people."""

    def in_order_met(self) -> Self:
        """Those the writer named first come first."""
        return self.order_by("created_at", "id")


class Person(SealedRow):
    """A person of one journal, sealed: a nickname and a kind."""

    KIND = PERSON

    journal = models.ForeignKey(Journal, on_delete=models.CASCADE, related_name="people")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "people"

    def get_absolute_url(self) -> str:
        return reverse("person", args=[self.pk])

    def read(self, keyring: Keyring) -> PersonCard:
        """Open the card. Raise Unreadable if it was damaged, moved or tampered with."""
        return self._unsealed(keyring, PersonCard)

    def write(self, card: PersonCard, keyring: Keyring) -> None:
        """Seal the card as the next revision. The row is changed, and saved by who calls."""
        self._seal(card, keyring)

    def change(self, keyring: Keyring, **fields: Any) -> None:
        """Save the card with these fields of it changed. Raise Unreadable if it does not open."""
        card = structs.replace(self.read(keyring), v=PersonCard(nickname="").v, **fields)
        self.write(card, keyring)
        self.save(update_fields=["revision", "sealed"])

    def merge(self, other: "Person", keyring: Keyring) -> None:
        """Let pages about this person read as about the other one. No page is rewritten.

        The narrower choice of questions goes along, and someone who parted or died brings it,
        so that pages about the two are not offered a question that asks for contact. Raise
        Unreadable if a card does not open.
        """
        mine, theirs = self.read(keyring), other.read(keyring)
        narrow = mine.questions == "own" or (mine.kind in PARTED and theirs.kind not in PARTED)
        if narrow and theirs.questions != "own":
            other.change(keyring, questions="own")
        self.change(keyring, merged_into=other.pk)

    def split(self, keyring: Keyring) -> None:
        """Let this be a person of their own again. Raise Unreadable if the card does not open."""
        self.change(keyring, merged_into=None)


_COLUMNS = ("pk", "revision", "sealed")
_PEOPLE = Ready(
    lambda: Person.objects.filter(journal=Given("journal")).in_order_met().values_list(*_COLUMNS)
)


class _Row(NamedTuple):
    pk: UUID
    revision: int
    sealed: bytes


def cards_in(journal: Journal) -> dict[UUID, PersonCard]:
    """Return the cards of a journal by id, in the order met. One that does not open is left out.

    Each is as it was written: whose page it is after a merge, `same_as` and `card_of` tell.
    """
    keyring, found = journal.keyring, {}
    for pk, revision, sealed in _PEOPLE.rows(journal=journal.pk):
        row = _Row(uuid_of(pk), revision, sealed)
        with suppress(Unreadable):
            found[row.pk] = opened(row, PERSON, PersonCard, keyring)
    return found


def people_in(journal: Journal) -> dict[UUID, Person]:
    """Return the people of a journal by id, in the order met, to be changed."""
    rows = ((uuid_of(pk), *row) for pk, *row in _PEOPLE.rows(journal=journal.pk))
    using = connection.alias
    return {row[0]: Person.from_db(using, ("id", "revision", "sealed"), row) for row in rows}


def cards_of(people: Iterable[Person], keyring: Keyring) -> dict[UUID, PersonCard]:
    """Return the cards of these rows by id. One that does not open is left out."""
    found = {}
    for person in people:
        with suppress(Unreadable):
            found[person.pk] = person.read(keyring)
    return found


def same_as(people: Mapping[UUID, PersonCard], pk: UUID) -> UUID:
    """Return the id of the person whom a page that names `pk` is about.

    Merges are followed as far as the cards open, and a ring of them ends where it began.
    """
    passed = [pk]
    while (card := people.get(passed[-1])) and (other := card.merged_into) and other in people:
        if other in passed:
            return pk
        passed.append(other)
    return passed[-1]


def card_of(people: Mapping[UUID, PersonCard], pk: UUID | None) -> PersonCard | None:
    """Return the card that a page naming `pk` reads; None for nobody, or one that is not here."""
    return people.get(same_as(people, pk)) if pk else None


def called(people: Mapping[UUID, PersonCard], nickname: str) -> UUID | None:
    """Return who has this nickname, in any case and however its letters were composed.

    A nickname of someone who was merged means the person they turned out to be. Where two have
    it, someone who was not merged comes first, then whoever was met first.
    """
    wanted = folded(nickname)
    found = [pk for pk, card in people.items() if folded(card.nickname) == wanted]
    meant = [same_as(people, pk) for pk in found]
    return next((pk for pk in found if pk in meant), meant[0] if meant else None)


def folded(nickname: str) -> str:
    """Return what is the same of a nickname however it is typed."""
    return unicodedata.normalize("NFC", " ".join(nickname.split()).casefold())
