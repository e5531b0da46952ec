"""Leanings at the desk."""

from django.contrib import admin

from guidance.admin.desk import OnOfferFilter, ShelvedAdmin
from guidance.models import Leaning


@admin.register(Leaning)
class LeaningAdmin(ShelvedAdmin):
    list_display = ["name", "summary", "concept", "order", "on_offer"]
    list_filter = [OnOfferFilter]
    search_fields = ["name", "summary", "about", "slug"]
    fieldsets = [
        ("What readers see", {"fields": ["name", "summary", "about"]}),
        ("For editors", {"fields": ["concept", "order"]}),
        ("Fixed", {"fields": ["slug", "code", "edited_at", "retired_at"]}),
    ]
