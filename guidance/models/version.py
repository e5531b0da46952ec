"""Every form a piece of guidance had, and the one it is to get."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q


class VersionQuerySet(models.QuerySet["Version"]):
    def of(self, noun: str, slug: str) -> Self:
        """The versions of one row, or of the table of weights."""
        return self.filter(noun=noun, slug=slug)

    def newest_first(self) -> Self:
        return self.order_by("-number")

    def live(self) -> Self:
        """What readers saw at some time, or see now."""
        return self.exclude(published_at=None)

    def waiting(self) -> Self:
        """What no reader has seen yet: a draft, or one with a date."""
        return self.filter(published_at=None, dropped_at=None)

    def due(self, now: datetime) -> Self:
        """What was to be published by now and is not, the earliest first."""
        return self.waiting().filter(publish_at__lte=now).order_by("publish_at", "pk")


class Version(models.Model):
    """One form of a row: as loaded, as published, or waiting to be.

    `noun` is the name of the row's model; `weights` with the slug `table` stands for the whole
    table of weights. The numbers of a row go up from 1. A version that was published stays as
    it is for good; `dropped_at` says that one which waited never will be.
    """

    noun = models.CharField(max_length=10)
    slug = models.SlugField(max_length=40, db_index=False)  # the constraint has an index
    number = models.PositiveIntegerField()
    form = models.JSONField()
    said = models.CharField("what was done", max_length=40)
    made_at = models.DateTimeField("made")
    made_by = models.CharField(
        "by", max_length=254, blank=True, help_text="An e-mail address; empty for the shell."
    )
    publish_at = models.DateTimeField("to be published", null=True, blank=True)
    published_at = models.DateTimeField("published", null=True, blank=True)
    dropped_at = models.DateTimeField("given up", null=True, blank=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ["noun", "slug", "-number"]
        # No rights of its own: whoever may change a row may see what it was.
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["noun", "slug", "number"], name="a_version_has_a_number_of_its_own"
            ),
            models.UniqueConstraint(
                fields=["noun", "slug"],
                condition=Q(published_at=None, dropped_at=None),
                name="one_version_of_a_row_waits_at_most",
            ),
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(dropped_at=None),
                name="what_was_published_is_not_given_up",
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="versions_count_from_1"),
        ]
        indexes = [
            models.Index(
                fields=["publish_at"],
                condition=Q(published_at=None, dropped_at=None),
                name="what_waits_by_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.noun} {self.slug}, version {self.number}"
