"""A person's card: the nickname, the kind, and which questions the writer wants about them."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import resolve

from journal.forms.person import CardForm
from journal.http import WriterRequest
from journal.models.person import cards_in
from journal.views import left_form
from journal.views.screen import SIGNED_OUT, SOMEONE_ELSE, is_left, writer_mark
from journal.views.words import WordsView


class CardView(WordsView):
    """A card, shown and changed. What was typed comes back where the session ended."""

    @staticmethod
    def give_back(*args: Any) -> HttpResponse:
        """Draw the form again as it was sent."""
        return given_back(*args)

    def get(self, request: WriterRequest, pk: UUID) -> HttpResponse:
        """Show the card as a form. One that cannot be opened is left alone."""
        found = get_object_or_404(request.journal.people, pk=pk)
        cards = cards_in(request.journal)
        if pk not in cards:
            return redirect(found)
        return _shown(request, CardForm(people=cards, person=pk))

    def post(self, request: WriterRequest, pk: UUID) -> HttpResponse:
        """Save the card, or show the form with what is wrong."""
        keyring = request.journal.keyring
        with transaction.atomic():
            request.journal.hold()
            found = get_object_or_404(request.journal.people, pk=pk)
            cards = cards_in(request.journal)
            if pk not in cards:
                return redirect(found)
            form = CardForm(request.POST, people=cards, person=pk)
            if not form.is_valid():
                return _shown(request, form, status=HTTPStatus.BAD_REQUEST)
            found.change(keyring, **form.changes())
        messages.success(request, "Saved.")
        return redirect(found)


def given_back(
    request: HttpRequest, refused: str, status: HTTPStatus = HTTPStatus.FORBIDDEN
) -> HttpResponse:
    """Give the form back as it was sent, with a fresh token. Nothing is stored or looked up.

    That of a writer who left quickly is given back to them alone.
    """
    if is_left(request):
        return redirect("account_login")
    form = CardForm(request.POST, people={}, person=resolve(request.path_info).kwargs["pk"])
    return _shown(request, form, refused=refused, status=status)


def _shown(
    request: HttpRequest, form: CardForm, *, refused: str = "", status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    context = {
        "form": form,
        "refused": refused,
        "needs_sign_in": refused in (SIGNED_OUT, SOMEONE_ELSE),
        # A refused form keeps the mark it came with: it is still its first writer's.
        "writer": request.POST.get("writer", "") if refused else writer_mark(request),
    }
    answer = render(request, "journal/people/card.html", context, status=status)
    left_form.forget(request, answer, writer_mark(request))
    return answer
