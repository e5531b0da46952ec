"""The writing screen: its form, how it is drawn, and how it gives back what was not stored."""

import uuid
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import salted_hmac

from guidance import shelf
from guidance.wording import CLOSENESS, HEADINGS
from journal.forms.page import PageForm, filled_from
from journal.http import WriterRequest
from journal.models import Entry
from journal.page import PersonCard
from journal.views.question import Panel
from journal.views.reading import Reading

SIGNED_OUT = (
    "You were signed out while you wrote. Nothing was stored, and nothing is lost: sign in in a"
    " new tab, come back to this one, and press Save."
)
FORM_STALE = (
    "This form was open for a long time, or you signed in again in between. Nothing was stored,"
    " and nothing is lost: press Save once more."
)
SOMEONE_ELSE = (
    "You are signed in with another account than the one this page was begun with, so nothing was"
    " stored. Sign in with the first one in a new tab, come back to this one, and press Save."
)


@dataclass(frozen=True)
class Screen:
    """What the writing screen is to show."""

    form: PageForm
    action: str
    entry: Entry | None = None
    panel: Panel | None = None
    other: Reading | None = None
    """The page as it is kept now, where it was saved elsewhere in between."""
    refused: str = ""
    """Why nothing was stored, where that has nothing to do with what is on the form."""
    status: HTTPStatus = HTTPStatus.OK

    @property
    def needs_sign_in(self) -> bool:
        """Whether signing in would help."""
        return self.refused in (SIGNED_OUT, SOMEONE_ELSE)


def form_for(request: WriterRequest, entry: Entry | None = None, **kwargs: Any) -> PageForm:
    """Return the form of a page: filled from the entry, or from what `kwargs` say.

    Raise Unreadable where the entry cannot be opened.
    """
    journal, step = request.journal, None
    page = entry.read(journal.keyring) if entry else None
    if entry and (kept := entry.step_or_none):
        step = (kept.read(journal.keyring), kept.due_on)
    if entry and page and "data" not in kwargs:
        own = {"save": uuid.uuid4(), "revision": entry.revision}
        kwargs["initial"] = filled_from(page, about_on=entry.about_on, step=step) | own
    return PageForm(
        handbook=shelf.current(),
        people=journal.people.cards(journal.keyring),
        today=request.user.today(),
        page=page,
        step=step,
        **kwargs,
    )


def show(request: HttpRequest, screen: Screen) -> HttpResponse:
    """Draw the writing screen."""
    context = {"screen": screen, "form": screen.form, "panel": screen.panel}
    # A refused form keeps the mark it came with: it is still its first writer's.
    writer = request.POST.get("writer", "") if screen.refused else writer_mark(request)
    context |= {"writer": writer, "places": CLOSENESS, "headings": HEADINGS}
    return render(request, "journal/writing/page.html", context, status=screen.status)


def unsaved(request: HttpRequest, refused: str) -> HttpResponse:
    """Give back the whole form as it was sent, with a fresh token. Nothing is stored or looked up.

    Answers 403. For a session that has ended, a stale token, or another writer's session.
    """
    data = request.POST.copy()
    chosen = data.get("person", "")
    people = {}
    with suppress(ValueError):
        people[uuid.UUID(chosen)] = PersonCard(nickname="the person you chose")
    form = PageForm(
        data, handbook=shelf.current(), people=people, today=timezone.localdate(), asking=True
    )
    screen = Screen(form, request.path, refused=refused, status=HTTPStatus.FORBIDDEN)
    return show(request, screen)


def writer_mark(request: HttpRequest) -> str:
    """Return what tells on a form which writer began it, and nothing to anyone else."""
    if not request.user.is_authenticated:
        return ""
    return salted_hmac("ajar.writer", str(request.user.pk)).hexdigest()[:32]
