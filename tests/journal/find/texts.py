"""Any text and any query, and such as are hard to fold."""

# ruff: noqa: RUF001 - letters that look like others are what this is about.

from hypothesis import settings
from hypothesis import strategies as st

# No deadline: a busy machine is no fault of the search.
anything = settings(max_examples=150, deadline=None)

# Letters that change their length, are written in two ways, or belong to the one before.
HARD = (
    "a", "A", "é", "e\u0301", "E", "ß", "ẞ", "s", "İ", "ı", "i", "I", "ﬃ", "f", "œ", "Ø", "đ",
    "σ", "ς", "Σ", "ᾳ", "й", "и", "가", "각", "\u1100\u1161", "\u11a8", "ㄱ", "ㅏ",
    "が", "か", "\u3099", "ｶ\uff9e", "क", "ि", "कि", "ש\u05c1", "ب\u064f", "中",
    "👍", "👍🏽", "🏽", "❤\ufe0f", "❤\ufe0f\u200d🔥", "🔥",
    "\U0001f1e9", "\U0001f1ea", "1\ufe0f\u20e3",
    " ", "\u00a0", "\n", "\n\n", ". ", "\u00ad", "\u200d", "\u200b", "\u0301", "\u0345",
    "’", "'", "–", "-", "…", "“", '"', "´", "\0", "\x1c", "\ud800", "½", "\u00a8",
)  # fmt: skip

ANY = st.text(st.characters(exclude_categories=()), max_size=60)
MIXED = st.lists(st.sampled_from(HARD) | st.sampled_from("abc def. "), max_size=40).map("".join)
LONG = st.builds(lambda left, mid, right: left * 9 + mid + right * 9, MIXED, MIXED, MIXED)
TEXTS = ANY | MIXED | LONG


@st.composite
def texts_with_a_piece(draw: st.DrawFn) -> tuple[str, str]:
    """Draw a text, and a piece of it in whatever case."""
    text = draw(MIXED | LONG)
    start = draw(st.integers(0, len(text)))
    piece = text[start : start + draw(st.integers(1, 12))]
    return text, draw(st.sampled_from((piece, piece.upper(), piece.lower())))
