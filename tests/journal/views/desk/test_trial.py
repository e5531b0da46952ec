from fractions import Fraction
from typing import cast

import msgspec
from django.test import SimpleTestCase

from guidance.handbook import Handbook, Side
from journal.views.desk.trial import Fit, Trial, trial
from tests.journal import handbook as make
from tests.journal.handbook import shipped
from tests.journal.pages import ON

NAMES = {one.slug: one.name for one in shipped().strategies.values()}


def tried(*signs: str, fears: tuple[str, ...] = (), book: Handbook | None = None) -> Trial:
    return trial(signs, fears, book or shipped(), ON)


def order(found: Trial) -> list[tuple[str, str]]:
    return [(fit.name, f"{fit.score} {fit.exact}".strip()) for fit in found.fits]


def named(found: Trial, slug: str) -> Fit:
    return next(fit for fit in found.fits if fit.name == NAMES[slug])


class ScoresTests(SimpleTestCase):
    """The worked examples of the rules, as an editor reads them."""

    def test_one_sign_of_ones_own(self) -> None:
        self.assertEqual(
            order(tried("distance:me")),
            [
                (NAMES["take-it-slow"], "3.00"),
                (NAMES["talk-about-it"], "2.00"),
                (NAMES["aim-for-balance"], "2.00"),
                (NAMES["self-compassion"], "1.25"),
                (NAMES["professional-help"], "0.00"),
            ],
        )

    def test_a_score_that_two_decimals_do_not_say_stands_as_a_fraction_too(self) -> None:
        found = tried("distance:me", "closed-off:me", fears=("closeness-fear",))

        self.assertEqual(
            [score for _, score in order(found)],
            ["2.67 8/3", "2.33 7/3", "1.92 23/12", "1.33 4/3", "0.67 2/3"],
        )

    def test_a_sum_says_what_it_is_made_of(self) -> None:
        found = tried("distance:me", "closed-off:me", fears=("closeness-fear",))

        self.assertEqual(named(found, "take-it-slow").sum, "(3 + 2 + 3) ÷ 3 = 2.67 (8/3)")
        self.assertEqual(
            named(found, "self-compassion").sum,
            "(1 + 2 + 2) ÷ 3 = 1.67 (5/3), and 0.25 more: every sign of distance was"
            " the writer’s own",
        )
        self.assertEqual(named(tried("distance:me"), "take-it-slow").sum, "Weight 3")

    def test_the_numbers_of_a_sum_are_named_in_their_order(self) -> None:
        found = tried("closed-off:me", "distance:them", "distance:me", fears=("closeness-fear",))
        book = shipped()

        self.assertEqual(
            found.counted,
            (
                book.signs["distance"].me,
                book.signs["distance"].them,
                book.signs["closed-off"].me,
                book.fears["closeness-fear"].name,
            ),
        )

    def test_the_other_side_gains_for_what_they_did(self) -> None:
        fit = named(tried("short-replies:them", "low-priority:them"), "aim-for-balance")

        self.assertEqual(fit.parts.side, Fraction(1, 4))
        self.assertTrue(fit.sum.endswith("every sign of distance was the other person’s"))

    def test_both_sides_gain_nothing(self) -> None:
        found = tried("distance:me", "distance:them")

        self.assertEqual({fit.parts.side for fit in found.fits}, {Fraction(0)})


class TieTests(SimpleTestCase):
    def test_the_first_of_those_that_fit_equally_says_so(self) -> None:
        found = tried(fears=("attachment-pattern", "trust-hard"))

        slow, balance, talk, support, _ = found.fits
        self.assertEqual(
            slow.why_here,
            f"Fits as well as {balance.name}: no more than 0.10 lies between them.",
        )
        self.assertEqual(
            balance.why_here, f"Fits as well, and comes after {slow.name} in the editors’ order."
        )
        self.assertEqual(
            support.why_here, f"Fits as well, and comes after {talk.name} because it is quiet."
        )

    def test_a_higher_weight_from_a_fear_decides(self) -> None:
        found = tried("short-replies:them", "low-priority:them", fears=("low-self-worth",))

        kind, balance = named(found, "self-compassion"), named(found, "aim-for-balance")
        self.assertEqual(
            balance.why_here,
            f"Fits as well, and comes after {kind.name}, which has a higher weight from a fear"
            " (3, here 1).",
        )

    def test_one_alone_has_nothing_to_say(self) -> None:
        self.assertEqual(tried("distance:me").fits[0].why_here, "")


class OffersTests(SimpleTestCase):
    def test_the_three_that_a_writer_is_offered_with_their_questions(self) -> None:
        found = tried("distance:me")

        self.assertEqual(
            [one.origin for one in found.offers],
            [NAMES["take-it-slow"], NAMES["talk-about-it"], NAMES["aim-for-balance"]],
        )
        questions = {one.question for one in shipped().prompts.values()}
        self.assertLessEqual({one.question for one in found.offers}, questions)

    def test_a_quiet_one_in_second_place_gives_way(self) -> None:
        found = tried("unkind-words:me", book=_with_weights("unkind-words me professional-help", 3))

        self.assertEqual(found.fits[1].name, NAMES["professional-help"])
        self.assertEqual(found.offers[2].origin, NAMES["professional-help"])
        self.assertEqual(found.gives_way, NAMES["professional-help"])
        self.assertEqual(tried("distance:me").gives_way, "")

    def test_what_asks_about_safety_shows_what_is_offered_until_then(self) -> None:
        found = tried("unkind-words:them")

        self.assertEqual(
            [one.origin for one in found.at_gate],
            [NAMES["self-compassion"], NAMES["professional-help"]],
        )
        self.assertEqual(tried("distance:me").at_gate, ())

    def test_warmth_alone_brings_questions_to_notice_with(self) -> None:
        found = tried("reached-out:me")

        self.assertEqual(found.fits, ())
        self.assertEqual([one.origin for one in found.offers], ["Notice"] * 3)
        self.assertTrue(found.ticked)

    def test_nothing_ticked_is_said(self) -> None:
        self.assertFalse(tried().ticked)

    def test_ticks_that_are_none_of_ours_fall_out(self) -> None:
        found = trial(
            ["distance:me", "distance:nobody", "nowhere:me", "x", ""], ["no-fear"], shipped(), ON
        )

        self.assertEqual(order(found), order(tried("distance:me")))

    def test_a_handbook_with_nothing_in_it_offers_nothing(self) -> None:
        found = trial(["distance:me"], [], make.handbook(signs=[], fears=[], strategies=[]), ON)

        self.assertEqual((found.fits, found.offers), ((), ()))


def _with_weights(cell: str, value: int) -> Handbook:
    tag, side, strategy = cell.split()
    book = shipped()
    key = (tag, cast(Side, side), strategy)
    return msgspec.structs.replace(book, weights={**book.weights, key: value})
