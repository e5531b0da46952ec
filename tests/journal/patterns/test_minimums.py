"""Each picture one below its minimum, and at it. Below it nothing is shown, no number either."""

from typing import Any

from django.test import SimpleTestCase

from journal.patterns import LookedBack, Opened, Patterns, patterns
from tests.journal.pages import SAM
from tests.journal.patterns.worlds import BOOK, TODAY, looked_back, opened


def shown(pages: list[Opened], steps: list[LookedBack] | None = None) -> Patterns:
    return patterns(pages, steps or [], BOOK, today=TODAY, span="everything")


def weekly(count: int, weeks: int, **fields: Any) -> list[Opened]:
    """Return so many pages with these fields, spread over so many weeks."""
    return [opened(number, 7 * (number % weeks), **fields) for number in range(count)]


def after_steps(count: int, *, start: int = 0, step: bool = True) -> list[Opened]:
    """Return so many pages about Sam, and one four days after each: twenty days apart."""
    pages = []
    for number in range(start, start + count):
        felt: dict[str, Any] = {"person": SAM, "closeness_felt": 3}
        pages.append(opened(2 * number, 20 * number + 4, step=step, **felt))
        pages.append(opened(2 * number + 1, 20 * number, step=True, **felt))
    return pages


def answers(count: int) -> list[LookedBack]:
    return [looked_back(2 * number, 20 * number + 3) for number in range(count)]


class ClosenessTests(SimpleTestCase):
    def test_two_dots_are_not_enough_and_three_are(self) -> None:
        two = shown(weekly(2, 2, closeness_felt=4)).closeness
        three = shown(weekly(3, 3, closeness_felt=4)).closeness

        self.assertEqual(two.enough.sentence, "Not enough yet to show anything fair (2 of 3).")
        self.assertEqual((two.drawing, two.table.rows), (None, ()))
        self.assertEqual(three.enough.sentence, "")
        assert three.drawing
        self.assertEqual(three.drawing.felt.dots[0].path.count("M"), 3)

    def test_wanted_alone_is_no_dot(self) -> None:
        self.assertFalse(shown(weekly(9, 5, closeness_wanted=4)).closeness.enough.met)

    def test_the_line_needs_eight_dots(self) -> None:
        for count, expected in ((7, False), (8, True)):
            drawing = shown(weekly(count, 4, closeness_felt=4)).closeness.drawing
            assert drawing
            with self.subTest(count):
                self.assertEqual(bool(drawing.felt.line), expected)
                self.assertEqual(drawing.felt.middle, "4" if expected else "")

    def test_the_line_needs_four_weeks(self) -> None:
        for weeks, expected in ((3, False), (4, True)):
            drawing = shown(weekly(12, weeks, closeness_felt=4)).closeness.drawing
            assert drawing
            with self.subTest(weeks):
                self.assertEqual(bool(drawing.felt.line), expected)

    def test_each_of_the_two_lines_needs_its_own(self) -> None:
        both = weekly(7, 7, closeness_felt=4, closeness_wanted=5)
        drawing = shown([*both, opened(90, 1, closeness_felt=4)]).closeness.drawing

        assert drawing
        self.assertTrue(drawing.felt.line)
        self.assertEqual(drawing.wanted.line, "")

    def test_below_the_line_the_table_holds_no_middle_answer(self) -> None:
        few = [opened(n, 0, closeness_felt=n) for n in (2, 5, 6)]
        table = shown(few).closeness.table

        self.assertEqual(table.columns, ("Felt, from and to", "Wanted, from and to"))
        self.assertEqual([number.shown for number in table], ["2 to 6"])


class SignsTests(SimpleTestCase):
    def test_five_pages_are_not_enough_and_six_are(self) -> None:
        five, six = (shown(weekly(count, 3)).signs for count in (5, 6))

        self.assertEqual(five.enough.sentence, "Not enough yet to show anything fair (5 of 6).")
        self.assertEqual((five.drawing, five.table.rows, five.each.rows), (None, (), ()))
        self.assertTrue(six.enough.met)
        self.assertEqual(len(six.table.rows), 3)

    def test_two_weeks_are_not_enough_and_three_are(self) -> None:
        self.assertEqual(
            shown(weekly(6, 2)).signs.enough.sentence,
            "Not enough yet to show anything fair (2 of 3 weeks).",
        )
        self.assertTrue(shown(weekly(6, 3)).signs.enough.met)


class TogetherTests(SimpleTestCase):
    both: dict[str, Any] = {"signs": {"distance": "me"}, "fears": ("trust-hard",)}

    def test_eleven_pages_with_both_are_not_enough_and_twelve_are(self) -> None:
        one_of_them = [
            *weekly(9, 3, signs={"distance": "me"}),
            *[opened(50 + n, n, fears=("trust-hard",)) for n in range(9)],
        ]
        eleven, twelve = (
            shown([*one_of_them, *[opened(70 + n, n, **self.both) for n in range(count)]]).together
            for count in (11, 12)
        )

        self.assertEqual(eleven.enough.sentence, "Not enough yet to show anything fair (11 of 12).")
        self.assertEqual((eleven.drawing, eleven.table.rows), (None, ()))
        self.assertEqual([number.count for number in twelve.table], [12])

    def test_a_pair_noted_twice_has_no_cell_and_one_noted_three_times_has(self) -> None:
        pages = [opened(n, n, **self.both) for n in range(12)]
        for count, expected in ((2, []), (3, [3])):
            other = [
                opened(50 + n, n, signs={"listened": "them"}, fears=("closeness-fear",))
                for n in range(count)
            ]
            found = [number.count for number in shown([*pages, *other]).together.table]
            with self.subTest(count):
                self.assertEqual(sorted(found), [*expected, 12])

    def test_without_any_cell_there_is_no_picture(self) -> None:
        signs, fears = list(BOOK.signs), list(BOOK.fears)
        apart = [opened(n, n, signs={signs[n]: "me"}, fears=(fears[n % 4],)) for n in range(12)]
        found = shown(apart).together

        self.assertTrue(found.enough.met)
        self.assertEqual((found.pages, found.drawing, found.table.rows), (12, None, ()))


class StepsTests(SimpleTestCase):
    def test_five_after_a_step_are_not_enough_and_six_are(self) -> None:
        without = after_steps(6, start=10, step=False)
        five, six = (
            shown([*after_steps(count), *without], answers(count)).steps for count in (5, 6)
        )

        self.assertEqual(
            five.enough.sentence, "Not enough yet to show anything fair (5 of 6 after a step)."
        )
        self.assertEqual((five.bars.rows, five.sentence, five.table.rows), ((), "", ()))
        self.assertEqual([bar.of for bar in six.bars.rows], [6, 6])

    def test_five_after_no_step_are_not_enough(self) -> None:
        with_step = after_steps(6)
        found = shown([*with_step, *after_steps(5, start=10, step=False)], answers(6)).steps

        self.assertEqual(
            found.enough.sentence, "Not enough yet to show anything fair (5 of 6 after no step)."
        )


class SatTests(SimpleTestCase):
    def test_five_answers_are_not_enough_and_six_are(self) -> None:
        skipped = [opened(90 + n, n, sat="skip") for n in range(4)]
        five, six = (shown([*skipped, *weekly(count, 3, sat="same")]).sat for count in (5, 6))

        self.assertEqual(five.enough.sentence, "Not enough yet to show anything fair (5 of 6).")
        self.assertEqual((five.bars.rows, five.table.rows), ((), ()))
        self.assertEqual([bar.number.count for bar in six.bars.rows], [0, 6, 0])


class SidesTests(SimpleTestCase):
    def test_five_pages_with_a_sign_are_not_enough_and_six_are(self) -> None:
        plain = [opened(90 + n, n) for n in range(9)]
        five, six = (
            shown([*plain, *weekly(count, 2, signs={"distance": "them"})]).sides for count in (5, 6)
        )

        self.assertEqual(five.enough.sentence, "Not enough yet to show anything fair (5 of 6).")
        self.assertEqual((five.groups, five.table.rows), ((), ()))
        self.assertEqual([number.count for number in six.table], [0, 0, 6, 0, 0, 0])

    def test_one_week_is_not_enough_and_two_are(self) -> None:
        self.assertEqual(
            shown(weekly(9, 1, signs={"distance": "them"})).sides.enough.sentence,
            "Not enough yet to show anything fair (1 of 2 weeks).",
        )
        self.assertTrue(shown(weekly(9, 2, signs={"distance": "them"})).sides.enough.met)


class NothingTests(SimpleTestCase):
    def test_no_page_shows_nothing_and_breaks_nothing(self) -> None:
        found = shown([])

        self.assertEqual(found.numbers, {})
        self.assertEqual(found.pages, 0)
        self.assertEqual(found.axis.days, 28)
