"""Letters as a search compares them: without case, accents and the ways of writing one sign.

    typed       Søren’s CAFÉ
    loosened    Soren's CAFE + accent     letters and their accents apart
    folded      soren's cafe              accents gone, small letters

Spaces stay as they are. Joining two folded texts gives the fold of the joined text, as long
as no accent was parted from its letter (`journal.find.clusters`).
"""

import re
from unicodedata import normalize

# Typed in one way on a phone, in another on a computer.
_SIGNS = (
    *((sign, "'") for sign in "\u2019\u2018\u02bc\u2032\u00b4"),
    *((sign, '"') for sign in "\u201c\u201d\u201e\u201f\u00ab\u00bb"),
    *((sign, "-") for sign in "\u2013\u2014\u2010\u2011\u2012\u2015\u2212"),
    ("\u2026", "..."),
)
# What Unicode counts as letters of their own, and who types in a hurry does not.
_LETTERS = (
    *zip("øØłŁđĐħĦıßẞ", ("o", "O", "l", "L", "d", "D", "h", "H", "i", "ss", "SS"), strict=True),
    *zip("æÆœŒ", ("ae", "AE", "oe", "OE"), strict=True),
    *zip("\u2032\u02bc\u2212\u2013\u2014", "''---", strict=True),  # from rarer forms of them
    ("\u0345", ""),  # an accent that would become a letter when made small
    ("\u00ad", ""),  # a hyphen that is not seen
)
# Accents of Latin, Greek and Cyrillic, points of Hebrew and Arabic, and what is not seen at all.
# Not here: signs that make another letter, as in Japanese or Hindi.
LEFT_OUT = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0610-\u061a\u061c\u0640\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff"
    "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufe20-\ufe2f\ufeff]+"
)
# Small alphabets that hold no accent by itself, so that writing a loosened text in one of them
# and ignoring the rest takes the accents away at once: Latin, Cyrillic, Greek.
_ALPHABETS = ("ascii", "iso8859_5", "iso8859_7")


def plain_signs(text: str) -> str:
    """Return the text with straight quotes, apostrophes and hyphens."""
    for sign, plain in _SIGNS:
        text = text.replace(sign, plain)
    return text


def loosen(text: str) -> str:
    """Return the text with letters and accents apart. `finish` makes the fold of it."""
    text = plain_signs(text)
    if text.isascii():
        return text
    text = normalize("NFKD", text)
    for letter, plain in _LETTERS:
        text = text.replace(letter, plain)
    return text


def finish(loose: str) -> str:
    """Return the fold of a loosened text."""
    if loose.isascii():
        return loose.lower()
    # Joined again at the end, so that a Korean syllable is no part of a longer one.
    return normalize("NFC", "".join(LEFT_OUT.split(loose)).casefold())


def fold(text: str) -> str:
    """Return the text without case and accents. Total; folding twice is folding once."""
    return text.lower() if text.isascii() else finish(loosen(text))


def alphabet_of(word: str) -> str | None:
    """Return the small alphabet in which a folded word can be written, if there is one."""
    for alphabet in _ALPHABETS:
        try:
            word.encode(alphabet)
        except UnicodeEncodeError:
            continue
        return alphabet
    return None


def written(loose: str, alphabet: str) -> bytes:
    """Return what a small alphabet can hold of a loosened text, in small letters.

    A folded word of this alphabet that is in the text is in these bytes too; the reverse
    need not be so. This costs a third of a fold.
    """
    if alphabet == "ascii":
        return loose.encode("ascii", "ignore").lower()
    return loose.casefold().encode(alphabet, "ignore")
