"""The sentences of a page that are offered to be kept."""

from django.test import SimpleTestCase
from hypothesis import given, settings
from hypothesis import strategies as st

from journal.forms.line import LIMIT, OFFERED, sentences
from journal.page import Answer, Page


class SentencesTests(SimpleTestCase):
    def test_title_answers_and_text_are_cut_where_sentences_end(self) -> None:
        answer = Answer(
            prompt="x", strategy=None, phase="notice", question="Why?", text="“Stay!” I did…  Yes?"
        )
        page = Page(
            title="The soup",
            answers=(answer,),
            text="We ate.\n\n  A line without an end\n— \nIt cost 3.50 for (all.) We ate.",
        )

        self.assertEqual(
            sentences(page),
            [
                "The soup",
                "“Stay!”",
                "I did…",
                "Yes?",
                "We ate.",
                "A line without an end",
                "It cost 3.50 for (all.)",
            ],
        )

    def test_a_long_run_of_spaces_is_cut_as_quickly_as_any_text(self) -> None:
        # With the square of its length in steps, a few such answers would hold up everybody.
        gap = " " * 19_990
        answer = Answer(prompt="p", strategy=None, phase="see", question="?", text=f"a{gap}b")

        self.assertEqual(sentences(Page(answers=(answer,) * 500)), ["a b"])

    def test_an_empty_page_offers_none_and_a_long_one_not_too_many(self) -> None:
        self.assertEqual(sentences(Page(text=" \n… ")), [])
        self.assertEqual(sentences(Page(text="a" * (LIMIT + 1) + ". Short.")), ["Short."])
        many = sentences(Page(text=" ".join(f"Number {n}." for n in range(100_000))))
        self.assertEqual(many, [f"Number {n}." for n in range(OFFERED)])

    @settings(max_examples=60, deadline=None)
    @given(st.text(alphabet="ab .!?\n”“)é…", max_size=200))
    def test_every_offer_stands_on_the_page(self, text: str) -> None:
        whole = " ".join(text.split())
        for line in sentences(Page(text=text)):
            self.assertIn(line, whole)
