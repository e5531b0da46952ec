"""Patterns: the pictures of what a writer wrote, and which pages they leave out."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from itertools import islice, takewhile
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from guidance import shelf
from journal.calendar import Day, month_of
from journal.http import WriterRequest
from journal.models import Journal
from journal.models.entry import address_of
from journal.models.overview import Overview, overview
from journal.models.person import cards_in
from journal.patterns import Opened, Patterns, lanterns, patterns, wording
from journal.patterns.lately import LANTERNS as LATELY
from journal.vault.envelope import Unreadable
from journal.views import pace
from journal.views.behind import LEFT_OUT, behind
from journal.views.calendar import WEEKDAYS
from journal.views.chosen import Chosen, chosen_by
from journal.views.reading import LANTERNS, Lanterns
from journal.views.shut import not_opened
from journal.views.squares import weeks

LAST_PAGES = 200
"""How many pages are looked at for whom the writer wrote about lately."""


@dataclass(frozen=True)
class Lit:
    """One of the last lanterns."""

    address: str
    """Where its page is."""
    on: date
    lanterns: Lanterns


@require_safe
def board(request: WriterRequest) -> HttpResponse:
    """Show the six pictures, or with a number's key the pages that were counted for it."""
    journal, handbook = request.journal, shelf.current()
    try:
        chosen = chosen_by(request, cards_in(journal))
    except ValueError as error:
        return _none(request, str(error))
    if not chosen.since and (pause := pace.slowed(request, reverse("patterns") + chosen.base)):
        return pause
    seen = overview(journal, chosen.people, _from(chosen))
    pace.opened(request, len(seen.pages))
    drawn = patterns(
        seen.pages,
        seen.steps,
        handbook,
        today=chosen.today,
        span=chosen.span,
        person=chosen.person,
        shows_closeness=not journal.settings.hide_closeness,
    )
    if "n" in request.GET:
        return behind(request, drawn, seen, chosen, handbook)
    context = _shown(journal, drawn, seen, chosen)
    return render(request, "journal/patterns/patterns.html", context)


def _shown(journal: Journal, drawn: Patterns, seen: Overview, chosen: Chosen) -> dict[str, Any]:
    """Return what the screen of the pictures shows."""
    today = chosen.today
    few, others = chosen.persons(_lately(seen.pages))
    shown = [one for one in seen.pages if chosen.person in (None, one.page.person)]
    first = today.replace(day=1)
    of_month = takewhile(lambda one: one.on >= first, reversed(shown))
    return {
        "patterns": drawn,
        "words": wording,
        "chosen": chosen,
        "few": few,
        "others": others,
        "weekdays": WEEKDAYS,
        "weeks": weeks(
            month_of(today.year, today.month, Counter(one.on for one in of_month), today),
            today,
            _pages_of(chosen.person, today),
        ),
        "today": today,
        "is_new": not (drawn.pages or journal.entries.kept().exists()),
        "lit": _lit(shown) if drawn.shows_closeness else [],
        "left_out": len(list(chosen.of(seen.left_out))),
        "left_out_at": f"{chosen.base}&n={LEFT_OUT}",
        "shut": not_opened(sum(not chosen.since or on >= chosen.since for on in seen.shut)),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def count_entry(request: WriterRequest, pk: UUID) -> HttpResponse:
    """Leave a page out of the pictures, or count it again. Seeing the address changes nothing."""
    journal = request.journal
    with transaction.atomic():
        if request.method == "POST":
            journal.hold()
        found = get_object_or_404(journal.entries.kept(), pk=pk)
        if request.method == "POST":
            leaves = request.POST.get("left_out") == "yes"
            try:
                found.mark(journal.keyring, left_out=leaves)
            except Unreadable:
                return redirect(found)  # its screen says that it cannot be opened
            messages.success(
                request, "Patterns leave this page out." if leaves else "Patterns count this page."
            )
    return redirect(found)


def _pages_of(person: UUID | None, month: date) -> Callable[[Day], str]:
    """Return what gives the address of the pages about a day of a month, and about that person."""
    if person:
        found = reverse("journal")
        return lambda day: f"{found}?{urlencode({'p': person, 'from': day.on, 'to': day.on})}"
    days = reverse("journal_month", args=[month.year, month.month])
    return lambda day: f"{days}{day.on.day}/"


def _none(request: WriterRequest, words: str) -> HttpResponse:
    """Answer 404 for a time or a person that there is not, and lead to the pictures."""
    status = HTTPStatus.NOT_FOUND
    return render(request, "journal/patterns/none.html", {"words": words}, status=status)


def _from(chosen: Chosen) -> date | None:
    """Return the first day to open pages from: the month of today is shown whole."""
    return chosen.since and min(chosen.since, chosen.today.replace(day=1))


def _lately(pages: Sequence[Opened]) -> Iterable[UUID | None]:
    """Return whom the last pages are about, the last one first."""
    return dict.fromkeys(one.page.person for one in islice(reversed(pages), LAST_PAGES))


def _lit(pages: Sequence[Opened]) -> list[Lit]:
    """Return the last seven lanterns of pages in order, oldest first."""
    felt = (one for one in reversed(pages) if one.page.closeness_felt)
    return [
        Lit(address_of(one.entry), one.on, LANTERNS[one.value])
        for one in lanterns(islice(felt, LATELY))
        if one.value in LANTERNS
    ]
