"""The privacy page: short, easy, and true of what is built."""

from django.test import SimpleTestCase

from tests.base import TestCase
from tests.reading import grade, shown, syllables, words

URL = "/privacy/"


class PrivacyTests(TestCase):
    def setUp(self) -> None:
        self.text = shown(self.client.get(URL).content.decode())

    def test_it_is_short(self) -> None:
        self.assertLessEqual(len(words(self.text)), 1000)

    def test_it_is_easy_to_read(self) -> None:
        self.assertLessEqual(grade(self.text), 8.0)

    def test_it_says_what_there_is_to_say(self) -> None:
        told = {
            "what is kept plain": "your e-mail address, your time zone, and your password",
            "what a copy shows": "shows that you wrote, when, and about how much",
            "what the operator can do": "that person could read your journal",
            "how long": "You can bring a deleted page back for 30 days.",
            "how to end it": "You can close your account in the settings.",
            "what is left": "Erased words can leave traces",
            "how to withdraw": "You can take your yes back at any time",
            "what leaving cannot do": "It cannot clear your browser history.",
        }
        for what, words_of_it in told.items():
            with self.subTest(what):
                self.assertIn(words_of_it, self.text)


class ReadingTests(SimpleTestCase):
    """The measure itself."""

    def test_syllables_are_counted_as_they_are_spoken(self) -> None:
        spoken = {
            "the": 1, "page": 1, "pages": 2, "little": 2, "people": 2, "closed": 1, "wanted": 2,
            "needed": 2, "erase": 2, "while": 1, "journal": 2, "password": 2, "you": 1, "sealed": 1,
            "database": 3, "encryption": 3, "organisation": 5, "I": 1,
        }  # fmt: skip
        self.assertEqual({word: syllables(word) for word in spoken}, spoken)

    def test_a_hard_text_is_found_hard_and_an_easy_one_easy(self) -> None:
        easy = "The cat sat on the mat. It was a warm day. The cat was glad."
        hard = (
            "Notwithstanding the aforementioned considerations, organisational accountability"
            " necessitates comprehensive documentation of extraordinary authorisations."
        )

        self.assertLess(grade(easy), 1)
        self.assertGreater(grade(hard), 20)

    def test_only_the_main_part_counts(self) -> None:
        page = "<p>Away.</p><main><h1>One</h1><p>Two three.</p></main><p>Away.</p>"

        self.assertEqual(words(shown(page)), ["One", "Two", "three"])
