"""What the guidance needs so that every writer is offered something that fits. Pure.

A need that is met is not there; one that is not says by how much, so that two handbooks can
be compared, and has one sentence for what is and one for what a change would do.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Literal

from msgspec import Struct

from guidance.handbook import Handbook, Prompt, Strategy

Level = Literal["error", "warning"]

SAFE = 3
"""How many questions a strategy needs on the safety path."""
NOTICE = 3
"""How many questions a page without signs is offered."""

MARKS = {
    "for_not_today": "“Not today”",
    "for_heavier": "someone whom writing left heavier",
    "opens_own_harm": "someone who may do harm",
}
GATES = {
    "gate_receiving": ("someone who may be in danger", {"ask-receiving", "ask"}),
    "gate_pushing": ("someone who may do harm", {"ask"}),
}
SHELVES = {"signs": "sign", "fears": "fear", "strategies": "way back"}


class Need(Struct, frozen=True, kw_only=True):
    """Something the guidance lacks."""

    key: tuple[str, ...]
    """What it is about: the same in two handbooks."""
    short_by: int
    level: Level
    now: str
    """A sentence for guidance that is like this."""
    would: str
    """A sentence for a change that makes it so."""
    fields: Mapping[str, str] = {}
    """The field to look at, by the noun whose form made it so."""


def needs(book: Handbook) -> tuple[Need, ...]:
    """Return all that the guidance lacks."""
    return (
        *_empty_shelves(book),
        *(need for one in book.offered_strategies for need in _of_strategy(one, book)),
        *_gates(book),
        *_marks(book),
        *_notice(book),
    )


def _empty_shelves(book: Handbook) -> Iterator[Need]:
    offered = {
        "signs": book.offered_signs,
        "fears": book.offered_fears,
        "strategies": book.offered_strategies,
    }
    for shelf, found in offered.items():
        if not found:
            yield Need(
                key=("shelf", shelf),
                short_by=1,
                level="error",
                now=f"No {SHELVES[shelf]} is on offer.",
                would=f"This would leave no {SHELVES[shelf]} on offer. Bring one back first.",
            )


def _of_strategy(strategy: Strategy, book: Handbook) -> Iterator[Need]:
    own = [one for one in book.offered_prompts if one.strategy == strategy.slug]
    name = f"“{strategy.name}”"
    if not any(one.depth == "2-minute" for one in own):
        yield Need(
            key=("short", strategy.slug),
            short_by=1,
            level="error",
            now=f"{name} has no two-minute question on offer.",
            would=f"This would leave {name} without a two-minute question on offer."
            " Publish another one first.",
            fields={"prompt": "depth"},
        )
    if strategy.allowed_when_unsafe:
        for key, (whom, hidden) in _paths(book).items():
            yield from _safe(strategy, key, whom, sum(not hidden(one) for one in own))


def _paths(book: Handbook) -> dict[str, tuple[str, Callable[[Prompt], bool]]]:
    """The ways through the gate that the signs on offer can lead to, and what each hides."""
    asked = {sign.safety_check for sign in book.offered_signs}
    paths: dict[str, tuple[str, Callable[[Prompt], bool]]] = {
        "hide_if_unsafe": (GATES["gate_receiving"][0], _hidden_when_afraid)
    }
    if "ask" in asked:
        paths["hide_if_own_harm"] = (
            GATES["gate_pushing"][0],
            lambda one: _hidden_when_afraid(one) or one.hide_if_own_harm,
        )
    return paths


def _hidden_when_afraid(prompt: Prompt) -> bool:
    return prompt.contact or prompt.hide_if_unsafe


def _safe(strategy: Strategy, key: str, whom: str, count: int) -> Iterator[Need]:
    if count >= SAFE:
        return
    name, have = f"“{strategy.name}”", f"{count} question{'' if count == 1 else 's'}"
    yield Need(
        key=(key, strategy.slug),
        short_by=SAFE - count,
        level="error",
        now=f"{name} has {have} for {whom}, and needs {SAFE}.",
        would=f"This would leave {name} with {have} for {whom}. It needs {SAFE}:"
        " publish another one first.",
        fields={"prompt": key, "strategy": "allowed_when_unsafe"},
    )


def _gates(book: Handbook) -> Iterator[Need]:
    asked = {sign.safety_check for sign in book.offered_signs}
    for place, (whom, asking) in GATES.items():
        taken = [getattr(one, place) for one in book.offered_strategies]
        given = [one for one in taken if one is not None]
        if not given and asked & asking:
            yield Need(
                key=("gate", place),
                short_by=1,
                level="error",
                now=f"No way back has a place for {whom}.",
                would=f"This would leave no way back with a place for {whom}."
                " Give that place to another one first.",
                fields={"strategy": place, "sign": "safety_check"},
            )
        if len(given) > len(set(given)):
            yield Need(
                key=("places", place),
                short_by=len(given) - len(set(given)),
                level="warning",
                now=f"Two ways back have the same place for {whom}.",
                would=f"Another way back has the same place for {whom} already.",
                fields={"strategy": place},
            )


def _marks(book: Handbook) -> Iterator[Need]:
    asked = any(sign.safety_check == "ask" for sign in book.offered_signs)
    for mark, whom in MARKS.items():
        count = sum(getattr(one, mark) for one in book.offered_prompts)
        if not count and (asked or mark != "opens_own_harm"):
            yield Need(
                key=("mark", mark),
                short_by=1,
                level="warning",
                now=f"No question is marked for {whom}.",
                would=f"This would leave no question for {whom}.",
                fields={"prompt": mark},
            )
        elif count > 1:
            yield Need(
                key=("marks", mark),
                short_by=count - 1,
                level="warning",
                now=f"{count} questions are marked for {whom}. One is enough.",
                would=f"Another question is marked for {whom} already. One is enough.",
                fields={"prompt": mark},
            )


def _notice(book: Handbook) -> Iterator[Need]:
    count = sum(one.phase == "notice" for one in book.offered_prompts)
    if count < NOTICE:
        have = f"{count} question{'' if count == 1 else 's'}"
        yield Need(
            key=("notice",),
            short_by=NOTICE - count,
            level="warning",
            now=f"There are {have} to notice with. A page without signs is offered {NOTICE}.",
            would=f"This would leave {have} to notice with."
            f" A page without signs is offered {NOTICE}.",
            fields={"prompt": "phase"},
        )
