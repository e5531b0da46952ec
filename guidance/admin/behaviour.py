"""The ways a fear may show, at the desk."""

from django.contrib import admin

from guidance.admin.desk import ShelvedAdmin
from guidance.admin.narrow import by
from guidance.admin.states import StateFilter
from guidance.models import Behaviour


@admin.register(Behaviour)
class BehaviourAdmin(ShelvedAdmin):
    about = "Ways a fear may show: reading on the page of the fear, never ticked by a writer."
    list_filter = [StateFilter, by("fear", "fear"), by("safety_check", "safety")]
    list_select_related = ["fear"]
    fieldsets = [
        ("What readers see", {"fields": ["name", "description"]}),
        ("How it is used", {"fields": ["fear", "safety_check"]}),
        ("For editors", {"fields": ["slug"]}),
    ]

    def marks(self, row: Behaviour) -> tuple[str, ...]:
        """Its fear, and whether it points to help."""
        return (row.fear.name, *(("Points to help",) if row.safety_check == "ask" else ()))

    def group_of(self, row: Behaviour) -> str:
        """The fear on whose page it stands."""
        return row.fear.name

    def view_on_site(self, obj: Behaviour) -> str | None:
        """The page of its fear."""
        return obj.fear.get_absolute_url()
