"""Drafts: what stood on a form that was left quickly, sealed."""

import uuid
from contextlib import suppress
from datetime import timedelta
from typing import Any, ClassVar, NamedTuple, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from journal.models.journal import Journal
from journal.models.ready import Given, Ready, uuid_of
from journal.models.sealed import SealedRow, opened
from journal.page import Draft as Fields
from journal.vault.envelope import Unreadable
from journal.vault.keyring import DRAFT, Keyring

KEPT = timedelta(days=30)
"""How long a draft waits to be opened."""


class DraftQuerySet(models.QuerySet["Draft"]):
    """Sets of drafts."""

    def fresh(self) -> Self:
        """Those whose 30 days are not over, the latest first."""
        return self.kept_since(timezone.now() - KEPT)

    def kept_since(self, moment: Any) -> Self:
        """Those kept since a moment, the latest first."""
        return self.filter(saved_at__gte=moment).order_by("-saved_at", "-id")

    def expired(self) -> Self:
        """Those whose 30 days are over."""
        return self.filter(saved_at__lt=timezone.now() - KEPT)

    def latest_that_opens(self, keyring: Keyring) -> "Draft | None":
        """Return the latest fresh one that can be opened; the others stay where they are."""
        latest = self.fresh().first()
        if latest is None or latest.opens(keyring):
            return latest
        return next((one for one in self.fresh()[1:] if one.opens(keyring)), None)


class Draft(SealedRow):
    """The unsaved form of one page: when it was left, and nothing of what it says.

    A draft is not changed: where its form is left again, another one takes its place.
    """

    KIND: ClassVar[int] = DRAFT

    journal = models.ForeignKey(Journal, on_delete=models.CASCADE, related_name="drafts")
    page = models.UUIDField()
    """The id of the page it would become, which may not be kept yet."""
    saved_at = models.DateTimeField(auto_now=True)

    objects = DraftQuerySet.as_manager()

    def read(self, keyring: Keyring) -> Fields:
        """Open the draft. Raise Unreadable if it was damaged, moved or tampered with."""
        return self._unsealed(keyring, Fields)

    def opens(self, keyring: Keyring) -> bool:
        """Whether the draft can be opened."""
        with suppress(Unreadable):
            return bool(self.read(keyring))
        return False

    def write(self, fields: Fields, keyring: Keyring) -> None:
        """Seal the draft as the next revision. The row is changed, and saved by who calls."""
        self._seal(fields, keyring)


class _Row(NamedTuple):
    pk: uuid.UUID
    revision: int
    sealed: bytes


_LATEST = Ready(
    lambda: (
        Draft.objects.filter(journal=Given("journal"))
        .kept_since(Given("since", models.DateTimeField))
        .values_list("pk", "revision", "sealed")[:1]
    )
)


def draft_of(journal: Journal) -> uuid.UUID | None:
    """Return the id of the journal's latest fresh draft that can be opened; the others stay.

    One query, or two where the latest of all cannot be opened.
    """
    for pk, revision, sealed in _LATEST.rows(journal=journal.pk, since=timezone.now() - KEPT):
        latest = _Row(uuid_of(pk), revision, sealed)
        with suppress(Unreadable):
            opened(latest, DRAFT, Fields, journal.keyring)
            return latest.pk
        others = journal.drafts.fresh()[1:]
        return next((one.pk for one in others if one.opens(journal.keyring)), None)
    return None


def keep_draft(
    journal: Journal, page: uuid.UUID, fields: Fields, *, opened: uuid.UUID | None
) -> None:
    """Keep the form of a page, in place of the very draft it was opened from and of no other.

    Where a draft of the page says the same already, that one waits on. Nothing waits for a lock:
    a draft that someone else holds stays. To be called in a transaction.
    """
    drafts = journal.drafts.fresh().filter(Q(page=page) | Q(pk=opened))
    waiting = list(drafts.select_for_update(skip_locked=True))
    said = _words(fields)
    for one in waiting:
        if one.opens(journal.keyring) and _words(one.read(journal.keyring)) == said:
            one.save(update_fields=["saved_at"])
            return
    journal.drafts.filter(pk__in=[one.pk for one in waiting if one.pk == opened]).delete()
    draft = Draft(journal=journal, page=page)
    draft.write(fields, journal.keyring)
    draft.save(force_insert=True)


def _words(fields: Fields) -> list[tuple[str, str]]:
    """Return what a form says, whichever save would have kept it."""
    return sorted((name, value) for name, value in fields.fields if name != "save")
