"""Letters as a search compares them."""

# ruff: noqa: RUF001 - letters that look like others are what this is about.

from unicodedata import category, normalize

from django.test import SimpleTestCase
from hypothesis import given

from journal.find.fold import LEFT_OUT, alphabet_of, finish, fold, loosen, written
from tests.journal.find.texts import TEXTS, anything

# Every letter and sign but the many Chinese ones and the many Korean syllables.
LETTERS = [
    chr(code)
    for code in (*range(0x3400), *range(0xA000, 0xAC80), *range(0xD780, 0x20000))
    if category(chr(code)) != "Cn"
]


class FoldTests(SimpleTestCase):
    def test_these_read_the_same(self) -> None:
        for typed, folded in (
            ("Zürich CAFÉ", "zurich cafe"),
            ("Zu\u0308rich cafe\u0301", "zurich cafe"),
            ("Straße STRAẞE strasse", "strasse strasse strasse"),
            ("İstanbul ISPARTA ısırgan", "istanbul isparta isirgan"),
            ("oﬃce ﬁnd ĳs Œuvre Ærø", "office find ijs oeuvre aero"),
            ("Søren Łódź Đặng Nguyễn ħobż", "soren lodz dang nguyen hobz"),
            ("ΣΟΦΌΣ σοφός ᾳ", "σοφοσ σοφοσ α"),
            ("Ёлка Йод їжак", "елка иод іжак"),
            ("שָׁלוֹם", "שלום"),
            ("مُحَمَّد محـمد", "محمد محمد"),
            ("I don’t, don‘t, don´t", "i don't, don't, don't"),
            ("“so” – „so“ … «so»", '"so" - "so" ... "so"'),
            ("e\u2011mail Ｆｕｌｌ ½ ²", "e-mail full 1\u20442 2"),
            ("co\u00adoperate za\u200cman \ufeffx", "cooperate zaman x"),
            ("❤\ufe0f 👍🏽 👩\u200d🚀", "❤ 👍🏽 👩🚀"),
            ("a\nb\u00a0c", "a\nb c"),
        ):
            with self.subTest(typed=typed):
                self.assertEqual(fold(typed), folded)

    def test_a_korean_syllable_stays_whole_however_it_was_typed(self) -> None:
        self.assertEqual(fold("각"), "각")
        self.assertEqual(fold("\u1100\u1161\u11a8"), "각")
        self.assertNotIn(fold("가"), fold("각"))

    def test_signs_that_make_another_letter_stay(self) -> None:
        self.assertEqual(fold("ガ か\u3099 ｶﾞ"), "ガ が ガ")
        self.assertEqual(fold("कि"), "कि")
        self.assertNotIn(fold("か"), fold("が"))

    def test_folding_a_letter_twice_is_folding_it_once(self) -> None:
        self.assertEqual([one for one in LETTERS if fold(fold(one)) != fold(one)], [])

    def test_case_makes_no_difference_to_any_letter(self) -> None:
        # An iota below is an accent where it is small and a letter where it is not.
        rest = [one for one in LETTERS if "\u0345" not in normalize("NFD", one)]

        odd = [one for one in rest if not fold(one) == fold(one.upper()) == fold(one.lower())]

        self.assertEqual(odd, [])

    @anything
    @given(TEXTS)
    def test_folding_a_text_twice_is_folding_it_once(self, text: str) -> None:
        self.assertEqual(fold(fold(text)), fold(text))
        self.assertEqual(finish(loosen(text)), fold(text))


class AlphabetTests(SimpleTestCase):
    def test_the_small_alphabet_of_a_word(self) -> None:
        for word, alphabet in (
            ("cafe", "ascii"),
            ("don't", "ascii"),
            ("ёлка", "iso8859_5"),
            ("σοφοσ", "iso8859_7"),
            ("각", None),
            ("cafe👍", None),
            ("\ud800", None),
        ):
            with self.subTest(word=word):
                self.assertEqual(alphabet_of(fold(word)), alphabet)

    def test_no_alphabet_holds_what_is_left_out(self) -> None:
        for alphabet in ("ascii", "iso8859_5", "iso8859_7"):
            held = bytes(range(256)).decode(alphabet, "ignore")
            with self.subTest(alphabet=alphabet):
                # The hyphen that is not seen is taken away before.
                self.assertEqual(LEFT_OUT.findall(held.replace("\u00ad", "")), [])

    def test_no_letter_of_an_alphabet_is_lost_on_the_short_way(self) -> None:
        for alphabet in ("ascii", "iso8859_5", "iso8859_7"):
            lost = [
                one
                for one in LETTERS
                if written(loosen(one), alphabet) != fold(one).encode(alphabet, "ignore")
            ]
            with self.subTest(alphabet=alphabet):
                self.assertEqual(lost, [])
