import msgspec
from django.test import SimpleTestCase

from guidance.handbook import Handbook
from journal.page import Page
from journal.suggest import Gate, Past, Suggestion, offer, question_allowed, suggest
from journal.suggest.gate import asked, bounds
from tests.journal import handbook as make
from tests.journal.handbook import shipped
from tests.journal.pages import ON, answer, page, past

PUSHING_ONLY = page(disrespect="me")
RECEIVING_ONLY = page(unkind_words="them")
BOTH = page(anger_spill="both")

KIND = make.strategy("kind", 0, allowed_when_unsafe=True, gate_receiving=0, gate_pushing=1)
HELP = make.strategy("help", 4, allowed_when_unsafe=True, gate_receiving=1, gate_pushing=0)
TALK = make.strategy("talk", 1)


def small(*changed: object) -> Handbook:
    """Return a handbook with two strategies for the gate and one that is not."""
    book = make.handbook(
        signs=[make.sign("harm", safety_check="ask"), make.sign("far")],
        strategies=[KIND, TALK, HELP],
        prompts=[
            make.prompt("kind-one", "kind"),
            make.prompt("talk-one", "talk"),
            make.prompt("help-one", "help"),
            make.prompt("notice-one"),
        ],
    )
    return make.with_changed(book, *changed)  # type: ignore[arg-type]


def shown(found: Suggestion) -> list[str]:
    return [one.prompt.slug for one in (found.first, *found.alternatives) if one]


def strategies(found: Suggestion) -> list[str | None]:
    return [one.strategy for one in (found.first, *found.alternatives) if one]


class AskedTests(SimpleTestCase):
    def test_a_sign_asks_about_the_side_it_was_noticed_on(self) -> None:
        book = shipped()
        expected = {
            ("distance", "both"): (),
            ("unkind-words", "me"): (),
            ("unkind-words", "them"): ("receiving",),
            ("unkind-words", "both"): ("receiving",),
            ("disrespect", "me"): ("pushing",),
            ("disrespect", "them"): ("receiving",),
            ("disrespect", "both"): ("receiving", "pushing"),
            ("anger-spill", "me"): ("pushing",),
        }
        for (slug, who), questions in expected.items():
            with self.subTest(sign=slug, who=who):
                self.assertEqual(asked(Page(signs={slug: who}), book), questions)  # type: ignore[dict-item]

    def test_two_signs_ask_each_question_once_and_receiving_first(self) -> None:
        one = page(anger_spill="me", disrespect="me", unkind_words="them")

        self.assertEqual(asked(one, shipped()), ("receiving", "pushing"))

    def test_a_retired_or_warm_sign_asks_too(self) -> None:
        retired = small(make.sign("harm", safety_check="ask", retired=True))
        warm = small(make.sign("harm", safety_check="ask", kind="warmth"))

        self.assertEqual(asked(page(harm="me"), retired), ("pushing",))
        self.assertEqual(asked(page(harm="me"), warm), ("pushing",))

    def test_an_answer_that_no_sign_asks_for_is_not_read(self) -> None:
        gate = Gate(receiving="yes", pushing="yes")

        found = suggest(page(distance="me"), ON, [], shipped(), gate)

        self.assertEqual((found.at_gate, found.asks, found.care), (False, (), ()))
        self.assertEqual(found, suggest(page(distance="me"), ON, [], shipped()))


class OrderTests(SimpleTestCase):
    def order(self, one: Page, **answers: str) -> str | None:
        return bounds(one, shipped(), Gate(**answers)).order  # type: ignore[arg-type]

    def test_a_question_is_open_until_it_is_answered_and_skip_leaves_it_open(self) -> None:
        self.assertEqual(self.order(RECEIVING_ONLY), "receiving")
        self.assertEqual(self.order(RECEIVING_ONLY, receiving="skip"), "receiving")
        self.assertEqual(self.order(PUSHING_ONLY), "pushing")
        self.assertEqual(self.order(PUSHING_ONLY, pushing="skip"), "pushing")

    def test_yes_and_not_sure_keep_the_order_and_no_ends_it(self) -> None:
        for given in ("yes", "unsure"):
            self.assertEqual(self.order(RECEIVING_ONLY, receiving=given), "receiving")
            self.assertEqual(self.order(PUSHING_ONLY, pushing=given), "pushing")
        self.assertIsNone(self.order(RECEIVING_ONLY, receiving="no"))
        self.assertIsNone(self.order(PUSHING_ONLY, pushing="no"))

    def test_with_both_questions_receiving_wins_unless_it_is_no(self) -> None:
        for pushing in ("no", "unsure", "yes", "skip"):
            for receiving in ("unsure", "yes", "skip"):
                with self.subTest(receiving=receiving, pushing=pushing):
                    found = self.order(BOTH, receiving=receiving, pushing=pushing)
                    self.assertEqual(found, "receiving")
        for pushing in ("unsure", "yes", "skip"):
            self.assertEqual(self.order(BOTH, receiving="no", pushing=pushing), "pushing")
        self.assertEqual(self.order(BOTH), "receiving")
        self.assertEqual(self.order(BOTH, receiving="no"), "pushing")
        self.assertEqual(self.order(BOTH, pushing="no"), "receiving")
        self.assertIsNone(self.order(BOTH, receiving="no", pushing="no"))

    def test_care_is_for_the_questions_answered_yes_or_not_sure(self) -> None:
        def care(**answers: str) -> tuple[str, ...]:
            return suggest(BOTH, ON, [], shipped(), Gate(**answers)).care  # type: ignore[arg-type]

        self.assertEqual(care(), ())
        self.assertEqual(care(receiving="skip", pushing="no"), ())
        self.assertEqual(care(receiving="unsure", pushing="yes"), ("receiving", "pushing"))
        self.assertEqual(care(receiving="no", pushing="unsure"), ("pushing",))


class SuggestionAtTheGateTests(SimpleTestCase):
    def found(self, one: Page, *history: Past, **answers: str) -> Suggestion:
        return suggest(one, ON, history, shipped(), Gate(**answers))  # type: ignore[arg-type]

    def test_open_receiving_puts_kindness_before_support_and_nothing_else(self) -> None:
        found = self.found(page(disrespect="them", distance="them"))

        self.assertEqual(strategies(found), ["self-compassion", "professional-help"])
        self.assertEqual((found.equal, found.reason, found.at_gate), ((), (), True))

    def test_open_pushing_puts_support_first_with_the_question_that_opens_it(self) -> None:
        found = self.found(page(disrespect="me", distance="me"))

        self.assertEqual(strategies(found), ["professional-help", "self-compassion"])
        self.assertEqual(shown(found)[0], "help-with-my-anger")

    def test_the_opening_question_rests_for_21_days_once_answered(self) -> None:
        met = answer("help-with-my-anger", "professional-help")

        self.assertEqual(shown(self.found(PUSHING_ONLY, past(22, met)))[0], "help-with-my-anger")
        rested = self.found(PUSHING_ONLY, past(21, met))
        self.assertEqual(shown(rested)[0], "help-my-first-sentence")

    def test_the_opening_question_is_for_the_order_of_pushing_only(self) -> None:
        found = self.found(BOTH, receiving="skip", pushing="yes")

        self.assertEqual(strategies(found), ["self-compassion", "professional-help"])
        self.assertNotEqual(shown(found)[1], "help-with-my-anger")

    def test_receiving_answered_no_leaves_the_order_to_pushing(self) -> None:
        found = self.found(BOTH, receiving="no")

        self.assertEqual(shown(found)[0], "help-with-my-anger")
        self.assertEqual(strategies(found), ["professional-help", "self-compassion"])

    def test_while_open_the_others_can_still_be_chosen(self) -> None:
        expected = tuple(one.slug for one in shipped().offered_strategies)

        self.assertEqual(self.found(RECEIVING_ONLY).strategies, expected)
        self.assertEqual(self.found(PUSHING_ONLY, pushing="skip").strategies, expected)

    def test_yes_or_not_sure_leaves_only_what_is_allowed_when_unsafe(self) -> None:
        safe = ("self-compassion", "professional-help")

        self.assertEqual(self.found(RECEIVING_ONLY, receiving="yes").strategies, safe)
        self.assertEqual(self.found(PUSHING_ONLY, pushing="unsure").strategies, safe)
        self.assertEqual(self.found(BOTH, receiving="no", pushing="yes").strategies, safe)
        self.assertEqual(self.found(BOTH, receiving="unsure", pushing="no").strategies, safe)

    def test_no_to_all_that_were_asked_is_as_usual_and_still_asks(self) -> None:
        found = self.found(BOTH, receiving="no", pushing="no")

        self.assertFalse(found.at_gate)
        self.assertEqual(found.asks, ("receiving", "pushing"))
        self.assertEqual(len(found.alternatives), 2)
        self.assertEqual(found.reason, ("anger-spill",))


class HidingTests(SimpleTestCase):
    def hidden(self, one: Page, **answers: str) -> set[str]:
        """Return which of four marked prompts are hidden."""
        book = make.with_changed(
            shipped(),
            make.prompt("contact", "self-compassion", contact=True),
            make.prompt("unsafe", "self-compassion", hide_if_unsafe=True),
            make.prompt("own-harm", "self-compassion", hide_if_own_harm=True),
            make.prompt("other-way", "talk-about-it"),
            make.prompt("noticing"),
        )
        gate = Gate(**answers)  # type: ignore[arg-type]
        slugs = ("contact", "unsafe", "own-harm", "other-way", "noticing")
        return {slug for slug in slugs if not question_allowed(book.prompts[slug], one, book, gate)}

    def test_open_hides_contact_and_what_is_unsafe(self) -> None:
        self.assertEqual(self.hidden(RECEIVING_ONLY), {"contact", "unsafe"})
        self.assertEqual(self.hidden(PUSHING_ONLY, pushing="skip"), {"contact", "unsafe"})

    def test_yes_to_receiving_hides_the_other_strategies_too(self) -> None:
        self.assertEqual(
            self.hidden(RECEIVING_ONLY, receiving="yes"), {"contact", "unsafe", "other-way"}
        )

    def test_not_sure_about_pushing_hides_what_own_harm_hides_too(self) -> None:
        self.assertEqual(
            self.hidden(PUSHING_ONLY, pushing="unsure"),
            {"contact", "unsafe", "own-harm", "other-way"},
        )

    def test_with_both_the_stricter_hiding_applies(self) -> None:
        all_four = {"contact", "unsafe", "own-harm", "other-way"}

        self.assertEqual(self.hidden(BOTH, receiving="skip", pushing="yes"), all_four)
        self.assertEqual(self.hidden(BOTH, receiving="no", pushing="yes"), all_four)
        self.assertEqual(
            self.hidden(BOTH, receiving="yes", pushing="no"), {"contact", "unsafe", "other-way"}
        )
        self.assertEqual(self.hidden(BOTH, receiving="no"), {"contact", "unsafe"})

    def test_no_hides_nothing(self) -> None:
        self.assertEqual(self.hidden(BOTH, receiving="no", pushing="no"), set())
        self.assertEqual(self.hidden(page(distance="me")), set())

    def test_what_is_retired_is_not_allowed_anywhere(self) -> None:
        gone = make.prompt("talk-one", "talk", retired=True)
        orphan = small(msgspec.structs.replace(TALK, retired=True))

        self.assertFalse(question_allowed(gone, page(far="me"), small(gone)))
        self.assertFalse(question_allowed(orphan.prompts["talk-one"], page(far="me"), orphan))
        self.assertTrue(question_allowed(small().prompts["talk-one"], page(far="me"), small()))


class ChosenStrategyTests(SimpleTestCase):
    def test_it_offers_what_the_gate_leaves_of_the_strategy(self) -> None:
        book = shipped()

        chosen = offer("talk-about-it", RECEIVING_ONLY, ON, [], book)

        assert chosen is not None
        self.assertEqual(chosen.prompt.slug, "talk-say-it-to-me-first")
        self.assertIsNone(
            offer("talk-about-it", RECEIVING_ONLY, ON, [], book, Gate(receiving="yes"))
        )

    def test_support_chosen_while_pushing_is_open_is_the_support_that_is_suggested(self) -> None:
        book = shipped()

        self.assertEqual(
            offer("professional-help", PUSHING_ONLY, ON, [], book),
            suggest(PUSHING_ONLY, ON, [], book).first,
        )

    def test_an_unknown_or_retired_strategy_offers_nothing(self) -> None:
        book = small(msgspec.structs.replace(TALK, retired=True))

        self.assertIsNone(offer("talk", page(far="me"), ON, [], book))
        self.assertIsNone(offer("lost", page(far="me"), ON, [], book))


class EmptiedTests(SimpleTestCase):
    def test_a_strategy_emptied_by_the_gate_gives_its_place_to_the_next(self) -> None:
        book = small(make.prompt("kind-one", "kind", hide_if_unsafe=True))

        found = suggest(page(harm="them"), ON, [], book)

        self.assertEqual(shown(found), ["help-one"])
        self.assertEqual(found.strategies, ("talk", "help"))

    def test_when_all_of_them_are_emptied_the_rest_comes_with_the_same_hiding(self) -> None:
        book = small(
            make.prompt("kind-one", "kind", contact=True),
            make.prompt("help-one", "help", retired=True),
        )

        self.assertEqual(shown(suggest(page(harm="them"), ON, [], book)), ["talk-one"])
        unsafe = suggest(page(harm="them"), ON, [], book, Gate(receiving="yes"))
        self.assertEqual(shown(unsafe), ["notice-one"])
        self.assertEqual((unsafe.reason, unsafe.strategies), ((), ()))

    def test_a_retired_strategy_has_no_place_at_the_gate(self) -> None:
        book = small(msgspec.structs.replace(KIND, retired=True))

        self.assertEqual(shown(suggest(page(harm="them"), ON, [], book)), ["help-one"])

    def test_a_place_at_the_gate_does_not_let_in_what_is_not_allowed_when_unsafe(self) -> None:
        book = small(msgspec.structs.replace(KIND, allowed_when_unsafe=False))

        self.assertEqual(shown(suggest(page(harm="them"), ON, [], book)), ["kind-one", "help-one"])
        unsafe = suggest(page(harm="them"), ON, [], book, Gate(receiving="yes"))
        self.assertEqual(shown(unsafe), ["help-one"])

    def test_nothing_is_said_to_fit_equally_at_the_gate(self) -> None:
        self.assertEqual(suggest(page(harm="them"), ON, [], small()).equal, ())
        no = Gate(receiving="no")
        self.assertEqual(
            suggest(page(harm="them"), ON, [], small(), no).equal, ("kind", "talk", "help")
        )

    def test_a_third_strategy_with_a_place_is_not_shown(self) -> None:
        book = small(msgspec.structs.replace(TALK, gate_receiving=2))

        self.assertEqual(shown(suggest(page(harm="them"), ON, [], book)), ["kind-one", "help-one"])
