"""Finding pages again: by words, which an address holds sealed only, and by what was noticed."""

from collections.abc import Iterable
from dataclasses import replace
from http import HTTPStatus
from itertools import groupby
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from accounts import limits
from accounts.views.pause import in_words
from guidance import shelf
from journal.find.token import seal
from journal.forms.find import FindForm
from journal.http import WriterRequest
from journal.models.entry import Place
from journal.models.person import cards_in
from journal.page import PersonCard
from journal.views import pace
from journal.views.asked import Asked, asked_in
from journal.views.found import WHOLE, Found, Match, look, matches, readings
from journal.views.shortcuts import shortcuts
from journal.views.shut import not_opened

_LIMIT = "search"
TOO_MANY = "That was a lot of searching in a short time. Please wait {wait}, then press Find again."


def seek(request: WriterRequest) -> HttpResponse:
    """Seal the words that were sent, and lead on to what is found."""
    journal, asked = request.journal, Asked(shelf.current(), cards(request))
    form = find_form(request, asked, request.POST)
    if not limits.lets_through(request, _LIMIT):
        return _too_many(request, form)
    if not form.is_valid():
        return _screen(request, form, status=HTTPStatus.BAD_REQUEST)
    words = form.cleaned_data["words"]
    token = seal(words, journal.keyring, journal.pk, timezone.now()) if words else ""
    return redirect(_at(replace(asked, token=token, filters=form.filters())))


def found(request: WriterRequest) -> HttpResponse:
    """Show the pages that the address asks for: twenty at once, or whole where it says so."""
    journal = request.journal
    asked = asked_in(request.GET, journal, shelf.current(), cards(request))
    if asked and (pause := pace.slowed(request, _at(asked))):
        return pause
    if asked and request.GET.get("whole") == "1":
        return _whole(request, asked)
    before, after = (_beside(request, side) for side in ("before", "after"))
    pages = look(journal, asked, before=before, after=after) if asked else Found()
    pace.opened(request, pages.opened)
    if (before or after) and pages.total and not pages.shown:
        return redirect(_at(asked))
    shown = matches(journal, asked, pages)
    first, last = (pages.shown[at].place.code() if pages.shown else "" for at in (0, -1))
    return _screen(
        request,
        find_form(request, asked),
        asked=asked,
        parts=list(asked.parts()),
        shortcuts=list(
            shortcuts(
                asked, journal, request.user.today(), (one.page.person for one in pages.shown)
            )
        ),
        shut=not_opened(len(pages.shut)),
        total=pages.total,
        first=pages.newer + 1,
        last=pages.newer + len(shown),
        months=by_month(shown),
        newer=asked.address(after=first) if pages.newer else "",
        older=asked.address(before=last) if pages.older else "",
        whole=asked.address(whole="1"),
    )


def _whole(request: WriterRequest, asked: Asked) -> HttpResponse:
    """Show the whole pages that were found, newest first, to be read through or printed."""
    journal = request.journal
    pages = look(journal, asked, before=_beside(request, "before"), at_most=WHOLE)
    pace.opened(request, pages.opened)
    if not pages.shown:
        return redirect(_at(asked))
    last = pages.shown[-1].place.code()
    context = {
        "asked": asked,
        "parts": [words for words, _ in asked.parts()],
        "found": pages,
        "shut": not_opened(len(pages.shut)),
        "first": pages.newer + 1,
        "last": pages.newer + len(pages.shown),
        "pages": readings(journal, asked, pages),
        "back": asked.address(),
        "older": asked.address(whole="1", before=last) if pages.older else "",
    }
    return render(request, "journal/find/whole.html", context)


def find_form(request: WriterRequest, asked: Asked, data: Any = None) -> FindForm:
    """Return the form, as it was sent or filled in with what is asked for."""
    return FindForm(
        data,
        handbook=asked.handbook,
        people=asked.people,
        hide_closeness=request.journal.settings.hide_closeness,
        words=asked.words,
        filters=asked.filters,
    )


def cards(request: WriterRequest) -> dict[UUID, PersonCard]:
    """Return the cards of the writer's people by id."""
    return cards_in(request.journal)


def by_month(found: Iterable[Match]) -> list[tuple[str, list[Match]]]:
    """Return what was found under the months the pages are about, in the order it comes in."""
    return [(name, list(those)) for name, those in groupby(found, key=lambda one: one.month)]


def _too_many(request: WriterRequest, form: FindForm) -> HttpResponse:
    """Answer 429 and give the words back."""
    seconds = limits.seconds_left(request, _LIMIT)
    refused = TOO_MANY.format(wait=in_words(seconds))
    answer = _screen(request, form, status=HTTPStatus.TOO_MANY_REQUESTS, refused=refused)
    answer.headers["Retry-After"] = str(seconds)
    return answer


def _screen(
    request: WriterRequest, form: FindForm, *, status: int = HTTPStatus.OK, **context: Any
) -> HttpResponse:
    return render(request, "journal/find/found.html", {"form": form, **context}, status=status)


def _at(asked: Asked) -> str:
    return reverse("journal") + asked.address()


def _beside(request: WriterRequest, side: str) -> Place | None:
    try:
        return Place.from_code(request.GET[side]) if side in request.GET else None
    except ValueError:
        raise Http404 from None
