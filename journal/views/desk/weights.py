"""The table of weights, with what it would suggest. Saved whole: as a draft, now, or on a day."""

from datetime import datetime, time, timedelta
from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods

from guidance import coverage, shelf, versions
from guidance.admin import weight_sheet
from guidance.admin.telling import Teller
from guidance.models import Version
from guidance.shipped import ContentError, Form
from guidance.weight_table import WeightTable
from journal.forms.ticks import sign_rows
from journal.views.desk.trial import trial
from journal.views.screen import PART

RIGHT = "guidance.change_weight"
TRIAL = "trial"
"""The part of the screen that the script asks for."""


class SavingForm(forms.Form):
    """What goes along with the table: which version it was made from, and a day to publish it."""

    based_on = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    publish_day = forms.DateField(
        required=False,
        label="On this day",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Write the day as year, month and day, such as 2026-11-22."},
    )

    def clean_publish_day(self) -> Any:
        """Ask for a day to come, where the table is to wait for one."""
        day = self.cleaned_data["publish_day"]
        if "_publish_on" not in self.data:
            return day
        if day is None:
            raise forms.ValidationError("Choose the day from which the table shall count.")
        if day <= timezone.localdate():
            raise forms.ValidationError("Choose a day to come. For today, press Publish now.")
        return day

    def moment(self) -> datetime:
        """Return the start of the chosen day, where the editor is."""
        return timezone.make_aware(datetime.combine(self.cleaned_data["publish_day"], time.min))


@require_http_methods(["GET", "HEAD", "POST"])
def weights(request: HttpRequest) -> HttpResponse:
    """Show the table, try it, or save it. For those who may change weights."""
    if not request.user.has_perm(RIGHT):
        raise PermissionDenied
    return _answer(request) if request.method == "POST" else _begin(request)


def _begin(request: HttpRequest) -> HttpResponse:
    """Show the table: what waits to be published, where something does."""
    newest = versions.newest(WeightTable.noun, WeightTable.slug)
    based_on = newest.number if newest else 0
    saving = SavingForm(initial={"based_on": based_on, "publish_day": _day_of(_waiting())})
    return _show(request, _on_the_table(), saving)


def _answer(request: HttpRequest) -> HttpResponse:
    """Try what was sent, save it, or give up what waits, as the button says."""
    form, errors = weight_sheet.sent(request.POST, _on_the_table())
    saving = SavingForm(request.POST)
    if "_give_up" in request.POST:
        return _give_up(request, saving)
    if "_try" in request.POST:
        return _try(request, form, saving)
    if errors or not saving.is_valid():
        return _show(request, form, saving, errors=errors, status=HTTPStatus.BAD_REQUEST)
    try:
        said = _save(request, form, saving)
    except versions.Overtaken as overtaken:
        return _overtaken(request, form, overtaken.theirs)
    except ContentError as problem:
        saving.add_error(None, str(problem))
        return _show(request, form, saving, status=HTTPStatus.BAD_REQUEST)
    messages.success(request, said)
    return redirect("desk_weights")


def _save(request: HttpRequest, form: Form, saving: SavingForm) -> str:
    """Save the table as the button says; return what was done. Raise Overtaken."""
    made: dict[str, Any] = {
        "by": request.user.email,  # type: ignore[union-attr]
        "based_on": saving.cleaned_data["based_on"],
    }
    table = WeightTable()
    if "_publish" in request.POST:
        versions.publish(table, form, **made)
        return "The weights are published. Suggestions follow them from now on."
    if "_publish_on" in request.POST:
        at = saving.moment()
        versions.publish_on(table, form, at=at, **made)
        day = date_format(timezone.localtime(at), "j F Y")
        return f"The weights are kept, and count from {day}."
    versions.keep_draft(table, form, **made)
    return "The weights are kept as a draft. Suggestions go by the old ones until you publish."


def _give_up(request: HttpRequest, saving: SavingForm) -> HttpResponse:
    """Give up what waits. Where someone changed it meanwhile, it is shown instead."""
    based_on = saving.cleaned_data["based_on"] if saving.is_valid() else 0
    try:
        versions.give_up(WeightTable(), based_on=based_on)
    except versions.Overtaken:
        messages.warning(request, "Someone changed it meanwhile. This is how it is now.")
    else:
        messages.success(request, "Given up. These are the weights that count.")
    return redirect("desk_weights")


def _try(request: HttpRequest, form: Form, saving: SavingForm) -> HttpResponse:
    if request.headers.get(PART) == TRIAL:
        answer = render(request, "journal/desk/_trial.html", _tried(request, form))
        answer[PART] = TRIAL
        return answer
    return _show(request, form, saving)


def _overtaken(request: HttpRequest, form: Form, theirs: Version) -> HttpResponse:
    """Answer a stale table with both: theirs beside it, and its own numbers still in the fields."""
    data = request.POST.copy()
    data["based_on"] = str(theirs.number)
    return _show(request, form, SavingForm(data), theirs=theirs, status=HTTPStatus.CONFLICT)


def _show(
    request: HttpRequest,
    form: Form,
    saving: SavingForm,
    *,
    errors: dict[str, str] | None = None,
    theirs: Version | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    teller = Teller(WeightTable.noun)
    context = admin.site.each_context(request) | {
        "title": "Weights",
        "sheet": weight_sheet.sheet(form, WeightTable().form(), errors or {}),
        "choices": weight_sheet.CHOICES,
        "saving": saving,
        "errors": [(teller.label(name), said) for name, said in (errors or {}).items()],
        "waiting": _waiting(),
        "theirs": theirs,
        "changes": teller.changes(theirs.form, form) if theirs else (),
    }
    context |= _tried(request, form) | _ticks(request)
    return render(request, "journal/desk/weights.html", context, status=status)


def _ticks(request: HttpRequest) -> dict[str, Any]:
    """Return what can be ticked for the trial, with what is."""
    book, ticked = shelf.current(), request.POST.getlist("signs")
    rows = {
        kind: sign_rows((one for one in book.offered_signs if one.kind == kind), ticked)
        for kind in ("distance", "warmth")
    }
    has_warmth = any(row.me or row.them for row in rows["warmth"])
    fears = {"fears": book.offered_fears, "ticked_fears": request.POST.getlist("fears")}
    return rows | fears | {"has_warmth": has_warmth}


def _tried(request: HttpRequest, form: Form) -> dict[str, Any]:
    """Return what this table, saved or not, suggests for the ticks, and where it is thin."""
    book = shelf.with_weights(form)
    signs, fears = (request.POST.getlist(name) for name in ("signs", "fears"))
    return {
        "trial": trial(signs, fears, book, timezone.localdate()),
        "thin": weight_sheet.thin(shelf.current(), book),
        "enough": coverage.ENOUGH,
    }


def _on_the_table() -> Form:
    """Return what the screen begins with: what waits to be published, else what counts now."""
    live, waiting = WeightTable().form(), _waiting()
    known = {name: value for name, value in waiting.form.items() if name in live} if waiting else {}
    return live | known


def _waiting() -> Version | None:
    return versions.waiting(WeightTable.noun, WeightTable.slug)


def _day_of(waiting: Version | None) -> Any:
    """Return the day on which what waits is due, else tomorrow."""
    if waiting and waiting.publish_at:
        return timezone.localdate(waiting.publish_at)
    return timezone.localdate() + timedelta(days=1)
