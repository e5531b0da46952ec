"""Strategies at the desk, with the acts within them."""

from django.contrib import admin

from guidance.admin.desk import OnOfferFilter, ShelvedAdmin, ShelvedInline
from guidance.models import Action, Strategy


class ActionInline(ShelvedInline):
    model = Action
    fields = ["order", "slug", "name", "description", "retired"]
    verbose_name_plural = "things to try"


@admin.register(Strategy)
class StrategyAdmin(ShelvedAdmin):
    list_display = ["name", "summary", "quiet", "allowed_when_unsafe", "order", "on_offer"]
    list_filter = [OnOfferFilter]
    search_fields = ["name", "summary", "about", "slug"]
    inlines = [ActionInline]
    fieldsets = [
        ("What writers read", {"fields": ["name", "summary", "about"]}),
        ("When it is suggested", {"fields": ["order", "quiet", "bonus_when", "bonus"]}),
        (
            "When someone may be hurt",
            {
                "fields": ["allowed_when_unsafe", "gate_receiving", "gate_pushing"],
                "description": "A way back that is not allowed here is never suggested to"
                " someone who is afraid, or who may do harm.",
            },
        ),
        ("Fixed", {"fields": ["slug", "code", "edited_at", "retired_at"]}),
    ]
