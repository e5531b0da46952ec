"""Medians, gaps, and where on the picture an answer stands."""

from datetime import timedelta

from django.test import SimpleTestCase

from journal.patterns.answers import median, medians, series
from journal.patterns.axis import Axis, axis_over
from journal.patterns.closeness import MANY, Closeness, closeness
from journal.patterns.records import window
from tests.journal.patterns.worlds import TODAY, opened

OVER = axis_over(TODAY - timedelta(days=200), TODAY)


def felt(*answers: tuple[int, int]) -> Closeness:
    """Return the picture of pages so many days ago that felt so close."""
    pages = [opened(n, days, closeness_felt=value) for n, (days, value) in enumerate(answers)]
    return closeness(window(pages, today=TODAY))


def runs(*answers: tuple[int, int], axis: Axis = OVER) -> list[list[float]]:
    """Return the medians, in runs, of pages so many days ago (oldest first) that felt so."""
    pages = [opened(n, days, closeness_felt=value) for n, (days, value) in enumerate(answers)]
    found = medians(series(pages, "felt", axis).answers, axis)
    return [[one.value for one in run] for run in found]


class MedianTests(SimpleTestCase):
    def test_it_is_the_middle_answer_or_half_way_between_the_two(self) -> None:
        for answers, expected in (
            ([4], 4),
            ([7, 1], 4),
            ([3, 4], 3.5),
            ([7, 1, 2], 2),
            ([1, 7, 7, 2], 4.5),
            ([5, 5, 1, 6, 2], 5),
        ):
            with self.subTest(answers):
                self.assertEqual(median(answers), expected)

    def test_a_week_is_from_monday_to_sunday(self) -> None:
        # 13 days ago was a Monday, 14 a Sunday.
        self.assertEqual(runs((14, 1), (13, 5), (7, 6), (6, 2)), [[1, 5.5, 2]])

    def test_a_middle_stands_in_the_middle_of_its_days(self) -> None:
        pages = [opened(1, 13, closeness_felt=4), opened(2, 7, closeness_felt=4)]
        [[one]] = medians(series(pages, "felt", OVER).answers, OVER)

        noon = OVER.left(TODAY - timedelta(days=10)) + 100 / OVER.days / 2
        self.assertAlmostEqual(OVER.middle(one.first, one.last), noon)


class GapTests(SimpleTestCase):
    def test_twenty_days_are_joined_and_twenty_one_are_a_gap(self) -> None:
        self.assertEqual(runs((40, 2), (20, 6)), [[2, 6]])
        self.assertEqual(runs((41, 2), (20, 6)), [[2], [6]])

    def test_a_gap_inside_a_month_parts_it(self) -> None:
        months = Axis(start=TODAY.replace(year=2024, month=1, day=1), end=TODAY, per="month")

        # Page dates: 31 Oct, 1 Nov, 22 Nov.
        self.assertEqual(runs((22, 1), (21, 3), (0, 7), axis=months), [[1, 3], [7]])

    def test_the_line_is_drawn_anew_after_a_gap(self) -> None:
        drawing = felt(*[(days, 4) for days in (60, 59, 53, 46, 20, 13, 6, 0)]).drawing

        assert drawing
        self.assertEqual([run.count("L") for run in drawing.felt.line.split("M")[1:]], [2, 2])


class DrawingTests(SimpleTestCase):
    def test_seven_is_at_the_top_and_one_at_the_foot(self) -> None:
        drawing = felt((27, 7), (13, 4), (0, 1)).drawing

        assert drawing
        # 28 days: the middle of the first is at 1.8, of the last at 98.2.
        self.assertEqual(drawing.felt.dots[0].path, "M1.8 8h.01M51.8 50h.01M98.2 92h.01")
        self.assertEqual(
            [(tick.label, tick.at) for tick in drawing.up],
            [("7", "8"), ("5", "36"), ("3", "64"), ("1", "92")],
        )
        self.assertEqual(
            [(tick.label, tick.at) for tick in drawing.across],
            [("26 Oct", "12.5"), ("2 Nov", "37.5"), ("9 Nov", "62.5"), ("16 Nov", "87.5")],
        )

    def test_what_is_said_of_the_dots_is_what_they_are(self) -> None:
        line = felt(*[(7 * week, value) for week, value in enumerate((2, 6, 3, 3, 4, 5, 4, 4))])

        assert line.drawing
        one = line.drawing.felt
        self.assertEqual((one.pages, one.low, one.high, one.middle), (8, 2, 6, "4"))

    def test_the_same_answer_twice_on_a_day_is_one_dot(self) -> None:
        drawing = felt((3, 4), (3, 4), (3, 5)).drawing

        assert drawing
        self.assertEqual(drawing.felt.dots[0].path.count("M"), 2)

    def test_a_ring_goes_round_a_dot_in_the_same_place_and_many_are_smaller(self) -> None:
        for count, dot, ring, inner in ((60, "9", "14", "11"), (61, "6", "11", "8")):
            pages = [opened(n, n % 28, closeness_felt=4, closeness_wanted=4) for n in range(count)]
            drawing = closeness(window(pages, today=TODAY)).drawing
            assert drawing
            with self.subTest(count):
                self.assertEqual([one.size for one in drawing.felt.dots], [dot])
                self.assertEqual(
                    [(one.size, one.inner) for one in drawing.wanted.dots], [(ring, inner)]
                )
                self.assertEqual(drawing.felt.dots[0].path, drawing.wanted.dots[0].path)

    def test_where_a_dot_is_several_pages_there_are_no_rings_but_their_line(self) -> None:
        pages = [opened(n, n % 28, closeness_felt=4, closeness_wanted=4) for n in range(MANY + 1)]
        drawing = closeness(window(pages, today=TODAY)).drawing

        assert drawing
        self.assertEqual(drawing.wanted.dots, ())
        self.assertEqual(drawing.wanted.line, drawing.felt.line)

    def test_too_many_dots_become_bigger_ones_by_week(self) -> None:
        for count, expected in ((MANY, False), (MANY + 1, True)):
            drawing = felt(*[(days % 28, 4) for days in range(count)]).drawing
            assert drawing
            with self.subTest(count):
                self.assertEqual(drawing.many, expected)

    def test_the_area_of_a_dot_goes_by_its_pages_and_has_a_smallest(self) -> None:
        drawing = felt(*[(0, 4)] * 100, *[(7, 4)] * 36, *[(14, 4)] * 25, (0, 1)).drawing

        assert drawing
        # 8 pixels for 100 pages, 0.6 of it for 36, a half for 25, and 3 instead of a tenth.
        self.assertEqual(
            [(dots.size, dots.path) for dots in drawing.felt.dots],
            [
                ("3", "M87.5 92h.01"),
                ("4", "M37.5 50h.01"),
                ("5", "M62.5 50h.01"),
                ("8", "M87.5 50h.01"),
            ],
        )
