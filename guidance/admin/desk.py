"""What every shelf of the desk shares: finding, narrowing, retiring in one go, and no deleting."""

from typing import Any, NamedTuple

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse

from guidance.admin.checked_form import CheckedForm
from guidance.admin.history import HistoryScreens
from guidance.admin.order import OrderScreen
from guidance.admin.row_form import AnyForm, Lines, OneLine, RowForm
from guidance.admin.row_page import RowPage
from guidance.admin.row_screen import AnyAdmin
from guidance.admin.states import State, StateFilter, state_of

__all__ = ["AnyAdmin", "AnyForm", "Line", "RowForm", "ShelvedAdmin"]


class Line(NamedTuple):
    """One row in a list: its name, a sentence under it, small marks, and where it stands."""

    pk: int
    url: str
    name: str
    sentence: str
    marks: tuple[str, ...]
    state: State


class ShelvedAdmin(RowPage, OrderScreen, HistoryScreens):
    """A shelf: rows with a place in order, that are published, retired and never deleted."""

    form = CheckedForm
    actions = ["retire", "bring_back", "publish_waiting"]
    list_filter = [StateFilter]
    list_per_page = 50
    list_max_show_all = 500
    show_facets = admin.ShowFacets.NEVER
    about = ""
    """What the shelf is, in one line above its list."""

    def get_search_fields(self, request: HttpRequest) -> list[str]:
        """All texts of a row, so that any word of it finds it."""
        return [
            field.name
            for field in self.opts.get_fields()
            if isinstance(field, models.CharField | models.TextField) and not field.choices
        ]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Find the rows that hold every word, with straight apostrophes or curly ones."""
        for word in search_term.split():
            holds = Q()
            for name in self.get_search_fields(request):
                for spelt in {word, word.replace("'", "’"), word.replace("’", "'")}:
                    holds |= Q(**{f"{name}__icontains": spelt})
            queryset = queryset.filter(holds)
        return queryset, False

    def formfield_for_dbfield(
        self, db_field: "models.Field[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> Any:
        """Plain fields, as in the rest of Ajar: ticks for many, a short list for one."""
        if isinstance(db_field, models.ManyToManyField):
            kwargs = {"widget": forms.CheckboxSelectMultiple}
        elif isinstance(db_field, models.DateField):
            kwargs = {"widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
        elif isinstance(db_field, models.URLField):
            kwargs = {"assume_scheme": "https"}
        elif isinstance(db_field, models.CharField) and _is_sentence(db_field):
            kwargs = {"form_class": OneLine}
        elif isinstance(db_field, models.TextField):
            kwargs = {"form_class": Lines}
        else:
            kwargs = {}
        return db_field.formfield(**kwargs)

    def get_urls(self) -> list[URLPattern]:
        """The list, the pages, and the order."""
        view = self.admin_site.admin_view(self.order_view)
        return [
            path("order/", view, name=f"guidance_{self.opts.model_name}_order"),
            *super().get_urls(),
        ]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody deletes, superusers included: old pages name what they answered."""
        return False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> Any:
        """Show the list as lines, and what may be done with the ticked ones."""
        if request.method == "POST" and not request.POST.getlist("_selected_action"):
            self.message_user(request, "Nothing was ticked, so nothing was done.")
            return redirect(request.get_full_path())
        response = super().changelist_view(request, extra_context)
        data: dict[str, Any] | None = getattr(response, "context_data", None)
        if data and "cl" in data:
            kept = self.get_preserved_filters(request)
            data |= {
                "lines": [self.line(row) for row in data["cl"].result_list],
                "sought": bool(_given(request, "p")),
                "narrowed": bool(_given(request, "p", "q")),
                "kept": f"?{kept}" if kept else "",
                "about": self.about,
                "add_url": reverse(f"admin:guidance_{self.opts.model_name}_add"),
                "order_url": reverse(f"admin:guidance_{self.opts.model_name}_order"),
            }
        return response

    def line(self, row: Any) -> Line:
        """Return a row as a line of the list."""
        url = reverse(f"admin:guidance_{self.opts.model_name}_change", args=[row.pk])
        return Line(row.pk, url, str(row), self.sentence(row), self.marks(row), state_of(row))

    def sentence(self, row: Any) -> str:
        """Return what stands under a row's name."""
        return getattr(row, "summary", "") or getattr(row, "description", "")

    def marks(self, row: Any) -> tuple[str, ...]:
        """Return a few words each on where a row belongs."""
        return ()


def _given(request: HttpRequest, *but: str) -> list[str]:
    """Return what the address asks for, apart from some names, and from what is left empty."""
    return [name for name, value in request.GET.items() if value and name not in but]


def _is_sentence(field: "models.CharField[Any, Any]") -> bool:
    """Whether a field takes a sentence, which wants more room than one line of a phone."""
    return (field.max_length or 0) > 80 and not field.choices
