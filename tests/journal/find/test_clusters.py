"""From a folded text back to what was typed."""

from django.test import SimpleTestCase
from hypothesis import given
from hypothesis import strategies as st

from journal.find.clusters import Folded, clusters, edge
from journal.find.fold import fold
from tests.journal.find.texts import TEXTS, anything


class ClusterTests(SimpleTestCase):
    def test_the_signs_of_a_text(self) -> None:
        for text, signs in (
            ("", []),
            ("ab", ["a", "b"]),
            ("e\u0301\u0323a", ["e\u0301\u0323", "a"]),
            ("\u0301a", ["\u0301", "a"]),
            ("\u1100\u1161\u11a8가\u11a8", ["\u1100\u1161\u11a8", "가\u11a8"]),
            ("ㄱㅏ", ["ㄱㅏ"]),
            ("ｶﾞか\u3099", ["ｶﾞ", "か\u3099"]),
            ("कि", ["कि"]),
            ("👍🏽👍", ["👍🏽", "👍"]),
            ("❤\ufe0f\u200d🔥x", ["❤\ufe0f\u200d🔥", "x"]),
            ("👩\u200d👩\u200d👧", ["👩\u200d👩\u200d👧"]),
            ("🇩🇪🇫🇷🇬", ["🇩🇪", "🇫🇷", "🇬"]),
            ("x🇩🇪", ["x", "🇩🇪"]),
            ("ب\u200dب", ["ب\u200d", "ب"]),
            ("1\ufe0f\u20e32", ["1\ufe0f\u20e3", "2"]),
            ("🏴\U000e0067\U000e0062\U000e007fx", ["🏴\U000e0067\U000e0062\U000e007f", "x"]),
        ):
            with self.subTest(text=text):
                self.assertEqual(list(clusters(text)), signs)

    def test_an_edge_parts_no_sign(self) -> None:
        text = "ae\u0301👍🏽z"

        self.assertEqual([edge(text, at) for at in range(9)], [0, 1, 3, 3, 5, 5, 6, 6, 6])

    @anything
    @given(TEXTS)
    def test_signs_make_up_the_text_and_their_folds_its_fold(self, text: str) -> None:
        signs = list(clusters(text))

        self.assertEqual("".join(signs), text)
        self.assertEqual("".join(map(fold, signs)), fold(text))


class FoldedTests(SimpleTestCase):
    def test_what_is_folded_is_found_again(self) -> None:
        folded = Folded("\u200fÉ\u0301te ﬃ ß👍🏽")

        self.assertEqual(folded.folded, "ete ffi ss👍🏽")
        self.assertEqual(
            [folded.original(at, at + 1) for at in range(len(folded.folded))],
            [(1, 3), (3, 4), (4, 5), (5, 6), *[(6, 7)] * 3, (7, 8), *[(8, 9)] * 2, *[(9, 11)] * 2],
        )

    def test_it_is_found_in_the_last_piece_of_a_long_text_too(self) -> None:
        folded = Folded("e\u0301" * 1000 + "\u0301" * 900 + "\u200f" * 700 + "ﬁn")

        self.assertEqual(folded.folded, "e" * 1000 + "fin")
        self.assertEqual(folded.original(7, 9), (14, 18))
        self.assertEqual(folded.original(998, 1000), (1996, 3600))
        self.assertEqual(folded.original(1001, 1003), (3600, 3602))

    @anything
    @given(TEXTS, st.data())
    def test_the_way_back_leads_to_the_fewest_signs(self, text: str, data: st.DataObject) -> None:
        folded = Folded(text)
        self.assertEqual(folded.folded, fold(text))
        if not folded.folded:
            return
        start = data.draw(st.integers(0, len(folded.folded) - 1))
        end = data.draw(st.integers(start + 1, len(folded.folded)))

        left, right = folded.original(start, end)

        wanted, signs = folded.folded[start:end], list(clusters(text[left:right]))
        self.assertIn(wanted, fold(text[left:right]))
        self.assertLess(len(fold("".join(signs[1:]))), len(fold(text[left:right])))
        self.assertLess(len(fold("".join(signs[:-1]))), len(fold(text[left:right])))
