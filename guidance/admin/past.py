"""The screens of a history: its versions, and one of them beside what readers see now."""

from datetime import timedelta
from typing import Any, NamedTuple

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst

from guidance import rows, versions
from guidance.admin import consequences
from guidance.admin.telling import Teller, Told, deed, listed, stands, who
from guidance.models import Version
from guidance.rows import ContentError
from guidance.versions import Overtaken
from guidance.weight_table import WeightTable

ON_A_SCREEN = 50
AT_ONCE = timedelta(minutes=1)
"""What is published within this time needs no second moment beside it."""


class Past(NamedTuple):
    """One version in the list."""

    version: Version
    url: str
    said: str
    who: str
    stands: str
    """What became of it, in words; "now" for what readers see."""
    differs: str
    """The fields that it changed, in words."""


class Subject(NamedTuple):
    """Whose history it is, and where its screens are."""

    row: Any
    name: str
    crumbs: tuple[tuple[str, str], ...]
    url: str
    may_change: bool

    @property
    def noun(self) -> str:
        return rows.noun_of(self.row)

    @property
    def all(self) -> Any:
        """The versions, the newest first."""
        return versions.history(self.noun, self.row.slug)

    @property
    def newest(self) -> int:
        """The number of the newest version, 0 where there is none."""
        last = versions.newest(self.noun, self.row.slug)
        return last.number if last else 0


def list_screen(request: HttpRequest, of: Subject) -> HttpResponse:
    """Show the versions, the newest first: what was done, by whom, when, and to which fields."""
    screen = Paginator(of.all, ON_A_SCREEN).get_page(request.GET.get("page"))
    live, teller = versions.live(of.noun, of.row.slug), Teller(of.noun)
    past = [
        Past(
            one,
            f"{of.url}{one.number}/",
            capfirst(deed(one)),
            who(one),
            stands(one, live),
            _differs(teller, before, one),
        )
        for one, before in _with_before(of, list(screen))
    ]
    context = {"title": f"History of {of.name}", "past": past, "screen": screen}
    return _answer(request, of, "history", context)


def version_screen(request: HttpRequest, of: Subject, number: int) -> HttpResponse:
    """Show one version beside what readers see now, or the one before; POST goes back to it."""
    version = of.all.filter(number=number).first()
    if version is None:
        raise Http404("It has no such version.")
    problem = ""
    if request.method == "POST":
        if not of.may_change:
            raise PermissionDenied
        try:
            made = _go_back(request, of, version)
        except Overtaken as overtaken:
            problem = _meanwhile(overtaken.theirs)
        except ContentError as found:
            problem = f"Nothing was changed. {found}"
        else:
            messages.success(request, made)
            return HttpResponseRedirect(of.url)
    context = _beside(request, of, version) | {"problem": problem}
    return _answer(request, of, "version", context, status=409 if problem else 200)


def _go_back(request: HttpRequest, of: Subject, version: Version) -> str:
    """Go back, and return a sentence on it. Raise Overtaken or ContentError."""
    sent = request.POST.get("based_on", "")
    based_on = int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else 0
    shown, number = versions.ever_published(of.row), version.number
    if of.noun == "helpline" and shown and version.published_at is None:
        raise ContentError(
            "No reader ever saw these numbers, so nobody vouches for them. Change the line"
            " instead, and compare it with its source."
        )
    if versions.is_shown(of.row) and of.noun != WeightTable.noun:
        for remark in consequences.of_publishing([(of.row, version.form)]):
            if remark.level == "error":
                raise ContentError(remark.sentence)
    made = versions.go_back(of.row, number, by=str(request.user), based_on=based_on)
    if shown:
        return f"Readers see it as in version {number} again. It is version {made.number} now."
    return f"The draft reads as in version {number} again. It is version {made.number} now."


def _beside(request: HttpRequest, of: Subject, version: Version) -> dict[str, Any]:
    """Return the version, what it is compared with, and whether one can go back to it."""
    now, [(_, earlier)] = rows.form_of(of.row), _with_before(of, [version])
    with_before = request.GET.get("beside") == "before" and earlier is not None
    teller, waiting = Teller(of.noun), versions.waiting(of.noun, of.row.slug)
    waits = waiting is not None and waiting.pk == version.pk
    return {
        "title": f"Version {version.number} of {of.name}",
        "version": version,
        "said": capfirst(deed(version)),
        "who": who(version),
        "stands": stands(version, versions.live(of.noun, of.row.slug)),
        "later": version.published_at and version.published_at > version.made_at + AT_ONCE,
        "earlier": earlier,
        "with_before": with_before,
        "changes": _changes(teller, earlier.form if with_before and earlier else now, version),
        "whole": teller.whole(version.form),
        "shown": versions.is_shown(of.row),
        "waits": waits,
        "gives_up": waiting is not None and not waits,
        "can_go_back": of.may_change and not waits and bool(_changes(teller, now, version)),
        "based_on": of.newest,
        "edit_url": of.crumbs[-1][1],
        "preview_url": _preview_url(of, version),
    }


def _preview_url(of: Subject, version: Version) -> str:
    """Return where a version is shown as writers would see it; the weights have no such page."""
    if of.noun == WeightTable.noun:
        return ""
    url = reverse("desk_preview", args=[of.noun])
    return f"{url}?row={of.row.pk}&version={version.number}"


def _with_before(of: Subject, found: list[Version]) -> list[tuple[Version, Version | None]]:
    """Return each version, newest first, with the one that readers saw when it was made.

    What still waits is beside what they see now. Of a row that no reader saw by then, the
    version before stands in.
    """
    if not found:
        return []
    older = of.all.filter(number__lt=found[-1].number)
    seen, last = older.live().first(), older.first()
    live, pairs = versions.live(of.noun, of.row.slug), []
    for one in reversed(found):
        waits = one.published_at is None and one.dropped_at is None
        pairs.append((one, (live if waits else seen) or seen or last))
        seen, last = one if one.published_at else seen, one
    return pairs[::-1]


def _changes(teller: Teller, before: rows.Form, version: Version) -> tuple[Told, ...]:
    """Return what the version has otherwise; fields that came after it stay out of it."""
    known = {name: value for name, value in before.items() if name in version.form}
    return teller.changes(known, version.form)


def _differs(teller: Teller, before: Version | None, version: Version) -> str:
    if before is None:
        return ""
    return listed(label for label, _ in _changes(teller, before.form, version)) or "nothing"


def _meanwhile(theirs: Version) -> str:
    who = theirs.made_by or "Somebody at the shell"
    return (
        f"{who} saved version {theirs.number} meanwhile, so nothing was changed."
        " What you see now is compared with it; press once more if you still want to go back."
    )


def _answer(
    request: HttpRequest, of: Subject, name: str, context: dict[str, Any], status: int = 200
) -> TemplateResponse:
    frame = admin.site.each_context(request) | {"subject": of} | context
    return TemplateResponse(request, f"admin/guidance/{name}.html", frame, status=status)
