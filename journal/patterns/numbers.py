"""Numbers that know their pages, tables of them, and whether there are enough to be fair. Pure."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from msgspec import Struct

from journal.page import Who
from journal.patterns.wording import NOT_ENOUGH

WHO: tuple[Who, ...] = ("me", "them", "both")


class Number(Struct, frozen=True):
    """One number of a picture, with the pages behind it."""

    key: str
    """What a link calls it: unique over all pictures, and it names no sign, fear or person."""
    pages: tuple[UUID, ...]
    """The entries that were counted, each once, oldest first."""
    said: str = ""
    """What is shown where it is not their count: a middle answer, or from which to which."""
    then: tuple[UUID, ...] = ()
    """For a pair, the page that came after each of `pages`, in the same order; else empty."""
    by: tuple[Who, ...] = ()
    """For one sign, on whom it was noticed on each of `pages`, in the same order; else empty."""

    def only(self, who: Who) -> "Number":
        """Return the part that was noticed on this side. The parts of all sides are the whole."""
        those = (page for page, side in zip(self.pages, self.by, strict=True) if side == who)
        return Number(f"{self.key}.{WHO.index(who)}", tuple(those))

    @property
    def count(self) -> int:
        """How many pages are behind it."""
        return len(self.pages)

    @property
    def shown(self) -> str:
        """The number as text."""
        return self.said or str(len(self.pages))


class Row(Struct, frozen=True):
    """A line of a table: its name, and a number or nothing for each column."""

    name: str
    cells: tuple[Number | None, ...]


class Table(Struct, frozen=True):
    """The numbers of a picture in rows and columns."""

    corner: str
    """The name of the column of names."""
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def __iter__(self) -> Iterator[Number]:
        """Yield every number, row by row."""
        return (cell for row in self.rows for cell in row.cells if cell is not None)


NO_TABLE = Table("", (), ())


class Need(Struct, frozen=True):
    """How many there are of what a picture needs, and the fewest that are fair."""

    have: int
    need: int
    of: str = ""
    """What is counted where it is not plainly the pages, as it follows the numbers: " weeks"."""

    @property
    def met(self) -> bool:
        """Whether there are enough."""
        return self.have >= self.need


class Enough(Struct, frozen=True):
    """Whether a picture may be shown. Below its minimum nothing of it is, no number either."""

    needs: tuple[Need, ...]

    @property
    def met(self) -> bool:
        """Whether every need is met."""
        return all(need.met for need in self.needs)

    @property
    def sentence(self) -> str:
        """What to say instead of the picture, about the first need not met; empty if all are."""
        missing = next((need for need in self.needs if not need.met), None)
        if missing is None:
            return ""
        return NOT_ENOUGH.format(have=missing.have, need=missing.need, of=missing.of)


def enough(*needs: Need) -> Enough:
    """Return whether there is enough of everything needed."""
    return Enough(needs)


def numbers_of(*tables: Iterable[Number]) -> dict[str, Number]:
    """Return the numbers of these tables by key."""
    return {one.key: one for table in tables for one in table}
