"""The handbook as it would be with one piece changed. Nothing is saved."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model

from guidance import binding, handbook, models, rows
from guidance.handbook import Handbook
from guidance.shipped import Form

SHELVES = {
    "sign": "signs",
    "fear": "fears",
    "strategy": "strategies",
    "leaning": "leanings",
    "feeling": "feelings",
}
PARENTS = {"behaviour": "fear", "action": "strategy"}


def with_form(book: Handbook, noun: str, form: Form) -> Handbook:
    """Return the handbook with this row so, whether or not it was ever published.

    The form may lack fields, and hold what would not fit: what it lacks reads as stored, or
    empty for a new row; a row that it names and that is not there is left out. What is no
    part of the handbook, such as a help line, changes nothing.
    """
    if noun == "prompt":
        drawn = _prompt(form)
        return binding.changed(book, prompts={**book.prompts, drawn.slug: drawn})
    if noun in PARENTS:
        return _with_part(book, noun, form)
    if noun not in SHELVES:
        return book
    return _with(book, noun, _row(noun, form))


def with_weights(book: Handbook, form: Form) -> Handbook:
    """Return the handbook with these weights; cells that the form does not name stay."""
    cells = {
        tuple(key.split(" ")): value
        for key, value in form.items()
        if not key.startswith("reason ") and isinstance(value, int)
    }
    return binding.changed(book, weights={**book.weights, **cells})


def _with(book: Handbook, noun: str, row: Any, parts: Iterable[Any] | None = None) -> Handbook:
    piece: Any
    match noun:
        case "fear":
            piece = binding.fear(row, _parts(row) if parts is None else parts)
        case "strategy":
            piece = binding.strategy(row, _parts(row) if parts is None else parts)
        case _:
            piece = getattr(binding, noun)(row)
    shelf = SHELVES[noun]
    found = binding.changed(book, **{shelf: binding.in_order(getattr(book, shelf), piece)})
    if noun == "strategy" and piece.slug not in book.strategies:
        # Its questions may be published already, and come along with it.
        found = binding.changed(found, prompts={**binding.prompts(found), **book.prompts})
    return found


def _with_part(book: Handbook, noun: str, form: Form) -> Handbook:
    """The part is shown on the page of what it belongs to, among those that readers see."""
    part, holder = _row(noun, form), PARENTS[noun]
    parent = getattr(part, f"{holder}_id") and getattr(part, holder)
    if not parent:
        return book
    parts = [one for one in _parts(parent) if one.slug != part.slug]
    if part.retired_at is None:
        parts = sorted([*parts, part], key=lambda one: (one.order, one.slug))
    return _with(book, holder, parent, parts)


def _parts(row: Any) -> list[Any]:
    """Return the offered behaviours of a fear, or actions of a strategy."""
    if row.pk is None:
        return []
    found: Any = row.behaviours if isinstance(row, models.Fear) else row.actions
    return list(found.offered())


def _prompt(form: Form) -> handbook.Prompt:
    row = _row("prompt", form)
    whole: Form = {"signs": [], "fears": []} | (rows.form_of(row) if row.pk else {}) | form
    return binding.prompt(row, signs=whole["signs"], fears=whole["fears"])


def _row(noun: str, form: Form) -> Any:
    """Return the stored row, or a new one, with what the form says as far as it can be said."""
    model: type[Model] = rows.NOUNS[noun]
    slug = str(form.get("slug") or "new")
    row: Any = model._default_manager.filter(slug=slug).first() or model(slug=slug)
    for column in rows.columns(model):
        if column.name not in form or column.many_to_many:
            continue
        value = form[column.name]
        if column.is_relation:
            found = column.related_model._default_manager.filter(slug=value).first()
            setattr(row, column.name, found)
        elif value is not None or column.null:
            setattr(row, column.name, value)
    if "active" in form and form["active"] != (row.retired_at is None):
        row.retired_at = None if form["active"] else row.edited_at
    return row
