"""Which pages make a pair after a step, and after none; and what is said of them."""

from django.test import SimpleTestCase

from journal.page import Outcome
from journal.patterns.records import LookedBack, Opened, window
from journal.patterns.steps import pairs, steps
from journal.patterns.wording import APART, TOO_FEW
from tests.journal.pages import KIM, SAM
from tests.journal.patterns.worlds import TODAY, ids, looked_back, opened


def felt(number: int, days: int, value: int, person: object = SAM, *, step: bool = False) -> Opened:
    return opened(number, days, person=person, closeness_felt=value, step=step)


def found(pages: list[Opened], answered: list[LookedBack] | None = None) -> list[list[object]]:
    """Return the pairs after a step and after none, as (first, next, closer)."""
    both = pairs(window(pages, answered or [], today=TODAY))
    return [[(one.entry, one.after, one.closer) for one in some] for some in both]


class AfterNoStepTests(SimpleTestCase):
    def test_the_next_page_is_one_to_seven_days_later(self) -> None:
        for days, expected in ((0, False), (1, True), (7, True), (8, False)):
            with self.subTest(days):
                pages = [felt(1, 20, 3), felt(2, 20 - days, 4)]
                self.assertEqual(found(pages), [[], [(*ids(1, 2), True)] if expected else []])

    def test_a_page_of_the_same_day_is_passed_over(self) -> None:
        self.assertEqual(
            found([felt(1, 9, 3), felt(2, 9, 7), felt(3, 8, 3)])[1],
            [(*ids(1, 3), False), (*ids(2, 3), False)],
        )

    def test_of_two_pages_of_the_next_day_it_is_the_one_saved_first(self) -> None:
        self.assertEqual(
            found([felt(1, 9, 3), felt(3, 8, 1), felt(2, 8, 4)])[1],
            [
                (*ids(1, 2), True),
            ],
        )

    def test_it_is_about_the_same_person(self) -> None:
        self.assertEqual(found([felt(1, 9, 3), felt(2, 8, 4, KIM)]), [[], []])
        self.assertEqual(found([felt(1, 9, 3, None), felt(2, 8, 4, None)]), [[], []])

    def test_a_next_page_soon_after_any_step_done_with_them_is_not_after_no_step(self) -> None:
        # The page of 30 days ago has a step that was looked back on 20 days ago.
        for days, expected in ((20, True), (19, False), (13, False), (12, True)):
            with self.subTest(days):
                pages = [felt(1, 30, 3, step=True), felt(2, days + 1, 3), felt(3, days, 4)]
                self.assertEqual(
                    (*ids(2, 3), True) in found(pages, [looked_back(1, 20)])[1], expected
                )

    def test_steps_may_be_looked_back_on_in_another_order_than_their_pages(self) -> None:
        # The older page's step was looked back on 5 days ago, the newer one's 14 days ago.
        pages = [felt(1, 20, 3, step=True), felt(2, 15, 3, step=True), felt(3, 10, 3)]
        steps = [looked_back(1, 5), looked_back(2, 14)]

        self.assertEqual(found([*pages, felt(4, 4, 4)], steps)[1], [])
        self.assertEqual(found([*pages, felt(4, 5, 4)], steps)[1], [(*ids(3, 4), True)])

    def test_a_step_not_done_or_with_someone_else_or_on_a_page_without_closeness(self) -> None:
        pages = [felt(2, 10, 3), felt(3, 9, 4)]
        others: dict[str, tuple[Opened, Outcome, bool]] = {
            "not done": (felt(1, 30, 3, step=True), "let-go", True),
            "someone else": (felt(1, 30, 3, KIM, step=True), "did", True),
            "no closeness": (opened(1, 30, step=True, person=SAM), "did", False),
        }
        for name, (first, outcome, expected) in others.items():
            with self.subTest(name):
                after_none = found([first, *pages], [looked_back(1, 11, outcome)])[1]
                self.assertEqual(after_none, [(*ids(2, 3), True)] if expected else [])

    def test_the_same_closeness_is_not_closer(self) -> None:
        self.assertEqual(found([felt(1, 9, 3), felt(2, 8, 3)])[1], [(*ids(1, 2), False)])


class AfterAStepTests(SimpleTestCase):
    def after(self, outcome: Outcome | None, days: int = 7) -> list[list[object]]:
        pages = [felt(1, 10, 3, step=True), felt(2, 9, 1, step=True), felt(3, 5, 4, step=True)]
        return found(pages, [looked_back(1, days, outcome)])

    def test_the_days_count_from_looking_back(self) -> None:
        self.assertEqual(self.after("did"), [[(*ids(1, 3), True)], []])
        self.assertEqual(self.after("did", 5), [[], []])

    def test_a_step_done_in_part_was_done(self) -> None:
        self.assertEqual(self.after("part"), [[(*ids(1, 3), True)], []])

    def test_a_step_not_done_is_on_neither_side(self) -> None:
        others: tuple[Outcome | None, ...] = ("not-yet", "changed", "let-go", None)
        for outcome in others:
            with self.subTest(outcome):
                self.assertEqual(self.after(outcome), [[], []])

    def test_a_page_with_a_step_not_looked_back_on_is_on_neither_side(self) -> None:
        self.assertEqual(found([felt(1, 9, 3, step=True), felt(2, 8, 4, step=True)]), [[], []])

    def test_a_step_answered_before_the_day_of_its_page_counts_from_that_day(self) -> None:
        pages = [felt(1, 10, 3, step=True), felt(2, 10, 6, step=True), felt(3, 4, 4, step=True)]
        self.assertEqual(found(pages, [looked_back(1, 15)]), [[(*ids(1, 3), True)], []])


class SaidTests(SimpleTestCase):
    def said(self, closer: int, of: int, without: int, of_without: int) -> tuple[str, str]:
        pages, answered = [], []
        for number in range(of + of_without):
            is_step = number < of
            is_closer = number < closer if is_step else number - of < without
            days = 20 * number
            pages.append(felt(2 * number, days + 4, 3, step=is_step))
            pages.append(felt(2 * number + 1, days, 4 if is_closer else 2, step=True))
            if is_step:
                answered.append(looked_back(2 * number, days + 3))
        picture = steps(window(pages, answered, today=TODAY))
        self.assertEqual(
            [[cell and cell.count for cell in row.cells] for row in picture.table.rows],
            [[of, closer, of - closer], [of_without, without, of_without - without]],
        )
        return picture.sentence, picture.verdict

    def test_the_sentence_has_both_counts(self) -> None:
        self.assertEqual(
            self.said(4, 6, 5, 9),
            (
                "After a step you did, all or part of it, the next page about the same person"
                " was closer in 4 of 6. "
                "After pages with no step it was closer in 5 of 9.",
                TOO_FEW,
            ),
        )

    def test_they_differ_only_where_the_intervals_part(self) -> None:
        # 6 of 6 is 61.0 to 100; 1 of 6 is 3.0 to 56.4; 2 of 6 is 9.7 to 70.0.
        self.assertEqual(self.said(6, 6, 1, 6)[1], APART)
        self.assertEqual(self.said(6, 6, 2, 6)[1], TOO_FEW)
        self.assertEqual(self.said(1, 6, 6, 6)[1], APART)
        self.assertEqual(self.said(0, 6, 0, 6)[1], TOO_FEW)
