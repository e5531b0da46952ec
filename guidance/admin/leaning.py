"""Leanings at the desk."""

from django.contrib import admin

from guidance.admin.desk import ShelvedAdmin
from guidance.models import Leaning


@admin.register(Leaning)
class LeaningAdmin(ShelvedAdmin):
    about = "How people lean when they get close: reading in the guide, and nothing else."
    fieldsets = [
        ("What readers see", {"fields": ["name", "summary", "about"]}),
        ("For editors", {"fields": ["concept", "slug"]}),
    ]

    def marks(self, row: Leaning) -> tuple[str, ...]:
        """What books call it."""
        return (row.concept,)
