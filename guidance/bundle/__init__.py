"""The whole guidance as one JSON file: out of one installation and into another.

The file holds what readers see or saw: every published row, retired ones too, and the weights.
Drafts stay where they are. So does who checked a help line and when: a name is nobody else's
business, and a check is worth something only to whoever made it.
"""

from guidance.bundle.bringing import Moved, Plan, bring, look
from guidance.bundle.problems import Problem, Refused
from guidance.bundle.reading import MOST_BYTES, Bundle, read, too_large
from guidance.bundle.writing import FORMAT, VERSION, written

__all__ = [
    "FORMAT",
    "MOST_BYTES",
    "VERSION",
    "Bundle",
    "Moved",
    "Plan",
    "Problem",
    "Refused",
    "bring",
    "look",
    "read",
    "too_large",
    "written",
]
