"""Help lines at the desk: checked by a person, published, and checked again."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.defaultfilters import pluralize
from django.urls import reverse
from django.utils import timezone

from guidance.admin.desk import AnyAdmin, AnyForm, OnOfferFilter, ShelvedAdmin
from guidance.models import HelpLine
from guidance.models.help_line import FRESH, HelpLineQuerySet
from guidance.wording import COUNTRIES


class CountryFilter(admin.SimpleListFilter):
    """The countries that have a line, by name."""

    title = "country"
    parameter_name = "country"

    def lookups(self, request: HttpRequest, model_admin: AnyAdmin) -> list[tuple[str, str]]:
        present = set(HelpLine.objects.values_list("country", flat=True))
        return [(code, name) for code, name in COUNTRIES.items() if code in present]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(country=self.value()) if self.value() else queryset


class HelpLineForm(AnyForm):
    def clean_last_verified_on(self) -> Any:
        """Refuse a day that has begun nowhere yet."""
        day = self.cleaned_data["last_verified_on"]
        if day and day > timezone.localdate() + timedelta(days=1):
            raise forms.ValidationError("That day has not come yet.")
        return day

    def clean(self) -> dict[str, Any]:
        """A line that is published keeps saying when it was checked, and by whom."""
        found = super().clean() or self.cleaned_data
        checked = found.get("last_verified_on") and found.get("verified_by")
        if self.instance.published_at and not checked:
            raise forms.ValidationError(
                "This line is published: say when it was checked and by whom,"
                " or take it back to draft in the list first."
            )
        return found


@admin.register(HelpLine)
class HelpLineAdmin(ShelvedAdmin):
    form = HelpLineForm
    actions = ["verify", "publish", "unpublish", "retire", "bring_back"]
    list_display = [
        "name",
        "country",
        "phone",
        "last_verified_on",
        "state",
        "order",
    ]
    list_filter = ["category", CountryFilter, OnOfferFilter]
    search_fields = ["name", "country", "phone", "notes", "slug"]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    readonly_fields = ["published_at"]
    fieldsets = [
        ("Who they are", {"fields": ["name", "country", "category", "hours", "notes"]}),
        (
            "How to reach them",
            {"fields": ["phone", "phone_link", "text_number", "text_keyword", "web_url"]},
        ),
        (
            "Who checked it",
            {
                "fields": ["source_url", "last_verified_on", "verified_by", "published_at"],
                "description": "Open the source, and compare number, hours and address. A line"
                " is shown for 180 days after that, once it is published.",
            },
        ),
        ("Its place", {"fields": ["order", "slug", "edited_at", "retired_at"]}),
    ]

    def view_on_site(self, obj: Any) -> str | None:
        """The help page, whether or not this line is shown there yet."""
        return reverse("help")

    @admin.display(description="state")
    def state(self, obj: HelpLine) -> str:
        if obj.retired_at:
            return "Retired"
        if not obj.published_at or not obj.last_verified_on:
            return "Draft"
        fresh = obj.last_verified_on >= timezone.localdate() - FRESH
        return "Shown" if fresh else "Too old to show"

    @admin.action(description="I checked number, hours and address today", permissions=["change"])
    def verify(self, request: HttpRequest, queryset: HelpLineQuerySet) -> None:
        count = queryset.verify(timezone.localdate(), by=str(request.user)[:80])
        self.message_user(request, f"{count} line{pluralize(count)} checked today.")

    @admin.action(description="Publish what was checked", permissions=["change"])
    def publish(self, request: HttpRequest, queryset: HelpLineQuerySet) -> None:
        count = queryset.publish()
        left = queryset.filter(published_at=None).count()
        if count:
            self.message_user(request, f"{count} line{pluralize(count)} published.")
        if left:
            self.message_user(
                request,
                f"{left} line{pluralize(left)} not published: check number, hours and address"
                " first, and say who did.",
                messages.WARNING,
            )

    @admin.action(description="Back to draft: stop showing", permissions=["change"])
    def unpublish(self, request: HttpRequest, queryset: HelpLineQuerySet) -> None:
        count = queryset.unpublish()
        self.message_user(request, f"{count} line{pluralize(count)} back to draft.")
