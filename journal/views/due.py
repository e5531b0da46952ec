"""The small step that greets the writer on Today, and the one tap that answers it."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from msgspec import structs

from journal.forms.step import DONE, OUTCOMES
from journal.http import WriterRequest
from journal.models import Journal
from journal.page import Outcome
from journal.vault.envelope import Unreadable
from journal.views.reading import StepRead, read_step

LOOKED = "looked"
"""The name of the buttons. They are part of the writing form, so that a page begun is not lost."""
KEPT = "Kept."
"""Said whatever was answered: a notice tells nothing."""


def due_step(journal: Journal) -> StepRead | None:
    """Return the oldest step to look back on, in one query; None without one."""
    for step in journal.steps.of_kept_pages().due(timezone.localdate()):
        try:
            read = read_step(step, journal)
        except Unreadable:
            continue
        if read.is_open:
            return read
    return None


def answer_due(request: WriterRequest) -> str:
    """Keep the answer that a button sent, and return where to go on.

    A step that was done leads on to whether it was worth doing. One that is gone, or answered
    elsewhere, stays as it is.
    """
    code, _, outcome = request.POST[LOOKED].partition(":")
    try:
        pk = UUID(code)
    except ValueError:
        return reverse("today")
    said = next((one for one, _ in OUTCOMES if one == outcome), None)
    if said is None or not _kept(request.journal, pk, said):
        return reverse("today")
    if said in DONE:
        return f"{reverse('today')}?step={pk}"
    messages.success(request, KEPT)
    return reverse("today")


def _kept(journal: Journal, pk: UUID, outcome: Outcome) -> bool:
    today = timezone.localdate()
    with transaction.atomic():
        journal.hold()
        step = journal.steps.of_kept_pages().filter(entry=pk).first()
        if step is None:
            return False
        try:
            plan = step.read(journal.keyring)
        except Unreadable:
            return False
        if step.is_open(plan, today):
            step.look_back(structs.replace(plan, outcome=outcome), journal.keyring, today)
    return True
