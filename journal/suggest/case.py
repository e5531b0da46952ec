"""One page with all that the rules look at, read once."""

from collections.abc import Sequence
from datetime import date

import msgspec
from msgspec import Struct

from guidance.handbook import Handbook, Phase, Prompt, Strategy
from journal.page import Page
from journal.suggest.about import About
from journal.suggest.gate import Bounds, Gate, bounds
from journal.suggest.history import Past, PastStep, Trail, trail
from journal.suggest.prompts import Offer, ranked
from journal.suggest.scores import Scored, runs


class Case(Struct, frozen=True, kw_only=True):
    """One page with all that is known about it."""

    page: Page
    past: Trail
    handbook: Handbook
    bounds: Bounds
    allowed: tuple[Prompt, ...]
    """The active prompts that are not hidden."""
    runs: tuple[tuple[Scored, ...], ...]

    @property
    def order(self) -> list[Strategy]:
        """The strategies by score; none when the page has no rows."""
        return [strategy for run in self.runs for strategy, _ in run]

    def of_strategy(self, strategy: str | None) -> list[Prompt]:
        """Return the strategy's prompts that may be offered."""
        return [one for one in self.allowed if strategy and one.strategy == strategy]

    def of_phase(self, phase: Phase) -> list[Prompt]:
        """Return the prompts of a phase, not of a strategy, that may be offered."""
        return [one for one in self.allowed if one.phase == phase and one.strategy is None]

    def ranked(self, pool: Sequence[Prompt]) -> tuple[Offer, ...]:
        """Return the pool by the prompt rule, best first."""
        return ranked(pool, self.page, self.past, self.handbook)

    def best(self, pool: Sequence[Prompt]) -> Offer | None:
        """Return the first of the pool by the prompt rule."""
        return next(iter(self.ranked(pool)), None)

    def without(self, prompt: Prompt) -> "Case":
        """Return the case with this prompt taken, so that it is not offered twice."""
        left = tuple(one for one in self.allowed if one.slug != prompt.slug)
        return msgspec.structs.replace(self, allowed=left)


def case_of(
    page: Page,
    on: date,
    history: Sequence[Past],
    handbook: Handbook,
    gate: Gate,
    about: About | None = None,
    steps: Sequence[PastStep] = (),
) -> Case:
    """Read a page dated `on` and what came before it."""
    past = trail(on, history, steps)
    limits = bounds(page, handbook, gate, about)
    return Case(
        page=page,
        past=past,
        handbook=handbook,
        bounds=limits,
        allowed=tuple(one for one in handbook.offered_prompts if limits.allows(one, handbook)),
        runs=runs(page, past, handbook),
    )
