"""People: whom pages are about, sealed."""

from contextlib import suppress
from typing import Self
from uuid import UUID

from django.db import models

from journal.models.journal import Journal
from journal.models.sealed import SealedRow
from journal.page import PersonCard
from journal.vault.envelope import Unreadable
from journal.vault.keyring import PERSON, Keyring


class PersonQuerySet(models.QuerySet["Person"]):
    """Sets of people."""

    def in_order_met(self) -> Self:
        """Those the writer named first come first."""
        return self.order_by("created_at", "id")

    def cards(self, keyring: Keyring) -> dict[UUID, PersonCard]:
        """Return the cards by id, in the order met. One that does not open is left out."""
        found = {}
        for person in self.in_order_met():
            with suppress(Unreadable):
                found[person.pk] = person.read(keyring)
        return found


class Person(SealedRow):
    """A person of one journal, sealed: a nickname and a kind."""

    KIND = PERSON

    journal = models.ForeignKey(Journal, on_delete=models.CASCADE, related_name="people")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "people"

    def read(self, keyring: Keyring) -> PersonCard:
        """Open the card. Raise Unreadable if it was damaged, moved or tampered with."""
        return self._unsealed(keyring, PersonCard)

    def write(self, card: PersonCard, keyring: Keyring) -> None:
        """Seal the card as the next revision. The row is changed, and saved by who calls."""
        self._seal(card, keyring)
