from unittest import TestCase

from guidance.differences import Change, compare, shown, words
from guidance.shipped import Form


class WordsTests(TestCase):
    def test_only_the_words_that_changed_are_marked(self) -> None:
        self.assertEqual(
            words("What did you see today?", "What did they see then, today?"),
            (
                ("same", "What did "),
                ("gone", "you"),
                ("new", "they"),
                ("same", " see "),
                ("new", "then, "),
                ("same", "today?"),
            ),
        )

    def test_words_that_changed_side_by_side_are_one_piece(self) -> None:
        self.assertEqual(
            words("one two three", "four five six"),
            (("gone", "one two three"), ("new", "four five six")),
        )

    def test_the_pieces_make_up_both_texts_to_the_letter(self) -> None:
        pairs = [
            ("", ""),
            ("", "all new"),
            ("all gone", ""),
            ("same", "same"),
            ("two\nlines", "two\n\nlines"),
            ("  spaces  around ", "spaces around"),
            ("a b c d e f g", "a x c y e z g"),
            ("<b>bold</b> & more", "<i>bold</i> & more"),
            ("👩‍👩‍👧 and e\u0301", "👩‍👧 and \u00e9"),
            ("a " * 500, "b " * 500),
        ]
        for before, after in pairs:
            with self.subTest(before=before[:20], after=after[:20]):
                pieces = words(before, after)
                self.assertEqual("".join(t for kind, t in pieces if kind != "new"), before)
                self.assertEqual("".join(t for kind, t in pieces if kind != "gone"), after)
                self.assertEqual([t for _, t in pieces if not t], [])

    def test_texts_of_many_thousand_words_are_shown_whole(self) -> None:
        before, after = "word " * 100_000, "word " * 99_999

        self.assertEqual(words(before, after), (("gone", before), ("new", after)))


class CompareTests(TestCase):
    def test_fields_that_read_the_same_are_left_out(self) -> None:
        found = compare({"title": "One", "minutes": 2}, {"title": "Two", "minutes": 2})

        self.assertEqual(found, (Change("title", (("gone", "One"), ("new", "Two"))),))

    def test_a_field_that_only_one_of_them_has_counts_where_it_says_something(self) -> None:
        before: Form = {"old": "x", "empty": "", "off": False}
        after: Form = {"new": "y", "none": None, "list": [], "zero": 0}

        self.assertEqual(
            compare(before, after),
            (Change("new", (("new", "y"),)), Change("old", (("gone", "x"),))),
        )

    def test_nothing_and_zero_are_not_the_same_place(self) -> None:
        self.assertEqual(compare({"gate": None}, {"gate": 0}), (Change("gate", (("new", "0"),)),))

    def test_values_read_as_editors_read_them(self) -> None:
        for value, said in (
            (None, ""),
            (True, "yes"),
            (False, "no"),
            (3, "3"),
            (["a", "b"], "a, b"),
            ("x", "x"),
        ):
            with self.subTest(value=value):
                self.assertEqual(shown(value), said)
