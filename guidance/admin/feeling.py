"""Feelings at the desk."""

from django.contrib import admin

from guidance.admin.desk import OnOfferFilter, ShelvedAdmin
from guidance.models import Feeling


@admin.register(Feeling)
class FeelingAdmin(ShelvedAdmin):
    list_display = ["name", "order", "on_offer"]
    list_filter = [OnOfferFilter]
    search_fields = ["name", "slug"]
    fieldsets = [
        ("What writers read", {"fields": ["name"]}),
        ("How it is used", {"fields": ["order"]}),
        ("Fixed", {"fields": ["slug", "edited_at", "retired_at"]}),
    ]
