"""Which pages are wanted by what was noticed."""

from datetime import date
from typing import Any
from uuid import UUID

from django.test import SimpleTestCase

from journal.find.filters import Filters
from journal.page import Page
from tests.journal.pages import KIM, ON, SAM, about, answer, page

FULL = Filters(
    sign="distance",
    who="me",
    fear="trust-hard",
    strategy="talk",
    person=SAM,
    felt_from=2,
    felt_to=4,
    since=date(2026, 3, 1),
    until=date(2026, 5, 31),
    starred=True,
)


def found(one: Page, **filters: Any) -> bool:
    return Filters(**filters).matches(one, ON)


class SignTests(SimpleTestCase):
    def test_a_sign_noticed_on_both_was_noticed_on_each(self) -> None:
        sides = {
            "me": {"me", "both"},
            "them": {"them", "both"},
            "both": {"both"},
            "only-me": {"me"},
            "only-them": {"them"},
            None: {"me", "them", "both"},
        }
        for wanted, fitting in sides.items():
            for noticed in ("me", "them", "both"):
                with self.subTest(wanted=wanted, noticed=noticed):
                    one = page(distance=noticed)
                    self.assertIs(found(one, sign="distance", who=wanted), noticed in fitting)
                    self.assertIs(found(one, who=wanted), noticed in fitting)
                    self.assertFalse(found(one, sign="short-replies", who=wanted))

    def test_a_side_without_a_sign_is_that_of_any_sign(self) -> None:
        one = page(distance="me", short_replies="them")

        self.assertTrue(found(one, who="them"))
        self.assertFalse(found(one, who="both"))
        self.assertFalse(found(Page(), who="me"))


class OtherTests(SimpleTestCase):
    def test_fears(self) -> None:
        self.assertTrue(found(page("trust-hard", "closeness-fear"), fear="trust-hard"))
        self.assertFalse(found(page("closeness-fear"), fear="trust-hard"))

    def test_the_strategy_of_any_answer(self) -> None:
        one = Page(answers=(answer("a", "talk"), answer("b", "slow"), answer("c")))

        self.assertEqual(
            [found(one, strategy=slug) for slug in ("talk", "slow", "kind")], [True, True, False]
        )

    def test_the_person(self) -> None:
        self.assertTrue(found(about(SAM, Page()), person=SAM))
        self.assertFalse(found(about(KIM, Page()), person=SAM))
        self.assertFalse(found(Page(), person=SAM))

    def test_a_person_who_turned_out_to_be_another(self) -> None:
        old = UUID(int=9)
        for wanted, of_page, same in (
            (SAM, old, True), (old, SAM, True), (old, old, True), (KIM, old, False),
        ):  # fmt: skip
            with self.subTest(wanted=wanted, of_page=of_page):
                one = about(of_page, Page())
                wants = Filters(person=wanted)
                self.assertIs(wants.matches(one, ON, merged={old: SAM}), same)

    def test_felt_closeness_with_both_ends(self) -> None:
        values = (None, 1, 2, 3, 4, 5, 7)
        for low, high, fitting in (
            (2, 4, [2, 3, 4]),
            (None, 2, [1, 2]),
            (5, None, [5, 7]),
            (3, 3, [3]),
            (None, None, [*values]),
        ):
            with self.subTest(low=low, high=high):
                fits = [v for v in values if found(
                    Page(closeness_felt=v, closeness_wanted=3), felt_from=low, felt_to=high
                )]  # fmt: skip
                self.assertEqual(fits, fitting)

    def test_dates_with_both_ends(self) -> None:
        days = [date(2026, 2, 28), date(2026, 3, 1), date(2026, 5, 31), date(2026, 6, 1)]
        cases: tuple[tuple[dict[str, Any], list[bool]], ...] = (
            ({"since": days[1], "until": days[2]}, [False, True, True, False]),
            ({"since": days[1]}, [False, True, True, True]),
            ({"until": days[2]}, [True, True, True, False]),
        )
        for fields, fitting in cases:
            with self.subTest(**fields):
                wants = Filters(**fields)
                self.assertEqual([wants.matches(Page(), day) for day in days], fitting)
                self.assertEqual([wants.holds_day(day) for day in days], fitting)

    def test_the_star(self) -> None:
        self.assertTrue(Filters(starred=True).matches(Page(), ON, starred=True))
        self.assertFalse(Filters(starred=True).matches(Page(), ON))
        self.assertTrue(Filters().matches(Page(), ON, starred=True))

    def test_all_of_them_have_to_fit(self) -> None:
        one = Page(
            signs={"distance": "both"},
            fears=("trust-hard",),
            answers=(answer("a", "talk"),),
            person=SAM,
            closeness_felt=3,
        )
        day = date(2026, 4, 1)

        self.assertTrue(FULL.matches(one, day, starred=True))
        for name in FULL.names:
            with self.subTest(without=name):
                self.assertFalse(FULL.matches(Page(), day, starred=True))
        self.assertFalse(FULL.matches(one, day))
        self.assertFalse(FULL.matches(about(KIM, one), day, starred=True))
        self.assertFalse(FULL.matches(one, ON, starred=True))


class WithoutTests(SimpleTestCase):
    def test_the_names_of_what_is_set(self) -> None:
        self.assertEqual(Filters().names, ())
        self.assertEqual(
            FULL.names,
            ("sign", "who", "fear", "strategy", "person", "closeness", "dates", "starred"),
        )
        self.assertEqual(Filters(felt_to=1, until=ON).names, ("closeness", "dates"))
        self.assertEqual([bool(Filters()), bool(Filters(starred=True))], [False, True])

    def test_dropping_one_keeps_the_others(self) -> None:
        for name in FULL.names:
            with self.subTest(name):
                gone = {"sign", "who"} if name == "sign" else {name}
                self.assertEqual(
                    FULL.without(name).names, tuple(one for one in FULL.names if one not in gone)
                )

    def test_dropping_all_of_them_leaves_nothing(self) -> None:
        left = FULL
        for name in FULL.names:
            left = left.without(name)

        self.assertEqual(left, Filters())
