"""The gate: two questions about harm, and what may be offered until they are answered No.

An answer travels in the form only. Nothing here keeps one.
"""

from typing import Literal

from msgspec import Struct

from guidance.handbook import Handbook, Prompt, Strategy
from journal.page import Page
from journal.suggest.noticings import noticings

GateAnswer = Literal["no", "unsure", "yes", "skip"]
Check = Literal["receiving", "pushing"]


class Gate(Struct, frozen=True, kw_only=True):
    """What the writer answered to each question; None while it is not answered."""

    receiving: GateAnswer | None = None
    pushing: GateAnswer | None = None

    def answer(self, check: Check) -> GateAnswer | None:
        """Return the answer to one of the two questions."""
        return self.receiving if check == "receiving" else self.pushing


UNANSWERED = Gate()


class Bounds(Struct, frozen=True, kw_only=True):
    """What the gate allows on one page."""

    asks: tuple[Check, ...]
    """The questions that the page's signs ask, receiving first."""
    care: tuple[Check, ...]
    """Those answered yes or not sure."""
    order: Check | None
    """The question whose order of strategies holds; None when each asked one was answered No."""

    @property
    def at_gate(self) -> bool:
        """Whether a question is open, or answered yes or not sure."""
        return self.order is not None

    def allows_strategy(self, strategy: Strategy) -> bool:
        """Return whether the strategy may be offered at all."""
        return not self.care or strategy.allowed_when_unsafe

    def allows(self, prompt: Prompt, handbook: Handbook) -> bool:
        """Return whether the prompt may be offered; the stricter hiding of both questions holds."""
        if self.at_gate and (prompt.contact or prompt.hide_if_unsafe):
            return False
        if "pushing" in self.care and prompt.hide_if_own_harm:
            return False
        return prompt.strategy is None or self.allows_strategy(handbook.strategies[prompt.strategy])


def asked(page: Page, handbook: Handbook) -> tuple[Check, ...]:
    """Return the questions that the page's signs ask, receiving first.

    The memory per person will take a question away from here, never turn it into a No.
    """
    noticed = {(sign.safety_check, side) for sign, side in noticings(page, handbook)}
    asks: list[Check] = []
    if noticed & {("ask-receiving", "them"), ("ask", "them")}:
        asks.append("receiving")
    if ("ask", "me") in noticed:
        asks.append("pushing")
    return tuple(asks)


def bounds(page: Page, handbook: Handbook, gate: Gate) -> Bounds:
    """Return what the gate allows on this page. An answer nothing asked for is not read.

    The order is that of the first question not answered No, so receiving wins over pushing.
    """
    asks = asked(page, handbook)
    return Bounds(
        asks=asks,
        care=tuple(check for check in asks if gate.answer(check) in ("yes", "unsure")),
        order=next((check for check in asks if gate.answer(check) != "no"), None),
    )


def question_allowed(
    prompt: Prompt, page: Page, handbook: Handbook, gate: Gate = UNANSWERED
) -> bool:
    """Return whether a prompt someone chose may be offered on this page: active, and not hidden."""
    active = any(one.slug == prompt.slug for one in handbook.offered_prompts)
    return active and bounds(page, handbook, gate).allows(prompt, handbook)
