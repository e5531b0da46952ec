"""Coming back to one thing a few times, and pages that notice no warmth."""

from uuid import UUID

from django.test import SimpleTestCase

from guidance.handbook import Handbook
from journal.page import Page
from journal.suggest import About, Gate, Past, Suggestion, suggest
from tests.journal import handbook as make
from tests.journal.pages import KIM, ON, SAM, about, answer, before, page, past

WAYS = {"near": 3, "talk": 2, "last": 1}
BOOK = make.handbook(
    signs=[
        make.sign("far"),
        make.sign("off"),
        make.sign("harm", safety_check="ask"),
        make.sign("warm", kind="warmth"),
    ],
    fears=[make.fear("dread")],
    strategies=[make.strategy(slug, order) for order, slug in enumerate(WAYS)],
    prompts=[
        make.prompt("near-long", "near", signs=frozenset({"far", "off"})),
        make.prompt("near-act", "near", depth="action"),
        make.prompt("near-act-b", "near", depth="action", minutes=3),
        make.prompt("talk-long", "talk", signs=frozenset({"far"})),
        make.prompt("talk-act", "talk", depth="action", minutes=9),
        make.prompt("last-off", "last", for_not_today=True, minutes=1),
        make.prompt("last-long", "last"),
        make.prompt("notice-warm", signs=frozenset({"warm"}), minutes=9),
        make.prompt("notice-warm-b", signs=frozenset({"warm", "lost"}), minutes=10),
        make.prompt("notice-far", signs=frozenset({"far"})),
    ],
    weights={
        (sign, side, slug): weight
        for sign in ("far", "off", "harm")
        for side in ("me", "them")
        for slug, weight in WAYS.items()
    },
)
FAR = about(SAM, page(far="me"))
# In between, so that the rule for warmth has no say.
WARM = before(1, page(warm="me"), number=999)


def shown(found: Suggestion) -> list[str]:
    return [one.prompt.slug for one in (found.first, *found.alternatives) if one]


def fars(*days: int, one: Page = FAR) -> list[Past]:
    return [before(day, one, minutes=-5) for day in days]


class LoopTests(SimpleTestCase):
    def pauses(self, history: list[Past], one: Page = FAR, has_step: bool = False) -> bool:
        return suggest(one, ON, [*history, WARM], BOOK, has_step=has_step).pause

    def test_the_fourth_page_within_14_days_pauses(self) -> None:
        self.assertFalse(self.pauses(fars(14, 9)))
        self.assertTrue(self.pauses(fars(14, 9, 2)))
        self.assertFalse(self.pauses(fars(15, 9, 2)))
        self.assertTrue(self.pauses(fars(15, 14, 9, 2, 1)))

    def test_pages_of_the_same_day_count(self) -> None:
        self.assertTrue(self.pauses([before(0, FAR, number=number) for number in (1, 2, 3)]))

    def test_it_must_be_the_same_sign_on_any_side(self) -> None:
        theirs = fars(9, one=about(SAM, page(far="them", off="me")))
        others = fars(9, one=about(SAM, page(off="me")))
        self.assertFalse(self.pauses([*fars(5, 3), *others]))
        self.assertTrue(self.pauses([*fars(5, 3), *theirs]))
        self.assertTrue(self.pauses(fars(5, 4, 3), about(SAM, page(off="me", far="both"))))

    def test_warmth_and_fears_are_no_such_sign(self) -> None:
        one = about(SAM, page("dread", warm="me"))

        self.assertFalse(self.pauses(fars(5, 4, 3, one=one), one))

    def test_it_must_be_the_same_person_and_a_page_about_nobody_does_not_count(self) -> None:
        kims = fars(9, one=about(KIM, FAR))
        nobodys = fars(9, one=page(far="me"))

        self.assertFalse(self.pauses([*fars(5, 3), *kims]))
        self.assertFalse(self.pauses([*fars(5, 3), *nobodys]))
        self.assertFalse(self.pauses(fars(5, 4, 3, one=page(far="me")), page(far="me")))

    def test_a_page_with_a_step_is_not_counted(self) -> None:
        stepped = before(9, FAR, has_step=True)

        self.assertFalse(self.pauses([*fars(5, 3), stepped]))
        self.assertTrue(self.pauses([*fars(5, 4, 3), stepped]))
        self.assertFalse(self.pauses(fars(9, 5, 3), has_step=True))

    def test_it_offers_an_act_of_the_suggested_strategy_before_the_others(self) -> None:
        found = suggest(FAR, ON, [*fars(9, 5, 3), WARM], BOOK)

        self.assertEqual(shown(found), ["near-act", "talk-long", "last-off"])
        self.assertEqual((found.reason, found.equal, found.warm), (("far",), (), False))

    def test_an_act_that_rests_leaves_it_to_the_next_and_at_last_to_a_day_off(self) -> None:
        loop = [*fars(9, 5, 3), WARM]
        met = [past(20, answer("near-act")), past(19, answer("near-act-b"))]

        self.assertEqual(shown(suggest(FAR, ON, [*loop, met[0]], BOOK))[0], "near-act-b")
        found = suggest(FAR, ON, [*loop, *met], BOOK)
        self.assertEqual(shown(found), ["last-off", "talk-long", "last-long"])
        self.assertEqual((found.pause, found.reason), (True, ()))

    def test_without_an_act_or_a_day_off_there_is_a_short_one_or_no_pause(self) -> None:
        gone = [
            make.prompt(slug, slug.partition("-")[0], retired=True)
            for slug in ("near-act", "near-act-b", "last-off")
        ]
        book = make.with_changed(BOOK, *gone)
        found = suggest(FAR, ON, [*fars(9, 5, 3), WARM], book)
        self.assertEqual((found.pause, shown(found)[0]), (True, "near-long"))

        long = [make.prompt(s, s[:4], depth="10-minute") for s in ("near-long", "talk-long")]
        book = make.with_changed(book, *long, make.prompt("last-long", "last", depth="10-minute"))
        found = suggest(FAR, ON, [*fars(9, 5, 3), WARM], book)
        self.assertEqual((found.pause, shown(found)[0]), (False, "near-long"))


class WarmthTests(SimpleTestCase):
    def warm(self, run: int, book: Handbook = BOOK) -> bool:
        """Return whether the last page of a run of this length is offered warmth."""
        pages = [
            before(20 + number, about(UUID(int=number), page(far="me"))) for number in range(1, run)
        ]
        return suggest(page(off="them"), ON, pages, book).warm

    def test_the_third_sixth_and_ninth_of_a_run_look_for_warmth(self) -> None:
        self.assertEqual([run for run in range(1, 12) if self.warm(run)], [3, 6, 9])

    def test_a_page_with_warmth_or_without_distance_starts_anew(self) -> None:
        for other in (page(warm="me"), page(far="me", warm="them"), page("dread"), Page(text="x")):
            run = [before(5, FAR), before(4, FAR), before(3, other), before(2, FAR)]
            with self.subTest(other=other):
                self.assertFalse(suggest(page(far="me"), ON, run, BOOK).warm)
                longer = [*run, before(1, FAR)]
                self.assertTrue(suggest(page(far="me"), ON, longer, BOOK).warm)
                self.assertFalse(suggest(other, ON, longer[-2:], BOOK).warm)

    def test_pages_come_by_date_then_by_the_moment_of_first_saving(self) -> None:
        same = [
            before(1, page(warm="me"), number=1, minutes=1),
            before(1, page(far="me"), number=2, minutes=3),
            before(1, page(far="me"), number=3, minutes=2),
        ]

        self.assertTrue(suggest(page(far="me"), ON, same, BOOK).warm)
        self.assertFalse(suggest(page(far="me"), ON, same[:2], BOOK).warm)

    def test_a_run_reaches_back_180_days(self) -> None:
        for days in (180, 181):
            run = [before(days, FAR), before(60, FAR)]
            self.assertEqual(suggest(page(far="me"), ON, run, BOOK).warm, days == 180)

    def test_it_offers_a_notice_question_tagged_with_warmth_and_the_first_two_strategies(
        self,
    ) -> None:
        found = suggest(page(far="me"), ON, [before(30, FAR), before(20, FAR)], BOOK)

        self.assertEqual(shown(found), ["notice-warm", "near-long", "talk-long"])
        self.assertEqual((found.reason, found.equal, found.pause), ((), (), False))

    def test_the_prompt_rule_picks_among_those(self) -> None:
        run = [before(30, FAR), before(20, Page(signs=FAR.signs, answers=(answer("notice-warm"),)))]

        self.assertEqual(shown(suggest(page(far="me"), ON, run, BOOK))[0], "notice-warm-b")

    def test_without_such_a_question_the_usual_comes(self) -> None:
        gone = [make.prompt(slug, retired=True) for slug in ("notice-warm", "notice-warm-b")]

        self.assertFalse(self.warm(3, make.with_changed(BOOK, *gone)))


class PrecedenceTests(SimpleTestCase):
    # The sixth of a run, and the fourth within 14 days about Sam.
    pages = (*fars(40, 30, 9, 5, 3),)

    def found(self, one: Page, **known: object) -> tuple[bool, bool, bool]:
        found = suggest(one, ON, self.pages, BOOK, **known)  # type: ignore[arg-type]
        return found.at_gate, found.pause, found.warm

    def test_the_loop_guard_comes_before_warmth(self) -> None:
        self.assertEqual(self.found(FAR), (False, True, False))
        self.assertEqual(self.found(FAR, has_step=True), (False, False, True))

    def test_the_gate_comes_before_both_until_it_is_answered_no(self) -> None:
        one = about(SAM, page(far="me", harm="me"))

        self.assertEqual(self.found(one), (True, False, False))
        self.assertEqual(self.found(one, gate=Gate(pushing="no")), (False, True, False))

    def test_so_does_a_former_partner(self) -> None:
        former = About(kind="former-partner")

        self.assertEqual(self.found(FAR, about=former), (False, False, False))
