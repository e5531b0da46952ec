"""The small step that greets the writer on Today, and the one tap that answers it."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from msgspec import structs

from journal.forms.draft import left_on, says_something
from journal.forms.step import DONE, OUTCOMES
from journal.http import WriterRequest
from journal.models import Journal
from journal.models.shown import due_steps
from journal.page import Outcome
from journal.vault.envelope import Unreadable
from journal.views.reading import StepRead, read_step

LOOKED = "looked"
"""The name of the buttons. They are part of the writing form, so that a page begun is not lost."""
KEPT = "Kept."
"""Said whatever was answered: a notice tells nothing."""
_ELSEWHERE = "That step is not waiting any more, so nothing was changed. It is under Small steps."
_GONE = "That step is not there any more, so nothing was changed."
_SHUT = "That step is kept safe, but it cannot be opened now, so nothing was changed."


def due_step(journal: Journal) -> StepRead | None:
    """Return the oldest step to look back on, in one query; None without one."""
    for step in due_steps(journal, timezone.localdate()):
        try:
            read = read_step(step, journal)
        except Unreadable:
            continue
        if read.is_open:
            return read
    return None


@dataclass(frozen=True)
class Answered:
    """What became of a tap: where to go on, and what to say there."""

    onward: str
    notice: str
    """Empty where the next screen says enough."""
    beside: str
    """Said instead where a page was begun, which stays where it is."""


def tapped_alone(request: HttpRequest) -> bool:
    """Whether a button of the due step was sent on a form without anything that could be lost."""
    return LOOKED in request.POST and not says_something(left_on(request.POST))


def answer_due(request: WriterRequest) -> Answered:
    """Keep the answer that a button sent, and return what became of it.

    A step that was done leads on to whether it was worth doing. One that is gone, or answered
    elsewhere, stays as it is.
    """
    today = reverse("today")
    code, _, outcome = request.POST[LOOKED].partition(":")
    said = next((one for one, _ in OUTCOMES if one == outcome), None)
    try:
        pk = UUID(code)
    except ValueError:
        said = None
    if said is None:  # no button sends that
        return Answered(today, "", "")
    refused = _refused(request.journal, pk, said)
    if refused:
        return Answered(today, refused, refused)
    if said in DONE:
        worth = f"{KEPT} Was it worth doing? You can say so later, under Small steps."
        return Answered(f"{today}?step={pk}", "", worth)
    return Answered(today, KEPT, f"{KEPT} If you want to say more, it is under Small steps.")


def _refused(journal: Journal, pk: UUID, outcome: Outcome) -> str:
    """Keep the answer and return nothing, or return why it is not kept. Twice is once."""
    today = timezone.localdate()
    with transaction.atomic():
        journal.hold()
        step = journal.steps.of_kept_pages().filter(entry=pk).first()
        if step is None:
            return _GONE
        try:
            plan = step.read(journal.keyring)
        except Unreadable:
            return _SHUT
        if step.is_open(plan, today):
            step.look_back(structs.replace(plan, outcome=outcome), journal.keyring, today)
        elif plan.outcome != outcome:
            return _ELSEWHERE
    return ""
