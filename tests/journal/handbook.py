"""Handbooks without a database: the shipped one, and small ones made by hand."""

import json
from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from guidance.handbook import Fear, Feeling, Handbook, Prompt, Side, Sign, Strategy

CONTENT = Path(__file__).resolve().parents[2] / "guidance" / "content"


@cache
def shipped() -> Handbook:
    """Return the handbook of the shipped texts, as a first load would make it."""
    guidance = json.loads((CONTENT / "guidance.json").read_text(encoding="utf-8"))
    prompts = json.loads((CONTENT / "prompts.json").read_text(encoding="utf-8"))
    bonus = Fraction(str(guidance["mapping"]["bonus"]))
    return handbook(
        signs=[_sign(one, order) for order, one in enumerate(guidance["signs"])],
        fears=[_fear(one, order) for order, one in enumerate(guidance["fears"])],
        strategies=[_strategy(one, bonus) for one in guidance["strategies"]],
        prompts=[_prompt(one) for one in prompts],
        weights={
            (tag, side, strategy): weight
            for tag, sides in guidance["mapping"]["tag_weights"].items()
            for side, row in sides.items()
            for strategy, weight in row.items()
        },
        feelings=[
            Feeling(slug=word, name=word, order=order)
            for order, word in enumerate(guidance["feelings"])
        ],
    )


def _sign(data: dict[str, Any], order: int) -> Sign:
    return msgspec.convert(
        {**data, "code": f"s{order}", "order": order, "retired": not data["active"]}, Sign
    )


def _fear(data: dict[str, Any], order: int) -> Fear:
    return msgspec.convert({**data, "code": f"f{order}", "order": order}, Fear)


def _strategy(data: dict[str, Any], bonus: Fraction) -> Strategy:
    places = data["gate_order"] or {}
    return Strategy(
        slug=data["slug"],
        code=f"w{data['order']}",
        name=data["name"],
        summary=data["summary"],
        about=data["about"],
        actions=(),
        order=data["order"],
        bonus_when=data["bonus_when"],
        bonus=bonus if data["bonus_when"] else Fraction(0),
        quiet=data["quiet"],
        allowed_when_unsafe=data["allowed_when_unsafe"],
        gate_receiving=places.get("receiving"),
        gate_pushing=places.get("pushing"),
    )


def _prompt(data: dict[str, Any]) -> Prompt:
    known = {**data, "care_note": data["care_note"] or "", "retired": not data["active"]}
    return msgspec.convert(known, Prompt)


def sign(slug: str, **known: Any) -> Sign:
    """Return a sign of distance that asks nothing, but for what is given."""
    plain = dict.fromkeys(("code", "name", "summary", "about", "me", "them"), slug)
    return Sign(
        **{**plain, "slug": slug, "kind": "distance", "safety_check": "none", "order": 0, **known}
    )


def fear(slug: str, **known: Any) -> Fear:
    """Return a fear."""
    plain = dict.fromkeys(("code", "name", "summary", "about"), slug)
    return Fear(**{**plain, "slug": slug, "roots": (), "behaviours": (), "order": 0, **known})


def strategy(slug: str, order: int, **known: Any) -> Strategy:
    """Return a strategy without bonus, quietness or place at the gate, but for what is given."""
    return Strategy(
        **{
            **dict.fromkeys(("code", "name", "summary", "about"), slug),
            "slug": slug,
            "actions": (),
            "order": order,
            "bonus_when": None,
            "bonus": Fraction(0),
            "quiet": False,
            "allowed_when_unsafe": False,
            "gate_receiving": None,
            "gate_pushing": None,
            **known,
        }
    )


def prompt(slug: str, strategy: str | None = None, **known: Any) -> Prompt:
    """Return a two-minute prompt for either side, of a strategy or else of *notice*."""
    return Prompt(
        **{
            "slug": slug,
            "strategy": strategy,
            "phase": "respond" if strategy else "notice",
            "depth": "2-minute",
            "minutes": 2,
            "perspective": "either",
            "title": slug,
            "question": f"{slug}?",
            "hints": (),
            "signs": frozenset(),
            "fears": frozenset(),
            "contact": False,
            "hide_if_unsafe": False,
            "hide_if_own_harm": False,
            "for_not_today": False,
            "for_heavier": False,
            "opens_own_harm": False,
            "care_note": "",
            **known,
        }
    )


def handbook(
    signs: Iterable[Sign] = (),
    fears: Iterable[Fear] = (),
    strategies: Iterable[Strategy] = (),
    prompts: Iterable[Prompt] = (),
    weights: Mapping[tuple[str, Side, str], int] | None = None,
    feelings: Iterable[Feeling] = (),
) -> Handbook:
    """Return a handbook of these; all but the strategies in the order given, these in theirs."""
    return Handbook(
        signs={one.slug: one for one in signs},
        fears={one.slug: one for one in fears},
        strategies={one.slug: one for one in sorted(strategies, key=lambda each: each.order)},
        prompts={one.slug: one for one in prompts},
        weights=weights or {},
        feelings={one.slug: one for one in feelings},
    )


def with_changed(book: Handbook, *changed: Prompt | Strategy | Sign) -> Handbook:
    """Return the handbook with these in place of those of the same slug."""
    signs, strategies, prompts = dict(book.signs), dict(book.strategies), dict(book.prompts)
    for one in changed:
        if isinstance(one, Prompt):
            prompts[one.slug] = one
        elif isinstance(one, Strategy):
            strategies[one.slug] = one
        else:
            signs[one.slug] = one
    return msgspec.structs.replace(book, signs=signs, strategies=strategies, prompts=prompts)
