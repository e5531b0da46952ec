"""Signs at the desk."""

from django.contrib import admin

from guidance.admin.desk import ShelvedAdmin
from guidance.admin.narrow import by
from guidance.admin.states import StateFilter
from guidance.models import Sign


@admin.register(Sign)
class SignAdmin(ShelvedAdmin):
    about = "What a writer may notice, with one sentence for each of the two people."
    list_filter = [StateFilter, by("kind", "kind"), by("safety_check", "safety question")]
    fieldsets = [
        ("What writers read", {"fields": ["name", "summary", "me", "them", "about"]}),
        ("How it is used", {"fields": ["kind", "safety_check"]}),
        ("For editors", {"fields": ["slug"]}),
    ]

    def marks(self, row: Sign) -> tuple[str, ...]:
        """What kind it is, and whether it asks about safety."""
        asks = () if row.safety_check == "none" else ("Asks about safety",)
        return (row.kind.capitalize(), *asks)

    def group_of(self, row: Sign) -> str:
        """Distance and warmth stand apart on the writing form."""
        return str(row.get_kind_display())
