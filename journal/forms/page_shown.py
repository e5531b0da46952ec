"""What the writing screen shows of a page's form: what is ticked, counted, begun."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from guidance.handbook import Kind
from journal.forms.page_fields import PageFields
from journal.forms.ticks import SignRow, sides_of, sign_rows
from journal.page import Who


def _count(number: int, one: str, many: str = "") -> str:
    """Return "1 sign" or "2 signs"; nothing of none."""
    return f"{number} {one if number == 1 else many or one + 's'}" if number else ""


class ShownPage(PageFields):
    """A page's fields as they stand on the screen, sent or filled in."""

    hides_closeness = False
    """Whether the writer wants no lanterns. Set by who fills the form in."""

    @property
    def asks_closeness(self) -> bool:
        """Whether the lanterns are on the form: not where hidden, nor added to one sent without."""
        return not self.hides_closeness and (not self.is_bound or "closeness_felt" in self.data)

    @property
    def ticked_signs(self) -> Mapping[str, Who]:
        """The signs ticked on the form as it is shown."""
        return sides_of(self["signs"].value() or [])

    @property
    def ticked_fears(self) -> list[str]:
        """The fears ticked on the form as it is shown."""
        return list(self["fears"].value() or [])

    @property
    def ticked_feelings(self) -> list[str]:
        """The feelings ticked on the form as it is shown."""
        return list(self["feelings"].value() or [])

    @property
    def noticed(self) -> str:
        """How much is ticked, such as "2 signs, 1 warm, 1 feeling"."""
        kinds = [sign.kind for slug in self.ticked_signs if (sign := self.handbook.signs.get(slug))]
        warm = kinds.count("warmth")
        parts = [_count(len(kinds) - warm, "sign"), f"{warm} warm" if warm else ""]
        return ", ".join(filter(None, [*parts, _count(len(self.ticked_feelings), "feeling")]))

    @property
    def guessed(self) -> str:
        """How many fears are ticked, such as "1 guess"."""
        return _count(len(self.ticked_fears), "guess", "guesses")

    @property
    def distance_rows(self) -> list[SignRow]:
        """The signs of distance, with what is ticked."""
        return self.sign_rows("distance")

    @property
    def warmth_rows(self) -> list[SignRow]:
        """The signs of warmth, with what is ticked."""
        return self.sign_rows("warmth")

    @property
    def has_text(self) -> bool:
        """Whether the page's own text or title has words, as shown."""
        return any(str(self[name].value() or "").strip() for name in ("title", "text"))

    @property
    def has_step(self) -> bool:
        """Whether a step is begun, as shown."""
        return any(str(self[name].value() or "").strip() for name in ("step_when", "step_will"))

    @property
    def shown_day(self) -> dt.date | None:
        """The day the form is about, as shown; None where it cannot be read."""
        value = self["date"].value()
        try:
            return value if isinstance(value, dt.date) else dt.date.fromisoformat(str(value))
        except ValueError:
            return None

    def sign_rows(self, kind: Kind) -> list[SignRow]:
        """Return the signs of a kind with what is ticked."""
        ticked = self["signs"].value() or []
        return sign_rows((one for one in self.offered_signs if one.kind == kind), ticked)
