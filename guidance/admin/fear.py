"""Fears at the desk, with the ways they may show."""

from django.contrib import admin

from guidance.admin.desk import OnOfferFilter, ShelvedAdmin, ShelvedInline
from guidance.admin.weight import FearWeightInline
from guidance.models import Behaviour, Fear


class BehaviourInline(ShelvedInline):
    model = Behaviour
    fields = ["order", "slug", "name", "description", "safety_check", "retired"]
    verbose_name_plural = "how it may show"


@admin.register(Fear)
class FearAdmin(ShelvedAdmin):
    list_display = ["name", "summary", "order", "on_offer"]
    list_filter = [OnOfferFilter]
    search_fields = ["name", "summary", "about", "slug"]
    inlines = [BehaviourInline, FearWeightInline]
    fieldsets = [
        ("What writers read", {"fields": ["name", "summary", "about", "roots"]}),
        ("How it is used", {"fields": ["order", "weight_reason"]}),
        ("Fixed", {"fields": ["slug", "code", "edited_at", "retired_at"]}),
    ]
