from unittest import TestCase

from guidance.reading import grade, sentences, syllables, words


class ReadingTests(TestCase):
    def test_words_and_sentences_are_found(self) -> None:
        text = "Isn’t it e-mail? “Yes.” Then\n3 things … stay ___."

        self.assertEqual(
            words(text), ["Isn’t", "it", "e-mail", "Yes", "Then", "3", "things", "stay"]
        )
        self.assertEqual(
            sentences(text), ["Isn’t it e-mail", "“Yes", "Then", "3 things", "stay ___"]
        )

    def test_syllables_are_counted(self) -> None:
        for word, count in {
            "step": 1,
            "made": 1,
            "little": 2,
            "asked": 1,
            "wanted": 2,
            "sign": 1,
            "everybody": 5,
            "vulnerability": 6,
        }.items():
            with self.subTest(word=word):
                self.assertEqual(syllables(word), count)

    def test_a_text_without_words_has_no_grade(self) -> None:
        self.assertEqual(grade(" … 🙂"), 0.0)

    def test_long_words_and_long_sentences_are_harder(self) -> None:
        self.assertEqual(round(grade("The cat sat. The dog ran."), 2), -2.62)
        self.assertEqual(round(grade("The cat sat and the dog ran."), 2), -1.06)
        self.assertGreater(grade("Vulnerability necessitates communication."), 20)

    def test_a_long_run_of_marks_is_read_as_quickly_as_any_text(self) -> None:
        # With the square of its length in steps, this would not be over today.
        self.assertEqual(sentences("!" * 1_000_000 + "a"), ["!" * 1_000_000 + "a"])
        self.assertEqual(sentences("One" + "!" * 1_000_000 + " Two."), ["One", "Two"])
