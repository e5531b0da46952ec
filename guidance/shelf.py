"""The guidance as one frozen structure, read again only when a row has changed."""

from fractions import Fraction
from typing import Any, cast

from django.db import connection
from django.db.models import Prefetch

from guidance import handbook, models
from guidance.handbook import Handbook, Side

# One query, written out: it runs on nearly every request, and building it would cost more than
# running it. How many rows there are and when one was last changed tells any edit; the codes,
# which are made at random, tell two databases apart that were loaded in the same moment.
VERSION = """
    SELECT 'sign', COUNT(*), MAX(edited_at), MIN(code) FROM guidance_sign
    UNION ALL SELECT 'fear', COUNT(*), MAX(edited_at), MIN(code) FROM guidance_fear
    UNION ALL SELECT 'strategy', COUNT(*), MAX(edited_at), MIN(code) FROM guidance_strategy
    UNION ALL SELECT 'leaning', COUNT(*), MAX(edited_at), MIN(code) FROM guidance_leaning
    UNION ALL SELECT 'feeling', COUNT(*), MAX(edited_at), NULL FROM guidance_feeling
    UNION ALL SELECT 'behaviour', COUNT(*), MAX(edited_at), NULL FROM guidance_behaviour
    UNION ALL SELECT 'action', COUNT(*), MAX(edited_at), NULL FROM guidance_action
    UNION ALL SELECT 'prompt', COUNT(*), MAX(edited_at), NULL FROM guidance_prompt
    UNION ALL SELECT 'weight', COUNT(*), MAX(edited_at), NULL FROM guidance_weight
"""

Version = frozenset[tuple[Any, ...]]

_held: tuple[Version, Handbook] | None = None


def current() -> Handbook:
    """Return all guidance, what is retired too. One query while nothing has changed."""
    global _held
    version = _version()
    # Read into a local first: another thread may put a newer one there at any time.
    held = _held
    if held is None or held[0] != version:
        held = _held = (version, _built())
    return held[1]


def last_known() -> Handbook | None:
    """Return what this process read last, without a query; None where it has read nothing yet."""
    held = _held
    return held[1] if held else None


def _version() -> Version:
    with connection.cursor() as cursor:
        cursor.execute(VERSION)
        return frozenset(cursor.fetchall())


def _built() -> Handbook:
    fears = models.Fear.objects.prefetch_related(
        Prefetch("behaviours", models.Behaviour.objects.offered())
    )
    strategies = models.Strategy.objects.prefetch_related(
        Prefetch("actions", models.Action.objects.offered())
    )
    prompts = models.Prompt.objects.select_related("strategy").prefetch_related("signs", "fears")
    weights = models.Weight.objects.values_list(
        "sign__slug", "fear__slug", "side", "strategy__slug", "value"
    )
    return Handbook(
        signs={row.slug: _sign(row) for row in models.Sign.objects.all()},
        fears={row.slug: _fear(row) for row in fears},
        strategies={row.slug: _strategy(row) for row in strategies},
        prompts={row.slug: _prompt(row) for row in prompts},
        weights={
            (sign or fear, cast(Side, side), strategy): value
            for sign, fear, side, strategy, value in weights
        },
        leanings={row.slug: _leaning(row) for row in models.Leaning.objects.all()},
        feelings={row.slug: _feeling(row) for row in models.Feeling.objects.all()},
    )


def _plain(row: Any, names: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names.split()}


def _coded(row: models.Coded) -> dict[str, Any]:
    return _plain(row, "slug code name summary about order") | {
        "retired": row.retired_at is not None
    }


def _sign(row: models.Sign) -> handbook.Sign:
    return handbook.Sign(**_coded(row), **_plain(row, "me them kind safety_check"))


def _fear(row: models.Fear) -> handbook.Fear:
    behaviours = tuple(
        handbook.Behaviour(**_plain(one, "slug name description safety_check"))
        for one in row.behaviours.all()
    )
    return handbook.Fear(**_coded(row), roots=_lines(row.roots), behaviours=behaviours)


def _strategy(row: models.Strategy) -> handbook.Strategy:
    return handbook.Strategy(
        **_coded(row),
        **_plain(row, "quiet allowed_when_unsafe gate_receiving gate_pushing"),
        actions=tuple(
            handbook.Action(**_plain(one, "slug name description")) for one in row.actions.all()
        ),
        bonus_when=cast(Side, row.bonus_when) if row.bonus_when else None,
        bonus=Fraction(row.bonus),
    )


def _prompt(row: models.Prompt) -> handbook.Prompt:
    names = (
        "slug phase depth minutes perspective title question contact hide_if_unsafe"
        " hide_if_own_harm for_not_today for_heavier opens_own_harm care_note"
    )
    return handbook.Prompt(
        **_plain(row, names),
        strategy=row.strategy.slug if row.strategy else None,
        hints=_lines(row.hints),
        signs=frozenset(sign.slug for sign in row.signs.all()),
        fears=frozenset(fear.slug for fear in row.fears.all()),
        retired=row.retired_at is not None,
    )


def _leaning(row: models.Leaning) -> handbook.Leaning:
    return handbook.Leaning(**_coded(row))


def _feeling(row: models.Feeling) -> handbook.Feeling:
    return handbook.Feeling(**_plain(row, "slug name order"), retired=row.retired_at is not None)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
