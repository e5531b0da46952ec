"""Strategies that make hostile texts."""

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from tests.faults.naughty import CONTROLS, NAUGHTY

_MARKS = "\r\n\t \x00\x0b\x85\u2028\u200b\u200d\u202e\ufeff\ufffe\uffff\ud83d\ude00<>&'\"\\{}%"
_FRAGMENTS = st.sampled_from((*NAUGHTY[:-5], *CONTROLS))


def hostile() -> SearchStrategy[str]:
    """Return texts of any code points, halves of letters too, and of fragments known to hurt."""
    anything = st.characters(categories=None)
    pieces = st.one_of(
        st.text(anything, max_size=8), st.text(st.sampled_from(_MARKS), max_size=6), _FRAGMENTS
    )
    return st.one_of(
        st.text(anything, max_size=60),
        st.text(st.sampled_from(_MARKS), max_size=30),
        st.lists(pieces, max_size=4).map("".join),
    )


def sendable() -> SearchStrategy[str]:
    """Return hostile texts that a browser can send: it has no half letters."""
    return hostile().map(
        lambda text: text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    )
