"""What every row with a sealed document has in common."""

import uuid
from typing import ClassVar, Protocol, TypeVar

import msgspec
from django.db import models

from journal.page import Draft, JournalSettings, Page, PersonCard, StepPlan
from journal.vault.envelope import Unreadable
from journal.vault.keyring import Keyring

Document = TypeVar("Document", Page, PersonCard, StepPlan, JournalSettings, Draft)


class Envelope(Protocol):
    """What has a sealed document: a row of ours, or what was read of one."""

    @property
    def pk(self) -> uuid.UUID: ...
    @property
    def revision(self) -> int: ...
    @property
    def sealed(self) -> bytes | memoryview: ...


def opened(row: Envelope, kind: int, document: type[Document], keyring: Keyring) -> Document:
    """Return the document of a row. Raise Unreadable if it does not open."""
    words = keyring.open(bytes(row.sealed), kind=kind, object=row.pk, revision=row.revision)
    try:
        return msgspec.json.decode(words, type=document)
    except msgspec.DecodeError:
        # Without its cause: msgspec's message may quote what it read.
        raise Unreadable("The document is of a form this version does not know.") from None


class SealedRow(models.Model):
    """A row whose words are in one sealed document, bound to the row and its revision.

    The id is made before the row, so that a save may be repeated safely.
    """

    KIND: ClassVar[int]

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    revision = models.PositiveIntegerField(default=0)
    sealed = models.BinaryField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.pk)

    def _unsealed(self, keyring: Keyring, kind_of_document: type[Document]) -> Document:
        return opened(self, self.KIND, kind_of_document, keyring)

    def _seal(
        self, document: Page | PersonCard | StepPlan | JournalSettings | Draft, keyring: Keyring
    ) -> None:
        self.revision += 1
        self.sealed = keyring.seal(
            msgspec.json.encode(document), kind=self.KIND, object=self.pk, revision=self.revision
        )
