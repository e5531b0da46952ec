"""A page that was kept: opened, put in the bin, and brought back."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from guidance import shelf
from journal.http import WriterRequest
from journal.models.person import cards_in
from journal.models.shown import beside, one_of
from journal.views.reading import read_page
from journal.views.sat import after_writing


@require_safe
def entry(request: WriterRequest, pk: UUID) -> HttpResponse:
    """Show a page. One in the bin says until when it can be brought back."""
    journal = request.journal
    found = one_of(journal, pk)
    if found is None:
        raise Http404
    people = cards_in(journal)
    handbook = shelf.current()
    reading = read_page(found, journal, handbook, people)
    after = after_writing(reading, journal, handbook)
    context = {"reading": reading, "entry": found, "after": after}
    if not found.deleted_at:
        older, newer = beside(journal, found.place)
        context |= {"older": older, "newer": newer}
    return render(request, "journal/entries/entry.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def bin_entry(request: WriterRequest, pk: UUID) -> HttpResponse:
    """Put a page in the bin. Its address offers to bring it back.

    Seeing the address changes nothing: someone who had to sign in first lands on the page.
    """
    found = get_object_or_404(request.journal.entries.not_erased(), pk=pk)
    if request.method == "POST":
        found.discard()
    return redirect(found)


@require_http_methods(["GET", "HEAD", "POST"])
def restore_entry(request: WriterRequest, pk: UUID) -> HttpResponse:
    """Take a page out of the bin. Raise Http404 if it was erased in the meantime."""
    found = get_object_or_404(request.journal.entries.not_erased(), pk=pk)
    if request.method == "POST":
        if not found.restore():
            raise Http404
        messages.success(request, "It is back in your journal.")
    return redirect(found)
