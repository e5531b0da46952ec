"""The form of a page: one document, one form."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from msgspec import structs

from journal.forms.fields import TOO_LONG
from journal.forms.page_fields import FEELINGS, SOMEONE_NEW
from journal.forms.page_shown import ShownPage
from journal.forms.ticks import sides_of, ticks
from journal.models.person import called, folded, same_as
from journal.page import Page, PersonKind, StepPlan
from journal.suggest import About, Gate, asked

FIRST_DAY = dt.date(1900, 1, 1)


def furthest_today() -> dt.date:
    """Return the date it is now in the zone furthest ahead (UTC+14)."""
    return (dt.datetime.now(dt.UTC) + dt.timedelta(hours=14)).date()


class PageForm(ShownPage):
    """A page's form: what it refuses, and what was sent, as documents."""

    def clean_date(self) -> dt.date:
        """Refuse days before 1900, and days that have not begun anywhere."""
        day: dt.date = self.cleaned_data["date"]
        if day < FIRST_DAY:
            raise ValidationError("Choose a day from 1900 on.")
        if day > furthest_today():
            raise ValidationError("That day has not begun yet. Choose today or a day before.")
        return day

    def clean_feelings(self) -> list[str]:
        """Refuse more than three. Each stays ticked."""
        chosen = list(dict.fromkeys(self.cleaned_data["feelings"]))
        if len(chosen) > FEELINGS:
            raise ValidationError(
                f"You ticked {len(chosen)} words, and there is room for {FEELINGS}."
                " Keep those that come closest."
            )
        return chosen

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
        """What was answered to the two questions of the gate. Travels in the form only.

        What was answered about someone else, whom the form was about before, is not read.
        """
        meant = {self.gate_for, folded(self.new_nickname) or self.gate_for}
        if self.data.get("gate_for", "") not in meant:
            return Gate()
        return Gate(
            receiving=self.cleaned_data.get("gate_receiving") or None,
            pushing=self.cleaned_data.get("gate_pushing") or None,
        )

    @property
    def gate_for(self) -> str:
        """Whom the gate's questions are about now: an id, a new nickname, or nobody."""
        known = self.whom()
        return str(known) if known else folded(self.new_nickname)

    @property
    def gate_sent(self) -> list[tuple[str, str]]:
        """What was sent of the gate, to be sent again by a form that shows no gate."""
        names = ("gate_receiving", "gate_pushing", "gate_for")
        return [(name, value) for name in names if (value := self.data.get(name))]

    @property
    def about(self) -> About | None:
        """What the rules need to know of the person chosen or named; None without one.

        Where a card cannot be opened, what it may have asked for holds: no question needs them.
        """
        known = self.whom()
        if known is None:
            return About(kind=self.new_kind) if self.new_nickname else None
        card = self.people.get(known)
        if card is None:
            return About(kind="other", own_only=True)
        return About(
            kind=card.kind,
            # Still merged where the chain of merges ends: whom they turned out to be is not here.
            own_only=card.questions == "own" or card.merged_into is not None,
            receiving_asked_at=card.receiving_asked_at,
            pushing_asked_at=card.pushing_asked_at,
        )

    def whom(self) -> uuid.UUID | None:
        """The person the page is about, where they are known: by choice, or by their nickname.

        Of two who were merged it is the one they turned out to be; the page itself keeps the id
        that `known_person` gives.
        """
        if self.new_nickname:
            return called(self.people, self.new_nickname)
        known = self.known_person()
        return same_as(self.people, known) if known else None

    @property
    def asks_the_gate(self) -> bool:
        """Whether what is ticked asks a question about harm."""
        return bool(asked(self.drawn_page(None), self.handbook))

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
        # What is not on the form stays: how writing sat, a star, a kept line.
        return structs.replace(
            self.kept or Page(zone=zone),
            v=Page().v,
            title=data.get("title", ""),
            text=data.get("text", ""),
            answers=tuple(
                form.answer(self.handbook, self.kept.answers if self.kept else ())
                for form in self.answers
                if form.is_valid() and form.has_words()
            ),
            person=person,
            closeness_felt=self._closeness("closeness_felt"),
            closeness_wanted=self._closeness("closeness_wanted"),
            signs=sides_of(data.get("signs", [])),
            fears=tuple(data.get("fears", [])),
            feelings=tuple(data.get("feelings", [])),
        )

    def _closeness(self, name: str) -> int | None:
        """Return what was chosen; on a form that shows no lanterns, what was kept before."""
        if name in self.data:
            return cast(int | None, self.cleaned_data.get(name))
        return getattr(self.kept, name, None)


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
        "feelings": list(page.feelings),
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
