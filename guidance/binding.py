"""Binds rows into the handbook: all that are stored, or one as it would be."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any, cast

from django.db.models import Prefetch

from guidance import handbook, models
from guidance.handbook import Handbook, Side


def bind() -> Handbook:
    """Return all that was ever published as a handbook. What only a draft has is in none of it."""
    fears = models.Fear.objects.published().prefetch_related(
        Prefetch("behaviours", models.Behaviour.objects.offered())
    )
    strategies = models.Strategy.objects.published().prefetch_related(
        Prefetch("actions", models.Action.objects.offered())
    )
    book = Handbook(
        signs={row.slug: sign(row) for row in models.Sign.objects.published()},
        fears={row.slug: fear(row, row.behaviours.all()) for row in fears},
        strategies={row.slug: strategy(row, row.actions.all()) for row in strategies},
        prompts={},
        weights={},
        leanings={row.slug: leaning(row) for row in models.Leaning.objects.published()},
        feelings={row.slug: feeling(row) for row in models.Feeling.objects.published()},
    )
    return changed(book, prompts=prompts(book), weights=_weights(book))


def changed(book: Handbook, **parts: Any) -> Handbook:
    """Return the handbook with other parts, and with nothing that it worked out before."""
    return Handbook(**{name: getattr(book, name) for name in Handbook.__struct_fields__} | parts)


def prompts(book: Handbook) -> dict[str, handbook.Prompt]:
    """Return the published prompts of a handbook with these strategies, and those without one."""
    stored = models.Prompt.objects.published().select_related("strategy")
    stored = stored.prefetch_related("signs", "fears")
    found = {
        row.slug: prompt(
            row,
            signs=(one.slug for one in row.signs.all() if one.published_at),
            fears=(one.slug for one in row.fears.all() if one.published_at),
        )
        for row in stored
    }
    # One that waits for its strategy to be published is kept back with it.
    return {
        slug: one
        for slug, one in found.items()
        if one.strategy is None or one.strategy in book.strategies
    }


def _weights(book: Handbook) -> dict[tuple[str, Side, str], int]:
    stored = models.Weight.objects.values_list(
        "sign__slug", "fear__slug", "side", "strategy__slug", "value"
    )
    return {
        (sign or fear, cast(Side, side), strategy): value
        for sign, fear, side, strategy, value in stored
        if strategy in book.strategies and (sign in book.signs or fear in book.fears)
    }


def sign(row: models.Sign) -> handbook.Sign:
    return handbook.Sign(**_coded(row), **_plain(row, "me them kind safety_check"))


def fear(row: models.Fear, behaviours: Iterable[models.Behaviour]) -> handbook.Fear:
    """Return a fear with those ways it may show."""
    shown = tuple(
        handbook.Behaviour(**_plain(one, "slug name description safety_check"))
        for one in behaviours
    )
    return handbook.Fear(**_coded(row), roots=_lines(row.roots), behaviours=shown)


def strategy(row: models.Strategy, actions: Iterable[models.Action]) -> handbook.Strategy:
    """Return a strategy with those acts."""
    return handbook.Strategy(
        **_coded(row),
        **_plain(row, "quiet allowed_when_unsafe gate_receiving gate_pushing"),
        actions=tuple(handbook.Action(**_plain(one, "slug name description")) for one in actions),
        bonus_when=cast(Side, row.bonus_when) if row.bonus_when else None,
        bonus=Fraction(row.bonus),
    )


def prompt(row: models.Prompt, *, signs: Iterable[str], fears: Iterable[str]) -> handbook.Prompt:
    """Return a prompt that fits those signs and fears."""
    names = (
        "slug phase depth minutes perspective title question contact hide_if_unsafe"
        " hide_if_own_harm for_not_today for_heavier opens_own_harm care_note"
    )
    return handbook.Prompt(
        **_plain(row, names),
        strategy=row.strategy.slug if row.strategy else None,
        hints=_lines(row.hints),
        signs=frozenset(signs),
        fears=frozenset(fears),
        retired=row.retired_at is not None,
    )


def leaning(row: models.Leaning) -> handbook.Leaning:
    return handbook.Leaning(**_coded(row))


def feeling(row: models.Feeling) -> handbook.Feeling:
    return handbook.Feeling(**_plain(row, "slug name order"), retired=row.retired_at is not None)


def in_order(shelf: Mapping[str, Any], piece: Any) -> dict[str, Any]:
    """Return the shelf with this piece in its place."""
    return {
        one.slug: one
        for one in sorted(
            ({**shelf, piece.slug: piece}).values(), key=lambda one: (one.order, one.slug)
        )
    }


def _plain(row: Any, names: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names.split()}


def _coded(row: models.Coded) -> dict[str, Any]:
    return _plain(row, "slug code name summary about order") | {
        "retired": row.retired_at is not None
    }


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
