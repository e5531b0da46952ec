"""A row's page at the desk: its form, what waits, and the acts that change where it stands."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse

from guidance import versions
from guidance.admin.acts import Acts
from guidance.admin.row_form import RowForm
from guidance.admin.row_screen import RowScreen
from guidance.admin.states import short_day, with_waiting
from guidance.rows import ContentError
from guidance.versions import Overtaken

FURTHEST = 32_767
"""The last place in order that a database keeps."""


class RowPage(RowScreen, Acts):
    """Shows and takes the form of one row. Saves through versions, and never by itself."""

    form = RowForm

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show the page of a row or of a new one, or do what a button of it says."""
        row = self.row_for(request, object_id) if object_id else None
        if object_id and row is None:
            self.message_user(request, "It is not there any more.", messages.WARNING)
            return redirect("admin:index")
        if row is None and not self.has_add_permission(request):
            raise PermissionDenied
        # Who may only look gets the same fields, and no button.
        made = self.get_form(request, row, change=False)
        if request.method != "POST":
            first = {} if row else self.get_changeform_initial_data(request)
            return self.draw(request, row, made(instance=row, initial=first))
        if row and not self.has_change_permission(request, row):
            raise PermissionDenied
        if row and (done := self._act(request, row)):
            return done
        # The row is read once more: filling in a form changes the one it is given.
        form = made(request.POST, instance=self.row_for(request, object_id) if object_id else None)
        return self._save(request, row, form)

    def row_for(self, request: HttpRequest, object_id: str) -> Any:
        """Return the row with its state, or None. Raise PermissionDenied for who may not look."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        return self.get_object(request, unquote(object_id))

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        """The rows with what waits of each, in the one query."""
        return with_waiting(super().get_queryset(request))

    def _save(self, request: HttpRequest, row: Any, form: Any) -> HttpResponse:
        """Keep what was sent as the button says, or show it again with all that is wrong."""
        theirs = None
        if form.is_valid():
            try:
                with transaction.atomic():
                    saved, said = self._keep(request, row, form)
            except Overtaken as overtaken:
                theirs = overtaken.theirs
            except ContentError as problem:
                form.add_error(None, str(problem))
            else:
                self.message_user(request, said, messages.SUCCESS)
                return self._back_to(request, saved)
        return self.draw(request, row, form, theirs)

    def _keep(self, request: HttpRequest, row: Any, form: Any) -> tuple[Any, str]:
        """Save, and return the row and a sentence. Raise Overtaken or ContentError."""
        made, by = form.as_form(), str(request.user)
        based_on = form.cleaned_data["based_on"] or 0
        row = row or self.model(order=self._last_place())
        if "_publish" in request.POST:
            versions.publish(row, made, by=by, based_on=based_on)
            if row.retired_at:
                return row, "Published. Only old pages show it until you bring it back."
            return row, "Published. Readers see it now."
        if "_publish_on" in request.POST:
            at = form.day_to_publish()
            versions.publish_on(row, made, by=by, based_on=based_on, at=at)
            return row, f"Kept for {short_day(at)}. It is published by itself as that day begins."
        versions.keep_draft(row, made, by=by, based_on=based_on)
        return row, "Kept as a draft. Readers see nothing of it."

    def _last_place(self) -> int:
        """Return the place after all others: whoever adds a row has not said it goes first."""
        last = self.model._default_manager.aggregate(last=models.Max("order"))["last"]
        return 0 if last is None else min(last + 1, FURTHEST)

    def _act(self, request: HttpRequest, row: Any) -> HttpResponse | None:
        """Do what a button beside the form says, or return None if none of them was pressed."""
        if "_retire" in request.POST:
            self.retire(request, self._only(row))
        elif "_bring_back" in request.POST:
            self.bring_back(request, self._only(row))
        elif "_give_up" in request.POST:
            if self.give_up(request, row):
                return HttpResponseRedirect(self.list_url(request))
        else:
            return None
        return self._back_to(request, row)

    def _only(self, row: Any) -> models.QuerySet[Any]:
        found: models.QuerySet[Any] = self.model._default_manager.filter(pk=row.pk)
        return found

    def _back_to(self, request: HttpRequest, row: Any) -> HttpResponse:
        url = reverse(f"admin:guidance_{self.opts.model_name}_change", args=[row.pk])
        kept = request.GET.urlencode()
        return HttpResponseRedirect(f"{url}?{kept}" if kept else url)
