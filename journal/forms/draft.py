"""A writing form that was left quickly: kept field by field, and filled in again as it was."""

from uuid import UUID

from django.http import QueryDict

from journal.forms.answer import is_answer_field
from journal.forms.page import PageForm
from journal.page import Draft

# What the gate is told is for the moment alone: not even a draft keeps it.
_FORGOTTEN = {"gate_receiving", "gate_pushing"}
# Every form sends these, with or without a word on it. A person alone says nothing.
_ALWAYS_SENT = {"page", "save", "revision", "date", "person", "new_person_kind", "step_on"}


def left_on(data: QueryDict) -> Draft:
    """Return what the form's own fields hold, in order: no token, no button, nothing unknown."""
    own = PageForm.base_fields.keys() - _FORGOTTEN
    return Draft(
        fields=tuple(
            (name, value)
            for name, values in data.lists()
            if name in own or is_answer_field(name)
            for value in values
        )
    )


def says_something(draft: Draft) -> bool:
    """Whether a word was typed, or something ticked or chosen."""
    return any(
        value.strip()
        for name, value in draft.fields
        if name not in _ALWAYS_SENT and (not is_answer_field(name) or name.endswith("-text"))
    )


def as_sent(draft: Draft, pk: UUID) -> QueryDict:
    """Return the fields as if the form had just been sent, with the draft's id among them."""
    data = QueryDict(mutable=True)
    for name, value in draft.fields:
        data.appendlist(name, value)
    data["draft"] = str(pk)
    return data
