"""Whether each thing a writer may notice has questions enough where a way back fits best. Pure."""

from collections.abc import Mapping

from msgspec import Struct

from guidance.handbook import Fear, Handbook, Perspective, Prompt, Side, Sign, Strategy

BEST = 3
"""The weight of a strategy that fits best."""
ENOUGH = 3
"""How many questions a sign or fear needs there."""

FITTING: Mapping[Side, tuple[Perspective, ...]] = {
    "me": ("pushing", "either"),
    "them": ("receiving", "either"),
}


class Gap(Struct, frozen=True, kw_only=True):
    """A sign on one side, or a fear, with too few questions in a strategy that fits best."""

    tag: str
    side: Side
    strategy: str
    count: int


def gaps(book: Handbook) -> tuple[Gap, ...]:
    """Return the gaps of what is on offer, by strategy, then in the order of signs and fears."""
    tags: tuple[Sign | Fear, ...] = (*book.offered_signs, *book.offered_fears)
    return tuple(
        Gap(tag=tag.slug, side=side, strategy=strategy.slug, count=count)
        for strategy in book.offered_strategies
        for tag in tags
        for side in _sides(tag)
        if book.weight(tag.slug, side, strategy.slug) == BEST
        and (count := sum(_fits(one, tag, side, strategy) for one in book.offered_prompts)) < ENOUGH
    )


def alone(book: Handbook) -> tuple[Strategy, ...]:
    """Return the strategies whose one two-minute question has no other beside it."""
    return tuple(
        strategy
        for strategy in book.offered_strategies
        if sum(
            one.strategy == strategy.slug and one.depth == "2-minute"
            for one in book.offered_prompts
        )
        == 1
    )


def _sides(tag: Sign | Fear) -> tuple[Side, ...]:
    """A fear is the writer's own. Signs of warmth carry no weight."""
    if isinstance(tag, Fear):
        return ("me",)
    return ("me", "them") if tag.kind == "distance" else ()


def _fits(prompt: Prompt, tag: Sign | Fear, side: Side, strategy: Strategy) -> bool:
    """Return whether the question counts. A fear is noticed on no side, so any of them does."""
    if prompt.strategy != strategy.slug:
        return False
    if isinstance(tag, Fear):
        return tag.slug in prompt.fears
    return tag.slug in prompt.signs and prompt.perspective in FITTING[side]
