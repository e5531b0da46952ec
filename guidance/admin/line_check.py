"""The screen where an editor says that they compared a help line with its source."""

from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.formats import date_format

from guidance import editors, versions
from guidance.admin.help_line_form import COMPARED, who_checked
from guidance.models import HelpLine
from guidance.models.help_line import FRESH

if TYPE_CHECKING:
    AnyAdmin = admin.ModelAdmin[Any]
else:
    # Django's own class takes no type at run time.
    AnyAdmin = admin.ModelAdmin

WEB = ("https://", "http://")


class CheckForm(forms.Form):
    """Where it was compared, and on which day. `line` as it was shown must be as it is stored."""

    source_url = forms.URLField(
        label="Source",
        assume_scheme="https",
        max_length=200,
        help_text="The page of theirs that you have open beside this one. Not shown to readers.",
        error_messages={"required": "Give the address of the page where you compared it."},
    )
    checked_on = forms.DateField(
        label="Day of the check",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Say on which day you compared it."},
    )
    line = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, sent: Any, held: HelpLine) -> None:
        mark = _mark(held)
        first = {
            "source_url": held.source_url,
            "checked_on": timezone.localdate(),
            "line": mark,
        }
        super().__init__(sent, initial=first)
        self._held, self._mark = held, mark

    def clean_source_url(self) -> str:
        """Refuse what no browser opens as a page."""
        address: str = self.cleaned_data["source_url"]
        if not address.startswith(WEB):
            raise forms.ValidationError("Write the whole address, beginning with https://.")
        return address

    def clean_checked_on(self) -> date:
        """Refuse a day to come, one too old to show the line for, and one before the last check."""
        day: date = self.cleaned_data["checked_on"]
        today = timezone.localdate()
        if day > today:
            raise forms.ValidationError("That day has not come yet.")
        if day < today - FRESH:
            raise forms.ValidationError(
                f"That is more than {FRESH.days} days ago. Please compare it again."
            )
        if self._held.last_verified_on and day < self._held.last_verified_on:
            raise forms.ValidationError("Somebody checked it after that day already.")
        return day

    def clean(self) -> dict[str, Any]:
        """Refuse to vouch for a number that was not on the page."""
        if self.data.get("line") != self._mark:
            sent: Any = self.data
            again = sent.copy()
            again["line"] = self._mark
            self.data = again
            raise forms.ValidationError(
                "Somebody changed this line while you had it open. This is how it reads now:"
                " please compare once more."
            )
        return self.cleaned_data


def _mark(line: HelpLine) -> str:
    """Return a mark of all that a check is about."""
    text = "\n".join(str(getattr(line, name)) for name in COMPARED)
    return sha256(text.encode()).hexdigest()[:16]


class LineCheck(AnyAdmin):
    """Adds the screen to the shelf of help lines."""

    def get_urls(self) -> list[URLPattern]:
        """The shelf's own addresses, after that of the check."""
        view = self.admin_site.admin_view(self.check_view)
        own = path("<int:object_id>/check/", view, name="guidance_helpline_check")
        return [own, *super().get_urls()]

    def check_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Show what there is to compare, or note that it was compared."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        with transaction.atomic():
            editors.lock()  # so that the number on the page is the one that is vouched for
            line = HelpLine.objects.filter(pk=object_id).first()
            if line is None:
                raise Http404("There is no such help line.")
            form = CheckForm(request.POST or None, line)
            if not form.is_valid():
                return self._check_screen(request, line, form)
            self._note(request, line, form.cleaned_data)
        return redirect("admin:guidance_helpline_changelist")

    def _note(self, request: HttpRequest, line: HelpLine, found: dict[str, Any]) -> None:
        by = str(request.user)
        with versions.acting([line], by=by, said="checked"):
            line.source_url = found["source_url"]
            line.last_verified_on, line.verified_by = found["checked_on"], by[:80]
            line.save(update_fields=["source_url", "last_verified_on", "verified_by", "edited_at"])
        until = date_format(found["checked_on"] + FRESH, "j F Y")
        said = f"Checked. Without another check, readers see “{line.name}” until {until}."
        if not line.published_at:
            said = f"Checked. Now a second person can look at “{line.name}” and publish it."
        self.message_user(request, said, messages.SUCCESS)

    def _check_screen(self, request: HttpRequest, line: HelpLine, form: CheckForm) -> HttpResponse:
        names = {one.name: one.verbose_name for one in HelpLine._meta.fields}
        context = self.admin_site.each_context(request) | {
            "title": "Check a help line",
            "subtitle": line.name,
            "opts": self.opts,
            "line": line,
            "compared_url": line.source_url if line.source_url.startswith(WEB) else "",
            "form": form,
            "said": [(names[name], getattr(line, name)) for name in (*COMPARED, "notes")],
            "last": who_checked(line),
            "waiting": versions.waiting("helpline", line.slug),
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/guidance/check.html", context)
