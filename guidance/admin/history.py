"""The history of a row at the desk: who changed what and when, word by word, and the way back."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse

from guidance.admin.past import Subject, list_screen, version_screen
from guidance.weight_table import WeightTable

if TYPE_CHECKING:
    AnyAdmin = admin.ModelAdmin[Any]
else:
    # Django's own class takes no type at run time.
    AnyAdmin = admin.ModelAdmin


class HistoryScreens(AnyAdmin):
    """Mounts the history of each row of a shelf, in the place of Django's own."""

    def get_urls(self) -> list[URLPattern]:
        """Add the screen of one version; the list of them has Django's address."""
        view = self.admin_site.admin_view(self.version_view)
        name = f"guidance_{self.opts.model_name}_version"
        return [
            path("<path:object_id>/history/<int:number>/", view, name=name),
            *super().get_urls(),
        ]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show who changed what, and when."""
        return list_screen(request, self._subject(request, object_id))

    def version_view(self, request: HttpRequest, object_id: str, number: int) -> HttpResponse:
        """Show one version, or go back to it."""
        return version_screen(request, self._subject(request, object_id), number)

    def _subject(self, request: HttpRequest, object_id: str) -> Subject:
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        row = self.get_object(request, object_id)
        if row is None:
            raise Http404("Nothing has this number.")
        base = f"admin:guidance_{self.opts.model_name}"
        plural = str(self.opts.verbose_name_plural)
        crumbs = (
            (plural[:1].upper() + plural[1:], reverse(f"{base}_changelist")),
            (str(row), reverse(f"{base}_change", args=[row.pk])),
        )
        url = reverse(f"{base}_history", args=[row.pk])
        may_change = self.has_change_permission(request, row)
        return Subject(row, f"“{row}”", crumbs, url, may_change)


def weights_history(request: HttpRequest) -> HttpResponse:
    """Show who changed the weights, and when."""
    return list_screen(request, _weights(request))


def weights_version(request: HttpRequest, number: int) -> HttpResponse:
    """Show the weights as they were, or go back to them."""
    return version_screen(request, _weights(request), number)


def _weights(request: HttpRequest) -> Subject:
    if not request.user.has_perm("guidance.view_weight"):
        raise PermissionDenied
    may_change = request.user.has_perm("guidance.change_weight")
    crumbs = (("Weights", reverse("desk_weights")),)
    return Subject(
        WeightTable(), "the weights", crumbs, reverse("admin:weights_history"), may_change
    )
