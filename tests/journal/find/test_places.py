"""Where in a text the words stand."""

from django.test import SimpleTestCase

from journal.find.clusters import Folded
from journal.find.places import densest, marks, spans
from journal.find.query import Query, Term, parse


def query(typed: str) -> Query:
    return parse(typed).query


class SpanTests(SimpleTestCase):
    def test_words_and_phrases_are_found_where_they_stand(self) -> None:
        for words, text, found in (
            (("an",), "banana", [(1, 3), (3, 5)]),
            (("aa",), "aaaaa", [(0, 2), (2, 4)]),
            (("a", "b"), "a b a  b\na\n\nb ab", [(0, 3), (4, 8), (9, 13)]),
            (("a", "a"), "a a a a", [(0, 3), (4, 7)]),
            (("a", "b"), "\u0301xa \u200f\u00a0be\u0301", [(2, 7)]),
            (("e",), "e\u0301é", [(0, 2), (2, 3)]),
            (("x",), "abc", []),
            (("x",), "", []),
        ):
            with self.subTest(words=words, text=text):
                self.assertEqual(list(spans(Term(words), Folded(text))), found)

    def test_marks_that_overlap_are_one(self) -> None:
        self.assertEqual(marks(query("ban nan ana"), "a banana ban"), [(2, 7), (9, 12)])
        self.assertEqual(marks(query("abc b"), "abcb"), [(0, 3), (3, 4)])
        self.assertEqual(marks(query("a b"), "ab"), [(0, 1), (1, 2)])
        self.assertEqual(marks(query("s"), "ß"), [(0, 1)])


class DensestTests(SimpleTestCase):
    def test_it_is_the_first_stretch_with_the_most_words(self) -> None:
        for typed, text, stretch in (
            ("a", "xax a", (1, 2)),
            ("a b", "a......... b a", (11, 14)),
            ("a b", "a b a b", (0, 3)),
            ("a b c", "a......... b a......... c b", (11, 14)),
            ("a b", "a", (0, 1)),
            ("a bb", "a  bb", (0, 5)),
            ("a bb", "a   bb", (0, 1)),
            ('"a c" b', "a          c b.........", (0, 12)),
            ("c", "ab", None),
            ("", "ab", None),
        ):
            with self.subTest(typed=typed, text=text):
                self.assertEqual(densest(query(typed), text, 5), stretch)

    def test_of_a_word_on_every_line_the_first_places_are_looked_at(self) -> None:
        self.assertEqual(densest(query("a b"), "a " * 100_000 + "b", 5), (0, 1))
        self.assertEqual(densest(query("a b"), "a " * 20 + "b", 5), (36, 41))
