"""Forms and versions as editors read them: labels, names for slugs, and what is different."""

from collections.abc import Iterable
from typing import Any

from django.utils.text import capfirst

from guidance import rows
from guidance.admin.states import short_day
from guidance.differences import Change, Piece, compare, shown, words
from guidance.models import Fear, Sign, Strategy, Version
from guidance.models.strategy import SIDES
from guidance.rows import Form
from guidance.weight_table import WeightTable

Told = tuple[str, tuple[Piece, ...]]
"""A field's label, and its text in pieces."""

DEEDS = {"dated": "kept for a later day", "drafted": "kept as a draft"}
"""What is said of a version, where the word in the database is too short for an editor."""

FOUND = {"loaded", "as it was", "changed elsewhere"}
"""What is said of a form that was found rather than made at the desk."""


class Teller:
    """Tells forms of one noun. Reads the names of other rows once."""

    def __init__(self, noun: str) -> None:
        self._weights = noun == WeightTable.noun
        self._columns = {} if self._weights else {c.name: c for c in rows.columns(rows.NOUNS[noun])}
        self._names: dict[Any, dict[str, str]] = {}

    def changes(self, before: Form, after: Form) -> tuple[Told, ...]:
        """Return what is different, field by field and word by word."""
        found = compare(self._readable(before), self._readable(after))
        return tuple((self.label(one.name), one.pieces) for one in found)

    def told(self, change: Change) -> Told:
        """Return a change between two raw forms as an editor reads it."""
        column = self._columns.get(change.name)
        if column is None or not (column.is_relation or column.choices):
            return self.label(change.name), change.pieces
        before = "".join(text for kind, text in change.pieces if kind != "new")
        after = "".join(text for kind, text in change.pieces if kind != "gone")
        pieces = words(self._text(change.name, before), self._text(change.name, after))
        return self.label(change.name), pieces

    def whole(self, form: Form) -> tuple[tuple[str, str], ...]:
        """Return every field that says something, with its label."""
        read = self._readable(form).items()
        return tuple((self.label(name), shown(value)) for name, value in read if shown(value))

    def label(self, name: str) -> str:
        """Return what the desk calls a field, or a cell of the weights."""
        if self._weights:
            return self._cell(name)
        if name == "active":
            return "On offer"
        column = self._columns.get(name)
        return capfirst(str(column.verbose_name)) if column else name

    def _readable(self, form: Form) -> Form:
        if self._weights:
            return form
        return {name: self._value(name, value) for name, value in form.items()}

    def _value(self, name: str, value: Any) -> Any:
        column = self._columns.get(name)
        if column is None:
            return value
        if column.is_relation:
            named = self._named(column.related_model)
            if isinstance(value, list):
                return [named.get(slug, slug) for slug in value]
            return value and named.get(value, value)
        return dict(column.flatchoices).get(value, value)

    def _text(self, name: str, text: str) -> str:
        """Return a text of slugs, or of one choice, with names instead."""
        if self._columns[name].many_to_many:
            return shown(self._value(name, [slug for slug in text.split(", ") if slug]))
        return shown(self._value(name, text))

    def _named(self, model: Any) -> dict[str, str]:
        if model not in self._names:
            self._names[model] = {one.slug: str(one) for one in model.objects.all()}
        return self._names[model]

    def _cell(self, name: str) -> str:
        tags = self._named(Sign) | self._named(Fear)
        match name.split(" "):
            case ["reason", tag]:
                return f"{tags.get(tag, tag)}: the reason"
            case [tag, side, strategy]:
                named = self._named(Strategy).get(strategy, strategy)
                whose = "" if tag in self._named(Fear) else f" ({SIDES.get(side, side).lower()})"
                return f"{tags.get(tag, tag)}{whose}: {named}"
        return name


def deed(version: Version) -> str:
    """Return what was done to make a version, in words, such as `published`."""
    return DEEDS.get(version.said, version.said)


def who(version: Version) -> str:
    """Return who made a version; nobody is known for what was there before."""
    if version.made_by:
        return version.made_by
    return "" if version.said in FOUND else "somebody at the shell"


def stands(version: Version, live: Version | None) -> str:
    """Return what became of a version: "now" for what readers see, else words."""
    if live and version.pk == live.pk:
        return "now"
    if version.dropped_at:
        return "Never published"
    if version.publish_at and not version.published_at:
        return f"Waiting for {short_day(version.publish_at)}"
    return "" if version.published_at else "Draft"


def listed(names: Iterable[str], longest: int = 3) -> str:
    """Return the first few names in small letters as they stand in a sentence."""
    found = [name[:1].lower() + name[1:] for name in names]
    more = len(found) - longest
    if more > 1:
        return f"{', '.join(found[:longest])} and {more} more"
    return " and ".join(filter(None, [", ".join(found[:-1]), *found[-1:]]))
