from uuid import UUID

from django.test import SimpleTestCase

from journal.suggest import history_before
from journal.suggest.history import trail
from tests.journal.pages import ON, answer, past, used


class HistoryBeforeTests(SimpleTestCase):
    def test_it_reaches_back_180_days_and_no_further(self) -> None:
        found = history_before(ON, [past(181), past(180), past(1)])

        self.assertEqual([one.entry.int for one in found], [180, 1])

    def test_a_later_page_is_no_history_and_one_of_the_same_day_is(self) -> None:
        found = history_before(ON, [past(-1, number=1), past(0, number=2)])

        self.assertEqual([one.entry.int for one in found], [2])

    def test_it_is_ordered_by_date_then_by_the_moment_of_first_saving(self) -> None:
        pages = [
            past(1, number=2, minutes=9),
            past(0, number=4, minutes=1),
            past(1, number=3, minutes=5),
            past(2, number=1, minutes=7),
        ]

        self.assertEqual([one.entry.int for one in history_before(ON, pages)], [1, 3, 2, 4])

    def test_it_holds_the_last_60_pages(self) -> None:
        pages = [past(days) for days in range(1, 70)]

        found = history_before(ON, pages)

        self.assertEqual([one.entry.int for one in found], list(range(60, 0, -1)))


class TrailTests(SimpleTestCase):
    def test_what_does_not_occur_comes_before_what_does(self) -> None:
        found = trail(ON, [used(9, "older"), used(3, "newer")])

        order = sorted(["newer", "older", "never"], key=found.last_used)

        self.assertEqual(order, ["never", "older", "newer"])

    def test_a_page_has_the_strategy_of_its_last_answer_that_has_one(self) -> None:
        one = past(1, answer("a", "first"), answer("b", "second"), answer("c", None, "notice"))

        self.assertEqual(trail(ON, [one]).used, {"second": 0})

    def test_the_last_two_strategies_skip_pages_without_one(self) -> None:
        pages = [used(5, "far"), used(4, "near"), past(3), used(2, "last"), past(1)]

        self.assertEqual(trail(ON, pages).lately, ("last", "near"))

    def test_a_strategy_is_late_for_14_days(self) -> None:
        self.assertEqual(trail(ON, [used(14, "slow")]).lately, ("slow",))
        self.assertEqual(trail(ON, [used(15, "slow")]).lately, ())
        self.assertEqual(trail(ON, [used(15, "slow"), used(14, "talk")]).lately, ("talk",))

    def test_a_prompt_is_met_for_21_days_on_the_last_page_that_answered_it(self) -> None:
        self.assertEqual(trail(ON, [past(21, answer("a"))]).met("a"), UUID(int=21))
        self.assertIsNone(trail(ON, [past(22, answer("a"))]).met("a"))
        both = [past(20, answer("a")), past(2, answer("a"))]
        self.assertEqual(trail(ON, both).met("a"), UUID(int=2))

    def test_the_last_answer_of_the_last_page_with_one_tells_if_it_ended_in_understanding(
        self,
    ) -> None:
        deep = answer("a", None, "understand")
        light = answer("b", None, "notice")

        self.assertTrue(trail(ON, [past(2, light, deep), past(1)]).ended_in_understanding)
        self.assertFalse(trail(ON, [past(2, deep, light)]).ended_in_understanding)
        self.assertFalse(trail(ON, [past(2, deep), past(1, light)]).ended_in_understanding)
        self.assertFalse(trail(ON, []).ended_in_understanding)
