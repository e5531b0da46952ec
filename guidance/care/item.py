"""One thing that needs care: how it names rows, and where it leads."""

from collections.abc import Sequence
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import date_format
from msgspec import Struct

from guidance import rows
from guidance.models import Shelved
from guidance.needs import Level

NAMED = 3
"""How many rows a sentence names before it counts the others."""


class CareItem(Struct, frozen=True, kw_only=True):
    """One thing that needs care: a sentence, and where to do something about it."""

    level: Level
    """An error is what readers miss already."""
    sentence: str
    url: str


def names(found: Sequence[Shelved]) -> str:
    """Return what the rows are called: the first few, and how many more."""
    return listed([f"“{row}”" for row in found])


def listed(found: Sequence[str]) -> str:
    """Return names as a person says them: with *and*, and counted after the first few."""
    named, more = list(found[:NAMED]), len(found) - NAMED
    if more > 0:
        named.append(f"{more} more")
    return " and ".join(filter(None, [", ".join(named[:-1]), named[-1]]))


def has(found: Sequence[Shelved]) -> str:
    """Return the verb that goes with the rows."""
    return "has" if len(found) == 1 else "have"


def them(found: Sequence[Shelved]) -> str:
    """Return the word that stands for the rows."""
    return "it" if len(found) == 1 else "them"


def in_words(day: date) -> str:
    """Return a day such as "3 December 2026"."""
    return date_format(day, "j F Y")


def where(found: Sequence[Shelved]) -> str:
    """Return where an editor finds these rows: the page of the only one, or a list of them."""
    noun = rows.noun_of(found[0])
    if len(found) == 1:
        return reverse(f"admin:guidance_{noun}_change", args=[found[0].pk])
    return shelf_at(noun, slug__in=",".join(row.slug for row in found))


def shelf_at(noun: str, **narrowed: str) -> str:
    """Return the list of a shelf, narrowed down."""
    url = reverse(f"admin:guidance_{noun}_changelist")
    return f"{url}?{urlencode(narrowed)}" if narrowed else url
