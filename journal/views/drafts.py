"""Words that were kept when their writer left quickly: opened again, or dropped for good."""

import uuid

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from journal.forms.draft import as_sent
from journal.http import WriterRequest
from journal.vault.envelope import Unreadable
from journal.views.leaving import entry_of
from journal.views.screen import Screen, form_for, show


@require_safe
def draft(request: WriterRequest, pk: uuid.UUID) -> HttpResponse:
    """Show the form as it was left. Saving it drops the draft; a look leaves it where it is."""
    found = get_object_or_404(request.journal.drafts.fresh(), pk=pk)
    try:
        fields = found.read(request.journal.keyring)
    except Unreadable:
        messages.error(
            request, "Your words are kept safe, but they cannot be opened now. Nothing was changed."
        )
        return redirect("today")
    return show(request, _screen(request, as_sent(fields, found.pk)))


def _screen(request: WriterRequest, data: QueryDict) -> Screen:
    """Return the screen of the page they belong to: a new one, or one that is kept."""
    entry = entry_of(request.journal, uuid.UUID(data.get("page")))
    try:
        form = form_for(request, entry, data=data, asking=True)
    except Unreadable:
        # Not saved over a page that cannot be opened: they begin one of their own.
        data["page"], entry = str(uuid.uuid4()), None
        form = form_for(request, data=data, asking=True)
    if entry is None:
        data["revision"] = "0"
    form.is_valid()
    action = reverse("entry_edit", args=[entry.pk]) if entry else reverse("today")
    return Screen(form, action, entry)


@require_http_methods(["GET", "HEAD", "POST"])
def drop_draft(request: WriterRequest, pk: uuid.UUID) -> HttpResponse:
    """Ask once, then erase the draft."""
    found = get_object_or_404(request.journal.drafts.fresh(), pk=pk)
    if request.method == "POST":
        found.delete()
        others = request.journal.drafts.latest_that_opens(request.journal.keyring)
        more = " Others, from another time you left, are still kept." if others else ""
        messages.success(request, f"Those words are gone.{more}")
        return redirect("today")
    return render(request, "journal/drafts/drop.html", {"draft": found})
