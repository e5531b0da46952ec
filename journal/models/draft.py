"""Drafts: what stood on a form that was left quickly, sealed."""

import uuid
from datetime import timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from journal.models.journal import Journal
from journal.models.sealed import SealedRow
from journal.page import Draft as Fields
from journal.vault.keyring import DRAFT, Keyring

KEPT = timedelta(days=30)
"""How long a draft waits to be opened."""


class DraftQuerySet(models.QuerySet["Draft"]):
    """Sets of drafts."""

    def fresh(self) -> Self:
        """Those whose 30 days are not over, the latest first."""
        return self.filter(saved_at__gte=timezone.now() - KEPT).order_by("-saved_at", "-id")

    def expired(self) -> Self:
        """Those whose 30 days are over."""
        return self.filter(saved_at__lt=timezone.now() - KEPT)


class Draft(SealedRow):
    """The unsaved form of one page: when it was left, and nothing of what it says."""

    KIND: ClassVar[int] = DRAFT

    journal = models.ForeignKey(Journal, on_delete=models.CASCADE, related_name="drafts")
    page = models.UUIDField()
    """The id of the page it would become, which may not be kept yet."""
    saved_at = models.DateTimeField(auto_now=True)

    objects = DraftQuerySet.as_manager()

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


def keep_draft(
    journal: Journal, page: uuid.UUID, fields: Fields, *, opened: uuid.UUID | None
) -> Draft:
    """Keep the form of a page in place of what was kept of it, and of the draft it was opened from.

    To be called in a transaction that holds the journal.
    """
    journal.drafts.filter(Q(page=page) | Q(pk=opened)).delete()
    draft = Draft(journal=journal, page=page)
    draft.write(fields, journal.keyring)
    draft.save(force_insert=True)
    return draft
