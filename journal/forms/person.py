"""The forms of a person: their card, and who they turned out to be."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.exceptions import ValidationError

from journal.forms.fields import LineField
from journal.forms.page_fields import KINDS
from journal.models.person import called, same_as
from journal.page import PersonCard

if TYPE_CHECKING:
    from django.utils.datastructures import MultiValueDict

QUESTIONS = [("all", "All"), ("own", "Only ones I do on my own")]


class CardForm(forms.Form):
    """What a writer says of a person: a nickname, a kind, and which questions they want."""

    nickname = LineField(
        label="Nickname",
        limit=60,
        widget=forms.TextInput(attrs={"class": "input short", "autocomplete": "off"}),
    )
    kind = forms.ChoiceField(
        label="They are",
        choices=KINDS,
        widget=forms.Select(attrs={"class": "input short"}),
        error_messages={
            "required": "Choose one of the words in the list.",
            "invalid_choice": "Choose one of the words in the list.",
        },
    )
    questions = forms.ChoiceField(
        label="Questions about them",
        help_text="Some questions suggest talking to them or meeting them. You can do without.",
        choices=QUESTIONS,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose one of the two.",
            "invalid_choice": "Choose one of the two.",
        },
    )

    namesake: uuid.UUID | None = None
    """Who has the nickname already, where it was refused for that."""

    def __init__(
        self,
        data: MultiValueDict[str, str] | None = None,
        *,
        people: Mapping[uuid.UUID, PersonCard],
        person: uuid.UUID,
    ) -> None:
        """Build the form of this person; `people` are the writer's own, by id."""
        self.card = people.get(person)
        kept = self.card or PersonCard(nickname="")
        own = {"nickname": kept.nickname, "kind": kept.kind, "questions": kept.questions}
        super().__init__(data, initial=own)
        # Whoever was merged into this person has no page of their own to mix up.
        self.others = {pk: one for pk, one in people.items() if same_as(people, pk) != person}
        self.person = person
        if self.card:
            self.fields["questions"].label = f"Questions about {kept.nickname}"

    @property
    def before(self) -> dict[str, str]:
        """What the form was filled from, which travels with it."""
        return {
            f"was_{name}": self.data.get(f"was_{name}", self.initial[name]) for name in self.fields
        }

    def changes(self) -> dict[str, str]:
        """Return what the writer changed on a valid form.

        What stayed as it was shown is not sent on: another tab may have set it since.
        """
        before = self.before
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if value != before[f"was_{name}"] or f"was_{name}" not in self.data
        }

    def clean_nickname(self) -> str:
        """Return the nickname without spaces around it. Refuse none, and another person's."""
        nickname = " ".join(str(self.cleaned_data["nickname"]).split())
        if not nickname:
            raise ValidationError("Give them a nickname.")
        kept = {self.person: self.card} if self.card else {}
        if not called(kept, nickname):
            self.namesake = called(self.others, nickname)
        if self.namesake:
            raise ValidationError(
                "You already write about someone with this nickname. If they are one person,"
                " bring the two together below. If not, choose another nickname."
            )
        return nickname


class MergeForm(forms.Form):
    """Who someone turned out to be."""

    into = forms.ChoiceField(
        label="They are the same person as",
        widget=forms.Select(attrs={"class": "input short"}),
        error_messages={
            "required": "Choose who it is.",
            "invalid_choice": "Choose someone from the list.",
        },
    )

    def __init__(
        self,
        data: MultiValueDict[str, str] | None = None,
        *,
        people: Mapping[uuid.UUID, PersonCard],
        person: uuid.UUID,
    ) -> None:
        """Offer everyone else who was not merged into someone."""
        super().__init__(data)
        self.others = [
            (str(pk), f"{card.nickname} (set aside)" if card.set_aside else card.nickname)
            for pk, card in people.items()
            if same_as(people, pk) == pk != same_as(people, person)
        ]
        field = cast(forms.ChoiceField, self.fields["into"])
        field.choices = cast(Any, [("", "choose…"), *self.others])

    def chosen(self) -> uuid.UUID:
        """The person who was chosen on a valid form."""
        return uuid.UUID(self.cleaned_data["into"])
