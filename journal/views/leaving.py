"""Leave quickly: what is being written is sealed, then the session ends. Nothing holds it up."""

import uuid
from contextlib import suppress

from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from msgspec import structs

from accounts.views.left import leave
from journal.forms.draft import left_on, says_something
from journal.forms.page import PageForm
from journal.http import WriterRequest
from journal.models import Entry, Journal
from journal.models.draft import keep_draft
from journal.models.keeping import own_id
from journal.vault.envelope import Unreadable
from journal.views import left_form
from journal.views.screen import form_for, writer_mark


@login_not_required
@csrf_exempt  # Leaving may not end on an error page; SameSite=Lax keeps strangers from doing it.
@require_http_methods(["GET", "HEAD", "POST"])
def left(request: WriterRequest) -> HttpResponse:
    """Seal the form that was sent along, end the session, and go on to the neutral place.

    A form that cannot be sealed, for whatever reason, does not keep its writer here.
    """
    writer = ""
    if request.method == "POST":
        with suppress(Exception):
            writer = writer_mark(request)
            _seal(request, writer)
    answer = leave(request)
    if request.method == "POST":
        with suppress(Exception):
            left_form.remember(request, answer, writer)
    return answer


def _seal(request: WriterRequest, writer: str) -> None:
    """Keep the form as a draft, if it is this writer's and says what is not kept already.

    The journal is not held: a save that takes its time does not keep anyone here.
    """
    data = request.POST.copy()
    # As on every form, a garbled id becomes that of an old form, no more.
    sent = _id(data.get("page")) or uuid.uuid4()
    data["page"], data["save"] = str(sent), str(_id(data.get("save")) or uuid.uuid4())
    draft = left_on(data)
    if not writer or data.get("writer") != writer or not says_something(draft):
        return
    journal = request.journal
    with transaction.atomic():
        entry = entry_of(journal, sent)
        if entry is None or not _is_kept(request, entry, data):
            page = entry.pk if entry else own_id(journal, sent)
            keep_draft(journal, page, draft, opened=_id(data.get("draft")))


def entry_of(journal: Journal, page: uuid.UUID) -> Entry | None:
    """Return what is kept of the page that a form names: its own id, or the one Today gave it."""
    rows = journal.entries.with_step()
    return rows.filter(pk__in=[page, own_id(journal, page)]).first()


def _id(text: str | None) -> uuid.UUID | None:
    with suppress(ValueError):
        return uuid.UUID(text or "")
    return None


def _is_kept(request: WriterRequest, entry: Entry, data: QueryDict) -> bool:
    """Whether the form says just what is kept of its page."""
    with suppress(Unreadable):
        form = form_for(request, entry, data=data, asking=True)
        return form.is_valid() and not form.new_nickname and _said(form) == _kept(form, entry)
    return False


def _said(form: PageForm) -> object:
    plan = form.step_plan()
    page = form.drawn_page(form.known_person())
    return form.cleaned_data["date"], page, plan and (plan.when, plan.will, form.step_day())


def _kept(form: PageForm, entry: Entry) -> object:
    page = form.kept and structs.replace(form.kept, v=form.drawn_page(None).v)
    step = entry.step_or_none
    plan = step and step.read(entry.journal.keyring)
    return entry.about_on, page, step and plan and (plan.when, plan.will, step.due_on)
