"""What needs an editor's care: the first thing on the front page of the desk."""

from datetime import date

from guidance.care import help_lines, texts
from guidance.care.help_lines import SOON
from guidance.care.item import CareItem

__all__ = ["SOON", "CareItem", "items"]


def items(day: date) -> tuple[CareItem, ...]:
    """Return all that needs care on that day: what readers miss already, then the rest."""
    found = [*help_lines.items(day), *texts.items(day)]
    return tuple(sorted(found, key=lambda one: one.level != "error"))
