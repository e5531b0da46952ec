"""An answer on the form: the question as it was shown, and the words under it."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from msgspec import structs

from guidance.handbook import Handbook, Prompt
from journal.forms.fields import LineField, WordsField
from journal.page import Answer
from journal.suggest import counted_strategy

_FIELD = re.compile(r"answer-([0-9]{1,9})-[a-z]+")
_SLUG = re.compile(r"[-\w]{1,80}", re.ASCII)
_QUESTION = 1000


class AnswerForm(forms.Form):
    """One answer. The question travels with it, so that the page keeps the wording answered.

    What no writer types, prompt and question, is never refused: it would hold back the words.
    """

    prompt = LineField(widget=forms.HiddenInput)
    question = LineField(widget=forms.HiddenInput)
    text = WordsField(label="Your answer", widget=forms.Textarea(attrs={"rows": 6}))

    def clean_prompt(self) -> str:
        """Return the slug, "" for what is none."""
        slug: str = self.cleaned_data["prompt"]
        return slug if _SLUG.fullmatch(slug) else ""

    def clean_question(self) -> str:
        """Return the question, cut where it is longer than any of ours."""
        question: str = self.cleaned_data["question"]
        return question[:_QUESTION]

    def has_words(self) -> bool:
        """Whether something was typed under the question."""
        return bool(str(self["text"].value() or "").strip())

    @property
    def slug(self) -> str:
        """The prompt's slug, as sent or as filled in."""
        return str(self["prompt"].value() or "")

    @property
    def shown_question(self) -> str:
        """The question as the writer sees it."""
        return str(self["question"].value() or "")

    def answer(self, handbook: Handbook, kept: Iterable[Answer] = ()) -> Answer:
        """Return the answer for the page. A prompt that has left the guide keeps its wording.

        What was `kept` before still counts for what it counted for, however the guide changed.
        """
        slug, asked = self.cleaned_data["prompt"], self.cleaned_data["question"]
        for one in kept:
            if (one.prompt, one.question) == (slug, asked):
                return structs.replace(one, text=self.cleaned_data["text"])
        prompt = handbook.prompts.get(slug)
        return Answer(
            prompt=slug,
            strategy=counted_strategy(prompt) if prompt else None,
            phase=prompt.phase if prompt else "respond",
            question=asked or (prompt.question if prompt else ""),
            text=self.cleaned_data["text"],
        )


def is_answer_field(name: str) -> bool:
    """Whether a field of that name belongs to an answer."""
    return bool(_FIELD.fullmatch(name)) and name.rpartition("-")[2] in AnswerForm.base_fields


def sent_answers(data: Mapping[str, Any]) -> list[AnswerForm]:
    """Return a bound form for each answer that was sent, in order."""
    numbers = {match[1] for name in data if (match := _FIELD.fullmatch(name))}
    return [AnswerForm(data, prefix=f"answer-{number}") for number in sorted(numbers, key=int)]


def kept_answers(answers: tuple[Answer, ...]) -> list[AnswerForm]:
    """Return a form for each answer of a page, filled in."""
    return [
        AnswerForm(
            prefix=f"answer-{number}",
            initial={"prompt": one.prompt, "question": one.question, "text": one.text},
        )
        for number, one in enumerate(answers)
    ]


def asked(prompt: Prompt, among: list[AnswerForm]) -> AnswerForm:
    """Return an empty form for the prompt, numbered after those already there."""
    taken = [int(str(form.prefix).removeprefix("answer-")) for form in among]
    return AnswerForm(
        prefix=f"answer-{max(taken, default=-1) + 1}",
        initial={"prompt": prompt.slug, "question": prompt.question},
    )
