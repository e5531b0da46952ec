"""The questions about harm, on the form: what is asked, what was opened, and what is remembered.

An answer travels in the form only. What a person's card keeps is the moment, never the answer.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from guidance.models import HelpLine
from guidance.wording import CHECK_OPTIONS, SAFETY
from journal.forms.page import PageForm
from journal.suggest import Check, asked

CHECKS: tuple[Check, ...] = ("receiving", "pushing")
# The help lines that fit each question of the gate.
_LINES = {"receiving": "abuse", "pushing": "own-behaviour"}
_ABOUT = {"receiving": "what they do", "pushing": "what you do"}


class Asking(Protocol):
    """A button that was pressed: its name and its value."""

    @property
    def name(self) -> str: ...
    @property
    def value(self) -> str: ...


@dataclass(frozen=True)
class GateQuestion:
    """One question of the gate, with what was answered."""

    check: Check
    question: str
    chosen: str
    options: tuple[tuple[str, str], ...] = CHECK_OPTIONS

    @property
    def field(self) -> str:
        """The name of its field."""
        return f"gate_{self.check}"

    @property
    def about(self) -> str:
        """What it is about, in few words, where it stands behind a link."""
        return _ABOUT[self.check]


@dataclass(frozen=True)
class Care:
    """What is shown after "yes" or "not sure", with the lines that were checked for it."""

    check: Check
    lines: tuple[HelpLine, ...]


def reopened_on(form: PageForm, button: Asking) -> tuple[Check, ...]:
    """Return the questions that the writer opened though they rest: just now, or on this form."""
    on_form = _sent(form, "reopened") if form.data.get("gate_for", "") == form.gate_for else []
    sent = {*on_form, button.value if button.name == "find" else ""}
    return tuple(check for check in CHECKS if check in sent)


def _sent(form: PageForm, name: str) -> list[str]:
    data = form.data
    return data.getlist(name) if isinstance(data, MultiValueDict) else []


def gate_questions(form: PageForm, checks: Iterable[Check]) -> tuple[GateQuestion, ...]:
    """Return these questions in words, with what is answered on the form."""
    return tuple(
        GateQuestion(check, SAFETY[f"check_{check}"], form.gate.answer(check) or "")
        for check in checks
    )


def carried(form: PageForm, shown: Collection[Check]) -> tuple[tuple[str, str], ...]:
    """Return what travels of the gate beside the questions shown: whom it is about, other answers.

    Each as the name and the value of a hidden field.
    """
    rest = {check: form.gate.answer(check) for check in CHECKS if check not in shown}
    answers = ((f"gate_{check}", answer) for check, answer in rest.items() if answer)
    return ("gate_for", form.gate_for), *answers


def care_for(checks: Collection[Check]) -> tuple[Care, ...]:
    """Return what to show to someone who answered these questions with yes, or not sure."""
    if not checks:
        return ()
    shown = HelpLine.objects.shown_on(timezone.localdate())
    lines = list(shown.filter(category__in=[_LINES[check] for check in checks]))
    return tuple(
        Care(check, tuple(line for line in lines if line.category == _LINES[check]))
        for check in checks
    )


def asked_moments(form: PageForm, now: datetime) -> dict[str, datetime]:
    """Return what a person's card is to remember of a valid form, by field of the card.

    The moment at which a question that the page raises was answered or skipped, and no answer.
    """
    raised = asked(form.drawn_page(None), form.handbook)
    return {f"{check}_asked_at": now for check in raised if form.gate.answer(check)}
