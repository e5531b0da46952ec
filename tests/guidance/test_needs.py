from typing import Any
from unittest import TestCase

import msgspec

from guidance.handbook import Handbook, Prompt, Strategy
from guidance.needs import Need, needs
from tests.journal.handbook import fear, handbook, prompt, shipped, sign, strategy


def marked(**marks: Any) -> Prompt:
    return prompt("marked", phase="understand", **marks)


def book(*prompts: Prompt, strategies: tuple[Strategy, ...] = (), asks: str = "none") -> Handbook:
    """Return a handbook that lacks nothing but what a test takes away."""
    return handbook(
        signs=[sign("far", safety_check=asks)],
        fears=[fear("hurt")],
        strategies=strategies or [strategy("slow", 0, name="Slowly")],
        prompts=[
            prompt("one"),
            prompt("two"),
            prompt("three"),
            prompt("slow-1", "slow"),
            *prompts,
        ],
    )


def changed(change: dict[str, Any]) -> Prompt:
    """Return the only question of the strategy, changed."""
    known: dict[str, Any] = {"strategy": "slow", **change}
    return prompt("slow-1", **known)


def marks() -> tuple[Prompt, ...]:
    return (
        prompt("off", phase="understand", for_not_today=True),
        prompt("calm", phase="understand", for_heavier=True),
        prompt("first", phase="understand", opens_own_harm=True),
    )


def keys(found: Handbook) -> dict[tuple[str, ...], int]:
    return {need.key: need.short_by for need in needs(found)}


def need(found: Handbook, *key: str) -> Need:
    [one] = [each for each in needs(found) if each.key == key]
    return one


SAFE = strategy("kind", 1, name="Kindly", allowed_when_unsafe=True, gate_receiving=0)


class NeedTests(TestCase):
    def test_the_shipped_guidance_lacks_nothing(self) -> None:
        self.assertEqual(needs(shipped()), ())

    def test_a_small_handbook_can_lack_nothing(self) -> None:
        self.assertEqual(needs(book(*marks())), ())

    def test_an_empty_shelf_is_an_error(self) -> None:
        found = book(*marks())
        for shelf in ("signs", "fears", "strategies"):
            with self.subTest(shelf=shelf):
                rows = {
                    slug: msgspec.structs.replace(row, retired=True)
                    for slug, row in getattr(found, shelf).items()
                }
                lacking = msgspec.structs.replace(found, **{shelf: rows})
                self.assertEqual(need(lacking, "shelf", shelf).level, "error")

    def test_a_strategy_without_a_two_minute_question_is_an_error(self) -> None:
        for change in ({"depth": "10-minute"}, {"retired": True}, {"strategy": "other"}):
            with self.subTest(change=change):
                found = book(*marks(), changed(change))
                one = need(found, "short", "slow")
                self.assertEqual(one.level, "error")
                self.assertEqual(one.now, "“Slowly” has no two-minute question on offer.")
                self.assertEqual(
                    one.would,
                    "This would leave “Slowly” without a two-minute question on offer."
                    " Publish another one first.",
                )

    def test_a_retired_strategy_needs_nothing(self) -> None:
        rest = strategy("rest", 1, retired=True, allowed_when_unsafe=True)
        found = book(*marks(), strategies=(strategy("slow", 0), rest))

        self.assertEqual(needs(found), ())

    def test_a_strategy_on_the_safety_path_keeps_three_questions_there(self) -> None:
        safe = [prompt(f"kind-{number}", "kind") for number in (1, 2, 3)]
        both = (strategy("slow", 0), SAFE)
        self.assertEqual(keys(book(*marks(), *safe, strategies=both)), {})

        hidden_by: tuple[dict[str, Any], ...] = (
            {"contact": True, "hide_if_unsafe": True},
            {"hide_if_unsafe": True},
            {"retired": True},
        )
        for change in hidden_by:
            with self.subTest(change=change):
                hidden = prompt("kind-3", "kind", **change)
                found = book(*marks(), *safe[:2], hidden, strategies=both)
                self.assertEqual(keys(found), {("hide_if_unsafe", "kind"): 1})
        one = need(book(*marks(), safe[0], strategies=both), "hide_if_unsafe", "kind")
        self.assertEqual((one.level, one.short_by), ("error", 2))
        self.assertEqual(
            one.now, "“Kindly” has 1 question for someone who may be in danger, and needs 3."
        )

    def test_hiding_from_who_may_do_harm_counts_where_a_sign_asks_about_it(self) -> None:
        gate = msgspec.structs.replace(SAFE, gate_pushing=0)
        both = (strategy("slow", 0), gate)
        kept = [prompt(f"kind-{number}", "kind") for number in (1, 2)]
        hidden = prompt("kind-3", "kind", hide_if_own_harm=True)

        for asks, lacking in (
            ("none", {}),
            ("ask-receiving", {}),
            ("ask", {("hide_if_own_harm", "kind"): 1}),
        ):
            with self.subTest(asks=asks):
                found = book(*marks(), *kept, hidden, strategies=both, asks=asks)
                self.assertEqual(keys(found), lacking)

    def test_a_gate_that_a_sign_asks_about_is_not_empty(self) -> None:
        safe = [prompt(f"kind-{number}", "kind") for number in (1, 2, 3)]
        none = msgspec.structs.replace(SAFE, gate_receiving=None)
        for asks, gate, lacking in (
            ("none", none, set()),
            ("ask-receiving", none, {("gate", "gate_receiving")}),
            ("ask", none, {("gate", "gate_receiving"), ("gate", "gate_pushing")}),
            ("ask", SAFE, {("gate", "gate_pushing")}),
        ):
            with self.subTest(asks=asks, gate=gate.gate_receiving):
                found = book(*marks(), *safe, strategies=(strategy("slow", 0), gate), asks=asks)
                self.assertEqual(set(keys(found)), lacking)
                self.assertEqual([one.level for one in needs(found)], ["error"] * len(lacking))

    def test_two_strategies_with_one_place_are_a_warning(self) -> None:
        other = strategy("slow", 0, allowed_when_unsafe=True, gate_receiving=0)
        safe = [prompt(f"{slug}-{n}", slug) for slug in ("kind", "slow") for n in (1, 2, 3)]
        found = book(*marks(), *safe, strategies=(other, SAFE))

        self.assertEqual(keys(found), {("places", "gate_receiving"): 1})
        self.assertEqual(needs(found)[0].level, "warning")

    def test_each_mark_is_wanted_once(self) -> None:
        off, calm, first = marks()
        for prompts, asks, lacking in (
            ((calm,), "none", {("mark", "for_not_today"): 1}),
            ((off,), "none", {("mark", "for_heavier"): 1}),
            ((off, calm, marked(for_heavier=True)), "none", {("marks", "for_heavier"): 1}),
        ):
            with self.subTest(lacking=lacking):
                found = book(*prompts, asks=asks)
                self.assertEqual(keys(found), lacking)
                self.assertEqual({one.level for one in needs(found)}, {"warning"})
        self.assertIn(("mark", "opens_own_harm"), keys(book(off, calm, asks="ask")))
        self.assertNotIn(("mark", "opens_own_harm"), keys(book(off, calm, first, asks="ask")))

    def test_a_page_without_signs_is_offered_three_questions(self) -> None:
        found = book(*marks(), prompt("three", phase="understand"))

        self.assertEqual(keys(found), {("notice",): 1})
        self.assertEqual(
            needs(found)[0].now,
            "There are 2 questions to notice with. A page without signs is offered 3.",
        )
