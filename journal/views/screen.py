"""The writing screen: its form, how it is drawn, and how it gives back what was not stored."""

import uuid
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.crypto import salted_hmac

from guidance import shelf
from guidance.handbook import Handbook
from guidance.wording import DIRECTORY, EMERGENCY, HEADINGS
from journal.forms.page import PageForm, filled_from
from journal.http import WriterRequest
from journal.models import Entry
from journal.models.person import cards_in
from journal.page import PersonCard, StepPlan
from journal.views import left_form
from journal.views.panel import Panel
from journal.views.reading import Reading, StepRead
from journal.views.stencils import Offered

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
    *("title", "text", "feelings", "signs", "fears", "closeness_felt", "closeness_wanted"),
    *("new_person", "step_when", "step_will"),
)


@dataclass(frozen=True)
class Screen:
    """What the writing screen is to show."""

    form: PageForm
    action: str
    entry: Entry | None = None
    panel: Panel | None = None
    draft: uuid.UUID | None = None
    """The id of words that were kept when the writer left quickly. No word of them is shown."""
    other: Reading | None = None
    """The page as it is kept now, where it was saved elsewhere in between."""
    due: StepRead | None = None
    """The small step that greets the writer on Today."""
    earlier: list[Reading] = field(default_factory=list)
    """Pages about this day in earlier years, for those who want to see them."""
    refused: str = ""
    """Why nothing was stored, where that has nothing to do with what is on the form."""
    status: HTTPStatus = HTTPStatus.OK
    brief: bool = False
    """Whether one minute was asked for: all but whom, the lanterns and one line is folded."""
    starting: bool = False
    """Whether help to start was asked for: the first fold is open."""

    @property
    def is_as_kept(self) -> bool:
        """Whether the form shows what is kept, and nothing else."""
        return self.entry is not None and not self.form.is_bound

    @property
    def folds_text(self) -> bool:
        """Whether the page's own text gives way to an answer, because it has no word."""
        form = self.form
        at_fault = form["text"].errors or form["title"].errors
        return bool(form.answers) and not form.has_text and not at_fault

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

    The people are asked for where `kwargs` do not bring them.
    Raise Unreadable where the entry cannot be opened.
    """
    journal, step = request.journal, None
    if "people" not in kwargs:
        kwargs["people"] = cards_in(journal)
    page = entry.read(journal.keyring) if entry else None
    if entry and (kept := entry.step_or_none):
        step = (kept.read(journal.keyring), kept.due_on)
    if entry and page and "data" not in kwargs:
        own = {"page": entry.pk, "save": uuid.uuid4(), "revision": entry.revision}
        kwargs["initial"] = filled_from(page, about_on=entry.about_on, step=step) | own
    form = PageForm(
        handbook=shelf.current(),
        today=request.user.today(),
        page=page,
        step=step,
        **kwargs,
    )
    form.hides_closeness = journal.settings.hide_closeness
    return form


def show(request: HttpRequest, screen: Screen) -> HttpResponse:
    """Draw the writing screen."""
    # A refused form keeps the mark it came with: it is still its first writer's.
    writer = request.POST.get("writer", "") if screen.refused else writer_mark(request)
    context = _shown(screen) | {"writer": writer}
    answer = render(request, "journal/writing/page.html", context, status=screen.status)
    left_form.forget(request, answer, writer_mark(request))
    return answer


PART = "X-Ajar-Part"
"""The header in which the script asks for a part of the screen, and is told that it is one."""


def wants_question(request: HttpRequest) -> bool:
    """Whether the question alone was asked for, to be put in its place on the form."""
    return request.headers.get(PART) == "question"


def show_question(request: HttpRequest, screen: Screen) -> HttpResponse:
    """Draw the part of the writing screen that holds the questions, and nothing else."""
    answer = render(request, "journal/writing/_question.html", _shown(screen))
    answer[PART] = "question"
    return answer


def _shown(screen: Screen) -> dict[str, Any]:
    return {
        "screen": screen,
        "form": screen.form,
        "panel": screen.panel,
        "action": screen.action,
        "offered": Offered(screen.form),
        "emergency": EMERGENCY,
        "directory": DIRECTORY,
        "headings": HEADINGS,
    }


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
    The form of a writer who left quickly is given back to them alone.
    For a session that has ended, a stale token, another writer's session, no key, no database.
    """
    if is_left(request):
        return redirect("account_login")
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


def is_left(request: HttpRequest) -> bool:
    """Whether the form now sent is of a writer who left quickly, and someone else sends it."""
    writer = request.POST.get("writer", "")
    return left_form.was_left(request, writer) and writer != writer_mark(request)


def writer_mark(request: HttpRequest) -> str:
    """Return what tells on a form which writer began it, and nothing to anyone else."""
    if not request.user.is_authenticated:
        return ""
    return salted_hmac("ajar.writer", str(request.user.pk)).hexdigest()[:32]
