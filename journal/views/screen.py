"""The writing screen: its form, how it is drawn, and how it gives back what was not stored."""

import uuid
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import salted_hmac

from guidance import shelf
from guidance.handbook import Handbook
from guidance.wording import CLOSENESS, DIRECTORY, EMERGENCY, HEADINGS
from journal.forms.page import PageForm, filled_from
from journal.http import WriterRequest
from journal.models import Entry
from journal.page import PersonCard, StepPlan
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
NOT_NOW = (
    "Your journal cannot be opened right now, so nothing was stored, and nothing is lost. Keep this"
    " page open, or copy your words to a safe place, and press Save again a little later."
)
UNREACHABLE = (
    "Ajar cannot reach its storage right now. Nothing you typed is lost: all of it is still here."
    " Keep this page open, wait a minute, and press Save again. Saving twice makes one page."
)
BROKEN = (
    "Something broke on our side while this was being saved. Nothing you typed is lost: all of it"
    " is still here. Copy it to a safe place, and press Save again. Saving twice makes one page."
)
SOMEONE_ELSE = (
    "You are signed in with another account than the one this page was begun with, so nothing was"
    " stored. Sign in with the first one in a new tab, come back to this one, and press Save."
)


# What a writer enters on a page, answers apart. A person alone says nothing.
_ENTERED = (
    *("title", "text", "signs", "fears", "closeness_felt", "closeness_wanted"),
    *("new_person", "step_when", "step_will"),
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

    @property
    def is_cut_off(self) -> bool:
        """Whether who is signed in could not be asked, so that no tabs are shown."""
        return self.refused in (UNREACHABLE, BROKEN)

    @property
    def is_unsaved(self) -> bool:
        """Whether the form came back with something on it that is stored nowhere else."""
        form = self.form
        return form.is_bound and (
            any(form.data.get(name, "").strip() for name in _ENTERED)
            or any(answer.has_words() for answer in form.answers)
        )


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
    context |= {
        "writer": writer,
        "places": CLOSENESS,
        "emergency": EMERGENCY,
        "directory": DIRECTORY,
        "headings": HEADINGS,
    }
    return render(request, "journal/writing/page.html", context, status=screen.status)


def unsaved(
    request: HttpRequest,
    refused: str,
    status: HTTPStatus = HTTPStatus.FORBIDDEN,
    *,
    handbook: Handbook | None = None,
) -> HttpResponse:
    """Give back the whole form as it was sent, with a fresh token.

    Nothing is stored, and nothing of a journal is looked up. With a `handbook` at hand the
    database is not asked at all.
    For a session that has ended, a stale token, another writer's session, no key, no database.
    """
    data = request.POST.copy()
    chosen = data.get("person", "")
    people = {}
    with suppress(ValueError):
        people[uuid.UUID(chosen)] = PersonCard(nickname="the person you chose")
    step = None
    with suppress(ValueError):
        # Whatever "today" is there, the day that was chosen stays chosen.
        step = StepPlan(will=""), date.fromisoformat(data.get("step_on", ""))
    form = PageForm(
        data,
        handbook=handbook or shelf.current(),
        people=people,
        today=timezone.localdate(),
        step=step,
        asking=True,
    )
    screen = Screen(form, request.path, refused=refused, status=status)
    return show(request, screen)


def writer_mark(request: HttpRequest) -> str:
    """Return what tells on a form which writer began it, and nothing to anyone else."""
    if not request.user.is_authenticated:
        return ""
    return salted_hmac("ajar.writer", str(request.user.pk)).hexdigest()[:32]
