"""Where discs and bars stand, and how large they are."""

from django.test import SimpleTestCase

from journal.patterns.drawing import bar, stacked
from journal.patterns.numbers import Number
from journal.patterns.records import window
from journal.patterns.together import Drawing, together
from tests.journal.patterns.worlds import BOOK, TODAY, ids, opened


def noted(*pairs: tuple[str, str, int]) -> Drawing:
    """Return the picture of pages with a sign and a fear, so many of each pair."""
    pages = [
        opened(1000 * place + n, n % 28, signs={sign: "me"}, fears=(fear, fear))
        for place, (sign, fear, count) in enumerate(pairs)
        for n in range(count)
    ]
    drawing = together(window(pages, today=TODAY), BOOK).drawing
    assert drawing
    return drawing


class DiscTests(SimpleTestCase):
    def test_the_area_goes_by_the_number_and_a_fear_ticked_twice_counts_once(self) -> None:
        drawing = noted(("distance", "trust-hard", 36), ("listened", "trust-hard", 9))

        self.assertEqual(
            [(d.number.count, d.radius, d.name) for band in drawing.bands for d in band.discs],
            [
                (36, "13", "More distance, Trouble trusting"),
                (9, "6.5", "Really listening, Trouble trusting"),
            ],
        )

    def test_each_fear_has_its_column_and_each_sign_its_band(self) -> None:
        drawing = noted(("listened", "closeness-fear", 9), ("distance", "trust-hard", 9))

        self.assertEqual([one.at for one in drawing.headings], ["25", "75"])
        self.assertEqual(drawing.headings[0].name, "Fear of closeness")
        self.assertEqual([one.name for one in drawing.bands], ["More distance", "Really listening"])
        self.assertEqual([one.discs[0].at for one in drawing.bands], ["75", "25"])
        # 24 for the keys, then 66 for each band.
        self.assertEqual([one.top for one in drawing.bands], [24, 90])
        self.assertEqual(drawing.height, 156)
        self.assertTrue(all(one.top < one.label < one.middle for one in drawing.bands))


class BarTests(SimpleTestCase):
    def test_they_stand_one_below_the_other(self) -> None:
        three = [bar(name, Number(name, ids(1, 2)), 8) for name in "abc"]
        found = stacked(three)

        self.assertEqual([one.top for one in found.rows], [0, 50, 100])
        self.assertEqual([one.width for one in found.rows], ["25", "25", "25"])
        self.assertEqual((found.height, stacked([]).height), (150, 0))

    def test_out_of_nothing_is_nothing(self) -> None:
        self.assertEqual(bar("a", Number("a", ()), 0).width, "0")
