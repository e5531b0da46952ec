"""A journal's opened data keys: what a request needs to read and write one writer's words."""

from collections.abc import Iterable
from functools import cache, partial
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from journal.vault import envelope
from journal.vault.envelope import Place
from journal.vault.slots import MasterKeys, Slot

# The kinds of documents, bound into every blob. Numbers are never used again for another kind.
PAGE, PERSON, STEP, SETTINGS, DRAFT, FIND, FACTOR = 1, 2, 3, 4, 5, 6, 7


class Locked(Exception):
    """There is no key for this journal."""


def new_data_key() -> bytes:
    """Return 32 random bytes."""
    return AESGCM.generate_key(256)


class Keyring:
    """Seals under the newest generation, opens every one. Lives as long as a request."""

    def __init__(self, journal: UUID, keys: MasterKeys, slots: Iterable[Slot]) -> None:
        """Open the slots. Raise BadKeys where a master key is missing, Locked without a slot."""
        self._journal = journal
        # One cipher for all documents of a request: making one costs more than opening a page.
        self._ciphers = {
            slot.generation: AESGCM(keys.open_slot(slot, journal=journal)) for slot in slots
        }
        if not self._ciphers:
            raise Locked("This journal has no key.")
        self._newest = max(self._ciphers)
        # What opens documents of a kind, for those who open thousands of them.
        self.opener = cache(partial(envelope.opener, self._ciphers, journal))

    def seal(self, document: bytes, *, kind: int, object: UUID, revision: int) -> bytes:
        """Return the document sealed for this object and revision."""
        place, cipher = Place(self._journal, kind, object, revision), self._ciphers[self._newest]
        return envelope.seal(cipher, document, generation=self._newest, place=place)

    def open(self, blob: bytes, *, kind: int, object: UUID, revision: int) -> bytes:
        """Return the document. Raise Unreadable if it is damaged or belongs elsewhere."""
        return self.opener(kind)(blob, object.bytes, revision)
