"""The calendar: a year at a glance, a month, a day, and a month's pages to be read as a whole."""

from calendar import day_name
from datetime import date
from http import HTTPStatus

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from guidance import shelf
from journal.calendar import FIRST, month_of, year_of
from journal.forms.page import furthest_today
from journal.http import WriterRequest
from journal.models.days import per_day
from journal.models.entry import EntryQuerySet, Place
from journal.models.person import cards_in
from journal.views.drawn import drawn_year
from journal.views.reading import Reading, read_page
from journal.views.squares import weeks

AT_MOST = 200
"""How many pages a screen opens; from there the next one goes on, or the timeline."""
WEEKDAYS = [(name[:2], name) for name in day_name]
NO_SUCH_DAY = "There is no such day in this calendar."


@require_safe
def year(request: WriterRequest, year: int) -> HttpResponse:
    """Show the twelve months of a year, a square for each day."""
    try:
        # Tried with nothing on it first: a year that is none is no question to the database.
        year_of(year, {}, furthest_today())
    except ValueError as error:
        return _none(request, str(error))
    counts = per_day(request.journal, date(year, 1, 1), date(year, 12, 31))
    found = year_of(year, counts, furthest_today())
    context = {"year": found, "months": drawn_year(found)}
    return render(request, "journal/calendar/year.html", context)


@require_safe
def month(request: WriterRequest, year: int, month: int) -> HttpResponse:
    """Show a month in weeks, with a link on each day that has pages."""
    try:
        days = month_of(year, month, {}, furthest_today()).days
    except ValueError as error:
        return _none(request, str(error))
    counts = per_day(request.journal, days[0].on, days[-1].on)
    found = month_of(year, month, counts, furthest_today())
    context = {
        "month": found,
        "on": days[0].on,
        "weeks": weeks(found, request.user.today(), lambda day: f"{day.on.day}/", shows_count=True),
        "weekdays": WEEKDAYS,
        "before": date(*found.before, 1) if found.before else None,
        "after": date(*found.after, 1) if found.after else None,
    }
    return render(request, "journal/calendar/month.html", context)


@require_safe
def month_pages(request: WriterRequest, year: int, month: int) -> HttpResponse:
    """Show the whole pages of a month, the first one first, to be read through or printed.

    What does not fit goes on behind the last page shown.
    """
    try:
        days = month_of(year, month, {}, furthest_today()).days
    except ValueError as error:
        return _none(request, str(error))
    kept = request.journal.entries.kept().about(days[0].on, days[-1].on)
    rows = kept.newest_first().reverse()
    if "after" in request.GET:
        rows = kept.newer_than(_place(request.GET["after"]))
    pages, more = _opened(request, rows)
    if not pages and request.GET:
        return redirect("journal_month_pages", year, month)
    context = {
        "on": days[0].on,
        "pages": pages,
        "more": more,
        "is_first": "after" not in request.GET,
    }
    return render(request, "journal/calendar/month_pages.html", context)


@require_safe
def day(request: WriterRequest, year: int, month: int, day: int) -> HttpResponse:
    """Show the pages about a day."""
    try:
        on = date(year, month, day)
    except (ValueError, OverflowError):
        return _none(request, NO_SUCH_DAY)
    if not FIRST <= on <= furthest_today():
        return _none(request, NO_SUCH_DAY)
    pages, more = _opened(request, request.journal.entries.kept().about(on, on).newest_first())
    context = {"on": on, "pages": pages, "more": more}
    return render(request, "journal/calendar/day.html", context)


def _place(code: str) -> Place:
    try:
        return Place.from_code(code)
    except ValueError:
        raise Http404 from None


def _opened(request: WriterRequest, kept: EntryQuerySet) -> tuple[list[Reading], str]:
    """Return the first pages, opened, and the place from which it goes on, if it does."""
    rows = list(kept.with_step()[: AT_MOST + 1])
    more = rows[AT_MOST - 1].place.code() if len(rows) > AT_MOST else ""
    journal, handbook = request.journal, shelf.current()
    people = cards_in(journal) if rows else {}
    return [read_page(one, journal, handbook, people) for one in rows[:AT_MOST]], more


def _none(request: WriterRequest, words: str) -> HttpResponse:
    """Answer 404 for what no calendar has, and lead to the one there is."""
    context = {"words": words, "today": request.user.today()}
    status = HTTPStatus.NOT_FOUND
    return render(request, "journal/calendar/none.html", context, status=status)
