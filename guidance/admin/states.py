"""Where a row stands: draft, waiting for its day, published, retired."""

from typing import Any, NamedTuple

from django.contrib import admin
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format

from guidance.models import Shelved, Version


class State(NamedTuple):
    """One of four kinds, and the same in words."""

    kind: str
    words: str


STATES = {
    "published": "Published",
    "draft": "Has a draft",
    "waiting": "Waits for its day",
    "retired": "Retired",
}


def with_waiting(found: QuerySet[Any]) -> QuerySet[Any]:
    """Add to each row whether a version of it waits, and until when."""
    noun = str(found.model._meta.model_name)
    waiting = Version.objects.waiting().filter(noun=noun, slug=OuterRef("slug"))
    told: QuerySet[Any] = found.annotate(
        waits=Exists(waiting), waits_until=Subquery(waiting.values("publish_at")[:1])
    )
    return told


def state_of(row: Any) -> State:
    """Return where a row stands that came from `with_waiting`."""
    if row.waits_until:
        return State("waiting", f"{_now(row)}Waiting for {short_day(row.waits_until)}")
    if row.waits:
        return State("draft", f"{_now(row)}Draft")
    if row.published_at is None and row.retired_at is None:
        return State("draft", "Draft")
    return State("retired", "Retired") if row.retired_at else State("published", "Published")


def short_day(moment: Any) -> str:
    """Return the day of a moment where the editor is, such as "3 Dec", with a far year."""
    day = timezone.localdate(moment)
    near = day.year == timezone.localdate().year
    return date_format(day, "j M" if near else "j M Y")


def _now(row: Shelved) -> str:
    """Return what readers have now, before what is to come."""
    if row.retired_at:
        return "Retired · "
    return "Published · " if row.published_at else ""


class StateFilter(admin.SimpleListFilter):
    """Narrows a list to where rows stand."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return list(STATES.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        match self.value():
            case "published":
                return queryset.filter(published_at__isnull=False, retired_at=None)
            case "draft":
                drafts = queryset.filter(waits=True, waits_until=None)
                return drafts | queryset.filter(published_at=None, retired_at=None, waits=False)
            case "waiting":
                return queryset.filter(waits_until__isnull=False)
            case "retired":
                return queryset.exclude(retired_at=None)
        return queryset
