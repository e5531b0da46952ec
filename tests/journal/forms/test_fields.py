"""What a text field keeps of what was typed: everything that a text can hold."""

import re
import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.test import SimpleTestCase
from hypothesis import example, given, settings
from hypothesis import strategies as st

from journal.forms.fields import LineField, WordsField, cleaned

anything = st.text(st.characters(exclude_categories=()))
# Few characters, so that they meet each other.
odd = st.text(st.sampled_from("a\r\n\t\x00\x85\x7f\ud83d\ude00\ufffd e\u0301"))


def as_described(text: str) -> str:
    """Return the text as bar.md describes what is kept, the slow way."""
    paired = re.sub(
        "[\ud800-\udbff][\udc00-\udfff]",
        lambda pair: pair[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le"),
        text,
    )
    whole = re.sub("[\ud800-\udfff]", "\ufffd", paired)
    lines = re.sub("\r\n?", "\n", whole)
    return "".join(sign for sign in lines if unicodedata.category(sign) != "Cc" or sign in "\n\t")


class CleanedTests(SimpleTestCase):
    def test_line_ends_become_lf(self) -> None:
        for typed, kept in (
            ("a\r\nb", "a\nb"),
            ("a\rb", "a\nb"),
            ("a\nb", "a\nb"),
            ("a\r\n\r\nb", "a\n\nb"),
            ("a\r\r\nb\n\rc", "a\n\nb\n\nc"),
            ("\r", "\n"),
        ):
            with self.subTest(typed=typed):
                self.assertEqual(cleaned(typed), kept)

    def test_nul_and_control_characters_go(self) -> None:
        controls = [chr(code) for code in (*range(0x20), *range(0x7F, 0xA0))]

        kept = {sign: cleaned(f"a{sign}b") for sign in controls}

        self.assertEqual(
            kept,
            dict.fromkeys(controls, "ab") | {"\t": "a\tb", "\n": "a\nb", "\r": "a\nb"},
        )

    def test_a_lone_surrogate_becomes_the_replacement_character(self) -> None:
        for typed, kept in (
            ("\ud800", "\ufffd"),
            ("a\udc00b", "a\ufffdb"),
            ("a\ud800b", "a\ufffdb"),
            ("\ud800\ud800", "\ufffd\ufffd"),
            ("\udc00\ud800", "\ufffd\ufffd"),
            ("\ud83d\ude00", "\N{GRINNING FACE}"),
            ("\ud83d\ud83d\ude00", "\ufffd\N{GRINNING FACE}"),
        ):
            with self.subTest(typed=ascii(typed)):
                self.assertEqual(cleaned(typed), kept)

    def test_what_people_write_stays_as_it_is(self) -> None:
        for text in (
            "",
            " ",
            "  spaces at both ends \n\n",
            "\ttabs\t",
            "e\u0301 and \u00e9",  # composed or not
            "\u1100\u1161\u11a8",
            "\N{WOMAN}\u200d\N{WOMAN}\u200d\N{GIRL} \N{HEAVY BLACK HEART}\ufe0f",
            "שלום \u200fعربي\u200e",
            "\u2028\u2029\u00a0\u3000\ufeff\u00ad",
            "\ue000\U0010ffff\ufffe",
            "<b>&amp;</b> {{ x }} {% y %} %00 \\r\\n",
        ):
            with self.subTest(text=ascii(text)):
                self.assertEqual(cleaned(text), text)

    @settings(deadline=None)
    @given(anything | odd)
    @example("\r\x00\n")
    @example("\ud83d\x00\ude00")
    def test_nothing_else_is_changed(self, text: str) -> None:
        self.assertEqual(cleaned(text), as_described(text))

    @settings(deadline=None)
    @given(anything | odd)
    @example("\r\x00\n")
    def test_cleaning_twice_is_cleaning_once(self, text: str) -> None:
        once = cleaned(text)

        self.assertEqual(cleaned(once), once)
        self.assertEqual(once.encode().decode(), once)


class WordsFieldTests(SimpleTestCase):
    def test_words_are_kept_as_typed(self) -> None:
        self.assertEqual(WordsField().clean("  A day.\r\n\x00\ud800 "), "  A day.\n\ufffd ")

    def test_nothing_is_an_empty_text(self) -> None:
        for value in (None, ""):
            with self.subTest(value=value):
                self.assertEqual(WordsField().clean(value), "")

    def test_a_million_characters_fit(self) -> None:
        for text in ("x" * 1_000_000, "\N{GRINNING FACE}" * 1_000_000):
            self.assertEqual(WordsField().clean(text), text)

    def test_one_more_is_refused_in_a_sentence(self) -> None:
        with self.assertRaises(ValidationError) as caught:
            WordsField().clean("x" * 1_000_001)

        self.assertEqual(
            caught.exception.messages,
            [
                "This is 1,000,001 characters long, and there is room for 1,000,000."
                " Put the rest on another page."
            ],
        )
        self.assertEqual(caught.exception.code, "too_long")

    def test_what_is_counted_is_what_would_be_kept(self) -> None:
        typed = "x\r\n" * 500_000

        self.assertEqual(len(typed), 1_500_000)
        self.assertEqual(len(WordsField().clean(typed)), 1_000_000)

    def test_the_browser_is_given_no_limit(self) -> None:
        for field in (WordsField(), LineField(limit=60)):
            self.assertEqual(field.widget.attrs.get("maxlength"), None)

    def test_after_an_error_the_field_shows_all_that_was_typed(self) -> None:
        class Short(forms.Form):
            words = WordsField(limit=3)

        form = Short({"words": " ab\r\ncd\x00 "})

        self.assertEqual(form.errors.as_data()["words"][0].code, "too_long")
        self.assertEqual(form["words"].value(), " ab\ncd ")


class LineFieldTests(SimpleTestCase):
    def test_a_line_has_no_line_ends_and_keeps_its_spaces(self) -> None:
        self.assertEqual(LineField().clean("  one\r\ntwo\rthree\n "), "  one two three  ")

    def test_its_own_limit_is_in_the_sentence(self) -> None:
        self.assertEqual(LineField(limit=60).clean("x" * 60), "x" * 60)
        with self.assertRaises(ValidationError) as caught:
            LineField(limit=60).clean("x" * 61)

        self.assertEqual(
            caught.exception.messages,
            ["This is 61 characters long, and there is room for 60. Please shorten it."],
        )

    def test_it_is_drawn_as_one_line(self) -> None:
        self.assertIsInstance(LineField().widget, forms.TextInput)
        self.assertIsInstance(WordsField().widget, forms.Textarea)
