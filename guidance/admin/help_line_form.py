"""A help line's form: whoever changes how to reach somebody compares it with a source."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format

from guidance.admin.checked_form import CheckedForm
from guidance.checking import Remark
from guidance.models import HelpLine
from guidance.models.help_line import FRESH
from guidance.rows import Form

COMPARED = (
    "phone",
    "phone_link",
    "text_number",
    "text_keyword",
    "web_url",
    "hours",
)
"""The fields that a check is about: with one of them changed, it says nothing any more."""
UNCHECKED: Form = {"last_verified_on": None, "verified_by": ""}

ALONE = (
    "You checked this line yourself, and a wrong number can do harm."
    " If you can, have a second person publish it."
)


def who_checked(line: HelpLine) -> str:
    """Return in a sentence when the line was last checked, and by whom."""
    if not line.last_verified_on:
        return "Nobody has checked this line yet."
    by = f" by {line.verified_by}" if line.verified_by else ""
    return f"Last checked on {date_format(line.last_verified_on, 'j F Y')}{by}."


class HelpLineForm(CheckedForm):
    """Takes the check along with the change, so that no unchecked number reaches a reader."""

    told_anew = frozenset({ALONE})
    editor = ""
    """Who has the form open; set by the page."""
    compared = forms.BooleanField(
        required=False,
        label="I opened the source today: number, hours and address are right",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["compared"].help_text = who_checked(self.instance)

    def as_form(self) -> Form:
        """Return what was sent, with the check that holds for it.

        A draft of what readers see keeps the old check while it has none of its own, as a
        published line cannot be without one; `check_of` knows it for what it is.
        """
        check = self._check(self.cleaned_data)
        if not check["last_verified_on"] and self.held.get("last_verified_on"):
            check = _check_in(self.held) if self.instance.published_at else check
        return super().as_form() | check

    def own_remarks(self) -> Iterator[Remark]:
        """Ask for a check before readers dial it, and for another person to publish it."""
        found = self.cleaned_data if self.is_bound else self.shown
        check = self._check(found)
        if self.is_bound and found.get("compared") and not found.get("source_url"):
            yield _error("source_url", "Give the address of the page where you compared it.")
        if missing := self._missing(check):
            yield _error("compared", missing)
        is_news = not self.instance.published_at or _differ(found, self.held)
        if is_news and self.editor and check["verified_by"] == self.editor:
            yield Remark(level="warning", field="compared", sentence=ALONE)

    def _missing(self, check: Form) -> str:
        """Return what keeps the line from being published, if anything does."""
        day = check["last_verified_on"]
        if not day and self.shown.get("last_verified_on"):
            return (
                "You changed how to reach them. Open the source, compare, and tick this:"
                " readers may dial it on a hard day."
            )
        if not day:
            return "Open the source, compare number, hours and address, and tick this first."
        if day < (timezone.localdate() - FRESH).isoformat():
            return (
                f"The last check is more than {FRESH.days} days old. Compare again, and tick this."
            )
        return ""

    def _check(self, found: Mapping[str, Any]) -> Form:
        """Return when it was checked and by whom: today, as before, or not in this wording."""
        if found.get("compared"):
            return {
                "last_verified_on": timezone.localdate().isoformat(),
                "verified_by": self.editor,
            }
        return check_of(found, self.held, self.waiting.form if self.waiting else {})


def check_of(form: Mapping[str, Any], held: Form, waiting: Form) -> Form:
    """Return the check that is about the numbers in a form, or that there is none.

    What is stored was checked as it stands. A draft was, where its check is another one.
    """
    if held and not _differ(form, held):
        return _check_in(held)
    if waiting and not _differ(form, waiting) and _check_in(waiting) != _check_in(held):
        return _check_in(waiting)
    return UNCHECKED


def _check_in(form: Mapping[str, Any]) -> Form:
    return {name: form.get(name) or empty for name, empty in UNCHECKED.items()}


def _differ(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return any((one.get(name) or "") != (other.get(name) or "") for name in COMPARED)


def _error(name: str, sentence: str) -> Remark:
    """An error that may wait while the line is a draft."""
    return Remark(level="error", field=name, sentence=sentence, is_lack=True)
