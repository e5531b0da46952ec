"""Whether a value in the file fits the field it is for, and the sentence if it does not."""

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from guidance.bundle.positions import Node

MOST_DIGITS = 20
"""More than any column of ours takes in front of its point."""

HIGHEST = 32_767
"""The highest whole number that every database of ours keeps in these columns."""


class Unfit(Exception):
    """A value that does not fit; the message says why, in a sentence."""


def fitting(column: Any, node: Node) -> Any:
    """Return the value as a form of a row has it. Raise Unfit."""
    if node.value is None and column.null:
        return None
    name = column.name
    match column:
        case models.ManyToManyField():
            return _slugs(name, node)
        case models.ForeignKey():
            return typed(name, node, str, "the slug of another row, in quotes")
        case models.BooleanField():
            return typed(name, node, bool, "true or false")
        case models.IntegerField():
            value: Any = typed(name, node, int, "a whole number")
            if value > HIGHEST:
                raise Unfit(f"“{name}” is a whole number up to {HIGHEST:,}.")
        case models.DecimalField():
            value = _decimal(name, node)
        case models.DateField():
            value = _day(name, node)
        case _:
            value = words(name, node)
    _check(column, value)
    return value


def typed(name: str, node: Node, kind: type, what: str) -> Any:
    """Return the value if it is of exactly that kind. Raise Unfit."""
    if type(node.value) is not kind:
        raise Unfit(f"“{name}” is {what}.")
    return node.value


def words(name: str, node: Node) -> str:
    """Return a text that a database can keep. Raise Unfit."""
    value: str = typed(name, node, str, "a text, in quotes")
    if "\0" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
        raise Unfit(f"“{name}” holds a sign that no database keeps.")
    return value


def _decimal(name: str, node: Node) -> str:
    if type(node.value) in (str, int, float):
        try:
            number = Decimal(str(node.value))
        except (InvalidOperation, ValueError):
            number = Decimal("NaN")
        # Written out, 1e999999999 would fill the memory.
        if number.is_finite() and number.adjusted() < MOST_DIGITS:
            return f"{number:.2f}"
    raise Unfit(f"“{name}” is a number such as 0.25.")


def _day(name: str, node: Node) -> str:
    try:
        return date.fromisoformat(node.value).isoformat()
    except (TypeError, ValueError):
        raise Unfit(f"“{name}” is a day such as 2026-11-22.") from None


def _slugs(name: str, node: Node) -> list[str]:
    items = node.value if isinstance(node.value, list) else None
    if items is None or any(not isinstance(one.value, str) for one in items):
        raise Unfit(f"“{name}” is a list of slugs, each in quotes.")
    return sorted({one.value for one in items})


def _check(column: Any, value: Any) -> None:
    most = column.max_length if isinstance(value, str) else None
    if most and len(value) > most:
        raise Unfit(f"“{column.name}” has {len(value)} letters; {most} fit.")
    if isinstance(column, models.CharField) and ("\n" in value or "\r" in value):
        raise Unfit(f"“{column.name}” is a single line.")
    try:
        column.clean(value, None)
    except ValidationError as problem:
        raise Unfit(f"“{column.name}”: {' '.join(problem.messages)}") from problem
