"""What a page noticed, and on whom: the reading that gate, scores and prompts share."""

from guidance.handbook import Handbook, Kind, Perspective, Side, Sign
from journal.page import Page, Who

SIDES: dict[Who, tuple[Side, ...]] = {
    "me": ("me",),
    "them": ("them",),
    "both": ("me", "them"),
}


def noticings(page: Page, handbook: Handbook) -> tuple[tuple[Sign, Side], ...]:
    """Return each sign of the page once for each side it was noticed on, in the editors' order.

    A sign retired since still counts: the writer noticed it. One the handbook does not know
    says nothing.
    """
    return tuple(
        (sign, side)
        for slug, sign in handbook.signs.items()
        if slug in page.signs
        for side in SIDES[page.signs[slug]]
    )


def sides(page: Page, handbook: Handbook, kind: Kind) -> frozenset[Side]:
    """Return the sides on which signs of this kind were noticed."""
    return frozenset(side for sign, side in noticings(page, handbook) if sign.kind == kind)


def perspectives(page: Page, handbook: Handbook) -> frozenset[Perspective]:
    """Return the perspectives that fit the page: by its signs of distance, else of warmth."""
    found = sides(page, handbook, "distance") or sides(page, handbook, "warmth")
    fitting: set[Perspective] = {"either"}
    if "me" in found:
        fitting.add("pushing")
    if "them" in found:
        fitting.add("receiving")
    return frozenset(fitting)
