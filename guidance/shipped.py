"""The texts as shipped, as plain forms: one mapping a row, in the order of the files.

Pure: it reads JSON and knows no models. The keys of a form are the fields of a row, with
other rows named by their slug.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from guidance.wording import CONTENT

Form = dict[str, Any]
Forms = dict[str, list[Form]]
"""Forms by the name of their model, such as `sign`."""

FILES = ("guidance.json", "prompts.json", "help_lines.json")


class ContentError(Exception):
    """A content file that cannot be loaded; the message says what to mend."""


def forms(file: Path | None = None) -> Forms:
    """Read the shipped files, or another one of the same shape; what it lacks stays empty.

    Raise ContentError for a file that is missing, is not JSON, or lacks what a row needs.
    """
    texts: dict[str, Any] = {}
    for path in [file] if file else [CONTENT / name for name in FILES]:
        texts |= _read(path)
    try:
        found = _forms(texts)
    except (KeyError, TypeError, AttributeError, ValueError) as problem:
        raise ContentError(f"The content is not in the shape we know: {problem!r}.") from problem
    if not any(found.values()):
        raise ContentError("There is no guidance in it.")
    return found


def _read(path: Path) -> dict[str, Any]:
    try:
        found = msgspec.json.decode(path.read_bytes())
    except OSError as problem:
        raise ContentError(f"{path} cannot be read: {problem.strerror}.") from problem
    except msgspec.DecodeError as problem:
        raise ContentError(f"{path} is not JSON: {problem}.") from problem
    if isinstance(found, list):
        return {"prompts": found}
    if isinstance(found, dict):
        return found
    raise ContentError(f"{path} holds neither a list of prompts nor named lists.")


def _forms(texts: dict[str, Any]) -> Forms:
    mapping = texts.get("mapping", {})
    reasons, bonus = mapping.get("reasons", {}), f"{mapping.get('bonus', 0.25):.2f}"
    fears, strategies = texts.get("fears", []), texts.get("strategies", [])
    return {
        "strategy": [_strategy(place, one, bonus) for place, one in enumerate(strategies)],
        "action": [
            _kept(act, place, "slug name description") | {"strategy": one["slug"]}
            for one in strategies
            for place, act in enumerate(one["actions"])
        ],
        "sign": [
            _kept(one, place, "slug name summary about me them kind safety_check")
            | {"weight_reason": reasons.get(one["slug"], "")}
            for place, one in enumerate(texts.get("signs", []))
        ],
        "fear": [
            _kept(one, place, "slug name summary about")
            | {"roots": _lines(one["roots"]), "weight_reason": reasons.get(one["slug"], "")}
            for place, one in enumerate(fears)
        ],
        "behaviour": [
            _kept(act, place, "slug name description safety_check") | {"fear": one["slug"]}
            for one in fears
            for place, act in enumerate(one["behaviours"])
        ],
        "leaning": [
            _kept(one, place, "slug name concept summary about")
            for place, one in enumerate(texts.get("attachment_styles", []))
        ],
        "feeling": [
            _kept({"slug": word, "name": word}, place, "slug name")
            for place, word in enumerate(texts.get("feelings", []))
        ],
        "prompt": [_prompt(place, one) for place, one in enumerate(texts.get("prompts", []))],
        "weight": list(_weights(mapping.get("tag_weights", {}), {one["slug"] for one in fears})),
        "helpline": [
            _help_line(place, one) for place, one in enumerate(texts.get("help_lines", []))
        ],
    }


def _kept(text: Form, place: int, names: str) -> Form:
    """Return those fields of a text, with its place in the file and whether it is offered."""
    return {name: text[name] for name in names.split()} | {
        "order": text.get("order", place),
        "active": text.get("active", True),
    }


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(texts)


def _strategy(place: int, text: Form, bonus: str) -> Form:
    gate = text["gate_order"] or {}
    return _kept(text, place, "slug name summary about quiet allowed_when_unsafe") | {
        "bonus_when": text["bonus_when"] or "",
        "bonus": bonus,
        "gate_receiving": gate.get("receiving"),
        "gate_pushing": gate.get("pushing"),
    }


def _prompt(place: int, text: Form) -> Form:
    names = (
        "slug phase strategy depth minutes perspective title question technique contact"
        " hide_if_unsafe hide_if_own_harm for_not_today for_heavier opens_own_harm"
    )
    return _kept(text, place, names) | {
        "hints": _lines(text["hints"]),
        "signs": sorted(text["signs"]),
        "fears": sorted(text["fears"]),
        "care_note": text["care_note"] or "",
    }


def _weights(table: dict[str, dict[str, dict[str, int]]], fears: set[str]) -> Iterable[Form]:
    for tag, sides in table.items():
        for side, fits in sides.items():
            for strategy, value in fits.items():
                yield {
                    "sign": None if tag in fears else tag,
                    "fear": tag if tag in fears else None,
                    "side": side,
                    "strategy": strategy,
                    "value": value,
                }


def _help_line(place: int, text: Form) -> Form:
    names = (
        "slug country category name phone phone_link text_number text_keyword"
        " web_url hours notes source_url"
    )
    # Checked by nobody yet: a line that an editor has checked counts as changed, and is kept.
    return _kept(text, place, names) | {"last_verified_on": None, "published_at": None}
