"""How guidance is to sound, as far as a list can tell. Pure; it warns, and refuses nothing.

The lists are short on purpose, and for English. They find a word, not what is meant by it:
the last word is the editor's.
"""

import re
from collections.abc import Iterator, Mapping
from math import ceil
from typing import Any

from guidance import reading

TEXTS: Mapping[str, tuple[str, ...]] = {
    "sign": ("name", "summary", "me", "them", "about"),
    "fear": ("name", "summary", "about", "roots"),
    "behaviour": ("name", "description"),
    "strategy": ("name", "summary", "about"),
    "action": ("name", "description"),
    "prompt": ("title", "question", "hints", "care_note"),
    "feeling": ("name",),
    "leaning": ("name", "summary", "about"),
}
"""The fields that readers read, by noun. A help line speaks in its own words."""

LONG_SENTENCE = 20
LONG_WORD = 4
"""Syllables from which a word is long."""
PASSAGE = 60
"""Words from which a school grade says something."""
HARD = 7
"""The highest school grade that passes."""

# Long, and yet everybody's.
_EVERYDAY = re.compile(
    r"(?:any|every|some)\w+|ordinary|relationships?|inform\w+|impossible|understand\w*", re.I
)

_WORDS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(rf"\b(?:{pattern})\b", re.I), sentence)
    for pattern, sentence in (
        ("why", "“{}” can sound like blame. Asking what, when or how is gentler."),
        ("always|never", "“{}” is seldom true of people. “Often” or “seldom” may be fairer."),
        (
            "should(?:n[’']?t|[’']ve)?|ought to",
            "“{}” can sound like a rule. “Might” or “could” leaves a choice.",
        ),
        (
            "he|him|his|she|hers?|(?:him|her)self",
            "“{}” leaves somebody out. “They” fits everyone who may read this.",
        ),
        (
            r"narciss\w+|borderline|bipolar|psycho\w*|sociopath\w*|neuro(?:tic|sis)|hysteri\w+"
            r"|patholog\w+|dysfunction\w*|disorder\w*|disturbed|syndromes?|symptoms?"
            r"|diagnos\w+|depressi(?:on|ve)|phobi(?:a|as|c)|trauma\w*|co-?dependen\w+|toxic\w*"
            r"|attachment (?:style|type|issue)s?|(?:anxious|avoidant)(?:ly)? attach\w+"
            r"|gaslight\w*|abusers?|clingy|commitment issues?|mental(?:ly)? ill\w*|abnormal",
            "“{}” can sound like a diagnosis. Saying what someone did is fairer.",
        ),
    )
)

_ACTORS = {
    "me": (re.compile(r"(?:I|We)\b", re.I), "Begin with “I” or “We”, so that it says who did it."),
    "them": (
        re.compile(r"(?:They|We)\b", re.I),
        "Begin with “They” or “We”, so that it says who did it.",
    ),
}


def warnings(noun: str, form: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield a field and a sentence for each thing in a form that might be said more gently."""
    for name in TEXTS.get(noun, ()):
        text = form.get(name)
        if isinstance(text, str):
            yield from ((name, sentence) for sentence in _of_text(text))
            if noun == "sign" and name in _ACTORS:
                actor, sentence = _ACTORS[name]
                if text.strip() and not actor.match(text.strip()):
                    yield name, sentence


def _of_text(text: str) -> Iterator[str]:
    for pattern, sentence in _WORDS:
        found = dict.fromkeys(match.group().lower() for match in pattern.finditer(text))
        yield from (sentence.format(word.capitalize()) for word in found)
    for one in reading.sentences(text):
        count = len(reading.words(one))
        if count > LONG_SENTENCE:
            yield f"“{_opening(one)} …” has {count} words. Up to {LONG_SENTENCE} are easy to read."
    for word in dict.fromkeys(map(str.lower, reading.words(text))):
        if reading.syllables(word) >= LONG_WORD and not _everyday(word):
            yield f"“{word.capitalize()}” is a long word. Is there a plain one?"
    if len(reading.words(text)) >= PASSAGE and (grade := reading.grade(text)) > HARD:
        yield (
            f"This reads like school grade {ceil(grade)}. Shorter sentences and shorter words"
            " reach more people."
        )


def _everyday(word: str) -> bool:
    """Return whether a long word is one that everybody says, or is made of short ones."""
    parts = word.split("-")
    return all(
        bool(_EVERYDAY.fullmatch(part)) or reading.syllables(part) < LONG_WORD for part in parts
    )


def _opening(sentence: str) -> str:
    return " ".join(sentence.split()[:4])
