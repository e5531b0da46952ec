"""Patterns: the pictures of what a writer wrote, the pages behind a number, what is left out."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from guidance import shelf
from guidance.handbook import Handbook
from journal.calendar import month_of
from journal.http import WriterRequest
from journal.models.overview import overview
from journal.patterns import (
    Number,
    Opened,
    Patterns,
    Span,
    first_day,
    lanterns,
    patterns,
    wording,
)
from journal.vault.envelope import Unreadable
from journal.views.calendar import WEEKDAYS
from journal.views.chosen import Chosen, chosen_by
from journal.views.reading import LANTERNS, Lanterns, Reading, read_page
from journal.views.timeline import by_month

A_SCREEN = 20


@dataclass(frozen=True)
class Lit:
    """One of the last lanterns."""

    entry: UUID
    on: date
    lanterns: Lanterns


@require_safe
def board(request: WriterRequest) -> HttpResponse:
    """Show the six pictures, or with a number's key the pages that were counted for it.

    Raise Http404 for a span or a person that there is not.
    """
    journal, handbook = request.journal, shelf.current()
    chosen = chosen_by(request, journal.people.cards(journal.keyring))
    today = timezone.localdate()
    seen = overview(journal, chosen.people, _since(chosen.span, today))
    drawn = patterns(
        seen.pages,
        seen.steps,
        handbook,
        today=today,
        span=chosen.span,
        person=chosen.person,
        shows_closeness=not journal.settings.hide_closeness,
    )
    if "n" in request.GET:
        return _behind(request, drawn, chosen, handbook)
    shown = [one for one in seen.pages if chosen.person in (None, one.page.person)]
    context = {
        "patterns": drawn,
        "words": wording,
        "chosen": chosen,
        "weekdays": WEEKDAYS,
        "month": month_of(today.year, today.month, Counter(one.on for one in shown), today),
        "today": today,
        "is_new": not (drawn.pages or journal.entries.kept().exists()),
        "lit": _lit(shown) if drawn.shows_closeness else [],
    }
    return render(request, "journal/patterns/patterns.html", context)


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


def _since(span: Span, today: date) -> date | None:
    """Return the first day to open pages from: the month of today is shown whole."""
    first = first_day(today, span)
    return first and min(first, today.replace(day=1))


def _lit(pages: Iterable[Opened]) -> list[Lit]:
    """Return the last seven lanterns, oldest first."""
    return [
        Lit(one.entry, one.on, LANTERNS[one.value])
        for one in lanterns(pages)
        if one.value in LANTERNS
    ]


def _behind(
    request: WriterRequest, drawn: Patterns, chosen: Chosen, handbook: Handbook
) -> HttpResponse:
    """Show the pages behind a number, newest first, 20 a screen.

    A number may be gone: pages were written, changed or deleted since the link was made.
    """
    key = request.GET["n"]
    number = drawn.behind(key) or Number(key, ())
    rows, older = _rows(number, request.GET.get("before"))
    after = dict(zip(number.pages, number.then, strict=True)) if number.then else {}
    readings = _readings(request, chosen, handbook, {*rows, *(after[one] for one in rows if after)})
    context = {
        "number": number,
        "name": " · ".join(part for part in drawn.named(key) if part != "Pages"),
        "chosen": chosen,
        "months": by_month(readings[one] for one in rows if one in readings),
        # A page may have gone to the bin since it was counted.
        "pairs": [
            (readings[one], readings[after[one]])
            for one in rows
            if after and one in readings and after[one] in readings
        ],
        "older": older,
        "is_first": rows[:1] == list(number.pages[-1:]),
    }
    return render(request, "journal/patterns/behind.html", context)


def _rows(number: Number, before: str | None) -> tuple[list[UUID], str]:
    """Return the pages of one screen, newest first, and the last of them if there are older ones.

    After a page that is no longer counted, it begins anew.
    """
    pages = number.pages[::-1]
    start = next((at for at, one in enumerate(pages, 1) if str(one) == before), 0)
    rows = list(pages[start : start + A_SCREEN])
    return rows, str(rows[-1]) if start + A_SCREEN < len(pages) else ""


def _readings(
    request: WriterRequest, chosen: Chosen, handbook: Handbook, pages: Iterable[UUID]
) -> dict[UUID, Reading]:
    journal = request.journal
    rows = journal.entries.kept().with_step().filter(pk__in=list(pages))
    return {one.pk: read_page(one, journal, handbook, chosen.people) for one in rows}
