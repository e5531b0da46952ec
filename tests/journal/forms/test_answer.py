"""Answers on the form: the question travels with the words."""

from typing import Any

import msgspec
from django.http import QueryDict
from django.test import SimpleTestCase

from guidance.handbook import Prompt
from journal.forms.answer import AnswerForm, asked, kept_answers, sent_answers
from journal.page import Answer
from tests.journal.handbook import handbook, prompt, strategy, with_changed

TALK = prompt("say-one-thing", "talk", question="What could you say?")
NOTICE = prompt("what-happened", question="What happened?", phase="notice")
DAY_OFF = prompt("not-today", "talk", for_not_today=True)
BOOK = handbook(strategies=[strategy("talk", 0)], prompts=[TALK, NOTICE, DAY_OFF])


def data(*answers: dict[str, str], numbers: tuple[int, ...] = ()) -> QueryDict:
    """Return what a browser sends for these answers."""
    sent = QueryDict(mutable=True)
    for number, answer in zip(numbers or range(len(answers)), answers, strict=True):
        for name, value in answer.items():
            sent[f"answer-{number}-{name}"] = value
    return sent


def answer(**sent: str) -> Answer:
    """Return the answer that a form sent like this gives."""
    (form,) = sent_answers(data(sent))
    assert form.is_valid(), form.errors
    return form.answer(BOOK)


class AnswerTests(SimpleTestCase):
    def test_the_page_gets_the_question_as_it_was_shown(self) -> None:
        self.assertEqual(
            answer(prompt="say-one-thing", question="What might you say?", text=" That.\r\n"),
            Answer(
                prompt="say-one-thing",
                strategy="talk",
                phase="respond",
                question="What might you say?",
                text=" That.\n",
            ),
        )

    def test_a_question_that_was_not_sent_is_the_one_in_the_guide(self) -> None:
        found = answer(prompt="what-happened", text="This.")

        self.assertEqual(
            (found.question, found.phase, found.strategy), ("What happened?", "notice", None)
        )

    def test_the_question_for_a_day_off_counts_for_no_strategy(self) -> None:
        self.assertIsNone(answer(prompt="not-today", question="Q?", text="This.").strategy)

    def test_a_prompt_that_has_left_the_guide_keeps_its_wording(self) -> None:
        self.assertEqual(
            answer(prompt="long-gone", question="What did it say?", text="This."),
            Answer(
                prompt="long-gone",
                strategy=None,
                phase="respond",
                question="What did it say?",
                text="This.",
            ),
        )

    def test_a_retired_prompt_still_counts_for_its_strategy(self) -> None:
        retired: Prompt = msgspec.structs.replace(TALK, retired=True)
        (form,) = sent_answers(data({"prompt": TALK.slug, "question": "Q?", "text": "This."}))
        form.is_valid()

        self.assertEqual(form.answer(with_changed(BOOK, retired)).strategy, "talk")

    def test_words_without_a_prompt_are_kept(self) -> None:
        found = answer(text="This.")

        self.assertEqual((found.prompt, found.question, found.text), ("", "", "This."))

    def test_words_are_words_only_if_more_than_spaces(self) -> None:
        for text, words in (("", False), (" \r\n\t", False), ("\x00", False), ("This.", True)):
            with self.subTest(text=text):
                (form,) = sent_answers(data({"text": text}))
                self.assertIs(form.has_words(), words)

    def test_a_text_that_is_too_long_is_refused_and_stays_on_the_form(self) -> None:
        typed = "x" * 1_000_001
        (form,) = sent_answers(data({"prompt": TALK.slug, "question": "Q?", "text": typed}))

        self.assertEqual(form.errors.as_data()["text"][0].code, "too_long")
        self.assertEqual(
            (form.slug, form.shown_question, form["text"].value()), (TALK.slug, "Q?", typed)
        )

    def test_a_garbled_prompt_or_question_never_holds_back_the_words(self) -> None:
        for prompt_sent in ("no slug!", "x" * 81, "\x00", "späti", "a\nb", "<b>"):
            with self.subTest(prompt=prompt_sent):
                found = answer(prompt=prompt_sent, question="Q?", text="This.")
                self.assertEqual((found.prompt, found.question, found.text), ("", "Q?", "This."))

        found = answer(prompt=TALK.slug, question="x" * 1001, text="This.")
        self.assertEqual((found.question, found.text), ("x" * 1000, "This."))


class SentTests(SimpleTestCase):
    def texts(self, sent: QueryDict) -> list[Any]:
        return [form["text"].value() for form in sent_answers(sent)]

    def test_answers_come_in_the_order_of_their_numbers(self) -> None:
        sent = data({"text": "c"}, {"text": "a"}, {"text": "b"}, numbers=(10, 0, 2))

        self.assertEqual(self.texts(sent), ["a", "b", "c"])

    def test_other_names_are_no_answers(self) -> None:
        for name in (
            "text",
            "answer-text",
            "answer--text",
            "answer-\u0663-text",
            "answer-1234567890-text",
            "answer-x-text",
        ):
            with self.subTest(name=name):
                self.assertEqual(sent_answers(QueryDict(f"{name}=words")), [])

    def test_however_many_there_are_all_are_read(self) -> None:
        sent = data(*({"text": str(number)} for number in range(200)))

        self.assertEqual(self.texts(sent), [str(number) for number in range(200)])


class KeptTests(SimpleTestCase):
    def test_the_answers_of_a_page_fill_a_form_each_and_come_back_the_same(self) -> None:
        answers = (
            Answer(prompt="what-happened", strategy=None, phase="notice", question="A?", text="1"),
            Answer(
                prompt="say-one-thing", strategy="talk", phase="respond", question="B?", text="2"
            ),
        )

        shown = kept_answers(answers)
        sent = data(
            *(
                {"prompt": form.slug, "question": form.shown_question, "text": form["text"].value()}
                for form in shown
            )
        )

        self.assertEqual([form.prefix for form in shown], ["answer-0", "answer-1"])
        back = sent_answers(sent)
        self.assertEqual([form.is_valid() for form in back], [True, True])
        self.assertEqual(tuple(form.answer(BOOK) for form in back), answers)


class AskedTests(SimpleTestCase):
    def test_a_question_comes_with_its_wording_and_no_words(self) -> None:
        form = asked(TALK, [])

        self.assertEqual(
            (form.prefix, form.slug, form.shown_question, form.has_words()),
            ("answer-0", "say-one-thing", "What could you say?", False),
        )

    def test_it_is_numbered_after_the_highest(self) -> None:
        among = [AnswerForm(prefix=f"answer-{number}") for number in (0, 7, 3)]

        self.assertEqual(asked(TALK, among).prefix, "answer-8")
