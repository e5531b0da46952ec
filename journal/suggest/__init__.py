"""Which way back to suggest, and which question. Pages in, strategies out; pure.

Same input, same answer: there is no chance in it, and a reload never changes it. No sign,
fear, strategy or prompt is named here; what the rules need to know of one is data on it.
"""

from journal.page import Worth
from journal.suggest.about import About, Check
from journal.suggest.gate import Gate, GateAnswer, asked, question_allowed
from journal.suggest.history import Past, PastStep, history_before
from journal.suggest.prompts import Offer, counted_strategy
from journal.suggest.scores import scores
from journal.suggest.suggestion import Suggestion, offer, suggest

__all__ = [
    "About",
    "Check",
    "Gate",
    "GateAnswer",
    "Offer",
    "Past",
    "PastStep",
    "Suggestion",
    "Worth",
    "asked",
    "counted_strategy",
    "history_before",
    "offer",
    "question_allowed",
    "scores",
    "suggest",
]
