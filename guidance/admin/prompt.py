"""Questions at the desk."""

from django.contrib import admin

from guidance.admin.desk import ShelvedAdmin
from guidance.admin.narrow import by
from guidance.admin.states import StateFilter
from guidance.models import Prompt


@admin.register(Prompt)
class PromptAdmin(ShelvedAdmin):
    about = "The questions, with their hints. Pages that answered one keep its wording."
    list_filter = [
        StateFilter,
        by("phase", "phase"),
        by("strategy", "way back"),
        by("depth", "length"),
        by("perspective", "whom it fits"),
        by("signs", "sign"),
        by("fears", "fear"),
        by("contact", "asks for contact"),
        by("hide_if_unsafe", "hidden when afraid"),
        by("hide_if_own_harm", "hidden when harmful"),
    ]
    list_select_related = ["strategy"]
    fieldsets = [
        ("What writers read", {"fields": ["title", "question", "hints", "care_note"]}),
        ("Where it belongs", {"fields": ["phase", "strategy", "depth", "minutes", "perspective"]}),
        ("What it fits", {"fields": ["signs", "fears"]}),
        ("Keep people safe", {"fields": ["contact", "hide_if_unsafe", "hide_if_own_harm"]}),
        (
            "Special places",
            {
                "fields": ["for_not_today", "for_heavier", "opens_own_harm"],
                "description": "One question each is enough.",
            },
        ),
        ("For editors", {"fields": ["technique", "slug"]}),
    ]

    def sentence(self, row: Prompt) -> str:
        """The question itself."""
        return row.question

    def marks(self, row: Prompt) -> tuple[str, ...]:
        """Its place, and how long it takes."""
        return (self.group_of(row), str(row.get_depth_display()))

    def group_of(self, row: Prompt) -> str:
        """The way back it belongs to, or the phase that has none."""
        return row.strategy.name if row.strategy else row.phase.capitalize()

    def view_on_site(self, obj: Prompt) -> str | None:
        """The guide page of its strategy, where readers find it."""
        return obj.strategy.get_absolute_url() if obj.strategy else None
