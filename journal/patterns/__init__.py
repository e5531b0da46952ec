"""Pictures of what a writer wrote: pages in, numbers and places to draw out; pure.

Same input, same pictures, whatever its order. Nothing is shown below its minimum, every number
knows the pages behind it, and none is a score: what changes, and why, is not said.
"""

from journal.patterns.board import Patterns, patterns
from journal.patterns.lately import Lantern, lanterns
from journal.patterns.numbers import Enough, Number, Row, Table
from journal.patterns.records import LookedBack, Noted, Opened, Span, first_day

__all__ = [
    "Enough",
    "Lantern",
    "LookedBack",
    "Noted",
    "Number",
    "Opened",
    "Patterns",
    "Row",
    "Span",
    "Table",
    "first_day",
    "lanterns",
    "patterns",
]
