"""Fears at the desk."""

from typing import Any

from django.contrib import admin

from guidance.admin.desk import ShelvedAdmin
from guidance.admin.parts import Part, part
from guidance.models import Behaviour, Fear


@admin.register(Fear)
class FearAdmin(ShelvedAdmin):
    about = "Guesses at what might be underneath, in the writer."
    fieldsets = [
        ("What writers read", {"fields": ["name", "summary", "about", "roots"]}),
        ("For editors", {"fields": ["slug"]}),
    ]

    def parts(self, row: Any) -> tuple[Part, ...]:
        """The ways it may show."""
        return (part("How it may show", Behaviour, "fear", row),)
