"""Writing a page: Today and Edit, one form and one way of saving for both."""

import uuid
from dataclasses import replace
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from guidance import shelf
from journal.forms.page import PageForm
from journal.http import WriterRequest
from journal.models import Entry
from journal.models.draft import draft_of
from journal.models.keeping import Stale, entry_to_save, own_id
from journal.models.person import cards_of, people_in
from journal.vault.envelope import Unreadable
from journal.views.due import LOOKED, answer_due, due_step, tapped_alone
from journal.views.kept import on_this_day
from journal.views.panel import Panel
from journal.views.question import BRIEF, START, Wish, bring, wish_in
from journal.views.reading import read_page
from journal.views.saving import save_sent
from journal.views.screen import (
    SIGNED_OUT,
    Screen,
    form_for,
    show,
    show_question,
    unsaved,
    wants_question,
)
from journal.views.steps import show_step
from journal.views.words import WordsView

# Said whenever the signs ask the gate's questions, whatever was answered: it tells nothing.
SAVED_WITH_CARE = "Saved. If you would like to talk to someone, “Get help now” is at the top."


class WritingView(WordsView):
    """What Today and Edit share: nobody loses words because a session ended."""

    @staticmethod
    def give_back(
        request: HttpRequest, refused: str, status: HTTPStatus = HTTPStatus.FORBIDDEN
    ) -> HttpResponse:
        """Draw the form again as it was sent. A tap on a due step alone has nothing to keep."""
        if refused == SIGNED_OUT and tapped_alone(request):
            return redirect_to_login(request.path)
        return unsaved(request, refused, status)


class TodayView(WritingView):
    """A new page."""

    def get(self, request: WriterRequest) -> HttpResponse:
        """Show an empty form, with ids of its own; or the step that was just said to be done."""
        if "step" in request.GET:
            return show_step(request, _uuid(request.GET["step"]), onward="today")
        today = request.user.today()
        initial = {"page": uuid.uuid4(), "save": uuid.uuid4(), "revision": 0, "date": today}
        draft = draft_of(request.journal)
        form = form_for(request, initial=initial)
        due = due_step(request.journal)
        earlier = on_this_day(request.journal, today, form.handbook, form.people)
        screen = Screen(form, reverse("today"), draft=draft, due=due, earlier=earlier)
        return show(request, screen)

    def post(self, request: WriterRequest) -> HttpResponse:
        """Save the page, or bring the question that was asked for, or answer the due step."""
        entry_id = own_id(request.journal, _uuid(request.POST.get("page")))
        if LOOKED in request.POST:
            return _look_back(request, entry_id)
        return write(request, entry_id, reverse("today"))


class EditView(WritingView):
    """A page that was kept, opened for a change."""

    def get(self, request: WriterRequest, pk: uuid.UUID) -> HttpResponse:
        """Show the form filled in. A page that cannot be opened is only shown."""
        entry = get_object_or_404(request.journal.entries.kept().with_step(), pk=pk)
        try:
            form = form_for(request, entry)
        except Unreadable:
            return redirect(entry)
        waiting = request.journal.drafts.filter(page=pk)
        draft = waiting.latest_that_opens(request.journal.keyring)
        action, left = reverse("entry_edit", args=[pk]), draft.pk if draft else None
        return show(request, Screen(form, action, entry, draft=left))

    def post(self, request: WriterRequest, pk: uuid.UUID) -> HttpResponse:
        """Save the page, or bring the question that was asked for."""
        entry = get_object_or_404(request.journal.entries.not_erased().with_step(), pk=pk)
        return write(request, pk, reverse("entry_edit", args=[pk]), entry)


def write(
    request: WriterRequest, entry_id: uuid.UUID, action: str, entry: Entry | None = None
) -> HttpResponse:
    """Answer a form that was sent: with a question, with the page it became, or with itself."""
    data = _tidied(request)
    wish = wish_in(data)
    if wish:
        return _ask(request, entry_id, action, data, wish, entry)
    # A save looks the entry up again, and holds it.
    return _save(request, entry_id, action, data)


def _tidied(request: WriterRequest) -> Any:
    """Return what was sent; a garbled id or revision becomes that of an old form, no more.

    What no writer types is never refused.
    """
    data = request.POST.copy()
    data["page"], data["save"] = str(_uuid(data.get("page"))), str(_uuid(data.get("save")))
    data["revision"] = str(_whole(data.get("revision")))
    return data


def _look_back(request: WriterRequest, entry_id: uuid.UUID) -> HttpResponse:
    """Answer the due step and go on; where a page was begun, give it back as it was sent."""
    answered = answer_due(request)
    form = form_for(request, data=_tidied(request), asking=True)
    form.is_valid()
    screen = Screen(form, reverse("today"))
    notice = answered.beside if screen.is_unsaved else answered.notice
    if notice:
        messages.success(request, notice)
    if not screen.is_unsaved:
        return redirect(answered.onward)
    last = form.answers[-1].slug if form.answers and "panel" in request.POST else None
    panel = _panel(request, form, Wish("choose", last), entry_id) if last else None
    return show(request, replace(screen, panel=panel))


def _ask(
    request: WriterRequest,
    entry_id: uuid.UUID,
    action: str,
    data: Any,
    wish: Wish,
    entry: Entry | None,
) -> HttpResponse:
    if data["revision"] == "0":
        entry = None
    elif entry is None:
        entry = request.journal.entries.with_step().filter(pk=entry_id).first()
    try:
        form = form_for(request, entry, data=data, asking=True)
    except Unreadable:
        return _apart(request, data)
    form.is_valid()
    panel = _panel(request, form, wish, entry_id)
    if wish == BRIEF:
        form.fields["text"].widget.attrs |= {"class": "line", "rows": 1}
    screen = Screen(form, action, entry, panel, brief=wish == BRIEF, starting=wish == START)
    return show_question(request, screen) if wants_question(request) else show(request, screen)


def _save(request: WriterRequest, entry_id: uuid.UUID, action: str, data: Any) -> HttpResponse:
    journal = request.journal
    try:
        with transaction.atomic():
            journal.hold()
            entry = entry_to_save(journal, entry_id, is_new=data["revision"] == "0")
            people = people_in(journal)
            cards = cards_of(people.values(), journal.keyring)
            form = form_for(request, entry, data=data, people=cards)
            saved = save_sent(request, form, entry_id, entry, people) if form.is_valid() else None
            if saved and data.get("draft"):
                journal.drafts.filter(pk=_uuid(data["draft"])).delete()
    except Stale as stale:
        return _both(request, stale.entry, data)
    except Unreadable:
        return _apart(request, data)
    if saved:
        messages.success(request, SAVED_WITH_CARE if form.asks_the_gate else "Saved.")
        return redirect(saved)
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE if form.is_too_long else HTTPStatus.BAD_REQUEST
    panel = None
    if data.get("panel") and form.answers:
        begun = {answer.slug for answer in form.answers}
        slug = data["panel"] if data["panel"] in begun else form.answers[-1].slug
        panel = _panel(request, form, Wish("choose", slug), entry_id)
    return show(request, Screen(form, action, entry, panel, status=status))


def _both(request: WriterRequest, entry: Entry, data: Any) -> HttpResponse:
    """Answer a stale save with both texts: what is kept, and the form as it was sent."""
    data["revision"], data["save"] = str(entry.revision), str(uuid.uuid4())
    form = form_for(request, entry, data=data)
    return show(
        request,
        Screen(
            form,
            reverse("entry_edit", args=[entry.pk]),
            entry,
            other=read_page(entry, request.journal, shelf.current(), form.people),
            status=HTTPStatus.CONFLICT,
        ),
    )


def _apart(request: WriterRequest, data: Any) -> HttpResponse:
    """Keep what was sent from being saved over a page that cannot be opened."""
    data["page"], data["save"], data["revision"] = str(uuid.uuid4()), str(uuid.uuid4()), "0"
    messages.error(
        request,
        "The page you opened is kept safe, but it cannot be opened now, so it was not changed."
        " What you wrote is below: save it as a new page.",
    )
    form = form_for(request, data=data)
    return show(request, Screen(form, reverse("today"), status=HTTPStatus.CONFLICT))


def _panel(request: WriterRequest, form: PageForm, wish: Wish, entry_id: uuid.UUID) -> Panel | None:
    on = form.cleaned_data.get("date") or request.user.today()
    panel = bring(form, wish, journal=request.journal, on=on, without=entry_id)
    return None if wish.name in ("drop", "brief") else panel


def _uuid(text: str | None) -> uuid.UUID:
    try:
        return uuid.UUID(text or "")
    except ValueError:
        return uuid.uuid4()


def _whole(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else 0
