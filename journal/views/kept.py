"""What a writer comes back to: the lines they kept, a warm page, this day in earlier years."""

import secrets
from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from guidance import shelf
from guidance.handbook import Handbook
from journal.calendar import earlier_years
from journal.http import WriterRequest
from journal.models import Entry, Journal
from journal.models.entry import Place
from journal.models.leaves import leaves
from journal.page import Page, PersonCard
from journal.views import pace
from journal.views.reading import Reading, read_page
from journal.views.shut import not_opened

A_SCREEN = 20
_EARLIER = 20
NO_WARM_PAGE = (
    "No page to offer yet. A warm page is one where you noticed something warm and nothing distant."
)


@require_safe
def kept(request: WriterRequest) -> HttpResponse:
    """Show 20 kept lines, newest page first: the first ones, or those after the address's place.

    Opens pages until it has them; all pages, where few of them have a line.
    """
    if pause := pace.slowed(request, reverse("kept")):
        return pause
    journal, opened = request.journal, 0
    rows = journal.entries.kept().newest_first()
    if "before" in request.GET:
        rows = journal.entries.kept().older_than(_place(request.GET["before"]))
    found: list[tuple[Entry, str]] = []
    shut: list[UUID] = []
    for leaf in leaves(rows, journal.keyring, steps=False, shut=shut):
        opened += 1
        if leaf.page.kept_line:
            found.append((leaf.entry(journal), leaf.page.kept_line))
        if len(found) > A_SCREEN:
            break
    pace.opened(request, opened)
    context = {
        "lines": found[:A_SCREEN],
        "older": found[A_SCREEN - 1][0].place.code() if len(found) > A_SCREEN else "",
        "is_first": "before" not in request.GET,
        "shut": not_opened(len(shut)),
    }
    return render(request, "journal/entries/kept.html", context)


def _place(code: str) -> Place:
    try:
        return Place.from_code(code)
    except ValueError:
        raise Http404 from None


@require_safe
def warm_page(request: WriterRequest) -> HttpResponse:
    """Lead to a page on which something warm was noticed and nothing distant: any one of them."""
    if pause := pace.slowed(request, reverse("warm_page")):
        return pause
    journal, handbook = request.journal, shelf.current()
    rows, shut = journal.entries.kept().order_by(), list[UUID]()
    pages = leaves(rows, journal.keyring, steps=False, shut=shut)
    read = [(one.id, is_warm(one.page, handbook)) for one in pages]
    pace.opened(request, len(read))
    warm = [pk for pk, is_one in read if is_one]
    if not warm:
        messages.info(request, " ".join(filter(None, (NO_WARM_PAGE, not_opened(len(shut))))))
        return redirect("journal")
    return redirect("entry", secrets.choice(warm))


def is_warm(page: Page, handbook: Handbook) -> bool:
    """Whether warmth was noticed and no distance, and writing did not leave the writer heavier."""
    kinds = {handbook.signs[slug].kind for slug in page.signs if slug in handbook.signs}
    return kinds == {"warmth"} and page.sat != "heavier"


def on_this_day(
    journal: Journal, today: date, handbook: Handbook, people: Mapping[UUID, PersonCard]
) -> list[Reading]:
    """Return the pages about this day in earlier years, the latest first, where they are wanted."""
    if not journal.settings.on_this_day:
        return []
    rows = journal.entries.kept().filter(about_on__in=earlier_years(today))
    found = [
        read_page(one, journal, handbook, people)
        for one in rows.with_step().newest_first()[:_EARLIER]
    ]
    return [one for one in found if one.opens]
