"""The concrete acts within a strategy, at the desk."""

from django.contrib import admin

from guidance.admin.desk import ShelvedAdmin
from guidance.admin.narrow import by
from guidance.admin.states import StateFilter
from guidance.models import Action


@admin.register(Action)
class ActionAdmin(ShelvedAdmin):
    about = "Things to try, on the page of a way back."
    list_filter = [StateFilter, by("strategy", "way back")]
    list_select_related = ["strategy"]
    fieldsets = [
        ("What readers see", {"fields": ["name", "description"]}),
        ("How it is used", {"fields": ["strategy"]}),
        ("For editors", {"fields": ["slug"]}),
    ]

    def marks(self, row: Action) -> tuple[str, ...]:
        """Its way back."""
        return (row.strategy.name,)

    def group_of(self, row: Action) -> str:
        """The way back on whose page it stands."""
        return row.strategy.name

    def view_on_site(self, obj: Action) -> str | None:
        """The page of its strategy."""
        return obj.strategy.get_absolute_url()
