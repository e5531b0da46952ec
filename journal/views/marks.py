"""What is put on a kept page without changing its words: a star, and a line that is kept."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import resolve
from django.views.decorators.http import require_http_methods

from journal.forms.line import LineForm, sentences
from journal.http import WriterRequest
from journal.page import Page
from journal.vault.envelope import Unreadable
from journal.views import left_form
from journal.views.screen import SIGNED_OUT, SOMEONE_ELSE, is_left, writer_mark
from journal.views.words import WordsView

SHUT = (
    "This page is kept safe, but it cannot be opened now, so nothing was changed. Your line is"
    " below: copy it to a safe place, and try again later."
)


@require_http_methods(["GET", "HEAD", "POST"])
def entry_star(request: WriterRequest, pk: UUID) -> HttpResponse:
    """Put a star on a page, or take it away. Seeing the address changes nothing."""
    journal = request.journal
    with transaction.atomic():
        if request.method == "POST":
            journal.hold()
        found = get_object_or_404(journal.entries.kept(), pk=pk)
        if request.method == "POST":
            try:
                found.mark(journal.keyring, starred=bool(request.POST.get("starred")))
            except Unreadable:
                return redirect(found)  # its screen says that it cannot be opened
    return redirect(found)


class LineView(WordsView):
    """The line kept from a page. Nobody loses what they typed because a session ended."""

    @staticmethod
    def give_back(*args: Any) -> HttpResponse:
        """Draw the form again as it was sent."""
        return given_back(*args)

    def get(self, request: WriterRequest, pk: UUID) -> HttpResponse:
        """Show the line that is kept, and the sentences of the page to choose from."""
        found = get_object_or_404(request.journal.entries.kept(), pk=pk)
        try:
            page = found.read(request.journal.keyring)
        except Unreadable:
            return redirect(found)
        form = LineForm(initial={"line": page.kept_line})
        return _screen(request, pk, form, page)

    def post(self, request: WriterRequest, pk: UUID) -> HttpResponse:
        """Keep the line that was typed or chosen, and go back to the page."""
        journal, form = request.journal, LineForm(request.POST)
        with transaction.atomic():
            journal.hold()
            found = get_object_or_404(journal.entries.kept(), pk=pk)
            try:
                page = found.read(journal.keyring)
                if not form.is_valid():
                    return _screen(request, pk, form, page, HTTPStatus.BAD_REQUEST)
                line = form.cleaned_data["line"].strip()
                found.mark(journal.keyring, kept_line=line)
            except Unreadable:
                return given_back(request, SHUT, HTTPStatus.CONFLICT)
        messages.success(request, "Kept." if line else "No line of this page is kept now.")
        return redirect(found)


def given_back(
    request: HttpRequest, refused: str, status: HTTPStatus = HTTPStatus.FORBIDDEN
) -> HttpResponse:
    """Give back the line as it was sent. Nothing is stored, and nothing is looked up.

    That of a writer who left quickly is given back to them alone.
    """
    if is_left(request):
        return redirect("account_login")
    pk = resolve(request.path_info).kwargs["pk"]
    return _screen(request, pk, LineForm(request.POST), None, status, refused=refused)


def _screen(
    request: HttpRequest,
    pk: UUID,
    form: LineForm,
    page: Page | None,
    status: HTTPStatus = HTTPStatus.OK,
    *,
    refused: str = "",
) -> HttpResponse:
    context = {
        "entry": pk,
        "form": form,
        "kept": page.kept_line if page else "",
        "sentences": sentences(page) if page else [],
        "refused": refused,
        "needs_sign_in": refused in (SIGNED_OUT, SOMEONE_ELSE),
        # A refused form keeps the mark it came with: it is still its first writer's.
        "writer": request.POST.get("writer", "") if refused else writer_mark(request),
    }
    answer = render(request, "journal/entries/line.html", context, status=status)
    left_form.forget(request, answer, writer_mark(request))
    return answer
