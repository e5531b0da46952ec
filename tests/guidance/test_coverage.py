from unittest import TestCase

import msgspec

from guidance.coverage import Gap, alone, gaps
from guidance.handbook import Handbook, Prompt
from tests.journal.handbook import fear, handbook, prompt, shipped, sign, strategy


def book(*prompts: Prompt, kind: str = "distance") -> Handbook:
    """Return a handbook where one strategy fits a sign and a fear best, and another does not."""
    return handbook(
        signs=[sign("far", kind=kind)],
        fears=[fear("hurt")],
        strategies=[strategy("slow", 0), strategy("talk", 1)],
        prompts=prompts,
        weights={
            ("far", "me", "slow"): 3,
            ("far", "them", "slow"): 3,
            ("far", "me", "talk"): 2,
            ("hurt", "me", "talk"): 3,
        },
    )


def tagged(slug: str, strategy: str, perspective: str = "either", **known: object) -> Prompt:
    return prompt(
        slug,
        strategy,
        perspective=perspective,
        signs=frozenset({"far"}),
        fears=frozenset({"hurt"}),
        **known,
    )


class GapTests(TestCase):
    def test_the_shipped_guidance_has_no_gap(self) -> None:
        self.assertEqual(gaps(shipped()), ())
        self.assertEqual(alone(shipped()), ())

    def test_every_best_fit_without_questions_is_a_gap_and_no_other(self) -> None:
        self.assertEqual(
            gaps(book()),
            (
                Gap(tag="far", side="me", strategy="slow", count=0),
                Gap(tag="far", side="them", strategy="slow", count=0),
                Gap(tag="hurt", side="me", strategy="talk", count=0),
            ),
        )

    def test_a_question_counts_for_the_side_it_fits_and_for_a_fear_on_any(self) -> None:
        found = book(
            *(tagged(f"slow-{n}", "slow", "pushing") for n in (1, 2)),
            tagged("slow-3", "slow"),
            *(tagged(f"talk-{n}", "talk", "receiving") for n in (1, 2, 3)),
        )

        self.assertEqual(gaps(found), (Gap(tag="far", side="them", strategy="slow", count=1),))

    def test_what_is_retired_or_of_another_strategy_does_not_count(self) -> None:
        found = book(
            *(tagged(f"slow-{n}", "slow") for n in (1, 2, 3)),
            *(tagged(f"talk-{n}", "talk") for n in (1, 2)),
            tagged("talk-3", "talk", retired=True),
            prompt("talk-4", "talk"),
        )

        self.assertEqual(gaps(found), (Gap(tag="hurt", side="me", strategy="talk", count=2),))

    def test_a_retired_sign_or_strategy_and_a_sign_of_warmth_need_none(self) -> None:
        found = book()
        slow, far = found.strategies["slow"], found.signs["far"]
        without_slow = {
            **found.strategies,
            "slow": msgspec.structs.replace(slow, retired=True),
        }
        for changed in (
            book(kind="warmth"),
            msgspec.structs.replace(found, strategies=without_slow),
            msgspec.structs.replace(
                found, signs={"far": msgspec.structs.replace(far, retired=True)}
            ),
        ):
            self.assertEqual([gap.tag for gap in gaps(changed)], ["hurt"])


class AloneTests(TestCase):
    def test_a_strategy_with_one_two_minute_question_is_named(self) -> None:
        found = book(
            prompt("slow-1", "slow"),
            prompt("slow-2", "slow", depth="10-minute"),
            prompt("slow-3", "slow", retired=True),
            prompt("talk-1", "talk"),
            prompt("talk-2", "talk"),
        )

        self.assertEqual([one.slug for one in alone(found)], ["slow"])
