"""Rows as forms, and forms as rows.

A form is a plain dict: field to text, other rows by slug, `active` for what is not retired.
It holds what an editor may change and nothing else: no id, no code, no moment.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models as fields
from django.db.models import Model, QuerySet
from django.utils import timezone

from guidance import models
from guidance.models import Coded, Shelved
from guidance.models.shelved import unused_codes
from guidance.shipped import ContentError, Form
from guidance.weight_table import WeightTable

__all__ = ["NOUNS", "ContentError", "Form", "fill", "form_from", "form_of", "named", "noun_of"]

NOUNS: Mapping[str, type[Shelved]] = {
    "strategy": models.Strategy,
    "action": models.Action,
    "sign": models.Sign,
    "fear": models.Fear,
    "behaviour": models.Behaviour,
    "leaning": models.Leaning,
    "feeling": models.Feeling,
    "prompt": models.Prompt,
    "helpline": models.HelpLine,
}
"""The models by their noun, in the order in which one may name another."""

APART = {"id", "code", "edited_at", "retired_at", "published_at", "shipped", "weight_reason"}
"""Not in a form. The reason for the weights belongs to the table of weights."""


def noun_of(row: Any) -> str:
    """Return what versions call a row, such as `prompt`; `weights` for the table."""
    return row.noun if isinstance(row, WeightTable) else str(row._meta.model_name)


def named(noun: str, slug: str) -> Any:
    """Return the row of that noun and slug, or the table of weights. Raise Shelved.DoesNotExist."""
    if noun == WeightTable.noun:
        return WeightTable()
    return NOUNS[noun]._default_manager.get(slug=slug)


def form_of(row: Any) -> Form:
    """Return a row, or the table of weights, as a form."""
    if isinstance(row, WeightTable):
        return row.form()
    form = {column.name: _plain(_value(row, column)) for column in columns(type(row))}
    return form | {"active": row.retired_at is None}


def form_from(model: type[Model], cleaned: Mapping[str, Any]) -> Form:
    """Return what a form on the web was sent with as a form of ours, as far as it goes.

    Takes `cleaned_data`: rows become slugs; what is no field of the model is left out.
    """
    return {
        column.name: _plain(cleaned[column.name])
        for column in columns(model)
        if column.name in cleaned
    }


def columns(model: type[Model]) -> list[Any]:
    """Return the fields that a form of this model holds, in the model's order."""
    meta = model._meta
    return [one for one in (*meta.fields, *meta.many_to_many) if one.name not in APART]


def put(row: Any, form: Form) -> None:
    """Give the row, new or known, or the table of weights, what the form says, and save it.

    What the form does not name stays. Run it in a transaction. Raise ContentError with a
    sentence, and nothing saved, where something does not fit.
    """
    if isinstance(row, WeightTable):
        row.put(form)
        return
    links = fill(row, form)
    if isinstance(row, Coded) and row.pk is None:
        [row.code] = unused_codes(1)
    called = title(form | {"slug": row.slug})
    check(row, lambda: row.full_clean(exclude=["shipped", "code"]), called)
    row.save()
    for name, found in links.items():
        getattr(row, name).set(found)


def fill(row: Any, form: Form) -> dict[str, list[Any]]:
    """Set the row's own fields from the form, unchecked; return the rows it links, by field.

    Raise ContentError for a slug that nothing has, a text that is none, a field we do not know.
    """
    links: dict[str, list[Any]] = {}
    known = {column.name: column for column in columns(type(row))}
    for name, value in form.items():
        column = known.get(name)
        if name == "active":
            row.retired_at = None if value else row.retired_at or timezone.now()
        elif column is None:
            raise ContentError(f"“{title(form)}” has a field “{name}”, and we know none.")
        elif column.many_to_many:
            links[name] = [_linked(column, slug) for slug in value]
        elif column.is_relation:
            setattr(row, name, _linked(column, value) if value else None)
        else:
            setattr(row, name, _fitting(column, value, form))
    return links


def check(row: Model, act: Any, called: str) -> None:
    """Run a check of Django's on the row; its complaint becomes a ContentError with sentences."""
    try:
        act()
    except ValidationError as problem:
        wrong = "; ".join(
            f"{_label(row, name)}{' '.join(said)}" for name, said in problem.message_dict.items()
        )
        raise ContentError(f"“{called}” does not fit. {wrong}") from problem


def title(form: Form) -> str:
    """Return what an editor calls the row: its title or name, else its slug."""
    return str(form.get("title") or form.get("name") or form.get("slug", ""))


def _label(row: Model, name: str) -> str:
    return "" if name == "__all__" else f"{name}: "


def _value(row: Any, column: Any) -> Any:
    found = getattr(row, column.name)
    return found.all() if column.many_to_many else found


def _plain(value: Any) -> Any:
    match value:
        case Shelved():
            return value.slug
        case QuerySet() | list() | tuple():
            return sorted(_plain(one) for one in value)
        case Decimal():
            return f"{value:.2f}"
        case date():
            return value.isoformat()
    return value


def _linked(column: Any, slug: Any) -> Any:
    found = column.related_model._default_manager.filter(slug=slug).first()
    if found is None:
        raise ContentError(f"A text names “{slug}” among its {column.name}, and we have none.")
    return found


def _fitting(column: Any, value: Any, form: Form) -> Any:
    """Return the value, or raise ContentError where a text is none or no database keeps it."""
    if isinstance(column, fields.CharField | fields.TextField) and (
        not isinstance(value, str) or "\0" in value
    ):
        raise ContentError(f"“{title(form)}” does not fit. {column.name}: This is not a text.")
    return value
