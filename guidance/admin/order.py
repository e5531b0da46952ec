"""Putting a shelf in order: a number or two buttons a row, and one save."""

from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from guidance import versions

if TYPE_CHECKING:
    AnyAdmin = admin.ModelAdmin[Any]
else:
    # Django's own class takes no type at run time.
    AnyAdmin = admin.ModelAdmin

Groups = list[tuple[str, list[Any]]]


class OrderScreen(AnyAdmin):
    """The order of a shelf, in groups where only the order within one is seen by readers."""

    def group_of(self, row: Any) -> str:
        """Return the name of the group a row is ordered in; empty where all are one group."""
        return ""

    def order_view(self, request: HttpRequest) -> HttpResponse:
        """Show the order; move a row by a button, save nothing yet; or save what was put."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        groups = self._as_sent(request) if request.method == "POST" else self._grouped(self._all())
        moved = request.POST.get("up") or request.POST.get("down") or ""
        if request.method == "POST" and moved:
            groups = [(name, _moved(held, moved, "up" in request.POST)) for name, held in groups]
        elif request.method == "POST":
            return self._save_order(request, groups)
        return self._draw_order(request, groups, moved)

    def _all(self) -> Iterable[Any]:
        """Return the rows that have a place: all that are not retired, as readers meet them."""
        held: Iterable[Any] = self.model._default_manager.filter(retired_at=None)
        return held

    def _grouped(self, held: Iterable[Any]) -> Groups:
        """Return the rows by group, groups and rows in the order they came in."""
        names: dict[str, int] = {}
        rows = [(self.group_of(row), row) for row in held]
        for name, _ in rows:
            names.setdefault(name, len(names))
        rows.sort(key=lambda one: names[one[0]])
        return [
            (name, [row for _, row in found])
            for name, found in groupby(rows, key=lambda one: one[0])
        ]

    def _as_sent(self, request: HttpRequest) -> Groups:
        """Return the rows by the places that were sent; one without a place keeps its own."""
        groups = self._grouped(self._all())
        return [
            (name, [row for _, row in sorted(_placed(request, held), key=lambda one: one[0])])
            for name, held in groups
        ]

    def _save_order(self, request: HttpRequest, groups: Groups) -> HttpResponse:
        """Give each group's own numbers out anew, smallest first, and note each row that moved."""
        places = {
            row: place
            for _, held in groups
            for row, place in zip(held, _rising(sorted(one.order for one in held)), strict=True)
            if row.order != place
        }
        with versions.acting(list(places), by=str(request.user), said="moved"):
            for row, place in places.items():
                row.order = place
                row.save(update_fields=["order", "edited_at"])
        self.message_user(
            request, "The order is saved." if places else "Nothing moved.", messages.SUCCESS
        )
        url = reverse(f"admin:guidance_{self.opts.model_name}_changelist")
        return HttpResponseRedirect(url)

    def _draw_order(self, request: HttpRequest, groups: Groups, moved: str) -> TemplateResponse:
        context = self.admin_site.each_context(request) | {
            "title": "Order",
            "subtitle": str(self.opts.verbose_name_plural).capitalize(),
            "opts": self.opts,
            "groups": groups,
            "moved": moved,
            "way": "up" if "up" in request.POST else "down",
            "list_url": reverse(f"admin:guidance_{self.opts.model_name}_changelist"),
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/guidance/order.html", context)


def _placed(request: HttpRequest, held: list[Any]) -> Iterable[tuple[tuple[float, int], Any]]:
    """Pair each row with its sent place. Of two with one place, the one that was moved goes first.

    The row that somebody put on 2 comes before the one that was there.
    """
    for place, row in enumerate(held, start=1):
        sent = request.POST.get(f"place-{row.pk}", "")
        wanted = int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 6 else place
        # Moved up it goes before the one that is there, moved down after it.
        yield ((wanted + (wanted > place) * 0.5 - (wanted < place) * 0.5, place), row)


def _moved(held: list[Any], pk: str, up: bool) -> list[Any]:
    """Return the rows with one of them a place further up or down, if it is there."""
    at = next((place for place, row in enumerate(held) if str(row.pk) == pk), None)
    if at is None:
        return held
    to = max(at - 1, 0) if up else at + 1
    rest = [*held[:at], *held[at + 1 :]]
    return [*rest[:to], held[at], *rest[to:]]


def _rising(numbers: list[int]) -> list[int]:
    """Return the numbers with each larger than the one before, changed as little as can be."""
    found: list[int] = []
    for number in numbers:
        found.append(max(number, found[-1] + 1) if found else number)
    return found
