"""What is found, shown in its sentence and marked."""

# ruff: noqa: RUF001 - letters that look like others are what this is about.

from django.test import SimpleTestCase
from hypothesis import given

from journal.find.clusters import clusters
from journal.find.excerpt import LENGTH, Excerpt, excerpt, show
from journal.find.fold import fold
from journal.find.match import holds
from journal.find.query import Query, Term, parse
from journal.page import Page
from tests.journal.find.test_match import PAGE, STEP
from tests.journal.find.texts import TEXTS, anything, texts_with_a_piece

LOREM = "We ate early and spoke of nothing in particular, as on most of the days that week"


def drawn(typed: str, text: str) -> str:
    """Return the excerpt with its marks in brackets, and dots where words are left out."""
    return dots(excerpt(parse(typed).query, "text", text))


def dots(found: Excerpt | None) -> str:
    if found is None:
        return "nothing"
    words = "".join(f"[{text}]" if marked else text for text, marked in found.parts)
    return "…" * found.more_before + words + "…" * found.more_after


class MarkTests(SimpleTestCase):
    def test_what_was_looked_for_is_marked_as_it_was_typed(self) -> None:
        for typed, text, marked in (
            ("sam", "Sam, and Sammy, and sAM.", "[Sam], and [Sam]my, and [sAM]."),
            ("cafe", "The café, cafe\u0301 s.", "The [café], [cafe\u0301] s."),
            ("strasse", "Die Straße.", "Die [Straße]."),
            ("s", "Die Straße", "Die [S]tra[ß]e"),
            ("istanbul", "in İstanbul", "in [İstanbul]"),
            ("fi", "an oﬃce", "an o[ﬃ]ce"),
            ("σοφος", "ο ΣΟΦΌΣ σοφός", "ο [ΣΟΦΌΣ] [σοφός]"),
            ("가", "각 가", "각 [가]"),
            ("👍", "ok 👍🏽!", "ok [👍🏽]!"),
            ("👍🏽", "👍 👍🏽 👍🏿", "👍 [👍🏽] 👍🏿"),
            ("🔥", "a ❤\ufe0f\u200d🔥 b", "a [❤\ufe0f\u200d🔥] b"),
            ("don't", "I don’t.", "I [don’t]."),
            ('"too late"', "Too\n\nlate, too late", "[Too\n\nlate], [too late]"),
            ("ban nan", "a banana", "a [banan]a"),
            ("an", "banana", "b[an][an]a"),
            ("cooperate", "co\u00adoperate", "[co\u00adoperate]"),
            ("sam -kim", "Sam", "[Sam]"),
            ("sam kim", "only Kim", "only [Kim]"),
            ("-kim", "Sam", "nothing"),
            ("kim", "Sam", "nothing"),
            ("", "Sam", "nothing"),
        ):
            with self.subTest(typed=typed, text=text):
                self.assertEqual(drawn(typed, text), marked)


class WindowTests(SimpleTestCase):
    def test_a_short_text_is_shown_whole(self) -> None:
        self.assertEqual(drawn("sam", " I met Sam today \n"), "I met [Sam] today")

    def test_it_begins_with_the_sentence_and_ends_with_one(self) -> None:
        text = f"{LOREM}. Then Sam asked me why I was quiet. I said nothing. {LOREM}. {LOREM}."

        self.assertEqual(
            drawn("sam", text),
            f"…Then [Sam] asked me why I was quiet. I said nothing. {LOREM}.…",
        )

    def test_it_begins_with_its_own_sentence_and_does_not_end_with_a_short_one(self) -> None:
        self.assertEqual(
            drawn("sam", f"{LOREM}. Yes. No! Then Sam left. {LOREM} and {LOREM}."),
            f"…Then [Sam] left. {LOREM} and We ate early and spoke of nothing in particular,"
            " as on…",
        )

    def test_a_new_line_begins_a_sentence_too(self) -> None:
        self.assertEqual(drawn("sam", f"{LOREM}\nthen Sam left"), "…then [Sam] left")

    def test_in_a_long_sentence_it_is_cut_between_words(self) -> None:
        self.assertEqual(
            drawn("sam", f"{LOREM} {LOREM} when Sam came in and {LOREM} and {LOREM}"),
            "…in particular, as on most of the days that week when [Sam] came in and We ate early"
            " and spoke of nothing in particular, as on most of the days that week and We…",
        )

    def test_without_spaces_it_is_cut_between_signs(self) -> None:
        self.assertEqual(
            drawn("sam", "e\u0301" * 99 + "Sam" + "e\u0301" * 99),
            "…" + "e\u0301" * 30 + "[Sam]" + "e\u0301" * 49 + "…",
        )

    def test_where_more_of_the_words_stand_together_is_shown(self) -> None:
        text = f"Sam came. {LOREM}. {LOREM}. In spring I left, and Sam was there. {LOREM}"

        self.assertEqual(
            drawn("sam spring", text),
            f"…In [spring] I left, and [Sam] was there. {LOREM}",
        )

    def test_no_word_of_them_is_cut_off_at_the_end_of_a_sentence(self) -> None:
        text = (
            f"{LOREM}. Sam said that it was late now. It was then that I thought of spring {LOREM}"
        )

        self.assertIn("[spring]", drawn("sam spring", text))

    def test_a_phrase_longer_than_an_excerpt_is_shown_whole(self) -> None:
        self.assertEqual(drawn('"a b"', f"xa{' ' * 500}bx"), f"x[a{' ' * 500}b]…")

    def test_the_excerpt_of_a_very_long_text_is_short(self) -> None:
        for sign in ("a", "é", "a ", "\n", "👍🏽"):
            text = sign * (1_000_000 // len(sign)) + " Sam " + sign * 99
            with self.subTest(sign=sign):
                shown = drawn("sam", text)
                self.assertIn("[Sam]", shown)
                self.assertLessEqual(len(shown), LENGTH + len("…[]…") + 1)


class PageTests(SimpleTestCase):
    def test_the_text_that_holds_the_most_words_is_shown(self) -> None:
        for typed, where, marked in (
            ("dinner", "title", "After [dinner]"),
            ("quiet", "text", "It was très [quiet]."),
            ("say missed", "question", "What would you [say]?"),
            ("you missed", "answer", "That I [missed] [you]."),
            ("kettle", "step", "when the [kettle] is on"),
            ("how it was", "step", "ask [how] [it] [was]"),
            ("smile", "step", "a [smile]"),
            ("soren", "person", "[Søren] ♥"),
            ("tres dinner", "title", "After [dinner]"),
        ):
            with self.subTest(typed=typed):
                shown = show(parse(typed).query, PAGE, STEP, "Søren ♥")
                self.assertEqual((shown and shown.where, dots(shown)), (where, marked))

    def test_nothing_is_shown_where_nothing_is_wanted_or_found(self) -> None:
        for query in (Query(), parse("-dinner").query, parse("sam").query):
            self.assertIsNone(show(query, PAGE, STEP, "Søren ♥"))
        self.assertIsNone(show(parse("sam").query, Page()))


def _times(query: Query, mark: str) -> int:
    """Return how often the terms stand in a mark."""
    squeezed = " ".join(fold(mark).split())
    return sum(squeezed.count(" ".join(term.words)) for term in query.wanted)


class AlwaysTests(SimpleTestCase):
    def assert_fair(self, query: Query, text: str) -> None:
        """Check an excerpt: a piece of the text, marked where the words are and only there."""
        shown = excerpt(query, "text", text)
        held = [term for term in query.wanted if term.is_in(fold(text))]
        if shown is None:
            self.assertEqual(held, [])
            return
        words = "".join(part.text for part in shown.parts)
        self.assertIn(words, text)
        self.assertEqual("" in [part.text for part in shown.parts], False)
        marked = [part.text for part in shown.parts if part.marked]
        self.assertNotEqual(marked, [])
        for mark in marked:
            found = [term for term in query.wanted if term.is_in(fold(mark))]
            self.assertNotEqual(found, [])
            if _times(query, mark) == 1:
                for less in (list(clusters(mark))[1:], list(clusters(mark))[:-1]):
                    self.assertFalse(found[0].is_in(fold("".join(less))))

    @anything
    @given(TEXTS, TEXTS)
    def test_any_query_on_any_text(self, text: str, typed: str) -> None:
        self.assert_fair(parse(typed).query, text)

    @anything
    @given(texts_with_a_piece())
    def test_a_piece_of_the_text(self, drawn: tuple[str, str]) -> None:
        text, piece = drawn

        self.assert_fair(parse(piece).query, text)
        self.assert_fair(parse(f'"{piece}"').query, text)

    @anything
    @given(texts_with_a_piece())
    def test_what_is_found_can_be_shown(self, drawn: tuple[str, str]) -> None:
        text, piece = drawn
        words = fold(piece).split()[:1]
        if words and holds(Query((Term((words[0],)),)), text):
            self.assertIsNotNone(excerpt(Query((Term((words[0],)),)), "text", text))
