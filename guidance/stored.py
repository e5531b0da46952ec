"""All rows of one model as forms, read with a query for each table."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import models

from guidance.shipped import Form

Key = tuple[Any, ...]
Names = dict[str, dict[str, int]]
"""Primary keys of the rows that a model's rows may point to, by field and slug."""


@dataclass
class Stored:
    """The rows of one model as forms."""

    model: type[Any]
    rows: dict[Key, tuple[int, Form, Form | None]] = field(default_factory=dict)
    """Primary key, the form it has now, and the form it was loaded in, by what names it."""


def read(model: type[Any], sample: Form) -> Stored:
    """Read all rows as forms with the keys of the sample."""
    links = {many.name: _links(many) for many in model._meta.many_to_many}
    columns = {
        name: f"{name}__slug" if model._meta.get_field(name).is_relation else name
        for name in sample
        if name != "active" and name not in links
    }
    if "active" in sample:
        columns["active"] = "retired_at"
    stored = Stored(model)
    for pk, before, *values in model.objects.order_by().values_list(
        "pk", "shipped", *columns.values()
    ):
        form = {name: _plain(value) for name, value in zip(columns, values, strict=True)}
        if "active" in form:
            form["active"] = form["active"] is None
        form |= {name: found.get(pk, []) for name, found in links.items()}
        stored.rows[key(form)] = (pk, form, before)
    return stored


def names(model: type[Any]) -> Names:
    """Return the rows that this model's rows may point to, by field and slug."""
    related = [*model._meta.many_to_many, *(f for f in model._meta.fields if f.remote_field)]
    return {one.name: dict(one.related_model.objects.values_list("slug", "pk")) for one in related}


def key(form: Form) -> Key:
    """Return what names a form: its slug, or the place of a weight."""
    return (
        (form["slug"],)
        if "slug" in form
        else tuple(form[name] for name in ("sign", "fear", "side", "strategy"))
    )


def title(form: Form) -> str:
    """Return what an editor calls it."""
    return form.get("title") or form.get("name") or " ".join(filter(None, key(form)))


def _links(many: "models.ManyToManyField[Any, Any]") -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    through: Any = many.remote_field.through
    pairs: Iterator[tuple[int, str]] = through.objects.values_list(
        many.m2m_field_name(), f"{many.m2m_reverse_field_name()}__slug"
    )
    for pk, slug in pairs:
        found.setdefault(pk, []).append(slug)
    return {pk: sorted(slugs) for pk, slugs in found.items()}


def _plain(value: Any) -> Any:
    return f"{value:.2f}" if isinstance(value, Decimal) else value
