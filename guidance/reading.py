"""How hard a text is to read. Pure, and for English only."""

import re

_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
# Only the first of many marks begins an end: else each of them would be gone through to the last.
_END = re.compile(r"(?<![.!?…])[.!?…]+[\"”’)]*(?:\s|$)|\n")


def words(text: str) -> list[str]:
    """Return the words of a text; "e-mail" and "isn’t" are one each."""
    return _WORD.findall(text)


def sentences(text: str) -> list[str]:
    """Return the sentences of a text that have words; the end of a line ends one too."""
    return [part.strip() for part in _END.split(text) if words(part)]


def syllables(word: str) -> int:
    """Return how many syllables an English word has, by its groups of vowels.

    A last e is silent, but in "-le"; so is the e of "-es" and "-ed" after most letters.
    """
    word = word.lower()
    count = len(re.findall(r"[aeiouy]+", word))
    if re.search(r"[^aeiouyl]e$|[^aeiouydt]ed$|[^aeiouyscxzgh]es$|[aeiouy]le$", word):
        count -= 1
    return max(count, 1)


def grade(text: str) -> float:
    """Return the school grade in which a text is read with ease, after Flesch and Kincaid (1975).

        grade = 0.39 · words per sentence + 11.8 · syllables per word - 15.59

    A grade of 8 is what most people read with ease at thirteen. Meant for a passage: of a
    single line it says little. A text without a word has grade 0.
    """
    found = words(text)
    if not found:
        return 0.0
    per_word = sum(map(syllables, found)) / len(found)
    return 0.39 * len(found) / len(sentences(text)) + 11.8 * per_word - 15.59
