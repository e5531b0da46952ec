"""The people of a journal: the list, each one's own screen, and what may become of them."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from guidance import shelf
from journal.forms.page_fields import KINDS
from journal.forms.person import MergeForm
from journal.http import WriterRequest
from journal.models.entry import Place
from journal.models.person import cards_in, same_as
from journal.page import PersonCard
from journal.vault.envelope import Unreadable
from journal.views import pace
from journal.views.portrait import portrait

_KIND = dict(KINDS)


@require_safe
def people(request: WriterRequest) -> HttpResponse:
    """Show everyone the writer met, those set aside apart."""
    cards = _cards(request)
    met = [(pk, card, _KIND[card.kind]) for pk, card in cards.items() if same_as(cards, pk) == pk]
    context = {
        "offered": [one for one in met if not one[1].set_aside],
        "set_aside": [one for one in met if one[1].set_aside],
    }
    return render(request, "journal/people/people.html", context)


@require_safe
def person(request: WriterRequest, pk: UUID) -> HttpResponse:
    """Show a person; of two who were merged, the one they turned out to be."""
    cards = _cards(request)
    if pk not in cards:
        get_object_or_404(request.journal.people, pk=pk)
        return render(request, "journal/people/unopened.html")
    if same_as(cards, pk) != pk:
        return redirect("person", same_as(cards, pk))
    if pause := pace.slowed(request, reverse("person", args=[pk])):
        return pause
    beside = {
        side: _place(request.GET[side]) for side in ("before", "after") if side in request.GET
    }
    drawn = portrait(request.journal, shelf.current(), cards, pk, **beside)
    pace.opened(request, drawn.opened)
    if request.GET and not drawn.months:
        return redirect("person", pk)
    context = {
        "pk": pk,
        "card": cards[pk],
        "kind": _KIND[cards[pk].kind],
        "portrait": drawn,
        "merged": [(one, cards[one]) for one in cards if one != pk and same_as(cards, one) == pk],
        "has_others": any(same_as(cards, one) != pk for one in cards),
    }
    return render(request, "journal/people/person.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: WriterRequest, pk: UUID) -> HttpResponse:
    """Ask who this person turned out to be; on POST let the two be one."""
    with transaction.atomic():
        if request.method == "POST":
            request.journal.hold()
        found = get_object_or_404(request.journal.people, pk=pk)
        cards = _cards(request)
        if pk not in cards:
            return redirect(found)
        posted = request.POST if request.method == "POST" else None
        form = MergeForm(posted, people=cards, person=pk)
        if posted is not None and form.is_valid():
            other = request.journal.people.get(pk=form.chosen())
            if request.POST.get("questions") == "own":
                # Chosen on the card in the same breath.
                found.change(request.journal.keyring, questions="own")
            found.merge(other, request.journal.keyring)
            messages.success(request, "They are one person now. You can take it back below.")
            return redirect(other)
    context = {"form": form, "card": cards[pk], "pk": pk}
    return render(request, "journal/people/merge.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def split(request: WriterRequest, pk: UUID) -> HttpResponse:
    """Take a merge back: they are two people after all."""
    return _changed(request, pk, "They are two people again.", merged_into=None)


@require_http_methods(["GET", "HEAD", "POST"])
def set_aside(request: WriterRequest, pk: UUID) -> HttpResponse:
    """Offer this person on the form no longer. What was written about them stays."""
    return _changed(request, pk, "Set aside. Their pages stay as they are.", set_aside=True)


@require_http_methods(["GET", "HEAD", "POST"])
def bring_back(request: WriterRequest, pk: UUID) -> HttpResponse:
    """Offer this person on the form again."""
    return _changed(request, pk, "They are back on the form.", set_aside=False)


def _changed(
    request: WriterRequest, pk: UUID, said: str, **fields: UUID | bool | None
) -> HttpResponse:
    """Change a card on POST, and go on to the person. Seeing the address changes nothing.

    The sentence names no one: until it is shown it travels outside of the journal.
    """
    with transaction.atomic():
        if request.method == "POST":
            request.journal.hold()
        found = get_object_or_404(request.journal.people, pk=pk)
        if request.method == "POST":
            try:
                found.change(request.journal.keyring, **fields)
            except Unreadable:
                return redirect(found)
            messages.success(request, said)
    return redirect(found)


def _cards(request: WriterRequest) -> dict[UUID, PersonCard]:
    return cards_in(request.journal)


def _place(code: str) -> Place:
    try:
        return Place.from_code(code)
    except ValueError:
        raise Http404 from None
