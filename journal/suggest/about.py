"""Whom a page is about, as far as the rules look: what the person's card remembers."""

from datetime import datetime, timedelta
from typing import Literal

from msgspec import Struct

from journal.page import PersonKind

Check = Literal["receiving", "pushing"]

ASKED_LATELY = timedelta(days=7)
PARTED: tuple[PersonKind, ...] = ("former-partner", "died")


class About(Struct, frozen=True, kw_only=True):
    """One person of a writer. Of the gate's questions only the moments are kept, no answer."""

    kind: PersonKind
    own_only: bool = False
    """Whether the writer asked for questions that they do on their own only."""
    receiving_asked_at: datetime | None = None
    pushing_asked_at: datetime | None = None
    """When the question was last shown and answered or skipped on a page about this person."""

    @property
    def parted(self) -> bool:
        """Whether this is a former partner, or someone who died."""
        return self.kind in PARTED

    def rests(self, check: Check, now: datetime | None) -> bool:
        """Return whether the question is not to be asked by itself on a page about this person.

        Without `now` the moments cannot be weighed, so the question is asked.
        """
        asked_at = self.receiving_asked_at if check == "receiving" else self.pushing_asked_at
        lately = now is not None and asked_at is not None and now - asked_at <= ASKED_LATELY
        return self.own_only or lately
