"""Strategies at the desk."""

from typing import Any

from django.contrib import admin

from guidance.admin.desk import ShelvedAdmin
from guidance.admin.narrow import by
from guidance.admin.parts import Part, part
from guidance.admin.states import StateFilter
from guidance.models import Action, Prompt, Strategy


@admin.register(Strategy)
class StrategyAdmin(ShelvedAdmin):
    about = "The ways back toward people."
    list_filter = [StateFilter, by("quiet", "quiet"), by("allowed_when_unsafe", "safety path")]
    fieldsets = [
        ("What writers read", {"fields": ["name", "summary", "about"]}),
        ("When it is suggested", {"fields": ["quiet", "bonus_when", "bonus"]}),
        (
            "When someone may be hurt",
            {
                "fields": ["allowed_when_unsafe", "gate_receiving", "gate_pushing"],
                "description": "A way back that is not allowed here is never suggested to"
                " someone who is afraid, or who may do harm.",
            },
        ),
        ("For editors", {"fields": ["slug"]}),
    ]

    def marks(self, row: Strategy) -> tuple[str, ...]:
        """Whether it is quiet, and allowed where someone may be hurt."""
        safe = ("On the safety path",) if row.allowed_when_unsafe else ()
        return (*(("Quiet",) if row.quiet else ()), *safe)

    def parts(self, row: Any) -> tuple[Part, ...]:
        """The things to try, and its questions."""
        return (
            part("Things to try", Action, "strategy", row),
            part("Questions", Prompt, "strategy", row),
        )
