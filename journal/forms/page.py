"""The form of a page: one document, one form."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format

from guidance.handbook import Handbook, Kind
from guidance.wording import CHECK_OPTIONS, CLOSENESS
from journal.forms.answer import AnswerForm, kept_answers, sent_answers
from journal.forms.fields import TOO_LONG, LineField, WordsField
from journal.forms.ticks import SignRow, sides_of, sign_rows, ticks
from journal.page import Page, PersonCard, PersonKind, StepPlan, Who
from journal.suggest import Gate

if TYPE_CHECKING:
    from django.utils.datastructures import MultiValueDict

FIRST_DAY = dt.date(1900, 1, 1)
STEP_DAYS = range(2, 8)
STEP_DEFAULT = 3
SOMEONE_NEW = "new"
# Former partners and people who died get kinds of their own once questions heed them.
KINDS = [
    ("partner", "partner"),
    ("friend", "friend"),
    ("family", "family"),
    ("other", "someone else"),
]
CLOSENESS_CHOICES = [("", "Skip"), *((str(value), label) for value, label in CLOSENESS)]


def furthest_today() -> dt.date:
    """Return the date it is now in the zone furthest ahead (UTC+14)."""
    return (dt.datetime.now(dt.UTC) + dt.timedelta(hours=14)).date()


def _input(classes: str, **attrs: str) -> forms.TextInput:
    """Return the widget of one line, left alone by the browser's memory of what was typed."""
    return forms.TextInput(attrs={"class": classes, "autocomplete": "off", **attrs})


def _line() -> forms.Textarea:
    """Return the widget of a line that may grow."""
    return forms.Textarea(attrs={"rows": 1, "class": "line"})


class PageForm(forms.Form):
    """Everything a page may hold. Only the date is required.

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
    person = forms.ChoiceField(
        label="With",
        required=False,
        widget=forms.Select(attrs={"class": "input short"}),
        error_messages={"invalid_choice": "Choose someone from the list, or someone new."},
    )
    new_person = LineField(label="Their nickname", limit=60, widget=_input("input short"))
    new_person_kind = forms.ChoiceField(
        label="They are",
        choices=KINDS,
        required=False,
        initial="partner",
        error_messages={"invalid_choice": "Choose one of the words in the list."},
    )
    closeness_felt = forms.TypedChoiceField(
        label="How close did it feel?",
        choices=CLOSENESS_CHOICES,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Choose one of the seven places, or Skip."},
    )
    closeness_wanted = forms.TypedChoiceField(
        label="How close would you like to be?",
        choices=CLOSENESS_CHOICES,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Choose one of the seven places, or Skip."},
    )
    title = LineField(
        label="Title, if you like",
        limit=200,
        widget=_input("input own-title", placeholder="Title, if you like"),
    )
    text = WordsField(label="Write", widget=forms.Textarea(attrs={"rows": 8}))
    signs = forms.MultipleChoiceField(
        required=False,
        error_messages={
            "invalid_choice": "One of the signs you ticked is not in the guide."
            " Look through them once more, then save."
        },
    )
    fears = forms.MultipleChoiceField(
        required=False,
        error_messages={
            "invalid_choice": "One of the guesses you ticked is not in the guide."
            " Look through them once more, then save."
        },
    )
    step_when = WordsField(label="When…", limit=2000, widget=_line())
    step_will = WordsField(label="I will…", limit=2000, widget=_line())
    step_on = forms.TypedChoiceField(
        label="Look back on",
        coerce=dt.date.fromisoformat,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": "Choose a day from 2 to 7 days ahead."},
    )
    gate_receiving = forms.ChoiceField(choices=CHECK_OPTIONS, required=False)
    gate_pushing = forms.ChoiceField(choices=CHECK_OPTIONS, required=False)

    answers: list[AnswerForm]

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
        self.kept = page
        self.asking = asking
        self._offer_people(people)
        self._offer_tags(page)
        self._offer_days(today, step)
        self.answers = self._answers(data, page)

    def _offer_people(self, people: Mapping[uuid.UUID, PersonCard]) -> None:
        named = [(str(pk), card.nickname) for pk, card in people.items()]
        new = (SOMEONE_NEW, "someone new…")
        self._choices("person", [("", "no one in particular"), *named, new])

    def _offer_tags(self, page: Page | None) -> None:
        """Offer what the guide offers, and what is retired where the page already has it."""
        had_signs, had_fears = (page.signs, page.fears) if page else ({}, ())
        self.offered_signs = [
            sign
            for sign in self.handbook.signs.values()
            if not sign.retired or sign.slug in had_signs
        ]
        self.offered_fears = [
            fear
            for fear in self.handbook.fears.values()
            if not fear.retired or fear.slug in had_fears
        ]
        self._choices(
            "signs",
            [
                (f"{sign.slug}:{side}", sign.me if side == "me" else sign.them)
                for sign in self.offered_signs
                for side in ("me", "them")
            ],
        )
        self._choices("fears", [(fear.slug, fear.name) for fear in self.offered_fears])

    def _offer_days(self, today: dt.date, step: tuple[StepPlan, dt.date] | None) -> None:
        days = {today + dt.timedelta(days=ahead): ahead for ahead in STEP_DAYS}
        choices = [
            (day.isoformat(), f"{date_format(day, 'l j F')}, in {ahead} days")
            for day, ahead in days.items()
        ]
        if step and step[1] not in days:
            choices.insert(0, (step[1].isoformat(), date_format(step[1], "l j F")))
        self._choices("step_on", choices)
        self.default_step_day = today + dt.timedelta(days=STEP_DEFAULT)
        self.fields["step_on"].initial = self.default_step_day.isoformat()

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = choices

    def _answers(
        self, data: MultiValueDict[str, str] | None, page: Page | None
    ) -> list[AnswerForm]:
        if data is not None:
            return sent_answers(data)
        return kept_answers(page.answers) if page else []

    # --- what was sent ----------------------------------------------------------------------

    def clean_date(self) -> dt.date:
        """Refuse days before 1900, and days that have not begun anywhere."""
        day: dt.date = self.cleaned_data["date"]
        if day < FIRST_DAY:
            raise ValidationError("Choose a day from 1900 on.")
        if day > furthest_today():
            raise ValidationError("That day has not begun yet. Choose today or a day before.")
        return day

    def clean_step_will(self) -> str:
        """Refuse a "when" without a "will"."""
        will: str = self.cleaned_data["step_will"]
        if self.cleaned_data.get("step_when", "").strip() and not will.strip():
            raise ValidationError("Add what you will do, or empty the line above.")
        return will

    def clean(self) -> None:
        """Refuse a page on which nothing is said."""
        super().clean()
        for answer in self.answers:
            if not answer.is_valid() and answer.has_words():
                self.add_error(None, ValidationError("One of the answers needs a look.", "answer"))
        nickname = self.cleaned_data.get("new_person")
        if self.wants_new_person and nickname is not None and not nickname.strip():
            self.add_error("new_person", "Give them a nickname, or choose no one in particular.")
        if not self.step_plan():
            # The day is always sent. In a form that stood open for days it may have come close.
            self.errors.pop("step_on", None)
        if self.errors or self.asking:
            return
        if self.drawn_page(None).is_empty and not self.step_plan():
            raise ValidationError(
                "There is nothing on this page yet. Write a line, tick something you noticed,"
                " or choose how close it felt, then save.",
                code="empty",
            )

    @property
    def is_too_long(self) -> bool:
        """Whether a text was refused for its length."""
        forms_here: list[forms.Form] = [self, *self.answers]
        return any(
            error.code == TOO_LONG
            for form in forms_here
            for found in form.errors.as_data().values()
            for error in found
        )

    @property
    def wants_new_person(self) -> bool:
        """Whether "someone new" was chosen."""
        return self.cleaned_data.get("person") == SOMEONE_NEW

    @property
    def new_nickname(self) -> str:
        """The new nickname that was typed, where no one from the list was chosen instead."""
        if self.cleaned_data.get("person") in ("", SOMEONE_NEW):
            return " ".join(self.cleaned_data.get("new_person", "").split())
        return ""

    @property
    def gate(self) -> Gate:
        """What was answered to the two questions of the gate. Travels in the form only."""
        return Gate(
            receiving=self.cleaned_data.get("gate_receiving") or None,
            pushing=self.cleaned_data.get("gate_pushing") or None,
        )

    @property
    def new_kind(self) -> PersonKind:
        """What the new person is to the writer."""
        return cast(PersonKind, self.cleaned_data.get("new_person_kind") or "other")

    def step_day(self) -> dt.date:
        """The day to look back; three days ahead where none was chosen."""
        chosen: dt.date | None = self.cleaned_data.get("step_on")
        return chosen or self.default_step_day

    def known_person(self) -> uuid.UUID | None:
        """The person chosen from the list."""
        chosen = self.cleaned_data.get("person") or SOMEONE_NEW
        return None if chosen == SOMEONE_NEW else uuid.UUID(chosen)

    def step_plan(self) -> StepPlan | None:
        """The step that was planned, if one was."""
        will = self.cleaned_data.get("step_will", "")
        if not will.strip():
            return None
        return StepPlan(when=self.cleaned_data.get("step_when", ""), will=will)

    def drawn_page(self, person: uuid.UUID | None, *, zone: str = "UTC") -> Page:
        """Return the page as it stands on the form, as far as it is valid.

        `zone` is the writer's; a page that was kept before stays in the zone it has.
        """
        data = self.cleaned_data
        return Page(
            title=data.get("title", ""),
            text=data.get("text", ""),
            answers=tuple(
                form.answer(self.handbook)
                for form in self.answers
                if form.is_valid() and form.has_words()
            ),
            person=person,
            closeness_felt=data.get("closeness_felt"),
            closeness_wanted=data.get("closeness_wanted"),
            signs=sides_of(data.get("signs", [])),
            fears=tuple(data.get("fears", [])),
            sat=self.kept.sat if self.kept else None,
            zone=self.kept.zone if self.kept else zone,
        )

    # --- what the screen shows ----------------------------------------------------------------

    @property
    def ticked_signs(self) -> Mapping[str, Who]:
        """The signs ticked on the form as it is shown."""
        return sides_of(self["signs"].value() or [])

    @property
    def ticked_fears(self) -> list[str]:
        """The fears ticked on the form as it is shown."""
        return list(self["fears"].value() or [])

    @property
    def noticed(self) -> str:
        """How many signs are ticked, such as "2 signs, 1 warm"."""
        kinds = [sign.kind for slug in self.ticked_signs if (sign := self.handbook.signs.get(slug))]
        warm = kinds.count("warmth")
        apart = len(kinds) - warm
        parts = [f"{apart} {'sign' if apart == 1 else 'signs'}"] if apart else []
        return ", ".join([*parts, f"{warm} warm"] if warm else parts)

    @property
    def guessed(self) -> str:
        """How many fears are ticked, such as "1 guess"."""
        count = len(self.ticked_fears)
        return f"{count} {'guess' if count == 1 else 'guesses'}" if count else ""

    @property
    def distance_rows(self) -> list[SignRow]:
        """The signs of distance, with what is ticked."""
        return self.sign_rows("distance")

    @property
    def warmth_rows(self) -> list[SignRow]:
        """The signs of warmth, with what is ticked."""
        return self.sign_rows("warmth")

    @property
    def has_text(self) -> bool:
        """Whether the page's own text or title has words, as shown."""
        return any(str(self[name].value() or "").strip() for name in ("title", "text"))

    @property
    def has_step(self) -> bool:
        """Whether a step is begun, as shown."""
        return any(str(self[name].value() or "").strip() for name in ("step_when", "step_will"))

    @property
    def shown_day(self) -> dt.date | None:
        """The day the form is about, as shown; None where it cannot be read."""
        value = self["date"].value()
        try:
            return value if isinstance(value, dt.date) else dt.date.fromisoformat(str(value))
        except ValueError:
            return None

    def sign_rows(self, kind: Kind) -> list[SignRow]:
        """Return the signs of a kind with what is ticked."""
        ticked = self["signs"].value() or []
        return sign_rows((one for one in self.offered_signs if one.kind == kind), ticked)


def filled_from(
    page: Page, *, about_on: dt.date, step: tuple[StepPlan, dt.date] | None
) -> dict[str, Any]:
    """Return a form's initial values from a kept page and its step."""
    values: dict[str, Any] = {
        "date": about_on,
        "person": str(page.person) if page.person else "",
        "closeness_felt": page.closeness_felt,
        "closeness_wanted": page.closeness_wanted,
        "signs": ticks(page.signs),
        "fears": list(page.fears),
        "title": page.title,
        "text": page.text,
    }
    if step:
        plan, due_on = step
        values |= {
            "step_when": plan.when,
            "step_will": plan.will,
            "step_on": due_on.isoformat(),
        }
    return values
