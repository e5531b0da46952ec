"""What safety allows: the two questions about harm, and whom a page is about.

An answer travels in the form only. Nothing here keeps one.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Literal

from msgspec import Struct

from guidance.handbook import Handbook, Prompt, Strategy
from journal.page import Page
from journal.suggest.about import About, Check
from journal.suggest.noticings import noticings

GateAnswer = Literal["no", "unsure", "yes", "skip"]
BRIEF = 3
"""The most minutes of a question about a former partner or someone who died."""


class Gate(Struct, frozen=True, kw_only=True):
    """What the writer answered to each question; None while it is not answered."""

    receiving: GateAnswer | None = None
    pushing: GateAnswer | None = None

    def answer(self, check: Check) -> GateAnswer | None:
        """Return the answer to one of the two questions."""
        return self.receiving if check == "receiving" else self.pushing


UNANSWERED = Gate()


class Bounds(Struct, frozen=True, kw_only=True):
    """What the gate and the person allow on one page. Of two hidings the stricter one holds."""

    care: tuple[Check, ...]
    """The questions answered yes or not sure."""
    order: Check | None
    """The question whose order of strategies holds; None when each raised one was answered No."""
    own_only: bool = False
    """Whether the writer wants only questions that they do on their own about this person."""
    parted: bool = False
    """Whether the page is about a former partner or someone who died."""

    @property
    def at_gate(self) -> bool:
        """Whether a question is open, or answered yes or not sure."""
        return self.order is not None

    def allows_strategy(self, strategy: Strategy) -> bool:
        """Return whether the strategy may be offered at all."""
        return not self.care or strategy.allowed_when_unsafe

    def allows(self, prompt: Prompt, handbook: Handbook) -> bool:
        """Return whether the prompt may be offered."""
        alone = self.at_gate or self.own_only
        if alone and (prompt.contact or prompt.hide_if_unsafe):
            return False
        if self.parted and (prompt.contact or prompt.minutes > BRIEF):
            return False
        if "pushing" in self.care and prompt.hide_if_own_harm:
            return False
        return prompt.strategy is None or self.allows_strategy(handbook.strategies[prompt.strategy])


def asked(page: Page, handbook: Handbook) -> tuple[Check, ...]:
    """Return the questions that the page's signs raise, receiving first.

    Each is open until it is answered, whether it is shown by itself or not.
    """
    noticed = {(sign.safety_check, side) for sign, side in noticings(page, handbook)}
    asks: list[Check] = []
    if noticed & {("ask-receiving", "them"), ("ask", "them")}:
        asks.append("receiving")
    if ("ask", "me") in noticed:
        asks.append("pushing")
    return tuple(asks)


def resting(
    raised: Collection[Check],
    gate: Gate,
    about: About | None,
    now: datetime | None,
    reopened: Collection[Check],
) -> tuple[Check, ...]:
    """Return the raised questions that are not asked by themselves, but stand behind a link.

    One that the writer opened, or that has an answer on this form, stays in sight.
    """
    return tuple(
        check
        for check in raised
        if about
        and about.rests(check, now)
        and check not in reopened
        and gate.answer(check) is None
    )


def bounds(page: Page, handbook: Handbook, gate: Gate, about: About | None = None) -> Bounds:
    """Return what is allowed on this page. An answer nothing asked for is not read.

    The order is that of the first question not answered No, so receiving wins over pushing.
    A question that is not asked by itself has no answer: it is open.
    """
    raised = asked(page, handbook)
    return Bounds(
        care=tuple(check for check in raised if gate.answer(check) in ("yes", "unsure")),
        order=next((check for check in raised if gate.answer(check) != "no"), None),
        own_only=about is not None and about.own_only,
        parted=about is not None and about.parted,
    )


def question_allowed(
    prompt: Prompt,
    page: Page,
    handbook: Handbook,
    gate: Gate = UNANSWERED,
    *,
    about: About | None = None,
) -> bool:
    """Return whether a prompt someone chose may be offered on this page: active, and not hidden."""
    active = any(one.slug == prompt.slug for one in handbook.offered_prompts)
    return active and bounds(page, handbook, gate, about).allows(prompt, handbook)
