"""Brings the shipped texts into the database, and leaves alone what editors made of them.

Each row remembers the form it was last loaded in. A row that still reads like that follows
a new shipped text; one that was changed here keeps its own words, and the report says so.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from guidance import editors, shipped
from guidance.models import Coded
from guidance.models.shelved import unused_codes
from guidance.shipped import ContentError, Form

Key = tuple[Any, ...]


@dataclass
class Loaded:
    """What a load found and did."""

    counts: Counter[str] = field(default_factory=Counter)
    """Rows in the database afterwards, by the plural of their name."""
    added: int = 0
    updated: int = 0
    kept: list[str] = field(default_factory=list)
    """The rows with a new shipped text that keep an editor's wording instead."""

    def __str__(self) -> str:
        held = ", ".join(f"{count} {name}" for name, count in self.counts.items())
        done = [f"{self.added} new"] if self.added else []
        done += [f"{self.updated} updated"] if self.updated else []
        done += [f"kept your wording of {', '.join(self.kept)}"] if self.kept else []
        return f"Guidance: {held} ({'; '.join(done) or 'nothing new'})."


@dataclass
class Shelf:
    """The rows of one model as forms."""

    model: type[Any]
    rows: dict[Key, tuple[int, Form, Form | None]] = field(default_factory=dict)
    """Primary key, the form it has now, and the form it was loaded in, by what names it."""


def load(file: Path | None = None) -> Loaded:
    """Load the shipped texts, or those of another file, in one transaction.

    Safe to repeat and safe to run twice at once. Makes the Editors group too.
    Raise ContentError, with nothing changed, when a text does not fit.
    """
    wanted = shipped.forms(file)
    report = Loaded()
    try:
        with transaction.atomic():
            editors.lock()
            for name, forms in wanted.items():
                if forms:
                    _load(apps.get_model("guidance", name), forms, report)
    except IntegrityError as problem:
        raise ContentError(f"The database refuses a text: {problem}.") from problem
    return report


def _load(model: type[Any], forms: list[Form], report: Loaded) -> None:
    shelf = _read(model, forms[0])
    names = _names(model)
    fresh = [form for form in forms if _key(form) not in shelf.rows]
    for form in forms:
        if form not in fresh:
            _follow(shelf, form, names, report)
    _make(model, fresh, names)
    report.added += len(fresh)
    report.counts[str(model._meta.verbose_name_plural)] = len(shelf.rows) + len(fresh)


def _follow(shelf: Shelf, form: Form, names: dict[str, dict[str, int]], report: Loaded) -> None:
    """Give the row its new shipped text, unless an editor changed it since the last load.

    A place in the order is followed by itself: moving a row does not freeze its words.
    """
    pk, now, loaded = shelf.rows[_key(form)]
    if form == loaded:
        return
    before = loaded or {}
    differs = {name for name, text in form.items() if now[name] != text and name != "order"}
    edited = loaded is None or any(
        now[name] != text for name, text in before.items() if name in now and name != "order"
    )
    if edited and any(form[name] != before.get(name) for name in differs):
        report.kept.append(f"“{_title(now)}” ({_noun(shelf.model)})")
        return
    taken = set() if edited else differs
    if "order" in form and now["order"] == before.get("order") != form["order"]:
        taken.add("order")
    row = shelf.model.objects.get(pk=pk)
    _write(row, {name: form[name] for name in taken}, names, called=_title(form))
    row.shipped = form
    row.save()
    for many in row._meta.many_to_many:
        if many.name in taken:
            slugs = form[many.name]
            getattr(row, many.name).set([_found(slug, many.name, names) for slug in slugs])
    report.updated += bool(taken)


def _make(model: type[Any], forms: list[Form], names: dict[str, dict[str, int]]) -> None:
    rows = []
    for form in forms:
        row = model(shipped=form)
        _write(row, form, names, called=_title(form))
        rows.append(row)
    if issubclass(model, Coded):
        for row, code in zip(rows, unused_codes(len(rows)), strict=True):
            row.code = code
    model.objects.bulk_create(rows)
    for many in model._meta.many_to_many:
        through = many.remote_field.through
        through.objects.bulk_create(
            through(
                **{
                    f"{many.m2m_field_name()}_id": row.pk,
                    f"{many.m2m_reverse_field_name()}_id": _found(slug, many.name, names),
                }
            )
            for row, form in zip(rows, forms, strict=True)
            for slug in form[many.name]
        )


def _write(row: Any, form: Form, names: dict[str, dict[str, int]], *, called: str) -> None:
    """Set the row's fields from the form, and check them. Raise ContentError."""
    for name, text in form.items():
        if name == "active":
            row.retired_at = None if text else row.retired_at or timezone.now()
            continue
        column = row._meta.get_field(name)
        if isinstance(column, models.ForeignKey):
            setattr(row, column.attname, text and _found(text, name, names))
        elif isinstance(column, models.DecimalField):
            setattr(row, name, Decimal(text))
        elif not column.many_to_many:
            setattr(row, name, text)
    try:
        row.clean_fields(exclude=[*names, "shipped", "code"])
    except ValidationError as problem:
        wrong = "; ".join(
            f"{name}: {' '.join(said)}" for name, said in problem.message_dict.items()
        )
        raise ContentError(f"“{called}” does not fit. {wrong}") from problem


def _found(slug: str, name: str, names: dict[str, dict[str, int]]) -> int:
    try:
        return names[name][slug]
    except KeyError:
        raise ContentError(f"A text names “{slug}” among its {name}, and we have none.") from None


def _names(model: type[Any]) -> dict[str, dict[str, int]]:
    """Return the rows that this model's rows may point to, by field and slug."""
    related = [*model._meta.many_to_many, *(f for f in model._meta.fields if f.remote_field)]
    return {one.name: dict(one.related_model.objects.values_list("slug", "pk")) for one in related}


def _read(model: type[Any], sample: Form) -> Shelf:
    """Read all rows as forms with the keys of the sample."""
    links = {many.name: _links(many) for many in model._meta.many_to_many}
    columns = {
        name: f"{name}__slug" if model._meta.get_field(name).is_relation else name
        for name in sample
        if name != "active" and name not in links
    }
    if "active" in sample:
        columns["active"] = "retired_at"
    shelf = Shelf(model)
    for pk, before, *values in model.objects.order_by().values_list(
        "pk", "shipped", *columns.values()
    ):
        form = {name: _plain(value) for name, value in zip(columns, values, strict=True)}
        if "active" in form:
            form["active"] = form["active"] is None
        form |= {name: found.get(pk, []) for name, found in links.items()}
        shelf.rows[_key(form)] = (pk, form, before)
    return shelf


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


def _key(form: Form) -> Key:
    return (
        (form["slug"],)
        if "slug" in form
        else tuple(form[name] for name in ("sign", "fear", "side", "strategy"))
    )


def _but_order(form: Form) -> Form:
    return {name: text for name, text in form.items() if name != "order"}


def _title(form: Form) -> str:
    return form.get("title") or form.get("name") or " ".join(filter(None, _key(form)))


def _noun(model: type[Any]) -> str:
    return str(model._meta.verbose_name)
