"""Which pages hold what is looked for."""

from uuid import UUID

from django.test import SimpleTestCase
from hypothesis import given
from hypothesis import strategies as st

from journal.find.fold import fold
from journal.find.match import finds, holds, texts
from journal.find.query import Query, Term, parse
from journal.page import Answer, Page, StepPlan
from tests.journal.find.texts import TEXTS, anything, texts_with_a_piece

PAGE = Page(
    title="After dinner",
    text="It was très quiet.",
    answers=(
        Answer(
            prompt="one-small-thing", strategy="talk", phase="respond",
            question="What would you say?", text="That I missed you.",
        ),
        Answer(
            prompt="what-happened", strategy=None, phase="notice",
            question="What happened?", text="Nothing much.",
        ),
    ),
    person=UUID(int=1),
    signs={"distance": "me"},
    fears=("trust-hard",),
    kept_line="Quiet, and still there.",
)  # fmt: skip
STEP = StepPlan(when="when the kettle is on", will="ask how it was", noticed="a smile")


def found(typed: str) -> bool:
    return finds(parse(typed).query, PAGE, STEP, "Søren ♥")


class PageTests(SimpleTestCase):
    def test_all_that_was_written_is_searched(self) -> None:
        for typed in (
            "dinner", "QUIET", "tres", "missed", "happened", "nothing", "kettle",
            "ask how", "smile", "soren", "♥", '"would you say"', "inne",
        ):  # fmt: skip
            with self.subTest(typed=typed):
                self.assertTrue(found(typed))

    def test_what_the_writer_did_not_write_is_not(self) -> None:
        for typed in ("distance", "trust", "one-small-thing", "talk", "notice", "respond", "UTC"):
            with self.subTest(typed=typed):
                self.assertFalse(found(typed))

    def test_each_word_may_be_anywhere_and_all_have_to_be(self) -> None:
        self.assertTrue(found("dinner missed kettle soren"))
        self.assertFalse(found("dinner missed kettle sam"))
        self.assertTrue(found("dinner -sam"))
        self.assertFalse(found("dinner -soren"))
        self.assertFalse(found('-"how it was"'))
        self.assertTrue(found('-"how it is"'))

    def test_no_phrase_reaches_from_one_text_into_the_next(self) -> None:
        self.assertFalse(found('"dinner it"'))
        self.assertFalse(found('"say that"'))
        self.assertTrue(found('"it was"'))

    def test_without_a_step_and_a_person_the_page_is_searched(self) -> None:
        self.assertTrue(finds(parse("quiet").query, PAGE))
        self.assertFalse(finds(parse("kettle").query, PAGE))

    def test_a_query_for_nothing_finds_every_page(self) -> None:
        self.assertTrue(finds(Query(), Page()))

    def test_what_is_searched_is_what_is_shown(self) -> None:
        self.assertEqual(
            list(texts(PAGE, STEP, "Søren ♥")),
            [
                ("title", "After dinner"),
                ("text", "It was très quiet."),
                ("question", "What would you say?"),
                ("answer", "That I missed you."),
                ("question", "What happened?"),
                ("answer", "Nothing much."),
                ("line", "Quiet, and still there."),
                ("step", "when the kettle is on"),
                ("step", "ask how it was"),
                ("step", "a smile"),
                ("person", "Søren ♥"),
            ],
        )
        for where, text in texts(PAGE, STEP, "Søren ♥"):
            with self.subTest(where=where):
                self.assertTrue(found(f'"{text}"'))


class TextTests(SimpleTestCase):
    @anything
    @given(TEXTS, TEXTS)
    def test_the_short_way_says_what_the_long_way_says(self, text: str, typed: str) -> None:
        query = parse(typed).query

        self.assertIs(holds(query, text), query.is_met_by(fold(text)))

    @anything
    @given(texts_with_a_piece(), st.booleans())
    def test_a_piece_of_a_text_is_found_in_it(self, drawn: tuple[str, str], minus: bool) -> None:
        text, piece = drawn
        query = parse(f"-{piece}" if minus else piece).query

        self.assertIs(holds(query, text), query.is_met_by(fold(text)))
        for word in fold(piece).split():
            if word in fold(text):
                self.assertTrue(holds(Query((Term((word,)),)), text))
