"""The front page of the desk: what needs care, what waits, what changed, and any word of a text."""

from typing import Any, NamedTuple

from django.contrib import admin
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from guidance import care, rows
from guidance.admin.desk import Line, ShelvedAdmin
from guidance.admin.states import short_day, with_waiting
from guidance.admin.telling import deed
from guidance.models import Version
from guidance.weight_table import WeightTable

CHANGES = 12
"""How many of the latest changes are listed."""
FOUND = 20
"""How many rows of one shelf are listed when someone looks for a word."""


class Change(NamedTuple):
    """One version, for the list of what waits or what changed."""

    version: Version
    name: str
    noun: str
    url: str
    said: str
    day: str
    """The day it waits for, if it does."""


class Found(NamedTuple):
    """What one shelf has of a word."""

    shelf: str
    lines: list[Line]
    more_url: str


def page(request: HttpRequest) -> dict[str, Any]:
    """Return what the front page shows beside the shelves. Guidance is for editors only."""
    sought = request.GET.get("q", "").strip()[:100]
    shelves = [one for one in _shelves() if one.has_view_or_change_permission(request)]
    if not shelves:
        return {"shelves": ()}
    return {
        "shelves": [_shelf(one) for one in shelves],
        "sought": sought,
        "found": list(_found(shelves, sought, request)) if sought else (),
        "care": care.items(timezone.localdate()),
        "waiting": _changes(_waiting()),
        "latest": _changes(_latest()[:CHANGES]),
        "may_weigh": request.user.has_perm("guidance.change_weight"),
    }


def _shelves() -> list[ShelvedAdmin]:
    """Return the shelves in product order."""
    from guidance.admin.site import SHELVES

    held = {model.__name__: one for model, one in admin.site._registry.items()}
    found = [held[name] for name in SHELVES if name in held]
    return [one for one in found if isinstance(one, ShelvedAdmin)]


def _shelf(shelf: ShelvedAdmin) -> dict[str, Any]:
    """Return a shelf's name and address, and how many rows stand where."""
    noun = str(shelf.opts.model_name)
    held = with_waiting(shelf.model._default_manager.all()).values_list(
        "published_at", "retired_at", "waits"
    )
    offered = sum(bool(published and not retired) for published, retired, _ in held)
    drafts = sum(bool(waits or not (published or retired)) for published, retired, waits in held)
    return {
        "name": str(shelf.opts.verbose_name_plural).capitalize(),
        "about": shelf.about,
        "url": reverse(f"admin:guidance_{noun}_changelist"),
        "offered": offered,
        "drafts": drafts,
        "retired": sum(bool(retired) for _, retired, _ in held),
    }


def _found(shelves: list[ShelvedAdmin], sought: str, request: HttpRequest) -> Any:
    """Yield each shelf that has rows with all the words, in any of their texts."""
    for shelf in shelves:
        held, _ = shelf.get_search_results(request, shelf.get_queryset(request), sought)
        if lines := [shelf.line(row) for row in held[: FOUND + 1]]:
            url = reverse(f"admin:guidance_{shelf.opts.model_name}_changelist")
            more = f"{url}?{urlencode({'q': sought})}" if len(lines) > FOUND else ""
            name = str(shelf.opts.verbose_name_plural).capitalize()
            yield Found(name, lines[:FOUND], more)


def _waiting() -> QuerySet[Version]:
    """Return what no reader has seen yet: what has a day, the nearest first, then drafts."""
    nearest = F("publish_at").asc(nulls_last=True)
    return Version.objects.waiting().order_by(nearest, "-made_at", "-pk")


def _latest() -> QuerySet[Version]:
    """Return what was done, the newest first, without the first forms that were only noted."""
    noted = Q(number=1, said__in=("loaded", "as it was"))
    return Version.objects.exclude(noted).order_by("-made_at", "-pk")


def _changes(versions: QuerySet[Version]) -> list[Change]:
    """Return versions with the name and the address of their row, in few queries."""
    held = list(versions)
    slugs: dict[str, set[str]] = {}
    for one in held:
        slugs.setdefault(one.noun, set()).add(one.slug)
    known = {
        (noun, row.slug): row.pk
        for noun, model in rows.NOUNS.items()
        if noun in slugs
        for row in model._default_manager.filter(slug__in=slugs[noun]).only("pk", "slug")
    }
    return [_change(one, known.get((one.noun, one.slug))) for one in held]


def _change(version: Version, pk: int | None) -> Change:
    if version.noun == WeightTable.noun:
        name, noun, url = "The table of weights", "", reverse("desk_weights")
    else:
        name = rows.title(version.form)
        noun = str(rows.NOUNS[version.noun]._meta.verbose_name)
        url = reverse(f"admin:guidance_{version.noun}_change", args=[pk]) if pk else ""
    day = short_day(version.publish_at) if version.publish_at else ""
    return Change(version, name, noun, url, deed(version), day)
