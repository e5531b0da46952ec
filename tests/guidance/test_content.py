"""The shipped texts hold together: what the product promises of them."""

from guidance import loading, shelf, wording
from guidance.handbook import Handbook
from tests.base import TestCase


class ContentTests(TestCase):
    book: Handbook

    @classmethod
    def setUpTestData(cls) -> None:
        loading.load()

    def setUp(self) -> None:
        self.book = shelf.current()

    def test_each_tag_has_three_prompts_in_each_strategy_that_fits_it_best(self) -> None:
        for (tag, side, strategy), value in self.book.weights.items():
            if value == 3:
                with self.subTest(tag=tag, side=side, strategy=strategy):
                    fitting = [
                        prompt
                        for prompt in self.book.offered_prompts
                        if prompt.strategy == strategy and tag in prompt.signs | prompt.fears
                    ]
                    self.assertGreaterEqual(len(fitting), 3)

    def test_each_strategy_has_a_two_minute_prompt(self) -> None:
        self.assertEqual(
            {one.strategy for one in self.book.offered_prompts if one.depth == "2-minute"} - {None},
            set(self.book.strategies),
        )

    def test_each_strategy_allowed_when_unsafe_keeps_three_prompts_there(self) -> None:
        for strategy in self.book.offered_strategies:
            if strategy.allowed_when_unsafe:
                with self.subTest(strategy=strategy.slug):
                    safe = [
                        prompt
                        for prompt in self.book.offered_prompts
                        if prompt.strategy == strategy.slug and not prompt.hide_if_unsafe
                    ]
                    self.assertGreaterEqual(len(safe), 3)

    def test_each_sign_of_distance_is_weighed_on_both_sides_and_each_fear_once(self) -> None:
        expected = {
            (sign.slug, side, strategy)
            for sign in self.book.signs.values()
            if sign.kind == "distance"
            for side in ("me", "them")
            for strategy in self.book.strategies
        } | {
            (fear, "me", strategy) for fear in self.book.fears for strategy in self.book.strategies
        }

        self.assertEqual(set(self.book.weights), expected)

    def test_each_sign_of_warmth_has_a_notice_prompt(self) -> None:
        noticed = {
            slug
            for prompt in self.book.offered_prompts
            if prompt.phase == "notice"
            for slug in prompt.signs
        }
        warmth = {sign.slug for sign in self.book.signs.values() if sign.kind == "warmth"}

        self.assertEqual(warmth - noticed, set())

    def test_each_special_place_is_taken_once(self) -> None:
        for mark in ("for_not_today", "for_heavier", "opens_own_harm"):
            with self.subTest(mark=mark):
                self.assertEqual(
                    sum(getattr(prompt, mark) for prompt in self.book.offered_prompts), 1
                )

    def test_both_orders_at_the_gate_begin_at_0(self) -> None:
        for place in ("gate_receiving", "gate_pushing"):
            with self.subTest(place=place):
                places = [getattr(one, place) for one in self.book.strategies.values()]
                self.assertEqual(sorted(one for one in places if one is not None), [0, 1])

    def test_every_question_has_hints(self) -> None:
        self.assertEqual({len(one.hints) for one in self.book.prompts.values()}, {3})

    def test_the_fixed_words_are_there(self) -> None:
        self.assertEqual([value for value, _ in wording.CLOSENESS], [1, 2, 3, 4, 5, 6, 7])
        self.assertEqual(
            dict(wording.CHECK_OPTIONS),
            {"no": "No", "unsure": "Sometimes, or not sure", "yes": "Yes", "skip": "Skip"},
        )
        self.assertEqual(
            [one.number for one in wording.EMERGENCY], ["112", "911", "999", "000", "111"]
        )
        self.assertEqual(wording.COUNTRIES["GB"], "United Kingdom")
        self.assertEqual(wording.DIRECTORY.url, "https://findahelpline.com/")
