"""Smaller rows on the page of the row they belong to: links to each, and one to add."""

from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.http import urlencode

from guidance.admin.states import State, state_of, with_waiting
from guidance.models import Shelved


class Part(NamedTuple):
    """One shelf of smaller rows: a heading, (name, state, address) each, and where to add one."""

    heading: str
    rows: tuple[tuple[str, State, str], ...]
    add_url: str
    noun: str


def part(heading: str, model: type[Shelved], field: str, row: Any) -> Part:
    """Return the rows of the model that name this row in the field."""
    noun = str(model._meta.model_name)
    held = with_waiting(model._default_manager.filter(**{field: row}))
    add = reverse(f"admin:guidance_{noun}_add")
    return Part(
        heading,
        tuple(
            (str(one), state_of(one), reverse(f"admin:guidance_{noun}_change", args=[one.pk]))
            for one in held
        ),
        f"{add}?{urlencode({field: row.pk})}",
        str(model._meta.verbose_name),
    )
