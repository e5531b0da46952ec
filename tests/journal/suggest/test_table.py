"""The worked examples that the rules were written with, on the shipped content."""

from fractions import Fraction

from django.test import SimpleTestCase

from journal.page import Page
from journal.suggest import Gate, Past, Suggestion, scores, suggest
from tests.journal.handbook import shipped
from tests.journal.pages import ON, page, used

SHORT = {
    "slow": "take-it-slow",
    "talk": "talk-about-it",
    "balance": "aim-for-balance",
    "kind": "self-compassion",
    "support": "professional-help",
}
LONG = {slug: short for short, slug in SHORT.items()}


def shown(suggestion: Suggestion) -> list[str]:
    offers = [suggestion.first, *suggestion.alternatives]
    return [LONG[one.strategy] for one in offers if one and one.strategy]


class TableTests(SimpleTestCase):
    def assert_scores(self, one: Page, expected: str, *history: Past) -> None:
        found = scores(one, ON, history, shipped())
        as_text = ", ".join(f"{LONG[slug]} {float(score):.2f}" for slug, score in found)
        self.assertEqual(as_text, expected)

    def assert_shown(self, one: Page, expected: str, *history: Past, equal: str = "") -> None:
        found = suggest(one, ON, history, shipped(), Gate(receiving="no"))
        self.assertEqual(", ".join(shown(found)), expected)
        self.assertEqual(" and ".join(LONG[slug] for slug in found.equal), equal)

    def test_distance_on_me(self) -> None:
        one = page(distance="me")
        self.assert_scores(one, "slow 3.00, talk 2.00, balance 2.00, kind 1.25, support 0.00")
        self.assert_shown(one, "slow, talk, balance")

    def test_distance_and_closed_off_on_me_with_a_fear(self) -> None:
        one = page("closeness-fear", distance="me", closed_off="me")
        self.assert_scores(one, "slow 2.67, talk 2.33, kind 1.92, balance 1.33, support 0.67")
        self.assertEqual(
            dict(scores(one, ON, [], shipped()))["self-compassion"], Fraction(5, 3) + Fraction(1, 4)
        )
        self.assert_shown(one, "slow, talk, kind")

    def test_two_signs_on_them_with_a_fear(self) -> None:
        one = page("low-self-worth", short_replies="them", low_priority="them")
        self.assert_scores(one, "talk 2.33, kind 2.00, balance 1.92, slow 1.00, support 0.67")
        self.assert_shown(one, "talk, kind, balance")

    def test_unkind_words_on_me_with_a_fear(self) -> None:
        one = page("low-self-worth", unkind_words="me")
        self.assert_scores(one, "kind 2.75, talk 2.00, support 1.50, balance 1.00, slow 0.50")
        self.assert_shown(one, "kind, talk, support")

    def test_unkind_words_on_both_answered_no(self) -> None:
        one = page(unkind_words="both")
        self.assert_scores(one, "kind 2.50, talk 2.00, balance 1.50, support 1.50, slow 0.00")
        self.assert_shown(one, "kind, talk, balance")

    def test_a_mixed_page_after_one_that_used_the_best(self) -> None:
        one = page("trust-hard", less_interest="them", reached_out="me")
        self.assert_scores(
            one,
            "slow 2.25, talk 2.00, balance 1.75, support 1.00, kind 0.50",
            used(1, SHORT["slow"]),
        )
        self.assert_shown(one, "slow, talk, balance", used(1, SHORT["slow"]))

    def test_two_fears(self) -> None:
        one = page("attachment-pattern", "trust-hard")
        self.assert_scores(one, "slow 2.50, balance 2.50, talk 2.00, support 2.00, kind 1.00")
        self.assert_shown(one, "slow, balance, talk", equal="slow and balance")

    def test_warmth_only(self) -> None:
        one = page(reached_out="me")

        found = suggest(one, ON, [], shipped())

        self.assertEqual(scores(one, ON, [], shipped()), [])
        offers = [offer for offer in (found.first, *found.alternatives) if offer]
        self.assertEqual(
            [offer.prompt.slug for offer in offers],
            ["notice-closer-moment", "notice-my-warm-move", "notice-small-reach"],
        )
        self.assertEqual([offer.strategy for offer in offers], [None, None, None])
