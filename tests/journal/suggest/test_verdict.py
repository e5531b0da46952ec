"""Own verdict: what the writer's answers to *worth doing?* give to a strategy, and take."""

from datetime import datetime, timedelta, timezone
from uuid import UUID

from django.test import SimpleTestCase

from journal.suggest import Past, PastStep, Worth, scores, suggest
from journal.suggest.history import steps_before
from tests.journal import handbook as make
from tests.journal.pages import NOON, ON, answer, page, past, step

A, B = make.strategy("a", 0), make.strategy("b", 1)
BOOK = make.handbook(
    signs=[make.sign("far")],
    strategies=[A, B],
    prompts=[make.prompt("q-a", "a"), make.prompt("q-b", "b")],
    weights={("far", "me", "a"): 2, ("far", "me", "b"): 2},
)
# A page that used the strategy, too long ago to lose anything for it.
OLD = past(30, answer("x", "a"))
SHORT: dict[str, Worth] = {"y": "yes", "p": "partly", "n": "no", "u": "not-sure"}


def steps(answers: str, *, of: int = 30) -> list[PastStep]:
    """Return steps answered one a day, the last one yesterday; `-` is one without an answer."""
    days = range(len(answers), 0, -1)
    return [step(day, SHORT.get(one), of=of) for day, one in zip(days, answers, strict=True)]


def verdict(given: list[PastStep], *history: Past) -> float:
    found = dict(scores(page(far="me"), ON, history or [OLD], BOOK, given))
    assert found["b"] == 2
    return float(found["a"] - 2)


class CountsTests(SimpleTestCase):
    def test_three_of_the_last_five_worth_it_give(self) -> None:
        for answers, expected in {
            "yyy": 0.3,
            "ypp": 0.3,
            "yy": 0,
            "": 0,
            "yyuu": 0,
            "yyuuu": 0,
            "yyyuu": 0.3,
            "yyyuuu": 0,
            "yuyuy": 0.3,
            "nyyy": 0.3,
            "yyyn": 0.3,
        }.items():
            with self.subTest(answers=answers):
                self.assertEqual(verdict(steps(answers)), expected)

    def test_two_no_of_the_last_three_take(self) -> None:
        for answers, expected in {
            "nn": -0.6,
            "n": 0,
            "nun": -0.6,
            "nnu": -0.6,
            "nnuu": 0,
            "nnp": -0.6,
        }.items():
            with self.subTest(answers=answers):
                self.assertEqual(verdict(steps(answers)), expected)

    def test_what_takes_wins(self) -> None:
        self.assertEqual(verdict(steps("yyynn")), -0.6)
        self.assertEqual(verdict(steps("yynyn")), -0.6)
        self.assertEqual(verdict(steps("ynnyy")), 0.3)

    def test_not_sure_takes_a_place_and_no_answer_takes_none(self) -> None:
        self.assertEqual(verdict(steps("nuun")), 0)
        self.assertEqual(verdict(steps("n--n")), -0.6)
        self.assertEqual(verdict(steps("yyy---")), 0.3)

    def test_it_is_the_moment_of_the_answer_that_orders_them(self) -> None:
        given = steps("nnyyu")

        self.assertEqual(verdict(given), 0)
        self.assertEqual(verdict(given[::-1]), 0)
        self.assertEqual(verdict([step(0, "no", of=30, minutes=5), step(0, "no", of=30)]), -0.6)


class PagesTests(SimpleTestCase):
    def test_a_step_counts_for_the_strategy_of_its_page(self) -> None:
        both = past(30, answer("x", "b"), answer("y", "a"), answer("z", None, "notice"))

        self.assertEqual(verdict(steps("nn"), both), -0.6)
        self.assertEqual(verdict(steps("nn"), past(30, answer("z", None, "notice"))), 0)
        self.assertEqual(verdict(steps("nn"), past(30)), 0)

    def test_steps_of_several_pages_with_the_strategy_add_up(self) -> None:
        pages = [past(days, answer("x", "a")) for days in (40, 50, 60)]
        given = [step(3, "yes", of=40), step(2, "yes", of=50), step(1, "yes", of=60)]

        self.assertEqual(verdict(given, *pages), 0.3)

    def test_a_step_of_a_page_out_of_reach_does_not_count(self) -> None:
        self.assertEqual(verdict(steps("nn", of=180), past(180, answer("x", "a"))), -0.6)
        self.assertEqual(verdict(steps("nn", of=181), past(181, answer("x", "a"))), 0)

    def test_a_step_of_a_page_older_than_the_last_sixty_counts(self) -> None:
        newer = [past(days, answer("z", None, "notice")) for days in range(1, 61)]

        self.assertEqual(verdict(steps("nn", of=100), past(100, answer("x", "a")), *newer), -0.6)

    def test_it_changes_what_is_suggested(self) -> None:
        liked = past(40, answer("x", "b"))
        found = suggest(page(far="me"), ON, [liked], BOOK, steps=steps("yyy", of=40))

        assert found.first is not None
        self.assertEqual((found.first.strategy, found.equal), ("b", ()))


class StepsBeforeTests(SimpleTestCase):
    def test_they_reach_back_180_days_and_no_further(self) -> None:
        given = [step(days, "yes", of=days + 1) for days in (181, 180, 0, -1)]

        self.assertEqual([one.entry.int for one in steps_before(ON, given)], [1, 181])

    def test_they_are_the_last_50_with_an_answer(self) -> None:
        given = [step(days, None if days < 5 else "no", of=days + 1) for days in range(70)]

        found = steps_before(ON, given)

        self.assertEqual([one.entry.int for one in found], list(range(6, 56)))

    def test_the_51st_answer_does_not_count(self) -> None:
        pages = [OLD, past(31, answer("x", "b"))]
        newer = [step(1, "not-sure", of=31, minutes=number) for number in range(48)]
        old = [step(5, "no", of=30), step(6, "no", of=30)]

        self.assertEqual(
            float(dict(scores(page(far="me"), ON, pages, BOOK, newer + old))["a"]), 1.4
        )
        newer.append(step(1, "not-sure", of=31, minutes=50))
        self.assertEqual(dict(scores(page(far="me"), ON, pages, BOOK, newer + old))["a"], 2)

    def test_the_date_of_an_answer_is_that_of_its_own_zone(self) -> None:
        evening = datetime(2026, 11, 22, 20, tzinfo=timezone(timedelta(hours=-5)))
        self.assertGreater(evening.astimezone(NOON.tzinfo).date(), ON)

        one = PastStep(entry=UUID(int=1), answered_at=evening, worth="yes")
        self.assertEqual(steps_before(ON, [one]), (one,))
