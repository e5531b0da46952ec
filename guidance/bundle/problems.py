"""What is wrong with a file, and where."""

from collections.abc import Iterable

from msgspec import Struct

MOST = 30
"""How many problems are worth showing at once."""


class Problem(Struct, frozen=True, order=True):
    """One thing to mend. The line is 0 where it is about the whole file."""

    line: int
    sentence: str

    def __str__(self) -> str:
        return f"Line {self.line}: {self.sentence}" if self.line else self.sentence


class Refused(Exception):
    """A file that is not taken, as a whole; nothing was changed. `problems` go by their lines."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(self.shown))

    @property
    def shown(self) -> tuple[str, ...]:
        """The problems as sentences, and how many more there are."""
        said = tuple(str(one) for one in self.problems[:MOST])
        more = len(self.problems) - MOST
        return (*said, f"And {more} more.") if more > 0 else said
