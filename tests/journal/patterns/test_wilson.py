from django.test import SimpleTestCase

from journal.patterns.wilson import apart, wilson


class WilsonTests(SimpleTestCase):
    def test_it_gives_what_newcombe_printed(self) -> None:
        # R. G. Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
        for counted, of, low, high in (
            (81, 263, 0.2553, 0.3662),
            (15, 148, 0.0624, 0.1605),
            (0, 20, 0.0000, 0.1611),
            (1, 29, 0.0061, 0.1718),
        ):
            with self.subTest(f"{counted} of {of}"):
                found = wilson(counted, of)
                self.assertEqual(tuple(round(end, 4) for end in found), (low, high))

    def test_all_and_none_stay_between_nothing_and_everything(self) -> None:
        for of in range(1, 200):
            with self.subTest(of):
                self.assertAlmostEqual(wilson(0, of)[0], 0)
                self.assertAlmostEqual(wilson(of, of)[1], 1)
                self.assertGreaterEqual(wilson(0, of)[0], 0)
                self.assertLessEqual(wilson(of, of)[1], 1)

    def test_it_is_the_same_from_either_side(self) -> None:
        for counted in range(12):
            low, high = wilson(counted, 11)
            other_low, other_high = wilson(11 - counted, 11)
            self.assertAlmostEqual(low, 1 - other_high)
            self.assertAlmostEqual(high, 1 - other_low)

    def test_two_are_apart_only_where_they_share_no_place(self) -> None:
        self.assertFalse(apart((0.1, 0.5), (0.4, 0.9)))
        self.assertFalse(apart((0.1, 0.5), (0.5, 0.9)))
        self.assertTrue(apart((0.1, 0.4), (0.5, 0.9)))
        self.assertTrue(apart((0.5, 0.9), (0.1, 0.4)))
        self.assertFalse(apart((0.1, 0.9), (0.4, 0.5)))

    def test_four_of_six_and_five_of_nine_cannot_be_told_apart_and_six_and_none_can(self) -> None:
        self.assertFalse(apart(wilson(4, 6), wilson(5, 9)))
        self.assertTrue(apart(wilson(6, 6), wilson(0, 6)))
