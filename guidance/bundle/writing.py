"""Writes the guidance as one file."""

import json
from typing import Any

from guidance.models import Coded, HelpLine, Shelved
from guidance.rows import NOUNS, columns, form_of
from guidance.shipped import Form
from guidance.weight_table import WeightTable

FORMAT = "ajar-guidance"
VERSION = 1
CHECKED = frozenset({"last_verified_on", "verified_by"})
"""Left out of a help line: see the module's docstring."""


def written() -> str:
    """Return the file's text. Two calls on the same guidance give the same, letter by letter."""
    whole = {"format": FORMAT, "version": VERSION}
    whole |= {noun: [taken_out(row) for row in _published(noun)] for noun in NOUNS}
    whole["weights"] = _weights()
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def fields(model: type[Shelved]) -> dict[str, Any]:
    """Return the fields that a row has in the file, by name, without its code and `active`."""
    left_out = CHECKED if model is HelpLine else frozenset()
    return {one.name: one for one in columns(model) if one.name not in left_out}


def taken_out(row: Shelved) -> Form:
    """Return a row as it stands in the file."""
    form = {name: text for name, text in form_of(row).items() if name not in CHECKED}
    return form | ({"code": row.code} if isinstance(row, Coded) else {})


def _published(noun: str) -> Any:
    rows = NOUNS[noun]._default_manager.exclude(published_at=None)
    return rows.order_by("order", "slug") if noun != "helpline" else rows.order_by("slug")


def _weights() -> Form:
    """Return the weights of what is in the file; those of a draft stay with it."""
    gone = {
        slug
        for noun in ("sign", "fear", "strategy")
        for slug in NOUNS[noun]
        ._default_manager.filter(published_at=None)
        .values_list("slug", flat=True)
    }
    form = WeightTable().form()
    return {name: form[name] for name in sorted(form) if gone.isdisjoint(name.split(" "))}
