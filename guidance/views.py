"""The guide and the help page: reading, with or without an account."""

from itertools import groupby

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_safe

from guidance import handbook, shelf
from guidance.countries import country_of
from guidance.models import HelpLine
from guidance.wording import COUNTRIES, DIRECTORY, EMERGENCY, SAFETY

SCREENS: dict[type, str] = {
    handbook.Sign: "guidance/sign.html",
    handbook.Fear: "guidance/fear.html",
    handbook.Strategy: "guidance/strategy.html",
    handbook.Leaning: "guidance/leaning.html",
}


@login_not_required
@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """All there is to read: the ways back first, then signs, fears and leanings."""
    book = shelf.current()
    context = {
        "strategies": [
            (one, sum(prompt.strategy == one.slug for prompt in book.offered_prompts))
            for one in book.offered_strategies
        ],
        "distance": [sign for sign in book.offered_signs if sign.kind == "distance"],
        "warmth": [sign for sign in book.offered_signs if sign.kind == "warmth"],
        "fears": book.offered_fears,
        "leanings": book.offered_leanings,
    }
    return render(request, "guidance/guide.html", context)


@login_not_required
@require_safe
def guide_page(request: HttpRequest, code: str) -> HttpResponse:
    """One sign, fear, strategy or leaning. What is retired still opens: old pages link there."""
    book = shelf.current()
    found = book.by_code.get(code)
    if found is None:
        raise Http404("No guidance has this code.")
    prompts = [
        prompt
        for prompt in book.prompts.values()
        if prompt.strategy == found.slug and not prompt.retired
    ]
    context = {
        "page": found,
        "prompts": prompts if isinstance(found, handbook.Strategy) else [],
        "asks_for_help": isinstance(found, handbook.Fear)
        and any(behaviour.safety_check == "ask" for behaviour in found.behaviours),
    }
    return render(request, SCREENS[type(found)], context)


@login_not_required
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """Where to get help now. Only lines that somebody checked within 180 days are shown.

    The country comes first that a writer's own time zone is in. Of a visitor nothing is guessed.
    """
    here = country_of(timezone.get_current_timezone_name())
    lines = shelf.help_lines(timezone.localdate())
    by_country = [
        (code.lower(), COUNTRIES[code], [(line, _checked(line)) for line in group])
        for code, group in groupby(lines, key=lambda line: line.country)
    ]
    context = {
        "emergency": EMERGENCY,
        "directory": DIRECTORY,
        "countries": sorted(by_country, key=lambda one: (one[0] != here.lower(), one[1])),
        "words": SAFETY,
    }
    return render(request, "guidance/help.html", context)


def _checked(line: HelpLine) -> str:
    """Return the day it was checked in words; formatting in templates costs more."""
    return date_format(line.last_verified_on, "j F Y") if line.last_verified_on else ""
