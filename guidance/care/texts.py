"""Which texts need care: what the guidance lacks, and what waits."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby

from django.urls import reverse
from django.utils import timezone

from guidance import checking, coverage, imagined, needs, rows, shelf
from guidance.care.item import CareItem, has, in_words, listed, names, shelf_at, where
from guidance.handbook import Handbook
from guidance.models import Prompt, Version

LONG = timedelta(days=30)
"""How long a draft may wait before the front page names it."""


def items(day: date) -> Iterator[CareItem]:
    """Yield what is to be done on that day."""
    book = shelf.current()
    yield from (_of_need(need) for need in needs.needs(book))
    yield from _dated(book)
    yield from _coverage(book)
    yield from _alone(book)
    yield from _hints(book)
    yield from _drafts(day)


def _of_need(need: needs.Need) -> CareItem:
    match need.key:
        case ("shelf", "signs"):
            url = shelf_at("sign")
        case ("shelf", "fears"):
            url = shelf_at("fear")
        case ("shelf" | "gate" | "places", _):
            url = shelf_at("strategy")
        case ("short" | "hide_if_unsafe" | "hide_if_own_harm", strategy):
            url = shelf_at("prompt", strategy=strategy)
        case _:
            url = shelf_at("prompt")
    return CareItem(level=need.level, sentence=need.now, url=url)


def _dated(book: Handbook) -> Iterator[CareItem]:
    """Name what is to be published on a day and would break something, as things are now."""
    dated = Version.objects.waiting().filter(publish_at__isnull=False)
    for one in dated.order_by("publish_at", "pk"):
        after = imagined.with_form(book, one.noun, one.form)
        for remark in checking.worse(book, after):
            if remark.level == "error" and one.publish_at:
                day = in_words(timezone.localdate(one.publish_at))
                yield CareItem(
                    level="error",
                    sentence=f"{_title(one)} is to be published on {day}. {remark.sentence}",
                    url=_page(one),
                )


def _coverage(book: Handbook) -> Iterator[CareItem]:
    """Name the gaps, in one sentence for each strategy."""
    for strategy, found in groupby(coverage.gaps(book), key=lambda gap: gap.strategy):
        gaps = [f"{_tag(gap, book)} ({gap.count})" for gap in found]
        yield CareItem(
            level="warning",
            sentence=f"“{book.strategies[strategy].name}” fits best, but has fewer than"
            f" {coverage.ENOUGH} questions, for {listed(gaps)}.",
            url=shelf_at("prompt", strategy=strategy),
        )


def _tag(gap: coverage.Gap, book: Handbook) -> str:
    if gap.tag in book.fears:
        return f"“{book.fears[gap.tag].name}”"
    sign = book.signs[gap.tag]
    return f"“{sign.name}: {sign.me if gap.side == 'me' else sign.them}”"


def _alone(book: Handbook) -> Iterator[CareItem]:
    for one in coverage.alone(book):
        yield CareItem(
            level="warning",
            sentence=f"“{one.name}” has only one two-minute question. Whoever answers it finds"
            " no other for three weeks.",
            url=shelf_at("prompt", strategy=one.slug, depth="2-minute"),
        )


def _hints(book: Handbook) -> Iterator[CareItem]:
    bare = [one.slug for one in book.offered_prompts if not one.hints]
    if bare:
        found = list(Prompt.objects.filter(slug__in=bare))
        yield CareItem(
            level="warning", sentence=f"{names(found)} {has(found)} no hints.", url=where(found)
        )


def _drafts(day: date) -> Iterator[CareItem]:
    """Name drafts that were forgotten, and what could not be published on its day."""
    for one in Version.objects.waiting().filter(publish_at=None).order_by("made_at", "pk"):
        since = timezone.localdate(one.made_at)
        if one.said == "could not be published":
            yield CareItem(
                level="error",
                sentence=f"{_title(one)} could not be published on its day. It is a draft again.",
                url=_page(one),
            )
        elif day - since >= LONG:
            yield CareItem(
                level="warning",
                sentence=f"{_title(one)} has waited as a draft since {in_words(since)}.",
                url=_page(one),
            )


def _title(version: Version) -> str:
    if version.noun not in rows.NOUNS:
        return "The table of weights"
    return f"“{rows.title(version.form)}”"


def _page(version: Version) -> str:
    if version.noun not in rows.NOUNS:
        return reverse("desk_weights")
    found = list(rows.NOUNS[version.noun]._default_manager.filter(slug=version.slug))
    return where(found) if found else shelf_at(version.noun)
