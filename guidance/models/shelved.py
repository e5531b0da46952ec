"""What every piece of guidance shares: a slug, a place in order, and a shelf to retire to."""

import secrets
from typing import Self, TypeVar

from django.apps import apps
from django.db import models
from django.urls import reverse
from django.utils import timezone

# No vowels, so that no code spells a word; nothing that reads like something else (l, 1, o, 0).
LETTERS = "bcdfghjkmnpqrstvwxz"
DIGITS = "23456789"

Row = TypeVar("Row", bound="Shelved", covariant=True)


class ShelvedQuerySet(models.QuerySet[Row]):
    def published(self) -> Self:
        """What readers have seen: all but drafts. Old pages may name any of it."""
        return self.exclude(published_at=None)

    def drafts(self) -> Self:
        """What nobody but editors has seen."""
        return self.filter(published_at=None)

    def offered(self) -> Self:
        """What a writer may still be shown: published, and not retired."""
        return self.published().filter(retired_at=None)

    def retired(self) -> Self:
        """What only old pages still name."""
        return self.exclude(retired_at=None)

    def retire(self) -> int:
        """Retire every row that is not retired yet; return how many. Keeps the first moment."""
        now = timezone.now()
        return self.filter(retired_at=None).update(retired_at=now, edited_at=now)

    def bring_back(self) -> int:
        """Offer every retired row again; return how many."""
        return self.retired().update(retired_at=None, edited_at=timezone.now())


class Shelved(models.Model):
    """A piece of guidance: reworded and retired by editors, never deleted once it was published.

    A row is what readers see now. One without `published_at` is a draft, on no screen of theirs;
    what editors prepare for a published row waits as a `Version`.

    `shipped` is the form in which the row was last loaded, so that a later load can tell
    an editor's change from an old text. It is empty for what an editor added.
    """

    slug = models.SlugField(
        "short name",
        max_length=40,
        unique=True,
        help_text="Small letters and hyphens. Pages keep it: it is fixed once it is published.",
    )
    order = models.PositiveSmallIntegerField(default=0, help_text="Smaller numbers come first.")
    edited_at = models.DateTimeField("last changed", auto_now=True)
    retired_at = models.DateTimeField("retired", null=True, blank=True, editable=False)
    published_at = models.DateTimeField("published", null=True, blank=True, editable=False)
    shipped = models.JSONField(null=True, editable=False)

    objects = ShelvedQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["order", "slug"]

    def retire(self) -> None:
        """Stop offering it; old pages still show it. Retiring twice keeps the first moment."""
        if self.retired_at is None:
            self.retired_at = timezone.now()
            self.save(update_fields=["retired_at", "edited_at"])

    def bring_back(self) -> None:
        """Offer it again."""
        if self.retired_at is not None:
            self.retired_at = None
            self.save(update_fields=["retired_at", "edited_at"])


def random_code() -> str:
    """Return a letter and two letters or digits, such as `k7m`."""
    return secrets.choice(LETTERS) + "".join(secrets.choice(LETTERS + DIGITS) for _ in range(2))


class Coded(Shelved):
    """Guidance with a page of its own, at an address that gives nothing away."""

    code = models.CharField(
        max_length=4,
        unique=True,
        editable=False,
        default=random_code,
        help_text="Stands in web addresses instead of the name. It stays the same for good.",
    )

    class Meta(Shelved.Meta):
        abstract = True

    def get_absolute_url(self) -> str:
        return reverse("guide_page", args=[self.code])


def unused_codes(count: int) -> list[str]:
    """Return that many codes which no sign, fear, strategy or leaning has."""
    taken: set[str] = set()
    for model in apps.get_app_config("guidance").get_models():
        if issubclass(model, Coded):
            taken.update(model.objects.values_list("code", flat=True))
    fresh: list[str] = []
    while len(fresh) < count:
        code = random_code()
        if code not in taken:
            taken.add(code)
            fresh.append(code)
    return fresh
