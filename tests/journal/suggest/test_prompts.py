from typing import Any
from uuid import UUID

from django.test import SimpleTestCase

from guidance.handbook import Handbook, Prompt
from journal.page import Page
from journal.suggest import Gate, Offer, Past, counted_strategy, offer, suggest
from tests.journal import handbook as make
from tests.journal.handbook import shipped
from tests.journal.pages import ON, answer, page, past

WAY = make.strategy("way", 0)
SIGNS = [
    make.sign("far"),
    make.sign("off"),
    make.sign("harm", safety_check="ask"),
    make.sign("warm", kind="warmth"),
]
OPEN = Gate()


def book(*prompts: Prompt) -> Handbook:
    return make.handbook(signs=SIGNS, fears=[make.fear("dread")], strategies=[WAY], prompts=prompts)


def way(slug: str, **known: Any) -> Prompt:
    known["signs"] = frozenset(known.get("signs", ()))
    known["fears"] = frozenset(known.get("fears", ()))
    return make.prompt(slug, "way", **known)


def chosen(handbook: Handbook, one: Page, *history: Past) -> Offer:
    found = offer("way", one, ON, history, handbook)
    assert found is not None
    return found


class SidesTests(SimpleTestCase):
    handbook = book(
        way("a-pushing", perspective="pushing", minutes=1),
        way("b-receiving", perspective="receiving", minutes=1),
        way("c-either", perspective="either", minutes=5),
    )

    def fitting(self, *fears: str, **signs: str) -> set[str]:
        """Return what is offered as the others are answered, one after the other."""
        one = page(*fears, **signs)
        found: list[Offer] = []
        while not found or found[-1].met_before is None:
            history = [past(1, *(answer(each.prompt.slug) for each in found))]
            found.append(chosen(self.handbook, one, *history))
        return {each.prompt.slug for each in found}

    def test_the_sides_of_the_signs_of_distance_decide(self) -> None:
        self.assertEqual(self.fitting(far="me"), {"a-pushing", "c-either"})
        self.assertEqual(self.fitting(far="them"), {"b-receiving", "c-either"})
        self.assertEqual(self.fitting(far="both"), {"a-pushing", "b-receiving", "c-either"})
        self.assertEqual(
            self.fitting(far="me", off="them"), {"a-pushing", "b-receiving", "c-either"}
        )

    def test_warmth_decides_only_where_no_distance_was_noticed(self) -> None:
        self.assertEqual(self.fitting(far="me", warm="them"), {"a-pushing", "c-either"})
        self.assertEqual(self.fitting(warm="them"), {"b-receiving", "c-either"})

    def test_without_any_sign_only_either_fits(self) -> None:
        self.assertEqual(self.fitting("dread"), {"c-either"})

    def test_when_none_fits_the_side_is_dropped(self) -> None:
        found = chosen(book(way("b-receiving", perspective="receiving")), page(far="me"))

        self.assertEqual((found.prompt.slug, found.met_before), ("b-receiving", None))

    def test_when_none_fits_the_gate_is_not_dropped(self) -> None:
        handbook = book(
            way("b-receiving", perspective="receiving"),
            way("c-either", perspective="either", contact=True),
        )

        self.assertEqual(chosen(handbook, page(harm="me")).prompt.slug, "b-receiving")

    def test_one_that_fits_and_was_answered_comes_before_one_that_does_not_fit(self) -> None:
        handbook = book(way("a-pushing", perspective="pushing"), way("b", perspective="receiving"))

        found = chosen(handbook, page(far="me"), past(3, answer("a-pushing")))

        self.assertEqual((found.prompt.slug, found.met_before), ("a-pushing", UUID(int=3)))


class OrderTests(SimpleTestCase):
    def test_most_shared_tags_come_first_of_either_kind_and_fears(self) -> None:
        handbook = book(
            way("a", signs={"far", "off"}, minutes=1),
            way("b", signs={"far", "warm"}, fears={"dread"}),
        )

        found = chosen(handbook, page("dread", far="both", warm="them"))

        self.assertEqual(found.prompt.slug, "b")

    def test_a_sign_on_both_sides_counts_once(self) -> None:
        handbook = book(way("a", signs={"far"}), way("b", signs={"off"}, fears={"dread"}))

        self.assertEqual(chosen(handbook, page("dread", far="both", off="me")).prompt.slug, "b")

    def test_then_the_least_recently_answered_and_never_before_long_ago(self) -> None:
        handbook = book(way("a", minutes=1), way("b", minutes=1), way("c", minutes=9))
        a, b = past(40, answer("a")), past(50, answer("b"))

        self.assertEqual(chosen(handbook, page(far="me"), a, b).prompt.slug, "c")
        self.assertEqual(
            chosen(handbook, page(far="me"), a, b, past(30, answer("c"))).prompt.slug, "b"
        )

    def test_then_the_fewest_minutes_then_the_slug(self) -> None:
        handbook = book(way("a", minutes=3), way("c"), way("b"))

        self.assertEqual(chosen(handbook, page(far="me")).prompt.slug, "b")

    def test_a_retired_one_is_not_offered(self) -> None:
        handbook = book(way("a", retired=True), way("b"))

        self.assertEqual(chosen(handbook, page(far="me")).prompt.slug, "b")


class RestTests(SimpleTestCase):
    handbook = book(way("a", signs={"far"}), way("b"))
    one = page(far="me")

    def test_one_answered_rests_for_21_days(self) -> None:
        self.assertEqual(chosen(self.handbook, self.one, past(21, answer("a"))).prompt.slug, "b")
        found = chosen(self.handbook, self.one, past(22, answer("a")))
        self.assertEqual((found.prompt.slug, found.met_before), ("a", None))

    def test_an_answer_on_another_page_of_the_same_day_counts(self) -> None:
        found = chosen(self.handbook, self.one, past(0, answer("a")))

        self.assertEqual(found.prompt.slug, "b")

    def test_when_all_were_answered_the_least_recent_comes_back_with_its_page(self) -> None:
        found = chosen(self.handbook, self.one, past(9, answer("b")), past(5, answer("a")))

        self.assertEqual((found.prompt.slug, found.met_before), ("b", UUID(int=9)))

    def test_it_comes_back_with_the_last_page_that_answered_it(self) -> None:
        history = [past(9, answer("a")), past(8, answer("b")), past(3, answer("a"))]
        self.assertEqual(chosen(self.handbook, self.one, *history).met_before, UUID(int=8))

        history = [past(9, answer("a")), past(8, answer("a")), past(3, answer("b"))]
        self.assertEqual(chosen(self.handbook, self.one, *history).met_before, UUID(int=8))


class NoRowsTests(SimpleTestCase):
    notices = tuple(make.prompt(f"n{number}", signs=frozenset()) for number in range(1, 5))
    deeper = tuple(make.prompt(f"u{number}", phase="understand") for number in range(1, 4))
    handbook = book(way("way-one"), *notices, *deeper)

    def shown(self, one: Page, *history: Past) -> list[str]:
        found = suggest(one, ON, history, self.handbook)
        self.assertEqual((found.equal, found.reason, found.at_gate), ((), (), False))
        self.assertEqual(found.strategies, ("way",))
        offers = [each for each in (found.first, *found.alternatives) if each]
        self.assertEqual([each.strategy for each in offers], [None] * len(offers))
        return [each.prompt.slug + "?" * bool(each.met_before) for each in offers]

    def met(self, days: int, *slugs: str, phase: str = "notice") -> Past:
        return past(days, *(answer(slug, None, phase) for slug in slugs))

    def test_an_empty_page_gets_the_first_three_to_notice_with(self) -> None:
        self.assertEqual(self.shown(Page()), ["n1", "n2", "n3"])

    def test_too_few_fresh_ones_are_filled_up_from_those_to_understand_with(self) -> None:
        self.assertEqual(self.shown(Page(), self.met(2, "n1", "n2", "n3")), ["n4", "u1", "u2"])

    def test_not_when_the_last_answer_was_to_one_of_those(self) -> None:
        history = [
            self.met(5, "n1"),
            self.met(4, "n2", "n3"),
            self.met(2, "u1", phase="understand"),
        ]

        self.assertEqual(self.shown(Page(), *history), ["n4", "n1?", "n2?"])

    def test_one_met_lately_comes_only_after_every_fresh_one(self) -> None:
        history = [self.met(5, "u1", "u2", phase="understand"), self.met(4, "n2", "n3", "n1", "n4")]

        self.assertEqual(self.shown(Page(), *history), ["u3", "n1?", "n2?"])

    def test_warmth_brings_those_that_share_its_sign_first(self) -> None:
        shares = make.prompt("n9", signs=frozenset({"warm"}), minutes=5)
        handbook = make.with_changed(self.handbook, shares)

        found = suggest(page(warm="me"), ON, [], handbook)

        assert found.first is not None
        self.assertEqual(found.first.prompt.slug, "n9")
        self.assertEqual([one.prompt.slug for one in found.alternatives], ["n1", "n2"])

    def test_a_fear_alone_is_a_row(self) -> None:
        found = suggest(page("dread"), ON, [], self.handbook)

        assert found.first is not None
        self.assertEqual(found.first.strategy, "way")

    def test_a_page_with_rows_and_no_strategy_to_offer_gets_them_too(self) -> None:
        handbook = make.with_changed(self.handbook, way("way-one", retired=True))

        found = suggest(page(far="me"), ON, [], handbook)

        assert found.first is not None
        self.assertEqual((found.first.prompt.slug, found.reason, found.equal), ("n1", (), ()))


class NotTodayTests(SimpleTestCase):
    def slug(self, handbook: Handbook, one: Page, *history: Past, gate: Gate = OPEN) -> str:
        found = suggest(one, ON, history, handbook, gate).not_today
        return f"{found.strategy}: {found.prompt.slug}" if found else ""

    def test_it_is_the_prompt_marked_for_it_and_counts_for_no_strategy(self) -> None:
        off = shipped().prompts["kind-pen-down"]

        self.assertEqual(self.slug(shipped(), page(distance="me")), "None: kind-pen-down")
        self.assertEqual(
            self.slug(shipped(), Page(), past(1, answer(off.slug))), "None: kind-pen-down"
        )
        self.assertIsNone(counted_strategy(off))
        self.assertEqual(counted_strategy(way("a")), "way")
        self.assertIsNone(counted_strategy(make.prompt("n1")))

    def test_while_none_is_active_it_is_a_two_minute_one_of_the_first_strategy(self) -> None:
        later = make.strategy("later", 1)
        handbook = make.handbook(
            signs=SIGNS,
            strategies=[later, WAY],
            prompts=[
                way("a-off", for_not_today=True, retired=True),
                way("b-long", depth="10-minute", signs={"far"}),
                way("c-two"),
                way("d-two", signs={"far"}),
                make.prompt("e-two", "later", signs=frozenset({"far"}), minutes=1),
            ],
        )

        self.assertEqual(self.slug(handbook, page(far="me")), "way: d-two")
        self.assertEqual(
            self.slug(handbook, page(far="me"), past(1, answer("d-two"))), "way: c-two"
        )

    def test_the_gate_holds_for_it_too(self) -> None:
        handbook = book(way("a-off", for_not_today=True, contact=True), way("b"))

        self.assertEqual(self.slug(handbook, page(far="me")), "None: a-off")
        self.assertEqual(self.slug(handbook, page(harm="me")), "way: b")
        self.assertEqual(self.slug(handbook, page(harm="me"), gate=Gate(pushing="yes")), "")

    def test_a_strategy_without_a_two_minute_one_leaves_it_to_the_next(self) -> None:
        handbook = make.handbook(
            strategies=[WAY, make.strategy("later", 1)],
            prompts=[way("a", depth="action"), make.prompt("b", "later")],
        )

        self.assertEqual(self.slug(handbook, Page()), "later: b")
