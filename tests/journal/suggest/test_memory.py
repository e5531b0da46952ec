"""The gate's memory per person: a question asked lately is open, and not asked by itself."""

from datetime import datetime, timedelta
from typing import Any

from django.test import SimpleTestCase

from journal.page import Page
from journal.suggest import About, Check, Gate, Suggestion, question_allowed, suggest
from tests.journal.handbook import shipped
from tests.journal.pages import NOON, ON, page

BOOK = shipped()
RECEIVING = page(unkind_words="them")
BOTH = page(anger_spill="both")
WEEK = timedelta(days=7)
SECOND = timedelta(seconds=1)


def found(one: Page, about: About | None, **known: Any) -> Suggestion:
    return suggest(one, ON, [], BOOK, about=about, now=NOON, **known)


def asks(found: Suggestion) -> tuple[tuple[Check, ...], tuple[Check, ...]]:
    return found.asks, found.quiet_asks


class MemoryTests(SimpleTestCase):
    def receiving(self, asked_at: datetime | None) -> About:
        return About(kind="friend", receiving_asked_at=asked_at)

    def test_a_question_rests_for_7_days(self) -> None:
        for ago, expected in {
            timedelta(0): ((), ("receiving",)),
            WEEK: ((), ("receiving",)),
            WEEK + SECOND: (("receiving",), ()),
        }.items():
            with self.subTest(ago=ago):
                self.assertEqual(asks(found(RECEIVING, self.receiving(NOON - ago))), expected)
        self.assertEqual(asks(found(RECEIVING, self.receiving(None))), (("receiving",), ()))
        self.assertEqual(asks(found(RECEIVING, None)), (("receiving",), ()))

    def test_each_question_has_its_own_moment(self) -> None:
        pushing = About(kind="friend", pushing_asked_at=NOON)

        self.assertEqual(asks(found(BOTH, self.receiving(NOON))), (("pushing",), ("receiving",)))
        self.assertEqual(asks(found(BOTH, pushing)), (("receiving",), ("pushing",)))
        self.assertEqual(asks(found(RECEIVING, pushing)), (("receiving",), ()))

    def test_without_a_moment_to_compare_it_is_asked(self) -> None:
        one = suggest(RECEIVING, ON, [], BOOK, about=self.receiving(NOON))

        self.assertEqual(asks(one), (("receiving",), ()))

    def test_a_question_the_signs_do_not_raise_is_not_behind_the_link(self) -> None:
        self.assertEqual(asks(found(page(distance="me"), self.receiving(NOON))), ((), ()))

    def test_a_resting_question_is_open(self) -> None:
        resting, asked = found(RECEIVING, self.receiving(NOON)), found(RECEIVING, None)

        self.assertEqual((resting.first, resting.alternatives), (asked.first, asked.alternatives))
        self.assertEqual((resting.at_gate, resting.strategies), (True, asked.strategies))
        contact = next(one for one in BOOK.offered_prompts if one.contact)
        self.assertFalse(question_allowed(contact, RECEIVING, BOOK, about=self.receiving(NOON)))

    def test_a_resting_question_is_open_beside_another_answered_no(self) -> None:
        one = found(BOTH, self.receiving(NOON), gate=Gate(pushing="no"))

        self.assertTrue(one.at_gate)
        self.assertEqual(asks(one), (("pushing",), ("receiving",)))
        offers = [each for each in (one.first, *one.alternatives) if each]
        ways = [each.strategy for each in offers]
        self.assertEqual(ways, ["self-compassion", "professional-help"])

    def test_the_link_opens_it_and_its_answer_counts(self) -> None:
        sam = self.receiving(NOON)

        opened = found(RECEIVING, sam, reopened=frozenset({"receiving"}))
        self.assertEqual((asks(opened), opened.at_gate), ((("receiving",), ()), True))
        no = found(RECEIVING, sam, gate=Gate(receiving="no"))
        self.assertEqual((asks(no), no.at_gate), ((("receiving",), ()), False))
        yes = found(RECEIVING, sam, gate=Gate(receiving="yes"))
        self.assertEqual((asks(yes), yes.care), ((("receiving",), ()), ("receiving",)))
