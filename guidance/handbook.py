"""All guidance as one frozen structure, for engines and screens. Knows no models.

Everything is here, what is retired too: an old page still shows the name of a sign
that is no longer offered. What may be offered to a writer comes from the `offered_*` views.
"""

from collections.abc import Mapping
from fractions import Fraction
from functools import cached_property
from typing import Literal

from msgspec import Struct

Side = Literal["me", "them"]
Kind = Literal["distance", "warmth"]
Phase = Literal["notice", "understand", "respond"]
Depth = Literal["2-minute", "10-minute", "action"]
Perspective = Literal["pushing", "receiving", "either"]
SafetyCheck = Literal["none", "ask-receiving", "ask"]


class Sign(Struct, frozen=True, kw_only=True):
    """One thing a writer may notice, with the two sentences that say who did it."""

    slug: str
    code: str
    name: str
    summary: str
    about: str
    me: str
    them: str
    kind: Kind
    safety_check: SafetyCheck
    order: int
    retired: bool = False


class Behaviour(Struct, frozen=True, kw_only=True):
    """A way a fear may show: reading in the guide, never stored about a writer."""

    slug: str
    name: str
    description: str
    safety_check: Literal["none", "ask"] = "none"


class Fear(Struct, frozen=True, kw_only=True):
    """One thing that might be underneath, in the writer."""

    slug: str
    code: str
    name: str
    summary: str
    about: str
    roots: tuple[str, ...]
    behaviours: tuple[Behaviour, ...]
    order: int
    retired: bool = False


class Action(Struct, frozen=True, kw_only=True):
    """A concrete act within a strategy."""

    slug: str
    name: str
    description: str


class Strategy(Struct, frozen=True, kw_only=True):
    """A way back toward people, with what the suggestion needs to know of it."""

    slug: str
    code: str
    name: str
    summary: str
    about: str
    actions: tuple[Action, ...]
    order: int
    bonus_when: Side | None
    bonus: Fraction
    quiet: bool
    allowed_when_unsafe: bool
    gate_receiving: int | None
    """Place in the order when someone may be harmed by the other; None: not offered there."""
    gate_pushing: int | None
    retired: bool = False


class Prompt(Struct, frozen=True, kw_only=True):
    """One question, of a strategy or of a phase."""

    slug: str
    phase: Phase
    strategy: str | None
    depth: Depth
    minutes: int
    perspective: Perspective
    title: str
    question: str
    hints: tuple[str, ...]
    signs: frozenset[str]
    fears: frozenset[str]
    contact: bool
    hide_if_unsafe: bool
    hide_if_own_harm: bool
    for_not_today: bool
    for_heavier: bool
    opens_own_harm: bool
    care_note: str
    retired: bool = False


class Leaning(Struct, frozen=True, kw_only=True):
    """How people lean when they get close: reading in the guide, never stored about a writer."""

    slug: str
    code: str
    name: str
    summary: str
    about: str
    order: int
    retired: bool = False


class Feeling(Struct, frozen=True, kw_only=True):
    """One plain word for how something felt."""

    slug: str
    name: str
    order: int
    retired: bool = False


class Handbook(Struct, frozen=True, kw_only=True, dict=True):
    """The guidance at one moment. Mappings keep the editors' order."""

    signs: Mapping[str, Sign]
    fears: Mapping[str, Fear]
    strategies: Mapping[str, Strategy]
    prompts: Mapping[str, Prompt]
    weights: Mapping[tuple[str, Side, str], int]
    """How well a strategy fits, 0 to 3, by sign or fear, side, strategy; a fear's side is "me"."""
    leanings: Mapping[str, Leaning] = {}
    feelings: Mapping[str, Feeling] = {}

    def weight(self, tag: str, side: Side, strategy: str) -> int:
        """Return how well the strategy fits the sign or fear on that side; 0 where nobody said."""
        return self.weights.get((tag, side, strategy), 0)

    @cached_property
    def offered_signs(self) -> tuple[Sign, ...]:
        """The signs a writer can tick, in order."""
        return tuple(sign for sign in self.signs.values() if not sign.retired)

    @cached_property
    def offered_fears(self) -> tuple[Fear, ...]:
        """The fears a writer can tick, in order."""
        return tuple(fear for fear in self.fears.values() if not fear.retired)

    @cached_property
    def offered_strategies(self) -> tuple[Strategy, ...]:
        """The strategies that may be suggested, in order."""
        return tuple(one for one in self.strategies.values() if not one.retired)

    @cached_property
    def offered_leanings(self) -> tuple[Leaning, ...]:
        """The leanings to read about, in order."""
        return tuple(one for one in self.leanings.values() if not one.retired)

    @cached_property
    def offered_feelings(self) -> tuple[Feeling, ...]:
        """The feelings a writer can tick, in order."""
        return tuple(one for one in self.feelings.values() if not one.retired)

    @cached_property
    def by_code(self) -> Mapping[str, Sign | Fear | Strategy | Leaning]:
        """Everything that has a page in the guide, what is retired too, by its code."""
        shelves = (self.strategies, self.signs, self.fears, self.leanings)
        return {one.code: one for shelf in shelves for one in shelf.values()}

    @cached_property
    def offered_prompts(self) -> tuple[Prompt, ...]:
        """The prompts that may be offered: active, and of a strategy that is."""
        return tuple(
            prompt
            for prompt in self.prompts.values()
            if not prompt.retired
            and (
                prompt.strategy is None
                or (
                    prompt.strategy in self.strategies
                    and not self.strategies[prompt.strategy].retired
                )
            )
        )
