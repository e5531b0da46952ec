"""The pages behind a number of the pictures, newest first, 20 a screen."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from guidance.handbook import Handbook
from journal.http import WriterRequest
from journal.models.overview import Overview
from journal.patterns import Number, Patterns
from journal.patterns.numbers import WHO
from journal.views.chosen import Chosen
from journal.views.reading import Reading, read_page
from journal.views.timeline import Month, by_month

A_SCREEN = 20
LEFT_OUT = "0"
"""What a link calls the pages that the pictures leave out. No number of a picture is called so."""
_BY = {"me": "By you", "them": "By them", "both": "By both of you"}


@dataclass(frozen=True)
class Part:
    """The pages of a number on which a sign was noticed on one side."""

    name: str
    address: str
    count: int


def behind(
    request: WriterRequest, drawn: Patterns, seen: Overview, chosen: Chosen, handbook: Handbook
) -> HttpResponse:
    """Show the pages that were counted for the number whose key the address has.

    A number may be gone: pages were written, changed or deleted since the link was made.
    """
    key = request.GET["n"]
    number = _number(key, drawn, seen, chosen)
    order = in_order(number)
    rows, older = _rows(order, request.GET.get("before"))
    after = dict(zip(number.pages, number.then, strict=True)) if number.then else {}
    readings = _readings(request, chosen, handbook, {*rows, *(after[one] for one in rows if after)})
    context = {
        "number": number,
        "name": _name(key, drawn),
        "chosen": chosen,
        "axis": drawn.axis,
        "parts": _parts(number, chosen),
        "groups": _groups(number, [readings[one] for one in rows if one in readings]),
        # A page may have gone to the bin since it was counted.
        "pairs": [
            (readings[one], readings[after[one]])
            for one in rows
            if after and one in readings and after[one] in readings
        ],
        "older": older,
        "is_first": rows[:1] == order[:1],
    }
    return render(request, "journal/patterns/behind.html", context)


def in_order(number: Number) -> list[UUID]:
    """Return the pages newest first; of a sign those noticed on me, then on them, then on both."""
    newest = list(number.pages[::-1])
    sides = dict(zip(number.pages, number.by, strict=True)) if number.by else {}
    return sorted(newest, key=lambda one: WHO.index(sides[one])) if sides else newest


def _number(key: str, drawn: Patterns, seen: Overview, chosen: Chosen) -> Number:
    if key == LEFT_OUT:
        return Number(key, tuple(chosen.of(seen.left_out)))
    return drawn.behind(key) or Number(key, ())


def _name(key: str, drawn: Patterns) -> str:
    """Return what the number counts, in words."""
    if key == LEFT_OUT:
        return "You left these out of Patterns. Open one to count it again."
    names = [part for part in drawn.named(key) if part != "Pages"]
    if names and drawn.behind(key) and key not in drawn.numbers:
        names.append(_BY[WHO[int(key[-1])]].lower())
    return " · ".join(names)


def _parts(number: Number, chosen: Chosen) -> list[Part]:
    """Return the sides on which a sign was noticed; none where it is only one."""
    found = [(who, part) for who in WHO if number.by and (part := number.only(who)).count]
    return [
        Part(_BY[who], f"{chosen.base}&n={part.key}", part.count)
        for who, part in found
        if len(found) > 1
    ]


def _groups(number: Number, readings: Iterable[Reading]) -> list[Month]:
    """Return what is shown under its months, or a sign under the side it was noticed on."""
    if not number.by:
        return by_month(readings)
    sides = dict(zip(number.pages, number.by, strict=True))
    found: dict[str, list[Reading]] = {}
    for one in readings:
        found.setdefault(_BY[sides[one.entry.pk]], []).append(one)
    return [Month(name, pages) for name, pages in found.items()]


def _rows(order: list[UUID], before: str | None) -> tuple[list[UUID], str]:
    """Return the pages of one screen, and the last of them if there are older ones.

    After a page that is no longer counted, it begins anew.
    """
    start = next((at for at, one in enumerate(order, 1) if str(one) == before), 0)
    rows = order[start : start + A_SCREEN]
    return rows, str(rows[-1]) if start + A_SCREEN < len(order) else ""


def _readings(
    request: WriterRequest, chosen: Chosen, handbook: Handbook, pages: Iterable[UUID]
) -> dict[UUID, Reading]:
    journal = request.journal
    rows = journal.entries.kept().with_step().filter(pk__in=list(pages))
    return {one.pk: read_page(one, journal, handbook, chosen.people) for one in rows}
