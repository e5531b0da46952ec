"""All six pictures of one span, and the pages behind any of their numbers."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from guidance.handbook import Handbook
from journal.patterns import wording
from journal.patterns.axis import Axis
from journal.patterns.closeness import Closeness, closeness
from journal.patterns.numbers import WHO, Number, Table, numbers_of
from journal.patterns.records import LookedBack, Opened, Span, window
from journal.patterns.sat import Sat, sat
from journal.patterns.sides import Sides, sides
from journal.patterns.signs import Signs, signs
from journal.patterns.steps import Steps, steps
from journal.patterns.together import Together, together


class Patterns(Struct, frozen=True, kw_only=True):
    """The six pictures, in the order of the screen."""

    axis: Axis
    """The days they show."""
    pages: int
    """How many pages they were made from."""
    shows_closeness: bool
    """Whether pictures 1 and 4 are wanted; without, nothing is counted for them."""
    closeness: Closeness
    signs: Signs
    together: Together
    steps: Steps
    sat: Sat
    sides: Sides

    def behind(self, key: str) -> Number | None:
        """Return the number that a link calls so, with its pages; None where there is none.

        Of a sign there are also the parts by side, which no picture shows: 2.k7.0.
        """
        numbers = self.numbers
        whole = numbers.get(key.rpartition(".")[0])
        if key in numbers or whole is None or not whole.by:
            return numbers.get(key)
        return next((part for part in map(whole.only, WHO) if part.key == key), None)

    def named(self, key: str) -> tuple[str, ...]:
        """Return what a number counts: the names of its picture, its row and its column.

        For a part by side those of the whole.
        """
        found = (
            (title, row.name, column)
            for title, table in self.tables
            for row in table.rows
            for column, cell in zip(table.columns, row.cells, strict=True)
            if cell and (cell.key == key or (cell.by and cell.key == key.rpartition(".")[0]))
        )
        return next(found, ())

    @property
    def numbers(self) -> dict[str, Number]:
        """Every number shown, by key."""
        return numbers_of(*(table for _, table in self.tables))

    @property
    def tables(self) -> tuple[tuple[str, Table], ...]:
        """Every table, with the title of its picture."""
        return (
            (wording.CLOSENESS, self.closeness.table),
            (wording.SIGNS, self.signs.table),
            (wording.SIGNS, self.signs.each_table),
            (wording.TOGETHER, self.together.table),
            (wording.STEPS, self.steps.table),
            (wording.SAT, self.sat.table),
            (wording.SIDES, self.sides.table),
        )


def patterns(
    pages: Iterable[Opened],
    steps_answered: Iterable[LookedBack],
    handbook: Handbook,
    *,
    today: date,
    span: Span,
    person: UUID | None = None,
    shows_closeness: bool = True,
) -> Patterns:
    """Return the six pictures of the pages in a span, about one person or about anyone.

    `today` is the writer's own. A page they left out of the pictures is not to be given, and
    pages of merged people name the one that stayed. Order of the input plays no part.
    """
    seen = window(pages, steps_answered, today=today, span=span, person=person)
    near = seen if shows_closeness else replace(seen, pages=())
    return Patterns(
        axis=seen.axis,
        pages=len(seen.pages),
        shows_closeness=shows_closeness,
        closeness=closeness(near),
        signs=signs(seen, handbook),
        together=together(seen, handbook),
        steps=steps(near),
        sat=sat(seen),
        sides=sides(seen, handbook),
    )
