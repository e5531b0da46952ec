"""Where to get help now."""

from datetime import date, timedelta
from typing import ClassVar, Self
from urllib.parse import quote, urlsplit

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from guidance import wording
from guidance.models.shelved import Shelved, ShelvedQuerySet

CATEGORIES = {
    "crisis": "In a crisis",
    "abuse": "When someone hurts or controls you",
    "own-behaviour": "When you worry about what you do",
    "listening": "Someone to talk to",
    "therapist": "Finding a therapist",
    "youth": "For young people",
    "lgbtq": "For LGBTQ+ people",
}
FRESH = timedelta(days=180)
"""How long a line is shown after someone checked it."""

dialled = RegexValidator(r"^\+?[0-9]{2,15}$", "Digits only, with a + in front if it has one.")


def countries() -> list[tuple[str, str]]:
    """The choices for a country. A function, so that no migration repeats the list."""
    return list(wording.COUNTRIES.items())


class HelpLineQuerySet(ShelvedQuerySet["HelpLine"]):
    def shown_on(self, day: date) -> Self:
        """What a visitor sees on that day: published, and checked at most 180 days before."""
        return self.offered().filter(last_verified_on__gte=day - FRESH)

    def publish(self) -> int:
        """Publish every draft that was checked, and says by whom; return how many."""
        now = timezone.now()
        ready = self.filter(published_at=None, last_verified_on__isnull=False)
        return ready.exclude(verified_by="").update(published_at=now, edited_at=now)

    def unpublish(self) -> int:
        """Make drafts of what is published; return how many."""
        return self.published().update(published_at=None, edited_at=timezone.now())

    def verify(self, on: date, by: str) -> int:
        """Note that number, hours and web address were checked; return how many."""
        return self.update(last_verified_on=on, verified_by=by, edited_at=timezone.now())


class HelpLine(Shelved):
    """A help line. A draft until someone has checked it and published it."""

    country = models.CharField(max_length=2, choices=countries)
    category = models.CharField(max_length=15, choices=CATEGORIES)
    name = models.CharField(max_length=80)
    phone = models.CharField(
        "phone number", max_length=30, blank=True, help_text="As people there write it."
    )
    phone_link = models.CharField(
        "phone number to dial",
        max_length=16,
        blank=True,
        validators=[dialled],
        help_text="The same without spaces, such as 116123 or +448082000247.",
    )
    text_number = models.CharField(
        "number for text messages", max_length=16, blank=True, validators=[dialled]
    )
    text_keyword = models.CharField(
        "word to text", max_length=20, blank=True, help_text="Such as START. Empty: any words."
    )
    web_url = models.URLField("web address", blank=True)
    hours = models.CharField(max_length=120, blank=True, help_text="Such as “Day and night”.")
    notes = models.CharField(max_length=200, blank=True, help_text="Shown under the number.")
    source_url = models.URLField(
        "source", blank=True, help_text="The page where you checked it. Not shown."
    )
    last_verified_on = models.DateField(
        "checked on",
        null=True,
        blank=True,
        help_text="The day someone opened the source and compared number, hours and address.",
    )
    verified_by = models.CharField("checked by", max_length=80, blank=True)

    objects: ClassVar = HelpLineQuerySet.as_manager()

    class Meta(Shelved.Meta):
        ordering = ["country", "order", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(published_at=None)
                | (Q(last_verified_on__isnull=False) & ~Q(verified_by="")),
                name="a_published_help_line_was_checked_by_someone",
                violation_error_message=(
                    "This line is published: say on which day it was checked, and by whom."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(phone_link="") | ~Q(text_number="") | ~Q(web_url=""),
                name="a_help_line_can_be_reached",
                violation_error_message="Give a phone number, a text number or a web address.",
            ),
            models.CheckConstraint(
                condition=Q(phone="", phone_link="") | (~Q(phone="") & ~Q(phone_link="")),
                name="a_phone_number_can_be_read_and_dialled",
                violation_error_message="Write the phone number in both ways, or in neither.",
            ),
            models.CheckConstraint(
                condition=Q(category__in=list(CATEGORIES)), name="a_help_line_has_a_known_purpose"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_country_display()})"

    @property
    def site(self) -> str:
        """The web address as people say it."""
        return (urlsplit(self.web_url).hostname or "").removeprefix("www.")

    @property
    def web_link(self) -> str:
        """The web address where a browser opens it as a page, else nothing to lead to."""
        return self.web_url if self.web_url.startswith(("https://", "http://")) else ""

    @property
    def text_link(self) -> str:
        """The address that opens a text message, with the word to send already in it."""
        body = f"?body={quote(self.text_keyword)}" if self.text_keyword else ""
        return f"sms:{self.text_number}{body}"
