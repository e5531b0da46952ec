"""Which help lines need care: those that are missing, too old, or about to be."""

from collections.abc import Iterator
from datetime import date, timedelta

from guidance.care.item import CareItem, has, in_words, listed, names, shelf_at, them, where
from guidance.models import HelpLine
from guidance.models.help_line import CATEGORIES, FRESH
from guidance.wording import COUNTRIES

SOON = timedelta(days=90)
"""How long after a check a help line is to be checked again."""
URGENT = ("crisis", "abuse")
"""What nobody may have to look for in vain."""


def items(day: date) -> Iterator[CareItem]:
    """Yield what is to be done on that day, gravest first."""
    lines = list(HelpLine.objects.filter(retired_at=None))
    shown = {one.pk for one in HelpLine.objects.shown_on(day)}
    yield from _missing(lines, shown)
    yield from _overdue([one for one in lines if one.published_at and one.pk not in shown])
    ageing = [one for one in lines if one.pk in shown and _checked(one) <= day - SOON]
    yield from _ageing(sorted(ageing, key=_checked))
    yield from _unchecked([one for one in lines if not one.last_verified_on])
    yield from _ready([one for one in lines if one.last_verified_on and not one.published_at])


def _missing(lines: list[HelpLine], shown: set[int]) -> Iterator[CareItem]:
    """Name what no reader can find, anywhere or in a country that has other lines."""
    for category in URGENT:
        heading = CATEGORIES[category]
        here = {one.country for one in lines if one.pk in shown and one.category == category}
        missing = sorted({COUNTRIES[one.country] for one in lines if one.country not in here})
        if not here:
            sentence = f"The help page has no line at all under “{heading}”."
        elif missing:
            sentence = f"The help page has no line under “{heading}” for {listed(missing)}."
        else:
            continue
        yield CareItem(
            level="warning" if here else "error",
            sentence=sentence,
            url=shelf_at("helpline", category=category),
        )


def _overdue(found: list[HelpLine]) -> Iterator[CareItem]:
    if found:
        yield CareItem(
            level="error",
            sentence=f"{names(found)} {has(found)} left the help page: nobody has checked"
            f" {them(found)} for more than {FRESH.days} days.",
            url=where(found),
        )


def _ageing(found: list[HelpLine]) -> Iterator[CareItem]:
    """Say so in time: a line is shown on its 180th day, and not on the day after."""
    if found:
        last_day = in_words(_checked(found[0]) + FRESH)
        first = "readers see it" if len(found) == 1 else "the first is shown"
        yield CareItem(
            level="warning",
            sentence=f"{names(found)} {has(found)} not been checked for {SOON.days} days or"
            f" more. Without a check {first} until {last_day}.",
            url=where(found),
        )


def _unchecked(found: list[HelpLine]) -> Iterator[CareItem]:
    if found:
        yield CareItem(
            level="warning",
            sentence=f"{names(found)} {has(found)} not been checked by anyone yet, so readers"
            f" do not see {them(found)}.",
            url=where(found),
        )


def _ready(found: list[HelpLine]) -> Iterator[CareItem]:
    if found:
        yield CareItem(
            level="warning",
            sentence=f"{names(found)} {has(found)} been checked and can be published.",
            url=where(found),
        )


def _checked(line: HelpLine) -> date:
    return line.last_verified_on or date.min
