"""Ticks: a sign with a side, as a form sends it (`distance:me`), and as a page keeps it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import cast

from guidance.handbook import Sign
from journal.page import Who


@dataclass(frozen=True)
class SignRow:
    """A sign as the form shows it, with its two toggles."""

    sign: Sign
    me: bool
    them: bool


def sign_rows(signs: Iterable[Sign], ticked: Iterable[str]) -> list[SignRow]:
    """Return a row for each sign."""
    found = set(ticked)
    return [
        SignRow(sign, f"{sign.slug}:me" in found, f"{sign.slug}:them" in found) for sign in signs
    ]


def sides_of(ticked: Iterable[str]) -> dict[str, Who]:
    """Turn `["distance:me", "distance:them"]` into `{"distance": "both"}`."""
    found: dict[str, Who] = {}
    for tick in ticked:
        slug, _, side = tick.rpartition(":")
        who = cast(Who, side)
        found[slug] = who if found.get(slug, who) == who else "both"
    return found


def ticks(signs: Mapping[str, Who]) -> list[str]:
    """Turn `{"distance": "both"}` into `["distance:me", "distance:them"]`."""
    return [
        f"{slug}:{side}"
        for slug, who in signs.items()
        for side in ("me", "them")
        if who in (side, "both")
    ]
