"""Drafts: what stood on a form that was left quickly, sealed."""

from typing import ClassVar

from django.db import models

from journal.models.journal import Journal
from journal.models.sealed import SealedRow
from journal.page import Draft as Fields
from journal.vault.keyring import DRAFT, Keyring


class Draft(SealedRow):
    """The unsaved form of one page: when it was left, and nothing of what it says."""

    KIND: ClassVar[int] = DRAFT

    journal = models.ForeignKey(Journal, on_delete=models.CASCADE, related_name="drafts")
    page = models.UUIDField()
    """The id of the page it would become, which may not be kept yet."""
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["journal", "page"], name="a_page_has_one_draft_at_most"
            ),
        ]

    def read(self, keyring: Keyring) -> Fields:
        """Open the draft. Raise Unreadable if it was damaged, moved or tampered with."""
        return self._unsealed(keyring, Fields)

    def write(self, fields: Fields, keyring: Keyring) -> None:
        """Seal the draft as the next revision. The row is changed, and saved by who calls."""
        self._seal(fields, keyring)
