"""After writing: who is offered something short, and what."""

from typing import Any

from django.test import SimpleTestCase
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from guidance.handbook import Handbook, Prompt
from journal.page import Sat
from journal.suggest.after import calming, heavier_again, short
from tests.journal import handbook as make

MARKED = structs.replace(make.prompt("calm", "a"), for_heavier=True)
SAT: list[Sat | None] = [None, "skip", "lighter", "same", "heavier"]


def book(*prompts: Prompt) -> Handbook:
    kind = make.strategy("a", 0, allowed_when_unsafe=True)
    others = [make.strategy("b", 1), make.strategy("c", 2, allowed_when_unsafe=True, quiet=True)]
    return make.handbook(strategies=[kind, *others], prompts=list(prompts))


class HeavierTests(SimpleTestCase):
    def test_three_in_a_row(self) -> None:
        heavy: Sat = "heavier"
        for answers, expected in (
            ([heavy, heavy, heavy], True),
            ([heavy, None, heavy, "skip", heavy, "lighter"], True),
            ([heavy, heavy], False),
            ([heavy, heavy, "same", heavy], False),
            (["lighter", heavy, heavy, heavy], False),
            ([], False),
        ):
            with self.subTest(answers=answers):
                self.assertEqual(heavier_again(answers), expected)

    @given(st.lists(st.sampled_from(SAT)))
    def test_pages_that_did_not_say_change_nothing(self, answers: list[Sat | None]) -> None:
        given_ = [one for one in answers if one not in (None, "skip")]

        self.assertEqual(heavier_again(answers), heavier_again(given_))


class PromptTests(SimpleTestCase):
    def test_the_marked_one_is_offered(self) -> None:
        self.assertEqual(calming(book(make.prompt("other", "a"), MARKED)), MARKED)

    def test_none_that_is_retired_or_about_someone_else(self) -> None:
        for field in ("retired", "contact", "hide_if_unsafe", "hide_if_own_harm"):
            with self.subTest(field):
                one = structs.replace(MARKED, **{field: True})
                brief = structs.replace(
                    make.prompt("brief", "a"), depth="2-minute", **{field: True}
                )

                self.assertIsNone(calming(book(one)))
                self.assertEqual(short(book(brief)), ())

    def test_two_short_ones_the_quickest_first(self) -> None:
        def brief(slug: str, minutes: int, **fields: Any) -> Prompt:
            one = structs.replace(make.prompt(slug, "a"), depth="2-minute", minutes=minutes)
            return structs.replace(one, **fields)

        prompts = [
            brief("c", 2),
            brief("b", 3),
            brief("a", 2),
            brief("sad", 1, care_note="Careful."),
            brief("hurt", 1, perspective="receiving"),
            brief("talk", 1, strategy="b"),
            brief("support", 1, strategy="c"),
            structs.replace(make.prompt("long", "a"), depth="10-minute", minutes=1),
            structs.replace(MARKED, depth="2-minute", minutes=1),
        ]

        self.assertEqual([one.slug for one in short(book(*prompts))], ["a", "c"])
