"""Entries: the rows in which pages are kept, sealed."""

import base64
import binascii
import uuid
from datetime import UTC, date, datetime, timedelta
from functools import cache
from struct import Struct
from typing import TYPE_CHECKING, NamedTuple, Self, TypedDict, Unpack

from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.db.models import Q
from django.urls import get_script_prefix, reverse
from django.utils import timezone
from msgspec import structs

from journal.models.journal import Journal
from journal.models.sealed import SealedRow
from journal.page import Page, Sat
from journal.vault.keyring import PAGE, Keyring

if TYPE_CHECKING:
    from journal.models.step import Step

KEPT_IN_BIN = timedelta(days=30)
_NO_ID = uuid.UUID(int=0)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# The day, the microseconds since the epoch, the id.
_PACKED = Struct(">Iq16s")


def address_of(entry: uuid.UUID) -> str:
    """Return the address of a page's screen."""
    return _address(get_script_prefix()).format(entry)


@cache
def _address(_prefix: str) -> str:
    """Return the address with a place for the id: it is the same for every page of a site."""
    return reverse("entry", args=[_NO_ID]).replace(str(_NO_ID), "{}")


class Marks(TypedDict, total=False):
    """What can be put on a kept page without opening its form."""

    starred: bool
    kept_line: str
    left_out: bool


class Place(NamedTuple):
    """Where an entry stands in the timeline. Written into addresses, so it holds no words."""

    about_on: date
    created_at: datetime
    id: uuid.UUID

    def code(self) -> str:
        """Return the place as a short string for an address."""
        moment = (self.created_at - _EPOCH) // timedelta(microseconds=1)
        packed = _PACKED.pack(self.about_on.toordinal(), moment, self.id.bytes)
        return base64.urlsafe_b64encode(packed).decode().rstrip("=")

    @classmethod
    def from_code(cls, code: str) -> "Place":
        """Read what `code` wrote. Raise ValueError for anything else."""
        try:
            raw = base64.b64decode(code + "=" * (-len(code) % 4), altchars=b"-_", validate=True)
        except (binascii.Error, ValueError):
            raise ValueError("not a place") from None
        if len(raw) != _PACKED.size:
            raise ValueError("not a place")
        day, moment, pk = _PACKED.unpack(raw)
        try:
            created_at = _EPOCH + timedelta(microseconds=moment)
            return cls(date.fromordinal(day), created_at, uuid.UUID(bytes=pk))
        except OverflowError:
            raise ValueError("not a place") from None


class EntryQuerySet(models.QuerySet["Entry"]):
    """Sets of entries, each narrowed by an adjective."""

    def kept(self) -> Self:
        """Those that are not in the bin."""
        return self.filter(deleted_at=None)

    def discarded(self) -> Self:
        """Those in the bin, the latest first."""
        since = timezone.now() - KEPT_IN_BIN
        return self.filter(deleted_at__gte=since).order_by("-deleted_at")

    def expired(self) -> Self:
        """Those whose 30 days in the bin are over."""
        return self.filter(deleted_at__lt=timezone.now() - KEPT_IN_BIN)

    def not_erased(self) -> Self:
        """Those that are kept, or whose 30 days in the bin are not over."""
        return self.filter(Q(deleted_at=None) | Q(deleted_at__gte=timezone.now() - KEPT_IN_BIN))

    def newest_first(self) -> Self:
        """By the day they are about, then by when they were first saved."""
        return self.order_by("-about_on", "-created_at", "-id")

    def older_than(self, place: Place) -> Self:
        """Those that stand after the place in the timeline, newest first."""
        return self.filter(_beside(place, "lt")).newest_first()

    def newer_than(self, place: Place) -> Self:
        """Those that stand before the place in the timeline, oldest first."""
        return self.filter(_beside(place, "gt")).order_by("about_on", "created_at", "id")

    def about(self, first: date, last: date) -> Self:
        """Those about a day from the first to the last one."""
        return self.filter(about_on__range=(first, last))

    def with_step(self) -> Self:
        """Each with its step, in the same query."""
        return self.select_related("step")


def _beside(place: Place, side: str) -> Q:
    # The first condition follows from the others. With it the index is entered at the place.
    return Q(**{f"about_on__{side}e": place.about_on}) & (
        Q(**{f"about_on__{side}": place.about_on})
        | Q(about_on=place.about_on, **{f"created_at__{side}": place.created_at})
        | Q(about_on=place.about_on, created_at=place.created_at, **{f"id__{side}": place.id})
    )


class Entry(SealedRow):
    """A page of the journal, sealed: when it is about, and nothing of what it says.

    `write` and `read` ask for the keyring, so no admin page, log or query
    meets the words by accident.
    """

    KIND = PAGE

    journal = models.ForeignKey(Journal, on_delete=models.CASCADE, related_name="entries")
    about_on = models.DateField()
    created_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True, blank=True)
    save_id = models.UUIDField()

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "entries"
        indexes = [
            models.Index(
                fields=["journal", "-about_on", "-created_at", "-id"], name="the_timeline"
            ),
            models.Index(
                fields=["journal", "-deleted_at"],
                condition=Q(deleted_at__isnull=False),
                name="the_bin",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(revision__gte=1), name="a_kept_page_was_saved_at_least_once"
            ),
        ]

    def get_absolute_url(self) -> str:
        return address_of(self.pk)

    @property
    def place(self) -> Place:
        """Where the entry stands in the timeline."""
        return Place(self.about_on, self.created_at, self.pk)

    @property
    def step_or_none(self) -> "Step | None":
        """The page's step, if it has one."""
        try:
            return self.step
        except ObjectDoesNotExist:
            return None

    def read(self, keyring: Keyring) -> Page:
        """Open the page. Raise Unreadable if it was damaged, moved or tampered with."""
        return self._unsealed(keyring, Page)

    def write(self, page: Page, keyring: Keyring, *, about_on: date, save_id: uuid.UUID) -> None:
        """Seal the page as the next revision. The row is changed, and saved by who calls."""
        now = timezone.now()
        if not self.revision:
            self.created_at = now
        self.saved_at = now
        self.about_on = about_on
        self.save_id = save_id
        self.deleted_at = None
        self._seal(page, keyring)

    def say_how_it_sat(self, sat: Sat, keyring: Keyring) -> None:
        """Seal and save the page with how writing it sat. Raise Unreadable if it does not open.

        For a kept page, held by who calls. Saying the same twice is saying it once.
        """
        page = self.read(keyring)
        self._keep_changed(page, structs.replace(page, sat=sat), keyring)

    def mark(self, keyring: Keyring, **marks: Unpack[Marks]) -> None:
        """Seal and save the page with a star, a kept line, or left out of the patterns.

        For a kept page, held by who calls. Raise Unreadable if it does not open.
        Marking it so twice is marking it once.
        """
        page, saved_at = self.read(keyring), self.saved_at
        self._keep_changed(page, structs.replace(page, **marks), keyring, saved_at=saved_at)

    def _keep_changed(
        self, before: Page, page: Page, keyring: Keyring, *, saved_at: datetime | None = None
    ) -> None:
        """Save the changed page; as of now, or of the moment given: a mark says no new word."""
        if page == before:
            return
        page = structs.replace(page, v=Page().v)
        self.write(page, keyring, about_on=self.about_on, save_id=self.save_id)
        self.saved_at = saved_at or self.saved_at
        self.save(update_fields=["saved_at", "revision", "sealed"])

    def discard(self) -> None:
        """Put the page in the bin for 30 days. Discarding twice keeps the first moment."""
        Entry.objects.filter(pk=self.pk).kept().update(deleted_at=timezone.now())

    def restore(self) -> bool:
        """Take the page out of the bin; return whether it was still there."""
        return bool(Entry.objects.filter(pk=self.pk).update(deleted_at=None))

    @property
    def goes_on(self) -> date | None:
        """The day on which a page in the bin is erased; None for a page that is kept."""
        return self.deleted_at and timezone.localdate(self.deleted_at + KEPT_IN_BIN)
