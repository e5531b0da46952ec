"""Small steps: the open and the past ones, and looking back on one."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import resolve
from django.utils import timezone
from django.views.decorators.http import require_safe

from guidance.wording import CLOSENESS
from journal.forms.step import StepForm, filled_from
from journal.http import WriterRequest
from journal.models.entry import Place
from journal.vault.envelope import Unreadable
from journal.views import left_form
from journal.views.due import KEPT
from journal.views.reading import StepRead, read_step, shown_step
from journal.views.screen import (
    BROKEN,
    SIGNED_OUT,
    SOMEONE_ELSE,
    UNREACHABLE,
    is_left,
    writer_mark,
)
from journal.views.words import WordsView

A_SCREEN = 20
CHANGED = (
    "This was answered somewhere else since you opened it, so nothing was changed here. What is"
    " kept now stands below, and what you entered is still in its place. Press Save to keep yours."
)
SHUT = (
    "This step is kept safe, but it cannot be opened now, so nothing was changed. What you entered"
    " is below: copy it to a safe place, and try again later."
)
GONE = (
    "This step is not there any more: its page is in the bin, or the step was taken off the page."
    " Nothing was stored. What you entered is below: copy it to a safe place. If you take the page"
    " out of the bin in a new tab, you can press Save."
)


@require_safe
def steps(request: WriterRequest) -> HttpResponse:
    """Show the open steps, and 20 past ones: the newest, or those after the address's place."""
    journal, today = request.journal, timezone.localdate()
    rows = journal.steps.of_kept_pages()
    past = rows.past(today)
    is_first = "before" not in request.GET
    found = list((past.newest_first() if is_first else _after(past, request))[: A_SCREEN + 1])
    waiting = list(rows.waiting(today).newest_first()) if is_first else []
    read = [shown_step(one, journal) for one in waiting]
    # One that "not yet" moved may be let go by its first day, which only the plan knows.
    gone = [one for one in read if not one.is_open]
    context = {
        "open": [one for one in reversed(read) if one.is_open],
        "past": gone + [shown_step(one, journal) for one in found[:A_SCREEN]],
        "older": found[A_SCREEN - 1].place.code() if len(found) > A_SCREEN else "",
        "is_first": is_first,
    }
    return render(request, "journal/steps/steps.html", context)


def _after(past: Any, request: WriterRequest) -> Any:
    try:
        return past.older_than(Place.from_code(request.GET["before"]))
    except ValueError:
        raise Http404 from None


def show_step(request: WriterRequest, pk: UUID, onward: str = "steps") -> HttpResponse:
    """Show the form about the step of a page. One that cannot be opened is only named."""
    journal = request.journal
    step = get_object_or_404(journal.steps.of_kept_pages(), entry=pk)
    try:
        read = read_step(step, journal)
    except Unreadable:
        return redirect("entry", pk)
    form = StepForm(
        initial=filled_from(read.plan) | {"step_revision": step.revision},
        hide_closeness=journal.settings.hide_closeness,
    )
    return _screen(request, pk, form, read, onward=onward)


class StepView(WordsView):
    """The step of a page: how it went. Nobody loses a line because a session ended."""

    @staticmethod
    def give_back(*args: Any) -> HttpResponse:
        """Draw the form again as it was sent."""
        return given_back(*args)

    def get(self, request: WriterRequest, pk: UUID) -> HttpResponse:
        """Show the form, filled in with what was said before."""
        return show_step(request, pk)

    def post(self, request: WriterRequest, pk: UUID) -> HttpResponse:
        """Keep what was said, and go on to where the writer came from."""
        journal = request.journal
        form = StepForm(request.POST, hide_closeness=journal.settings.hide_closeness)
        with transaction.atomic():
            journal.hold()
            step = journal.steps.of_kept_pages().filter(entry=pk).first()
            if step is None:
                return given_back(request, GONE, HTTPStatus.NOT_FOUND)
            try:
                read = read_step(step, journal)
            except Unreadable:
                return given_back(request, SHUT, HTTPStatus.CONFLICT)
            if not form.is_valid():
                return _screen(request, pk, form, read, HTTPStatus.BAD_REQUEST)
            said = form.said(read.plan)
            if (
                form.cleaned_data["step_revision"] not in (None, step.revision)
                and said != read.plan
            ):
                return _stale(request, pk, read, step.revision)
            step.look_back(said, journal.keyring, timezone.localdate())
        messages.success(request, KEPT)
        return redirect(_onward(request))


def _stale(request: WriterRequest, pk: UUID, read: StepRead, revision: int) -> HttpResponse:
    """Answer with what is kept now above the form as it was sent."""
    data = request.POST.copy()
    data["step_revision"] = str(revision)
    form = StepForm(data, hide_closeness=request.journal.settings.hide_closeness)
    return _screen(request, pk, form, read, HTTPStatus.CONFLICT, refused=CHANGED)


def given_back(
    request: HttpRequest, refused: str, status: HTTPStatus = HTTPStatus.FORBIDDEN
) -> HttpResponse:
    """Give back the form as it was sent, with a fresh token. Nothing is stored or looked up.

    That of a writer who left quickly is given back to them alone.
    """
    if is_left(request):
        return redirect("account_login")
    pk = resolve(request.path_info).kwargs["pk"]
    form = StepForm(request.POST, hide_closeness="closeness_felt" not in request.POST)
    return _screen(request, pk, form, None, status, refused=refused)


def _screen(
    request: HttpRequest,
    pk: UUID,
    form: StepForm,
    read: StepRead | None,
    status: HTTPStatus = HTTPStatus.OK,
    *,
    onward: str = "",
    refused: str = "",
) -> HttpResponse:
    context = {
        "entry": pk,
        "form": form,
        "step": read,
        "onward": onward or _onward(request),
        "refused": refused,
        "needs_sign_in": refused in (SIGNED_OUT, SOMEONE_ELSE),
        "is_cut_off": refused in (UNREACHABLE, BROKEN),
        "is_stale": refused == CHANGED,
        # A refused form keeps the mark it came with: it is still its first writer's.
        "writer": request.POST.get("writer", "") if refused else writer_mark(request),
        "places": CLOSENESS,
    }
    answer = render(request, "journal/steps/step.html", context, status=status)
    left_form.forget(request, answer, writer_mark(request))
    return answer


def _onward(request: HttpRequest) -> str:
    return "today" if request.POST.get("onward") == "today" else "steps"
