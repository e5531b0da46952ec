"""How a row's page looks: its form, what waits, what somebody else saved, and the ways on."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.admin.helpers import AdminForm
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse

from guidance import rows, versions
from guidance.admin.states import state_of
from guidance.admin.telling import Teller, Told
from guidance.models import Coded

if TYPE_CHECKING:
    AnyAdmin = admin.ModelAdmin[Any]
else:
    # Django's own class takes no type at run time.
    AnyAdmin = admin.ModelAdmin


class RowScreen(AnyAdmin):
    """Draws the page of one row, and knows the addresses around it."""

    def draw(
        self, request: HttpRequest, row: Any, form: Any, theirs: Any = None
    ) -> TemplateResponse:
        """Draw the page; with `theirs`, the version that was saved meanwhile, beside it."""
        noun = str(self.opts.model_name)
        fieldsets: Any = list(self.get_fieldsets(request, row))
        context = self.admin_site.each_context(request) | {
            "title": f"{self.opts.verbose_name}".capitalize()
            if row
            else f"New {self.opts.verbose_name}",
            "subtitle": str(row) if row else None,
            "opts": self.opts,
            "noun": noun,
            "original": row,
            "form": form,
            "wrong": [field for field in form.visible_fields() if field.errors],
            "fieldsets": AdminForm(form, fieldsets, {}),
            "state": state_of(row) if row else None,
            "fixed": row is not None and versions.ever_published(row),
            "coming": self._coming(row, form) if row else (),
            "theirs": theirs,
            "changes": self._against(theirs, form) if theirs else (),
            "based_on": theirs.number if theirs else form["based_on"].value(),
            "list_url": self.list_url(request),
            "preview_url": self._preview_url(row),
            "history_url": self._history_url(row),
            "see_url": self.view_on_site(row) if row and row.published_at else None,
            "may_change": self.has_change_permission(request, row),
            "ways": self.ways(row) if row else (),
            "parts": self.parts(row) if row else (),
        }
        request.current_app = self.admin_site.name
        template = "admin/guidance/change_form.html"
        return TemplateResponse(request, template, context, status=409 if theirs else 200)

    def _against(self, theirs: Any, form: Any) -> tuple[Told, ...]:
        """Return what is different in their version from what was sent, by the field's name."""
        mine = form.as_form()
        held = {name: theirs.form.get(name) for name in mine}
        return Teller(str(self.opts.model_name)).changes(held, mine)

    def _coming(self, row: Any, form: Any) -> tuple[Told, ...]:
        """Return what is different in what waits from what readers see."""
        if not form.waiting or not row.published_at:
            return ()
        now, then = rows.form_of(row), form.waiting.form
        held = {name: now.get(name) for name in then}
        return Teller(str(self.opts.model_name)).changes(held, then)

    def _preview_url(self, row: Any) -> str:
        url = reverse("desk_preview", args=[self.opts.model_name])
        return f"{url}?row={row.pk}" if row else url

    def _history_url(self, row: Any) -> str:
        """Return the history of a row that has a page."""
        name = f"admin:guidance_{self.opts.model_name}_history"
        return reverse(name, args=[row.pk]) if row else ""

    def ways(self, row: Any) -> tuple[tuple[str, str], ...]:
        """Return the names and addresses of other screens of the row; most have none."""
        return ()

    def parts(self, row: Any) -> tuple[Any, ...]:
        """Return the shelves of smaller rows that belong to this one; most have none."""
        return ()

    def list_url(self, request: HttpRequest) -> str:
        """Return the list, narrowed as the editor left it."""
        kept = request.GET.get("_changelist_filters", "")
        url = reverse(f"admin:guidance_{self.opts.model_name}_changelist")
        return f"{url}?{kept}" if kept else url

    def view_on_site(self, obj: Any) -> str | None:
        """The guide page that readers see, where there is one."""
        return obj.get_absolute_url() if isinstance(obj, Coded) else None
