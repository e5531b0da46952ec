"""The sieve lets through every page that is found, and holds back most others."""

# ruff: noqa: RUF001 - letters that look like others are what this is about.

import msgspec
from django.test import SimpleTestCase
from hypothesis import given

from journal.find import Sieve, finds, parse
from journal.find.fold import fold
from journal.find.sieve import _ALPHABETS, _view
from journal.page import Answer, Page, StepPlan
from tests.journal.find.texts import TEXTS, anything, texts_with_a_piece


def document(page: Page, step: StepPlan | None = None) -> bytes:
    return msgspec.json.encode(page) + (msgspec.json.encode(step) if step else b"")


def passes(typed: str, page: Page, *nicknames: str) -> bool:
    return Sieve(parse(typed).query, nicknames).passes(document(page))


def kept(text: str) -> str:
    """Return a text as it is kept: half of a character pair never is."""
    return text.encode("utf-8", "replace").decode()


class SieveTests(SimpleTestCase):
    def test_words_are_looked_for_in_any_case_and_accent(self) -> None:
        page = Page(title="Déjà vu", text='Ein Glück, Straße und œuvre. Œ … ½ \\ "quoted"')
        for typed in ("deja", "DÉJÀ", "gluck", "strasse", "oeuvre", '"und oeuvre"', "quoted"):
            with self.subTest(typed=typed):
                self.assertTrue(passes(typed, page))
        for typed in ("xylophon", "dejavu", "deja xylophon", "glücke", "日"):
            with self.subTest(typed=typed):
                self.assertFalse(passes(typed, page))

    def test_plain_pages_hold_no_letter_that_is_not_plain(self) -> None:
        page = Page(text="Plain words only.")

        self.assertTrue(passes("WORDS plain", page))
        self.assertFalse(passes("word日", page))
        self.assertFalse(passes("plain слово", page))

    def test_other_alphabets_are_looked_through_too(self) -> None:
        for text, there, absent in (
            ("Зимой ещё тихо", "еще", "лето"),
            ("Μένω ήσυχος", "ησυχοσ", "καλοκαιρι"),
            ("Byłem w łodzi", "lodzi", "lato"),
            ("Işık söndü", "sondu", "yaz"),
            ("静かな夜 é", "静かな", "騒がしい"),
        ):
            with self.subTest(text=text):
                self.assertTrue(passes(there, Page(text=text)))
                self.assertFalse(passes(absent, Page(text=text)))

    def test_a_sign_that_is_not_seen_parts_no_word(self) -> None:
        for sign in ("\u00ad", "\u200b", "\u0301"):
            with self.subTest(sign=ascii(sign)):
                self.assertTrue(passes("lantern", Page(text=f"The lan{sign}tern")))

    def test_a_word_of_a_nickname_need_not_stand_in_the_page(self) -> None:
        page = Page(text="A quiet day.")

        self.assertTrue(passes("sam quiet", page, "Sám"))
        self.assertFalse(passes("sam loud", page, "Sám"))
        self.assertFalse(passes("sam", page))
        self.assertFalse(Sieve(parse("sam").query, ["Sám"]))

    def test_what_is_left_out_holds_nothing_back(self) -> None:
        self.assertFalse(Sieve(parse("-quiet").query, []))

    def test_a_backslash_is_written_in_another_way(self) -> None:
        page = Page(text="a\\b")

        self.assertTrue(passes("a\\b", page))
        self.assertTrue(passes("\\", page))

    def test_so_is_a_quote_that_a_wide_one_stands_for(self) -> None:
        page = Page(text='a"b')

        self.assertTrue(finds(parse("a\uff02b").query, page))
        self.assertTrue(passes("a\uff02b", page))
        self.assertFalse(passes("a\uff02b loud", page))

    @anything
    @given(texts_with_a_piece())
    def test_a_page_that_is_found_always_passes(self, drawn: tuple[str, str]) -> None:
        text, piece = drawn
        answer = Answer(prompt="p", strategy=None, phase="see", question="Q?", text=kept(text))
        step = StepPlan(when="", will=kept(text))
        for typed in (kept(piece), f'"{kept(piece)}"', f"{kept(piece)} q"):
            query = parse(typed).query
            sieve = Sieve(query, ["Kim"])
            for page, plan in (
                (Page(title=kept(text), text="Q"), None),
                (Page(answers=(answer,)), None),
                (Page(text="Q?"), step),
            ):
                if sieve and finds(query, page, plan, "Kim"):
                    self.assertTrue(sieve.passes(document(page, plan)), (typed, page, plan))

    @anything
    @given(TEXTS)
    def test_a_text_in_a_small_alphabet_folds_there_as_elsewhere(self, text: str) -> None:
        for alphabet in _ALPHABETS:
            small = text.encode(alphabet, "ignore").decode(alphabet)
            # What the alphabet cannot write is in no word that is looked for in it.
            folded = fold(small).encode(alphabet, "ignore")
            self.assertEqual(_view(alphabet).fold(small), folded, (alphabet, small))
