"""Find, before anything is looked for: the form, and whom the pages are about, by season."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.views.decorators.http import require_safe
from msgspec import structs

from guidance import shelf
from journal.find.seasons import Column, Row, seen
from journal.http import WriterRequest
from journal.models import Journal
from journal.models.leaves import leaves
from journal.models.person import card_of, same_as
from journal.page import PersonCard
from journal.views import finding, pace
from journal.views.asked import Asked
from journal.views.shortcuts import shortcuts
from journal.views.shut import not_opened

NO_ONE = "No one named"
EARLIER = "Earlier"


@dataclass(frozen=True)
class Cell:
    """A number of pages, and the address that finds them."""

    count: int
    address: str


@dataclass(frozen=True)
class Line:
    """A person, or no one, with the pages about them in each column."""

    name: str
    address: str
    """All pages about them; empty for no one, whom no filter asks for."""
    cells: list[Cell]


@require_safe
def find(request: WriterRequest) -> HttpResponse:
    """Show what there is to find. Reads every page."""
    if pause := pace.slowed(request, reverse("find")):
        return pause
    journal, today = request.journal, request.user.today()
    asked = Asked(shelf.current(), finding.cards(request))
    shut: list[UUID] = []
    table = seen(_pages(journal, asked.people, shut), today)
    pace.opened(request, sum(row.pages for row in table.rows))
    context = {
        "form": finding.find_form(request, asked),
        "shortcuts": list(shortcuts(asked, journal)),
        "columns": [(_name(one), _at(asked, one)) for one in table.columns],
        "lines": [_line(asked, row, table.columns) for row in table.rows],
        "shut": not_opened(len(shut)),
    }
    return render(request, "journal/find/find.html", context)


def _pages(
    journal: Journal, people: Mapping[UUID, PersonCard], shut: list[UUID]
) -> Iterator[tuple[UUID | None, date]]:
    """Yield whom each page is about, as they are known now, and its day, newest first."""
    known = {pk: same_as(people, pk) for pk in people}
    rows = journal.entries.kept().newest_first()
    for leaf in leaves(rows, journal.keyring, steps=False, shut=shut):
        person = leaf.page.person
        yield (known.get(person) if person else None), leaf.about_on


def _line(asked: Asked, row: Row, columns: tuple[Column, ...]) -> Line:
    card = card_of(asked.people, row.person)
    cells = zip(row.cells, columns, strict=True)
    if row.person is None or card is None:
        return Line(NO_ONE, "", [Cell(count, "") for count, _ in cells])
    return Line(
        card.nickname,
        _at(asked, person=row.person),
        [Cell(count, _at(asked, column, person=row.person)) for count, column in cells],
    )


def _at(asked: Asked, column: Column | None = None, **fields: Any) -> str:
    """Return the address of the pages of a column, or of all."""
    if column:
        fields |= {"since": column.first, "until": column.last}
    return replace(asked, filters=structs.replace(asked.filters, **fields)).address()


def _name(column: Column) -> str:
    """Return the months of a column. Their year goes without saying: they are the last twelve."""
    if not column.first:
        return EARLIER
    return f"{date_format(column.first, 'M')} to {date_format(column.last, 'M')}"
