"""Signs at the desk."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from guidance.admin.desk import OnOfferFilter, ShelvedAdmin
from guidance.admin.weight import WeightInline
from guidance.models import Sign


@admin.register(Sign)
class SignAdmin(ShelvedAdmin):
    list_display = ["name", "kind", "me", "them", "safety_check", "order", "on_offer"]
    list_filter = ["kind", "safety_check", OnOfferFilter]
    search_fields = ["name", "summary", "about", "me", "them", "slug"]
    fieldsets = [
        ("What writers read", {"fields": ["name", "summary", "me", "them", "about"]}),
        ("How it is used", {"fields": ["kind", "safety_check", "order", "weight_reason"]}),
        ("Fixed", {"fields": ["slug", "code", "edited_at", "retired_at"]}),
    ]

    def get_inlines(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """Signs of warmth carry no weight."""
        return [WeightInline] if obj and obj.kind == "distance" else []
