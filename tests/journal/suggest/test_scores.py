from fractions import Fraction
from typing import Any

from django.test import SimpleTestCase

from guidance.handbook import Handbook
from journal.suggest import Past, scores, suggest
from journal.suggest.history import trail
from journal.suggest.noticings import sides
from journal.suggest.scores import parts, reason, rows, turn
from tests.journal import handbook as make
from tests.journal.handbook import shipped
from tests.journal.pages import ON, page, past, used


def small(*strategies: Any, **weights: dict[str, int]) -> Handbook:
    """Return a handbook whose signs and fears (`fear_…`) have these weights on either side."""
    return make.handbook(
        signs=[make.sign(tag) for tag in weights if not tag.startswith("fear")],
        fears=[make.fear(tag) for tag in weights if tag.startswith("fear")],
        strategies=strategies,
        prompts=[make.prompt(f"q-{one.slug}", one.slug) for one in strategies],
        weights={
            (tag, side, slug): weight
            for tag, row in weights.items()
            for side in ("me", "them")
            for slug, weight in row.items()
        },
    )


A, B, C, D = (make.strategy(slug, order) for order, slug in enumerate("abcd"))


def quiet(slug: str, order: int) -> Any:
    return make.strategy(slug, order, quiet=True)


class RowsTests(SimpleTestCase):
    def test_a_sign_noticed_on_both_is_one_row_a_side(self) -> None:
        book = shipped()

        found = dict(scores(page(unkind_words="both", distance="me"), ON, [], book))

        self.assertEqual(found["talk-about-it"], Fraction(3 + 1 + 2, 3))

    def test_a_fear_ticked_twice_is_one_row(self) -> None:
        book = small(A, sign={"a": 2}, fear_x={"a": 3})

        self.assertEqual(
            scores(page("fear_x", "fear_x", sign="me"), ON, [], book), [("a", Fraction(5, 2))]
        )

    def test_a_tag_the_handbook_does_not_know_is_no_row(self) -> None:
        book = small(A, sign={"a": 2})

        self.assertEqual(scores(page("gone", lost="me", sign="me"), ON, [], book), [("a", 2)])
        self.assertEqual(scores(page("gone", lost="me"), ON, [], book), [])

    def test_a_retired_sign_on_the_page_still_counts(self) -> None:
        book = make.with_changed(small(A, sign={"a": 2}), make.sign("sign", retired=True))

        self.assertEqual(scores(page(sign="me"), ON, [], book), [("a", 2)])

    def test_a_retired_strategy_has_no_score(self) -> None:
        book = small(A, make.strategy("b", 1, retired=True), sign={"a": 1, "b": 3})

        self.assertEqual(scores(page(sign="me"), ON, [], book), [("a", 1)])


class SideTests(SimpleTestCase):
    def bonus(self, *fears: str, **signs: str) -> list[str]:
        """Return the strategies that got something beyond their mean."""
        mine = make.strategy("mine", 0, bonus_when="me", bonus=Fraction(1, 4))
        theirs = make.strategy("theirs", 1, bonus_when="them", bonus=Fraction(1, 4))
        book = small(mine, theirs, far={}, off={}, fear_x={})
        book = make.with_changed(book, make.sign("warm", kind="warmth"))
        return [slug for slug, score in scores(page(*fears, **signs), ON, [], book) if score]

    def test_it_goes_to_the_one_side_of_all_signs_of_distance(self) -> None:
        self.assertEqual(self.bonus(far="me", off="me"), ["mine"])
        self.assertEqual(self.bonus(far="them"), ["theirs"])

    def test_nobody_gets_it_when_both_sides_were_noticed(self) -> None:
        self.assertEqual(self.bonus(far="both"), [])
        self.assertEqual(self.bonus(far="me", off="them"), [])

    def test_fears_and_warmth_have_no_side(self) -> None:
        self.assertEqual(self.bonus("fear_x"), [])
        self.assertEqual(self.bonus("fear_x", warm="me"), [])
        self.assertEqual(self.bonus("fear_x", far="them", warm="me"), ["theirs"])


class RecencyTests(SimpleTestCase):
    book = small(A, B, C, sign={"a": 3, "b": 3, "c": 3})

    def found(self, *history: Past) -> dict[str, float]:
        return {slug: float(one) for slug, one in scores(page(sign="me"), ON, history, self.book)}

    def test_the_last_strategy_loses_more_than_the_one_before(self) -> None:
        self.assertEqual(
            self.found(used(5, "c"), used(3, "b"), used(1, "a"), past(0)),
            {"a": 2.25, "b": 2.6, "c": 3},
        )

    def test_used_on_both_pages_loses_the_first_amount_only(self) -> None:
        self.assertEqual(self.found(used(3, "a"), used(1, "a")), {"a": 2.25, "b": 3, "c": 3})

    def test_14_days_later_it_still_loses_and_a_day_after_no_more(self) -> None:
        self.assertEqual(self.found(used(14, "a")), {"a": 2.25, "b": 3, "c": 3})
        self.assertEqual(self.found(used(15, "a")), {"a": 3, "b": 3, "c": 3})


class TieTests(SimpleTestCase):
    def order(self, book: Handbook, *history: Past) -> list[str]:
        one = page(*book.fears, **dict.fromkeys(book.signs, "me"))
        return [slug for slug, _ in scores(one, ON, history, book)]

    def rows(self, count: int, *strategies: Any, **totals: int) -> Handbook:
        """Return that many signs whose weights add up to these totals."""
        rows = {
            f"sign{number}": {
                slug: total // count + (number < total % count) for slug, total in totals.items()
            }
            for number in range(count)
        }
        return small(*strategies, **rows)

    def test_one_tenth_apart_is_a_tie_and_goes_to_the_editors_order(self) -> None:
        self.assertEqual(self.order(self.rows(10, A, B, a=19, b=20)), ["a", "b"])

    def test_more_than_one_tenth_apart_is_none(self) -> None:
        self.assertEqual(self.order(self.rows(9, A, B, a=17, b=18)), ["b", "a"])

    def test_a_run_is_measured_from_its_first_and_does_not_creep(self) -> None:
        book = self.rows(10, A, B, C, a=18, b=19, c=20)

        self.assertEqual(self.order(book), ["b", "c", "a"])

    def test_inside_a_tie_the_higher_weight_from_a_fear_wins(self) -> None:
        book = small(A, B, sign={"a": 3, "b": 1}, fear_x={"a": 1, "b": 2}, fear_y={"a": 1, "b": 2})

        self.assertEqual(self.order(book), ["b", "a"])

    def test_it_is_the_single_weight_that_counts_not_their_sum(self) -> None:
        book = small(A, B, sign={"a": 1, "b": 2}, fear_x={"a": 2, "b": 3}, fear_y={"a": 2, "b": 0})

        self.assertEqual(self.order(book), ["b", "a"])

    def test_a_weight_from_a_sign_does_not_break_the_tie(self) -> None:
        book = small(A, B, sign={"a": 1, "b": 3}, other={"a": 2, "b": 0})

        self.assertEqual(self.order(book), ["a", "b"])

    def test_then_the_least_recently_used_wins_and_never_comes_first(self) -> None:
        book = small(A, B, C, sign={"a": 2, "b": 2, "c": 2})

        self.assertEqual(self.order(book, used(30, "b"), used(20, "a")), ["c", "b", "a"])

    def test_a_fear_counts_before_what_was_used(self) -> None:
        book = small(A, B, sign={"a": 3, "b": 2}, fear_x={"a": 1, "b": 2})

        self.assertEqual(self.order(book, used(20, "b")), ["b", "a"])

    def test_a_quiet_strategy_comes_last_inside_its_tie(self) -> None:
        book = small(quiet("a", 0), B, C, sign={"a": 2, "b": 2, "c": 1}, fear_x={"a": 3, "b": 3})

        self.assertEqual(self.order(book), ["b", "a", "c"])


class PlacesTests(SimpleTestCase):
    def shown(self, book: Handbook) -> tuple[list[str | None], tuple[str, ...]]:
        found = suggest(page(sign="me"), ON, [], book)
        offers = [found.first, *found.alternatives]
        return [one.strategy for one in offers if one], found.equal

    def test_a_quiet_strategy_in_second_place_changes_with_the_third(self) -> None:
        book = small(A, quiet("b", 1), C, D, sign={"a": 3, "b": 2, "c": 1})

        self.assertEqual(self.shown(book), (["a", "c", "b"], ()))

    def test_a_quiet_strategy_in_first_place_stays(self) -> None:
        book = small(quiet("a", 0), B, C, D, sign={"a": 3, "b": 2, "c": 1})

        self.assertEqual(self.shown(book), (["a", "b", "c"], ()))

    def test_a_quiet_strategy_in_third_place_stays_and_in_fourth_is_not_shown(self) -> None:
        third = small(A, B, quiet("c", 2), D, sign={"a": 3, "b": 2, "c": 1})
        fourth = small(A, B, C, quiet("d", 3), sign={"a": 3, "b": 2, "c": 1})

        self.assertEqual(self.shown(third), (["a", "b", "c"], ()))
        self.assertEqual(self.shown(fourth), (["a", "b", "c"], ()))

    def test_the_full_list_has_them_all_in_the_editors_order(self) -> None:
        book = small(A, quiet("b", 1), C, D, sign={"d": 3})

        self.assertEqual(suggest(page(sign="me"), ON, [], book).strategies, ("a", "b", "c", "d"))

    def test_those_of_the_first_run_fit_equally_and_only_the_shown_are_named(self) -> None:
        four = small(A, B, C, D, sign={"a": 2, "b": 2, "c": 2, "d": 2})
        second = small(A, B, C, D, sign={"a": 3, "b": 2, "c": 2})
        moved = small(A, quiet("b", 1), C, D, sign={"a": 3, "b": 3, "c": 1})

        self.assertEqual(self.shown(four), (["a", "b", "c"], ("a", "b", "c")))
        self.assertEqual(self.shown(second), (["a", "b", "c"], ()))
        self.assertEqual(self.shown(moved), (["a", "c", "b"], ("a", "b")))

    def test_one_alone_is_not_named_as_fitting_equally(self) -> None:
        book = small(A, B, C, D, sign={"a": 3, "b": 3, "c": 1, "d": 1})
        book = make.with_changed(book, make.prompt("q-b", "b", retired=True))

        self.assertEqual(self.shown(book), (["a", "c", "d"], ()))

    def test_a_strategy_without_a_prompt_leaves_its_place_to_the_next(self) -> None:
        book = small(A, B, quiet("c", 2), D, sign={"a": 3, "b": 2, "c": 1, "d": 0})
        book = make.with_changed(book, make.prompt("q-a", "a", retired=True))

        self.assertEqual(self.shown(book), (["b", "d", "c"], ()))
        self.assertEqual(suggest(page(sign="me"), ON, [], book).strategies, ("b", "c", "d"))


class ReasonTests(SimpleTestCase):
    book = small(
        A,
        low={"a": 1},
        none={"a": 0},
        high={"a": 3},
        same={"a": 3},
        fear_high={"a": 3},
    )

    def named(self, *fears: str, **signs: str) -> tuple[str, ...]:
        return reason("a", page(*fears, **signs), self.book)

    def test_it_names_the_two_that_weigh_most(self) -> None:
        self.assertEqual(self.named("fear_high", low="me", high="me"), ("high", "fear_high"))

    def test_signs_come_before_fears_and_then_the_editors_order_decides(self) -> None:
        self.assertEqual(self.named("fear_high", same="me", high="them"), ("high", "same"))

    def test_a_tag_that_weighs_nothing_is_no_reason(self) -> None:
        self.assertEqual(self.named(none="me", low="both"), ("low",))

    def test_a_sign_noticed_on_both_is_named_once_by_its_heavier_side(self) -> None:
        book = make.handbook(
            signs=[make.sign("split"), make.sign("even"), make.sign("third")],
            strategies=[A],
            prompts=[make.prompt("q", "a")],
            weights={
                ("split", "me", "a"): 0,
                ("split", "them", "a"): 3,
                ("even", "me", "a"): 2,
                ("third", "me", "a"): 1,
            },
        )

        found = reason("a", page(third="me", even="me", split="both"), book)

        self.assertEqual(found, ("split", "even"))

    def test_the_suggestion_gives_the_reason_of_its_first_strategy(self) -> None:
        one = page("closeness-fear", distance="me", listened="them")

        found = suggest(one, ON, [], shipped())

        self.assertEqual(found.reason, ("distance", "closeness-fear"))

    def test_there_is_none_without_rows(self) -> None:
        self.assertEqual(suggest(page(listened="them"), ON, [], shipped()).reason, ())


class PartsTests(SimpleTestCase):
    """What a score is made of, and what decides between equals, for who tries the weights."""

    def test_the_parts_add_up_to_the_score(self) -> None:
        book = shipped()
        one = page("low-self-worth", short_replies="them", low_priority="them")
        history = [used(2, "aim-for-balance"), used(1, "talk-about-it")]
        weighed, before = rows(one, book), trail(ON, history)
        noticed = sides(one, book, "distance")

        found = {
            slug: parts(book.strategies[slug], weighed, noticed, before, book)
            for slug, _ in scores(one, ON, history, book)
        }

        balance = found["aim-for-balance"]
        self.assertEqual(balance.weights, (1, 3, 1))
        self.assertEqual(balance.base, Fraction(5, 3))
        self.assertEqual((balance.side, balance.recency), (Fraction(1, 4), Fraction(-2, 5)))
        self.assertEqual(found["talk-about-it"].recency, Fraction(-3, 4))
        self.assertEqual(
            {slug: made.total for slug, made in found.items()}, dict(scores(one, ON, history, book))
        )

    def test_the_first_that_differs_decides_between_equals(self) -> None:
        book = small(A, B, quiet("q", 0), sign={"a": 1, "b": 1, "q": 1}, fear_x={"b": 2})
        one = page("fear_x", sign="me")
        weighed, before = rows(one, book), trail(ON, [])

        a, b, q = (turn(one, weighed, before, book) for one in (A, B, quiet("q", 0)))

        self.assertEqual((b.from_fears, a.from_fears), (-2, 0))
        self.assertEqual(sorted([q, a, b]), [b, a, q])
