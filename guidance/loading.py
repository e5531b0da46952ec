"""Brings the shipped texts into the database, and leaves alone what editors made of them.

Each row remembers the form it was last loaded in. A row that still reads like that follows
a new shipped text; one that was changed here keeps its own words, and the report says so.
"""

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from guidance import differences, editors, keeping, rows, shipped, stored, versions
from guidance.models import Coded, HelpLine, Shelved, Weight
from guidance.models.shelved import unused_codes
from guidance.shipped import ContentError, Form
from guidance.stored import Names, Stored, title
from guidance.weight_table import WeightTable

NO_WORDS = {"order", "last_verified_on", "published_at"}
"""What is always done here: no difference that is worth a line."""


@dataclass
class Loaded:
    """What a load found and did."""

    counts: Counter[str] = field(default_factory=Counter)
    """Rows in the database afterwards, by the plural of their name."""
    added: int = 0
    updated: int = 0
    kept: list[str] = field(default_factory=list)
    """The rows with a new shipped text that keep an editor's wording instead."""
    differing: list[str] = field(default_factory=list)
    """What reads otherwise here than as shipped: a line for each field of each row."""

    def __str__(self) -> str:
        held = ", ".join(f"{count} {name}" for name, count in self.counts.items())
        done = [f"{self.added} new"] if self.added else []
        done += [f"{self.updated} updated"] if self.updated else []
        done += [f"kept your wording of {', '.join(self.kept)}"] if self.kept else []
        return f"Guidance: {held} ({'; '.join(done) or 'nothing new'})."


def load(file: Path | None = None) -> Loaded:
    """Load the shipped texts, or those of another file, in one transaction.

    Safe to repeat and safe to run twice at once. Makes the Editors group too.
    Raise ContentError, with nothing changed, when a text does not fit.
    """
    wanted = shipped.forms(file)
    try:
        with transaction.atomic():
            editors.lock()
            loading = _Loading()
            for name, forms in wanted.items():
                if forms:
                    loading.load(apps.get_model("guidance", name), forms)
            if loading.weights_begun:
                versions.record(WeightTable(), by="", said="loaded")
    except IntegrityError as problem:
        raise ContentError(f"The database refuses a text: {problem}.") from problem
    return loading.report


class _Loading:
    """One load under way."""

    def __init__(self) -> None:
        self.report = Loaded()
        self.weights_begun = False

    def load(self, model: type[Any], forms: list[Form]) -> None:
        shelf, names = stored.read(model, forms[0]), stored.names(model)
        fresh = [form for form in forms if stored.key(form) not in shelf.rows]
        for form in forms:
            if form not in fresh:
                self._follow(shelf, form, names)
        if fresh and shelf.rows and model is Weight:
            self._begin_weights()
        _make(model, fresh, names)
        self.report.added += len(fresh)
        self.report.counts[str(model._meta.verbose_name_plural)] = len(shelf.rows) + len(fresh)

    def _follow(self, shelf: Stored, form: Form, names: Names) -> None:
        """Give the row its new shipped text, unless an editor changed it since the last load."""
        pk, now, loaded = shelf.rows[stored.key(form)]
        taken, keeps = _followed(now, form, loaded)
        called = f"“{title(now)}” ({shelf.model._meta.verbose_name})"
        self.report.kept += [called] if keeps else []
        self.report.differing += [
            f"{called}, {line}" for line in _differing(now, form, without=taken)
        ]
        if form == loaded or keeps:
            return
        row = shelf.model.objects.get(pk=pk)
        if not taken:
            shelf.model.objects.filter(pk=pk).update(shipped=form)
            return
        if isinstance(row, Weight) or "weight_reason" in taken:
            self._begin_weights()
        # The reason for the weights is in the history of the weights.
        recorded = taken != {"weight_reason"} and _has_history(row)
        if recorded:
            keeping.begin(row)
        _rewrite(row, form, taken, names)
        if recorded:
            versions.record(row, by="", said="loaded")
        self.report.updated += 1

    def _begin_weights(self) -> None:
        if not self.weights_begun:
            keeping.begin(WeightTable())
            self.weights_begun = True


def _followed(now: Form, form: Form, loaded: Form | None) -> tuple[set[str], bool]:
    """Return the fields that follow the shipped form, and whether an editor's wording is kept.

    A place in the order is followed by itself: moving a row does not freeze its words.
    """
    if form == loaded:
        return set(), False
    before = loaded or {}
    differs = {name for name, text in form.items() if now[name] != text and name != "order"}
    edited = loaded is None or any(
        now[name] != text for name, text in before.items() if name in now and name != "order"
    )
    if edited and any(form[name] != before.get(name) for name in differs):
        return set(), True
    taken = set() if edited else differs
    if "order" in form and now["order"] == before.get("order") != form["order"]:
        taken.add("order")
    return taken, False


def _differing(now: Form, form: Form, *, without: set[str]) -> list[str]:
    """Return a line for each field that reads otherwise than as shipped."""
    return [
        f"{name}: yours “{differences.shown(now[name])}”, shipped “{differences.shown(text)}”"
        for name, text in form.items()
        if now[name] != text and name not in without | NO_WORDS
    ]


def _has_history(row: Any) -> bool:
    """Whether its changes are noted: not those of a draft that only loads have touched."""
    return isinstance(row, Shelved) and (keeping.is_shown(row) or keeping.of(row).exists())


def _rewrite(row: Any, form: Form, taken: set[str], names: Names) -> None:
    _write(row, {name: form[name] for name in taken}, names, called=title(form))
    row.shipped = form
    row.save()
    for many in row._meta.many_to_many:
        if many.name in taken:
            slugs = form[many.name]
            getattr(row, many.name).set([_found(slug, many.name, names) for slug in slugs])


def _make(model: type[Any], forms: list[Form], names: Names) -> None:
    made, now = [], timezone.now()
    for form in forms:
        row = model(shipped=form)
        if isinstance(row, Shelved) and model is not HelpLine:
            row.published_at = now
        _write(row, form, names, called=title(form))
        made.append(row)
    if issubclass(model, Coded):
        for row, code in zip(made, unused_codes(len(made)), strict=True):
            row.code = code
    model.objects.bulk_create(made)
    for many in model._meta.many_to_many:
        through = many.remote_field.through
        through.objects.bulk_create(
            through(
                **{
                    f"{many.m2m_field_name()}_id": row.pk,
                    f"{many.m2m_reverse_field_name()}_id": _found(slug, many.name, names),
                }
            )
            for row, form in zip(made, forms, strict=True)
            for slug in form[many.name]
        )


def _write(row: Any, form: Form, names: Names, *, called: str) -> None:
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
    rows.check(row, lambda: row.clean_fields(exclude=[*names, "shipped", "code"]), called)


def _found(slug: str, name: str, names: Names) -> int:
    try:
        return names[name][slug]
    except KeyError:
        raise ContentError(f"A text names “{slug}” among its {name}, and we have none.") from None
