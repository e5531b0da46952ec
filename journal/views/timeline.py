"""The timeline: pages by month, newest first, and the bin."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from guidance import shelf
from journal.http import WriterRequest
from journal.models.entry import Place
from journal.models.shown import A_SCREEN, ShownEntry, newer_than, newest, older_than, shown
from journal.views import finding
from journal.views.asked import Asked, is_asked
from journal.views.reading import Reading, month_of, read_page


@dataclass(frozen=True)
class Month:
    """The pages of a month, opened."""

    name: str
    pages: list[Reading]


@require_http_methods(["GET", "HEAD", "POST"])
def journal(request: WriterRequest) -> HttpResponse:
    """Show 20 pages: the newest, those beside a place, or those that the address asks for.

    On POST seal the words that were typed into the search, and lead on.
    """
    if request.method == "POST":
        return finding.seek(request)
    return finding.found(request) if is_asked(request.GET) else _timeline(request)


def _timeline(request: WriterRequest) -> HttpResponse:
    """Show twenty pages."""
    rows, newer, older = _rows(request)
    if not rows and request.GET:
        return redirect("journal")
    asked = Asked(shelf.current(), finding.cards(request))
    readings = _opened(request, rows, asked)
    context = {
        "months": by_month(readings),
        "newer": newer,
        "older": older,
    }
    return render(request, "journal/entries/timeline.html", context)


def by_month(readings: Iterable[Reading]) -> list[Month]:
    """Return the pages under the months they are about, in the order they come in."""
    months = groupby(readings, key=lambda one: month_of(one.entry.about_on))
    return [Month(name, list(pages)) for name, pages in months]


def _rows(request: WriterRequest) -> tuple[list[ShownEntry], str, str]:
    """Return the rows of this screen, and the places from which newer and older ones go on.

    One row more than is shown tells whether there are more.
    """
    journal = request.journal
    if "after" in request.GET:
        found = newer_than(journal, _place(request.GET["after"]))
        rows = found[:A_SCREEN][::-1]
        newer, older = len(found) > A_SCREEN, bool(rows)
    elif "before" in request.GET:
        found = older_than(journal, _place(request.GET["before"]))
        rows = found[:A_SCREEN]
        newer, older = bool(rows), len(found) > A_SCREEN
    else:
        found = newest(journal)
        rows = found[:A_SCREEN]
        newer, older = False, len(found) > A_SCREEN
    return (
        rows,
        rows[0].place.code() if newer else "",
        rows[-1].place.code() if older else "",
    )


def _place(code: str) -> Place:
    try:
        return Place.from_code(code)
    except ValueError:
        raise Http404 from None


def _opened(request: WriterRequest, rows: Iterable[ShownEntry], asked: Asked) -> list[Reading]:
    return [read_page(entry, request.journal, asked.handbook, asked.people) for entry in rows]


@require_safe
def deleted(request: WriterRequest) -> HttpResponse:
    """Show what is in the bin, the latest first."""
    rows = shown(request.journal.entries.discarded()[:200])
    asked = Asked(shelf.current(), finding.cards(request))
    pages = _opened(request, rows, asked)
    return render(request, "journal/entries/bin.html", {"pages": pages})
