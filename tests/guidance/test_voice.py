from unittest import TestCase

from guidance import shipped
from guidance.voice import warnings


def said(noun: str = "prompt", **form: str) -> list[tuple[str, str]]:
    return list(warnings(noun, form))


class VoiceTests(TestCase):
    def test_the_shipped_texts_bring_no_warning(self) -> None:
        found = [
            (noun, form["slug"], warning)
            for noun, forms in shipped.forms().items()
            for form in forms
            for warning in warnings(noun, form)
        ]

        self.assertEqual(found, [])

    def test_each_word_of_the_list_is_named_once_beside_its_field(self) -> None:
        self.assertEqual(
            said(question="Why did you always wait? Why?", hints="You should know."),
            [
                ("question", "“Why” can sound like blame. Asking what, when or how is gentler."),
                (
                    "question",
                    "“Always” is seldom true of people. “Often” or “seldom” may be fairer.",
                ),
                ("hints", "“Should” can sound like a rule. “Might” or “could” leaves a choice."),
            ],
        )

    def test_the_words_of_the_list_are_found_in_any_case_and_form(self) -> None:
        for text in ("NEVER", "shouldn’t", "shouldn't", "ought to", "her", "himself"):
            with self.subTest(text=text):
                [(_, sentence)] = said(title=text)
                self.assertTrue(sentence.startswith(f"“{text.capitalize()}”"), sentence)

    def test_diagnostic_words_are_found(self) -> None:
        for text in (
            "a narcissist",
            "their trauma",
            "Toxic ways",
            "codependent",
            "an avoidant attachment",
            "symptoms",
            "your attachment style",
        ):
            with self.subTest(text=text):
                sentences = [one for _, one in said(title=text)]
                self.assertTrue(any("like a diagnosis" in one for one in sentences), sentences)

    def test_parts_of_other_words_are_let_alone(self) -> None:
        text = "there, then, whyever, nevertheless, anxious, mother, shoulder, history, the shore"

        self.assertEqual([one for _, one in said(title=text) if "is a long word" not in one], [])

    def test_a_sentence_of_a_sign_says_who_did_it(self) -> None:
        me = ("me", "Begin with “I” or “We”, so that it says who did it.")
        them = ("them", "Begin with “They” or “We”, so that it says who did it.")
        for form, expected in (
            ({"me": "I kept away", "them": "They kept away"}, []),
            ({"me": "We kept away", "them": "we kept away"}, []),
            ({"me": "Kept away", "them": "Silence"}, [me, them]),
            ({"me": "It was said", "them": "I kept away"}, [me, them]),
            ({"me": "They kept away", "them": "Theyre"}, [me, them]),
            ({"me": "", "them": ""}, []),
        ):
            with self.subTest(form=form):
                self.assertEqual(said("sign", **form), expected)

    def test_a_sentence_over_20_words_is_long(self) -> None:
        twenty = " ".join(["step"] * 20)

        self.assertEqual(said(question=f"{twenty}. {twenty}?"), [])
        self.assertEqual(
            said(question=f"{twenty} on."),
            [("question", "“step step step step …” has 21 words. Up to 20 are easy to read.")],
        )

    def test_hints_are_sentences_of_their_own_without_a_full_stop(self) -> None:
        self.assertEqual(said(hints="\n".join([" ".join(["step"] * 11)] * 3)), [])

    def test_a_long_word_is_named_and_an_everyday_one_is_not(self) -> None:
        self.assertEqual(
            said(question="What does vulnerability mean to everybody in a relationship?"),
            [("question", "“Vulnerability” is a long word. Is there a plain one?")],
        )

    def test_a_passage_above_grade_7_is_hard_and_a_single_line_is_not_graded(self) -> None:
        line = "Mocking, talking over, looking through messages, ignoring other people"
        self.assertEqual(said("sign", summary=line), [])

        found = said("sign", about=" ".join([f"{line}, insulting, rejecting somebody."] * 5))

        self.assertEqual([name for name, _ in found], ["about"])
        self.assertRegex(found[0][1], r"^This reads like school grade (8|9|1\d)\.")

    def test_what_readers_do_not_see_is_not_looked_at(self) -> None:
        self.assertEqual(said(technique="why"), [])
        self.assertEqual(said("helpline", name="Why Not Line", notes="always open"), [])
        self.assertEqual(said("leaning", concept="anxious attachment"), [])
