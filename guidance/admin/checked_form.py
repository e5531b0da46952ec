"""A row's form that says what would break, and what might be said more gently."""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from guidance import checking, rows, shelf
from guidance.admin.row_form import RowForm
from guidance.checking import Remark
from guidance.handbook import Handbook
from guidance.rows import Form

PUBLISHING = ("_publish", "_publish_on")
"""The buttons that bring a form to readers, now or later."""


class RemarkedField(BoundField):
    """A field on the page, with what is to be said of it."""

    @property
    def remarks(self) -> list[Remark]:
        """What stands beside the field, but for what is among its errors already."""
        form: Any = self.form
        return [one for one in form.remarks if one.field == self.name]

    @property
    def aria_describedby(self) -> str | None:
        """Have the remarks read out with the field, after its help and its errors."""
        known = super().aria_describedby
        ours = f"{self.auto_id}_remarks" if self.remarks else None
        return " ".join(filter(None, [known, ours])) or None


class CheckedForm(RowForm):
    """Refuses what breaks the product. Of a warning it tells once, before readers see the text.

    `is_held` says that nothing but such a warning stopped it. `held` is the form that is stored,
    `shown` the one that the page began with: what waits, if anything does. An error of the text
    itself refuses a draft too; what the guidance would lack refuses publishing only.
    """

    bound_field_class = RemarkedField
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    """Which warnings stood on the page that was sent."""
    told_anew: frozenset[str] = frozenset()
    """Sentences told at the button, even if the page began with them: they may be far below it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.held: Form = rows.form_of(self.instance) if self.instance.pk else {}
        self.shown: Form = self.waiting.form if self.waiting else self.held
        self.all_remarks: tuple[Remark, ...] = ()
        self.is_held = False
        if not self.is_bound and self.shown:
            self.all_remarks = self._remarks(self.shown)
        self.initial["seen"] = _marks(
            [one for one in self.all_remarks if one.sentence not in self.told_anew]
        )

    @property
    def remarks(self) -> list[Remark]:
        """What there is to say, errors first, but for what is among the form's errors already."""
        return [one for one in self.all_remarks if not self.refuses(one)]

    @property
    def noted(self) -> list[BoundField]:
        """The fields that something is said beside."""
        named = {one.field for one in self.remarks}
        return [field for field in self.visible_fields() if field.name in named]

    @property
    def whole_remarks(self) -> list[Remark]:
        """What is to be said of the whole, and stands beside no field."""
        return [one for one in self.remarks if one.field not in self.fields]

    def clean(self) -> dict[str, Any]:
        """Look at what was sent, beside what readers have now."""
        found = super().clean() or self.cleaned_data
        self.all_remarks = self._remarks(rows.form_from(self._meta.model, found))
        for one in self.all_remarks:
            if self.refuses(one):
                self.add_error(one.field if one.field in self.fields else None, one.sentence)
        if self.is_published and not self.errors:
            self._tell_once(found.get("seen", ""))
        return found

    def refuses(self, remark: Remark) -> bool:
        """Whether the remark keeps what was sent from being saved."""
        may_wait = remark.is_lack and not self.is_published
        return self.is_bound and remark.level == "error" and not may_wait

    @property
    def is_published(self) -> bool:
        """Whether the button that was pressed brings the form to readers."""
        return any(button in self.data for button in PUBLISHING)

    def _tell_once(self, seen: str) -> None:
        """Hold what has warnings that were not on the page yet, and show them. The next try goes.

        The page that comes back carries the marks of what it shows.
        """
        marks = _marks(self.all_remarks)
        fresh = set(marks.split()) - set(seen.split())
        if not fresh:
            return
        sent: Any = self.data
        shown = sent.copy()
        shown[self.add_prefix("seen")] = marks
        self.data = shown
        notes = "There is a note" if len(fresh) == 1 else f"There are {len(fresh)} notes"
        self.is_held = True
        self.add_error(
            None,
            f"{notes} for you below. Change the text, or press the button once more to publish"
            " it as it is.",
        )

    def _remarks(self, form: Form) -> tuple[Remark, ...]:
        noun, book = rows.noun_of(self.instance), shelf.current()
        found = checking.remarks(noun, form, book, self._with(noun, form, book))
        return (*found, *self.own_remarks())

    def own_remarks(self) -> Iterable[Remark]:
        """Return what the forms of one noun have to say beside that."""
        return ()

    def _with(self, noun: str, form: Form, book: Handbook) -> Handbook:
        """Return the guidance with this form in it; as it is, where the form is not whole."""
        if self.is_bound and self.errors:
            return book
        return shelf.with_form(noun, {"active": True} | self.held | form)


def _marks(remarks: Sequence[Remark]) -> str:
    """Return a short mark for each warning, so that a page can say which ones it showed."""
    return " ".join(
        sha256(f"{one.field} {one.sentence}".encode()).hexdigest()[:8]
        for one in remarks
        if one.level == "warning"
    )
