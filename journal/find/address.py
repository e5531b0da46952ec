"""Filters as they stand in an address: opaque codes, ids, dates. Never a name.

    f=k7&f=x2&who=me&p=<uuid>&low=2&high=4&from=2026-03-01&to=2026-05-31&star=1

`f` is the code of a sign, a fear or a strategy: codes are unique over all of them.
"""

import re
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from guidance.handbook import Fear, Handbook, Sign, Strategy
from journal.find.filters import SIDES, Filters

UNKNOWN_CODE = "That filter is not known here, so it was left out."
TWO_OF_A_KIND = "Only one filter of each kind fits, so the first was kept."
UNKNOWN_SIDE = "That is not one of the sides to choose from, so it was left out."
UNKNOWN_PERSON = "That person is not in your journal, so they were left out."
BAD_CLOSENESS = "Closeness goes from 1 to 7, so that limit was left out."
BAD_DAY = "That is not a day from 1900 on, so it was left out."
BAD_STAR = "That is not a way to ask for starred pages, so it was left out."

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
FIRST_YEAR = 1900


class Read(Struct, frozen=True):
    """The filters that an address asks for, and what is to be told about the rest."""

    filters: Filters
    notes: tuple[str, ...] = ()


def query_string(filters: Filters, handbook: Handbook) -> str:
    """Return the filters for an address, always in the same order; "" for none."""
    tags: tuple[Sign | Fear | Strategy | None, ...] = (
        handbook.signs.get(filters.sign or ""),
        handbook.fears.get(filters.fear or ""),
        handbook.strategies.get(filters.strategy or ""),
    )
    rest = {
        "who": filters.who,
        "p": filters.person,
        "low": filters.felt_from,
        "high": filters.felt_to,
        "from": filters.since,
        "to": filters.until,
        "star": "1" if filters.starred else None,
    }
    pairs = [("f", tag.code) for tag in tags if tag]
    return urlencode(pairs + [(name, str(it)) for name, it in rest.items() if it is not None])


def read(pairs: Iterable[tuple[str, str]], handbook: Handbook, people: Collection[UUID]) -> Read:
    """Read the parameters of an address. Total: what is not understood is left out, with a note.

    Empty values say nothing, as in a form that was not filled in; other names than ours are
    not read. Where two limits stand the wrong way round, they are turned.
    """
    values: dict[str, Any] = {}
    notes: list[str] = []
    for name, value in pairs:
        try:
            field, found = _value(name, value, handbook, people) if value else ("", None)
        except ValueError as error:
            notes.append(str(error))
            continue
        if field and values.setdefault(field, found) != found:
            notes.append(TWO_OF_A_KIND)
    return Read(_turned(Filters(**values)), tuple(dict.fromkeys(notes)))


def _value(
    name: str, value: str, handbook: Handbook, people: Collection[UUID]
) -> tuple[str, object]:
    """Return which field a parameter sets, and to what. Raise ValueError with a sentence."""
    match name:
        case "f":
            return _tag(value, handbook)
        case "who":
            return "who", _one_of(SIDES, value, UNKNOWN_SIDE)
        case "p":
            return "person", _person(value, people)
        case "low" | "high":
            limit = _one_of("1234567", value, BAD_CLOSENESS)
            return {"low": "felt_from", "high": "felt_to"}[name], int(limit)
        case "from" | "to":
            return {"from": "since", "to": "until"}[name], _day(value)
        case "star":
            return "starred", _one_of("1", value, BAD_STAR) == "1"
        case _:
            return "", None


def _one_of(known: Iterable[str], value: str, sentence: str) -> str:
    if value not in tuple(known):
        raise ValueError(sentence)
    return value


def _tag(code: str, handbook: Handbook) -> tuple[str, str]:
    match handbook.by_code.get(code):
        case Sign(slug=slug):
            return "sign", slug
        case Fear(slug=slug):
            return "fear", slug
        case Strategy(slug=slug):
            return "strategy", slug
    raise ValueError(UNKNOWN_CODE)


def _person(value: str, people: Collection[UUID]) -> UUID:
    person = UUID(value) if _UUID.fullmatch(value) else None
    if person is None or person not in people:
        raise ValueError(UNKNOWN_PERSON)
    return person


def _day(value: str) -> date:
    try:
        day = date.fromisoformat(value) if _DAY.fullmatch(value) else date.min
    except ValueError:
        day = date.min
    if day.year < FIRST_YEAR:
        raise ValueError(BAD_DAY)
    return day


def _turned(filters: Filters) -> Filters:
    """Return the filters with the lower limit first."""
    low, high, since, until = filters.felt_from, filters.felt_to, filters.since, filters.until
    if low and high and low > high:
        filters = replace(filters, felt_from=high, felt_to=low)
    if since and until and since > until:
        filters = replace(filters, since=until, until=since)
    return filters
