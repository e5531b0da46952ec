"""The fields of a page's form, and what each offers to choose from."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Mapping
from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar, cast

from django import forms
from django.utils.formats import date_format

from guidance.handbook import Fear, Feeling, Handbook, Sign
from guidance.wording import CHECK_OPTIONS, CLOSENESS
from journal.forms.answer import AnswerForm, kept_answers, sent_answers
from journal.forms.fields import LineField, PickField, TicksField, TypedPickField, WordsField
from journal.forms.ticks import sides_of
from journal.models.person import same_as
from journal.page import Page, PersonCard, StepPlan

if TYPE_CHECKING:
    from django.utils.datastructures import MultiValueDict

FEELINGS = 3
"""The most feelings that a page holds."""
STEP_DAYS = range(2, 8)
STEP_DEFAULT = 3
SOMEONE_NEW = "new"
KINDS = [
    ("partner", "partner"),
    ("friend", "friend"),
    ("family", "family"),
    ("former-partner", "former partner"),
    ("died", "someone who died"),
    ("other", "someone else"),
]
Tag = TypeVar("Tag", Sign, Fear, Feeling)
CLOSENESS_CHOICES = [("", "Skip"), *((str(value), label) for value, label in CLOSENESS)]


def _input(classes: str, **attrs: str) -> forms.TextInput:
    """Return the widget of one line, left alone by the browser's memory of what was typed."""
    return forms.TextInput(attrs={"class": classes, "autocomplete": "off", **attrs})


def _line() -> forms.Textarea:
    """Return the widget of a line that may grow."""
    return forms.Textarea(attrs={"rows": 1, "class": "line"})


def _closeness(label: str) -> TypedPickField:
    """Return a field with seven places, and none."""
    return TypedPickField(
        label=label,
        choices=CLOSENESS_CHOICES,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Choose one of the seven places, or Skip."},
    )


@lru_cache(maxsize=64)
def _short(day: dt.date) -> str:
    """Return "Sun 22 Nov". Remembered, because every form names the same few days."""
    return date_format(day, "D j M")


def _offered(shelf: Mapping[str, Tag], had: Collection[str]) -> list[Tag]:
    """Return what is on offer, and what is retired where the page has it already."""
    return [one for one in shelf.values() if not one.retired or one.slug in had]


class PageFields(forms.Form):
    """Everything a page may hold, as fields. Only the date is required.

    `page`, `save` and `revision` are the form's own: which page it is, which save, and
    which revision of the page it was filled from.
    """

    page = forms.UUIDField(widget=forms.HiddenInput, required=False)
    save = forms.UUIDField(widget=forms.HiddenInput, required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    date = forms.DateField(
        label="The day this is about",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": "Give the day this page is about.",
            "invalid": "Write the day as year, month and day, such as 2026-11-22.",
        },
    )
    person = PickField(
        label="With",
        required=False,
        widget=forms.Select(attrs={"class": "input short"}),
        error_messages={"invalid_choice": "Choose someone from the list, or someone new."},
    )
    new_person = LineField(label="Their nickname", limit=60, widget=_input("input short"))
    new_person_kind = PickField(
        label="They are",
        choices=KINDS,
        required=False,
        initial="other",
        error_messages={"invalid_choice": "Choose one of the words in the list."},
    )
    closeness_felt = _closeness("How close did it feel?")
    closeness_wanted = _closeness("How close would you like to be?")
    title = LineField(
        label="Title",
        limit=200,
        widget=_input("input own-title"),
    )
    text = WordsField(
        label="What happened",
        widget=forms.Textarea(attrs={"rows": 6, "placeholder": "Just write. One line is enough."}),
    )
    feelings = TicksField(
        help_text="Up to three words, if you like.",
        required=False,
        error_messages={
            "invalid_choice": "One of the feelings you ticked is not in the guide."
            " Look through them once more, then save."
        },
    )
    signs = TicksField(
        required=False,
        error_messages={
            "invalid_choice": "One of the signs you ticked is not in the guide."
            " Look through them once more, then save."
        },
    )
    fears = TicksField(
        required=False,
        error_messages={
            "invalid_choice": "One of the guesses you ticked is not in the guide."
            " Look through them once more, then save."
        },
    )
    step_when = WordsField(label="When…", limit=2000, widget=_line())
    step_will = WordsField(label="I will…", limit=2000, widget=_line())
    step_on = TypedPickField(
        label="Look back on",
        coerce=dt.date.fromisoformat,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": "Choose a day from 2 to 7 days ahead."},
    )
    gate_receiving = PickField(choices=CHECK_OPTIONS, required=False)
    gate_pushing = PickField(choices=CHECK_OPTIONS, required=False)

    answers: list[AnswerForm]
    _moved: dict[dt.date, dt.date]

    def __init__(
        self,
        data: MultiValueDict[str, str] | None = None,
        *,
        handbook: Handbook,
        people: Mapping[uuid.UUID, PersonCard],
        today: dt.date,
        page: Page | None = None,
        step: tuple[StepPlan, dt.date] | None = None,
        asking: bool = False,
        **kwargs: Any,
    ) -> None:
        """Build the form.

        `people` are the writer's own, by id. `page` and `step` are what was kept before, None
        for a new page. `asking` says that the form is not saved but comes back with a question,
        so that an empty one is no mistake.
        """
        super().__init__(data, **kwargs)
        self.handbook = handbook
        self.people = people
        self.today = today
        self.kept = page
        self.asking = asking
        self._offer_people(people, page)
        self._offer_tags(page)
        self._offer_days(today, step)
        self.answers = self._answers(data, page)

    def _offer_people(self, people: Mapping[uuid.UUID, PersonCard], page: Page | None) -> None:
        """Offer whom the writer met, but for those set aside or merged into another.

        Someone the page has, or who was sent, stays, under the id they have there: an edit
        rewrites no one, and an older form is not refused.
        """
        chosen = [one for one in (page and page.person, self._sent_person()) if one in people]
        stays = {same_as(people, one): one for one in chosen if one}
        named = [
            (str(stays.get(pk, pk)), card.nickname)
            for pk, card in people.items()
            if pk in stays or (same_as(people, pk) == pk and not card.set_aside)
        ]
        if page and page.person and page.person not in people:
            # Left alone, the page stays theirs.
            named.append((str(page.person), "someone whose card cannot be opened now"))
        new = (SOMEONE_NEW, "someone new…")
        self._choices("person", [("", "no one in particular"), *named, new])

    def _sent_person(self) -> uuid.UUID | None:
        with suppress(ValueError):
            return uuid.UUID(self.data.get("person") or "")
        return None

    def _offer_tags(self, page: Page | None) -> None:
        """Offer what the guide offers, and what is retired where the page already has it.

        What was sent is known too: it was offered once, and an old form loses no tick.
        """
        sent = self.data.getlist if hasattr(self.data, "getlist") else self.data.get
        had_signs = {*(page.signs if page else ()), *sides_of(sent("signs") or [])}
        had_fears = {*(page.fears if page else ()), *(sent("fears") or [])}
        had_feelings = {*(page.feelings if page else ()), *(sent("feelings") or [])}
        self.offered_signs = _offered(self.handbook.signs, had_signs)
        self.offered_fears = _offered(self.handbook.fears, had_fears)
        self.offered_feelings = _offered(self.handbook.feelings, had_feelings)
        signs = {f"{sign.slug}:{side}" for sign in self.offered_signs for side in ("me", "them")}
        self._known("signs", signs)
        self._known("fears", {fear.slug for fear in self.offered_fears})
        self._known("feelings", {one.slug for one in self.offered_feelings})

    def _known(self, name: str, values: Collection[str]) -> None:
        cast(TicksField, self.fields[name]).known = values

    def _offer_days(self, today: dt.date, step: tuple[StepPlan, dt.date] | None) -> None:
        days = {today + dt.timedelta(days=ahead): ahead for ahead in STEP_DAYS}
        choices = [
            (day.isoformat(), f"{_short(day)}, in {ahead} days") for day, ahead in days.items()
        ]
        if step and step[1] not in days:
            choices.insert(0, (step[1].isoformat(), _short(step[1])))
        self._moved = {}
        if step and step[0].first_on and self.data.get("step_on") == step[0].first_on.isoformat():
            # "Not yet" moved the day after this form was opened.
            self._moved = {step[0].first_on: step[1]}
            choices.insert(0, (self.data["step_on"], _short(step[0].first_on)))
        self._choices("step_on", choices)
        self.default_step_day = today + dt.timedelta(days=STEP_DEFAULT)
        self.fields["step_on"].initial = self.default_step_day.isoformat()

    def clean_step_on(self) -> dt.date | None:
        """Leave a day that was moved since the form was opened where it is now."""
        day: dt.date | None = self.cleaned_data["step_on"]
        return self._moved.get(day, day) if day else None

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = choices

    def _answers(
        self, data: MultiValueDict[str, str] | None, page: Page | None
    ) -> list[AnswerForm]:
        if data is not None:
            return sent_answers(data)
        return kept_answers(page.answers) if page else []
