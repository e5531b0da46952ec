"""What retiring rows, or publishing forms from a list, would do to the guidance."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils import timezone

from guidance import checking, imagined, rows, shelf
from guidance.care.help_lines import URGENT
from guidance.checking import Remark
from guidance.models import HelpLine
from guidance.models.help_line import CATEGORIES
from guidance.rows import Form


def of_retiring(found: Iterable[Any]) -> tuple[Remark, ...]:
    """Return what the guidance would lack without these rows, errors first."""
    held = [row for row in found if row.published_at and not row.retired_at]
    lacks = of_publishing([(row, rows.form_of(row) | {"active": False}) for row in held])
    return (*lacks, *_lines_gone([row for row in held if isinstance(row, HelpLine)]))


def of_bringing_back(found: Iterable[Any]) -> tuple[Remark, ...]:
    """Return what the guidance would lack with these rows on offer again, errors first."""
    held = [row for row in found if row.published_at and row.retired_at]
    return of_publishing([(row, rows.form_of(row) | {"active": True}) for row in held])


def of_publishing(found: Iterable[tuple[Any, Form]]) -> tuple[Remark, ...]:
    """Return what the guidance would lack if these rows got these forms, errors first."""
    before = after = shelf.current()
    for row, form in found:
        after = imagined.with_form(after, rows.noun_of(row), form | {"slug": row.slug})
    return tuple(sorted(checking.worse(before, after), key=lambda one: one.level != "error"))


def _lines_gone(held: list[HelpLine]) -> Iterator[Remark]:
    """Yield a warning for each of the gravest needs that would have no help line any more."""
    shown = HelpLine.objects.shown_on(timezone.localdate())
    for category in URGENT if held else ():
        found = {one.pk for one in shown if one.category == category}
        if found and found <= {one.pk for one in held}:
            yield Remark(
                level="warning",
                field="",
                sentence=f"The help page has no line under “{CATEGORIES[category]}” any more.",
                is_lack=True,
            )
