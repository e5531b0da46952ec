"""What a page's person changes: the neutral setting, and who is no longer near."""

from typing import Any

from django.test import SimpleTestCase

from journal.page import Page
from journal.suggest import About, Check, Gate, Suggestion, offer, question_allowed, suggest
from tests.journal import handbook as make
from tests.journal.handbook import shipped
from tests.journal.pages import NOON, ON, page

BOOK = shipped()
PUSHING = page(disrespect="me")
BOTH = page(anger_spill="both")
OWN = About(kind="partner", own_only=True)
FORMER = About(kind="former-partner")
DIED = About(kind="died")


def found(one: Page, about: About | None, **known: Any) -> Suggestion:
    return suggest(one, ON, [], BOOK, about=about, now=NOON, **known)


def ways(found: Suggestion) -> list[str | None]:
    return [one.strategy for one in (found.first, *found.alternatives) if one]


def asks(found: Suggestion) -> tuple[tuple[Check, ...], tuple[Check, ...]]:
    return found.asks, found.quiet_asks


class OwnOnlyTests(SimpleTestCase):
    def test_no_question_is_asked_by_itself_however_long_ago(self) -> None:
        self.assertEqual(asks(found(BOTH, OWN)), ((), ("receiving", "pushing")))
        self.assertEqual(
            asks(suggest(BOTH, ON, [], BOOK, about=OWN)), ((), ("receiving", "pushing"))
        )
        one = found(BOTH, OWN, reopened=("pushing",))
        self.assertEqual(asks(one), (("pushing",), ("receiving",)))
        self.assertTrue(one.at_gate)

    def test_it_hides_contact_and_what_is_unsafe_on_every_page(self) -> None:
        for one, gate in (
            (page(distance="me"), Gate()),
            (Page(), Gate()),
            (BOTH, Gate(receiving="no", pushing="no")),
        ):
            hidden = {p.slug for p in BOOK.offered_prompts if p.contact or p.hide_if_unsafe}
            refused = {
                p.slug
                for p in BOOK.offered_prompts
                if not question_allowed(p, one, BOOK, gate, about=OWN)
            }
            self.assertEqual(refused, hidden)

    def test_apart_from_that_the_page_is_as_usual(self) -> None:
        one = page(distance="me")
        own, usual = found(one, OWN), found(one, None)

        self.assertEqual((ways(own), own.at_gate), (ways(usual), False))
        self.assertEqual((own.reason, own.strategies), (usual.reason, usual.strategies))

    def test_it_holds_for_a_strategy_that_was_chosen(self) -> None:
        book = make.handbook(
            strategies=[make.strategy("talk", 0)],
            prompts=[
                make.prompt("a", "talk", contact=True),
                make.prompt("b", "talk", hide_if_unsafe=True),
                make.prompt("c", "talk", minutes=9),
            ],
        )

        chosen = offer("talk", Page(), ON, [], book, about=OWN)
        self.assertEqual(chosen and chosen.prompt.slug, "c")


class PartedTests(SimpleTestCase):
    def test_the_first_of_the_gates_strategies_leads_and_the_others_follow_by_score(self) -> None:
        for about in (FORMER, DIED):
            one = found(page(distance="me"), about)
            self.assertEqual(ways(one), ["self-compassion", "take-it-slow", "talk-about-it"])
            self.assertEqual((one.at_gate, one.asks, one.equal), (False, (), ()))
            self.assertEqual(one.reason, ("distance",))
        shared = found(page("low-self-worth", short_replies="them", low_priority="them"), DIED)
        self.assertEqual(ways(shared), ["self-compassion", "talk-about-it", "aim-for-balance"])

    def test_others_are_as_usual(self) -> None:
        usual = found(page(distance="me"), None)

        for kind in ("partner", "friend", "family", "other"):
            self.assertEqual(found(page(distance="me"), About(kind=kind)), usual)

    def test_only_short_questions_without_contact(self) -> None:
        refused = {
            one.slug
            for one in BOOK.offered_prompts
            if not question_allowed(one, page(distance="me"), BOOK, about=DIED)
        }

        self.assertEqual(
            refused, {one.slug for one in BOOK.offered_prompts if one.contact or one.minutes > 3}
        )

    def test_without_rows_the_same_leads_and_noticing_follows(self) -> None:
        one = found(Page(), FORMER)

        self.assertEqual(ways(one), ["self-compassion", None, None])
        self.assertEqual({each.prompt.phase for each in one.alternatives}, {"notice"})

    def test_a_quiet_strategy_changes_its_second_place_here_too(self) -> None:
        book = make.handbook(
            signs=[make.sign("far")],
            strategies=[
                make.strategy("lead", 0, gate_receiving=0, quiet=True),
                make.strategy("hush", 1, quiet=True),
                make.strategy("talk", 2),
                make.strategy("more", 3),
            ],
            prompts=[make.prompt(f"q-{way}", way) for way in ("lead", "hush", "talk", "more")],
            weights={("far", "me", "hush"): 3, ("far", "me", "talk"): 2},
        )
        one = suggest(page(far="me"), ON, [], book, about=DIED)

        self.assertEqual(ways(one), ["lead", "talk", "hush"])

    def test_those_that_fit_equally_are_named_only_where_the_first_is_one_of_them(self) -> None:
        tied = page("attachment-pattern", "trust-hard")
        self.assertEqual(found(tied, None).equal, ("take-it-slow", "aim-for-balance"))
        self.assertEqual(found(tied, FORMER).equal, ())

    def test_a_strategy_without_a_short_question_leaves_its_place(self) -> None:
        long = [
            make.prompt(one.slug, one.strategy, minutes=4)
            for one in BOOK.offered_prompts
            if one.strategy == "self-compassion"
        ]
        one = suggest(page(distance="me"), ON, [], make.with_changed(BOOK, *long), about=DIED)

        self.assertEqual(ways(one)[0], "take-it-slow")
        self.assertNotIn("self-compassion", one.strategies)

    def test_the_gate_comes_first_and_both_hide(self) -> None:
        one = found(PUSHING, FORMER)
        self.assertEqual(ways(one), ["professional-help", "self-compassion"])
        self.assertTrue(one.at_gate)

        refused = {
            p.slug
            for p in BOOK.offered_prompts
            if not question_allowed(p, PUSHING, BOOK, about=FORMER)
        }
        self.assertEqual(
            refused,
            {
                p.slug
                for p in BOOK.offered_prompts
                if p.contact or p.hide_if_unsafe or p.minutes > 3
            },
        )
        no = found(PUSHING, FORMER, gate=Gate(pushing="no"))
        self.assertEqual((ways(no)[0], no.at_gate), ("self-compassion", False))

    def test_all_three_hidings_add_up(self) -> None:
        both = About(kind="died", own_only=True)
        one = found(page(distance="both"), both)

        offers = [each.prompt for each in (one.first, *one.alternatives) if each]
        self.assertEqual(len(offers), 3)
        self.assertEqual(
            [p.slug for p in offers if p.contact or p.hide_if_unsafe or p.minutes > 3], []
        )


class NeverADeadEndTests(SimpleTestCase):
    def test_whatever_may_be_offered_is_offered(self) -> None:
        talk = make.strategy("talk", 0)
        signs = [make.sign("far"), make.sign("harm", safety_check="ask")]
        for left in (
            make.prompt("one", "talk", depth="10-minute"),
            make.prompt("one", phase="understand"),
            make.prompt("one", "talk", for_not_today=True),
        ):
            contact = make.prompt("two", contact=True, minutes=9)
            book = make.handbook(signs=signs, strategies=[talk], prompts=[left, contact])
            for one in (Page(), page(far="me"), page(harm="me")):
                for about in (OWN, DIED):
                    first = suggest(one, ON, [], book, about=about).first
                    self.assertEqual(first and first.prompt.slug, "one")

    def test_where_only_strategies_are_left_and_none_is_suggested_a_day_off_comes(self) -> None:
        prompts = [
            make.prompt("a", "talk", minutes=1),
            make.prompt("off", "talk", for_not_today=True),
        ]
        book = make.handbook(strategies=[make.strategy("talk", 0)], prompts=prompts)

        first = suggest(Page(), ON, [], book).first
        self.assertEqual(first and (first.strategy, first.prompt.slug), (None, "off"))
