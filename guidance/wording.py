"""The fixed words of the product, as shipped: safety, closeness, headings, emergency numbers.

Constants, read once. What editors may change is in the handbook instead.
"""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import msgspec
from msgspec import Struct

CONTENT = Path(__file__).resolve().parent / "content"


def _shipped(name: str) -> Any:
    return msgspec.json.decode((CONTENT / name).read_bytes())


class EmergencyNumber(Struct, frozen=True):
    """A number that brings an ambulance or the police, and where it does."""

    number: str
    where: str


class Directory(Struct, frozen=True):
    """A place on the web that lists help lines of many countries."""

    name: str
    url: str
    about: str


_GUIDANCE = _shipped("guidance.json")
_HELP = _shipped("help_lines.json")

SAFETY: Mapping[str, str] = MappingProxyType(
    {key: text for key, text in _GUIDANCE["safety_copy"].items() if isinstance(text, str)}
)
CHECK_OPTIONS: tuple[tuple[str, str], ...] = tuple(
    zip(("no", "unsure", "yes", "skip"), _GUIDANCE["safety_copy"]["check_options"], strict=True)
)
"""The answers to a safety question: value and label."""

CLOSENESS: tuple[tuple[int, str], ...] = tuple(
    (place["value"], place["label"]) for place in _GUIDANCE["closeness_labels"]
)
HEADINGS: Mapping[str, str] = MappingProxyType(_GUIDANCE["headings"])

EMERGENCY: tuple[EmergencyNumber, ...] = msgspec.convert(
    _HELP["emergency"], tuple[EmergencyNumber, ...]
)
DIRECTORY = msgspec.convert(_HELP["directory"], Directory)
COUNTRIES: Mapping[str, str] = MappingProxyType(_shipped("countries.json"))
"""Country codes of ISO 3166 with their everyday names, by name."""
