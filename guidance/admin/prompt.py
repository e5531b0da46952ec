"""Questions at the desk."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models

from guidance.admin.desk import OnOfferFilter, ShelvedAdmin
from guidance.models import Prompt


@admin.register(Prompt)
class PromptAdmin(ShelvedAdmin):
    list_display = ["title", "question", "place", "order", "on_offer"]
    list_filter = [
        OnOfferFilter,
        "phase",
        "strategy",
        "depth",
        "perspective",
        "contact",
        "hide_if_unsafe",
        "hide_if_own_harm",
        "signs",
        "fears",
    ]
    list_select_related = ["strategy"]
    search_fields = ["title", "question", "hints", "slug"]
    formfield_overrides = {
        models.ManyToManyField: {"widget": forms.CheckboxSelectMultiple},
    }
    fieldsets = [
        (
            "What writers read",
            {
                "fields": ["title", "question", "hints", "care_note"],
                "description": "Pages that answered it keep the wording they answered.",
            },
        ),
        (
            "Where it belongs",
            {"fields": ["phase", "strategy", "depth", "minutes", "perspective", "order"]},
        ),
        ("What it fits", {"fields": ["signs", "fears"]}),
        ("Keep people safe", {"fields": ["contact", "hide_if_unsafe", "hide_if_own_harm"]}),
        (
            "Special places",
            {
                "fields": ["for_not_today", "for_heavier", "opens_own_harm"],
                "description": "One question each is enough.",
            },
        ),
        ("For editors", {"fields": ["technique"]}),
        ("Fixed", {"fields": ["slug", "edited_at", "retired_at"]}),
    ]

    @admin.display(description="place")
    def place(self, obj: Prompt) -> str:
        """The way back it belongs to, or the phase that has none."""
        return obj.strategy.name if obj.strategy else obj.phase.capitalize()

    def view_on_site(self, obj: Any) -> str | None:
        """The guide page of its strategy, where readers find it."""
        return obj.strategy.get_absolute_url() if obj.strategy else None
