"""What was typed into the search."""

# ruff: noqa: RUF001 - letters that look like others are what this is about.

from django.test import SimpleTestCase
from hypothesis import given

from journal.find.fold import fold, loosen
from journal.find.query import (
    LIMIT,
    LONE_MINUS,
    NOTHING,
    NOTHING_QUOTED,
    Parsed,
    Query,
    Term,
    parse,
)
from tests.journal.find.test_fold import LETTERS
from tests.journal.find.texts import TEXTS, anything


def terms(*typed: str) -> tuple[Term, ...]:
    """Return a term for each; spaces part the words of a phrase."""
    return tuple(Term(tuple(one.split())) for one in typed)


def looks_for(*wanted: str, but: tuple[str, ...] = ()) -> Query:
    return Query(terms(*wanted), terms(*but))


class ParseTests(SimpleTestCase):
    def test_words_phrases_and_what_to_leave_out(self) -> None:
        for typed, query in (
            ("Sam", looks_for("sam")),
            ("  Sam\tspring \n", looks_for("sam", "spring")),
            ("Café CAFE cafe\u0301", looks_for("cafe")),
            ('"Too  Late" sam', looks_for("too late", "sam")),
            ('"sam"', looks_for("sam")),
            ("“too late”", looks_for("too late")),
            ("„zu spät“ «trop tard»", looks_for("zu spat", "trop tard")),
            ("sam -spring", looks_for("sam", but=("spring",))),
            ("-spring", looks_for(but=("spring",))),
            ('-"too late" -x', looks_for(but=("too late", "x"))),
            ("–spring −x", looks_for(but=("spring", "x"))),
            ("--spring", looks_for(but=("spring",))),
            ("e-mail x-", looks_for("e-mail", "x-")),
            ("don’t", looks_for("don't")),
            ('sam"too late"x', looks_for("sam", "too late", "x")),
            ('"too late', looks_for("too late")),
            ('too late"', looks_for("too", "late")),
            ('sam "" "', looks_for("sam")),
            ('"a"-b', looks_for("a", "-b")),
            ("sam\x00my\x07", looks_for("sammy")),
            ("a\u00a0b", looks_for("a", "b")),
            ("¨a", looks_for("a")),
            ("a¨b", looks_for("a b")),
            ("??? * \\ (", looks_for("???", "*", "\\", "(")),
            ("👍🏽", looks_for("👍🏽")),
            ("sam sam -x -x", looks_for("sam", but=("x",))),
        ):
            with self.subTest(typed=typed):
                self.assertEqual(parse(typed).query, query)

    def test_what_cannot_be_looked_for_is_told(self) -> None:
        for typed, note in (
            ("", NOTHING),
            (" \n", NOTHING),
            ("\u0301", NOTHING),
            ("\x00\x1b", NOTHING),
            ("-", LONE_MINUS),
            ("--", LONE_MINUS),
            ("– —", LONE_MINUS),
            ('"', NOTHING_QUOTED),
            ('""', NOTHING_QUOTED),
            ('-"', NOTHING_QUOTED),
            ('-" "', NOTHING_QUOTED),
        ):
            with self.subTest(typed=typed):
                self.assertEqual(parse(typed), Parsed(Query(), (note,)))

    def test_a_minus_by_itself_is_told_and_the_words_are_looked_for(self) -> None:
        self.assertEqual(parse("sam - spring"), Parsed(looks_for("sam", "spring"), (LONE_MINUS,)))

    def test_a_long_query_is_told(self) -> None:
        note = "This is 10,000 characters long, and there is room for 200. Please shorten it."

        self.assertEqual(parse("a" * 10_000), Parsed(Query(), (note,)))
        self.assertEqual(parse("a" * 201).query, Query())
        self.assertEqual(parse("a" * LIMIT).query, looks_for("a" * 200))
        # What no text can hold takes no room.
        self.assertEqual(parse("a" * 200 + "\0" * 9).query, looks_for("a" * 200))

    def test_there_is_something_to_look_for_or_to_leave_out(self) -> None:
        self.assertEqual(
            [bool(query) for query in (Query(), looks_for("a"), looks_for(but=("a",)))],
            [False, True, True],
        )

    @anything
    @given(TEXTS)
    def test_any_text_is_a_query_or_is_told_why_not(self, typed: str) -> None:
        parsed = parse(typed)

        self.assertTrue(parsed.query or parsed.notes)
        for term in parsed.query.wanted + parsed.query.unwanted:
            self.assertEqual(term.words, tuple(" ".join(term.words).split()))
            self.assertNotIn("", (*term.words, "".join(term.words)))


class TermTests(SimpleTestCase):
    def test_a_phrase_takes_any_space_between_its_words(self) -> None:
        for text, held in (
            ("it was too late", True),
            ("too \n\n late", True),
            ("tattoo\tlatest", True),
            ("toolate", False),
            ("late too", False),
            ("too very late", False),
            ("too\0late", False),
        ):
            with self.subTest(text=text):
                self.assertIs(terms("too late")[0].is_in(text), held)


class ProbeTests(SimpleTestCase):
    def test_words_of_small_alphabets_are_tried_first_the_longest_first(self) -> None:
        query = parse('"too late" spring ёлка 각 -without').query

        self.assertEqual(
            query.probes,
            (
                ("ascii", b"spring"),
                ("ascii", b"late"),
                ("iso8859_5", "елка".encode("iso8859_5")),
                ("ascii", b"too"),
            ),
        )

    def test_of_other_words_the_signs_are_tried_that_have_no_case(self) -> None:
        for typed, signs in (
            ("日本 本日", "日本"),
            ("がか", "か"),
            ("각", "\u1100"),
            ("x👍🏽 ❤", "👍🏽❤"),
            ("a日ß Աա", "日"),
            ("don't -日", ""),
        ):
            with self.subTest(typed=typed):
                self.assertEqual(parse(typed).query.signs, signs)

    def test_no_letter_is_lost_by_its_sign(self) -> None:
        lost = [
            one
            for one in LETTERS
            if not set(Query((Term((fold(one),)),)).signs) <= set(loosen(one))
        ]

        self.assertEqual(lost, [])
