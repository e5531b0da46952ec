"""The words around the pictures: what each shows, and what it cannot say.

Second person, short words, no cause: what is together on a page is together on a page.
"""

from typing import Final

NOT_ENOUGH: Final = "Not enough yet to show anything fair ({have} of {need}{of})."

CLOSENESS: Final = "How close you felt"
CLOSENESS_FEW: Final = (
    "A full dot is how close you felt, a ring is how close you wanted to be: "
    "7 is very close, 1 is worlds apart."
)
CLOSENESS_MANY: Final = (
    "A full dot is how close you felt: 7 is very close, 1 is worlds apart. There are many pages "
    "here, so a bigger dot is more of them, and how close you wanted to be has no dots."
)
CLOSENESS_LINE: Final = (
    "The full line is the middle answer of each {per}, "
    "the broken line the same for how close you wanted to be."
)
CLOSENESS_HONEST: Final = (
    "Felt and wanted may be far apart, and that is no fault. Where you did not write, "
    "the line has a gap."
)

SIGNS: Final = "Signs you noticed"
SIGNS_COLUMNS: Final = (
    "Each column is the pages of one {per}. The filled part is those with such a sign."
)
SIGNS_HONEST: Final = (
    "On days when you write more, you may notice more. A sign here is what you saw, "
    "and there may be some that you did not see."
)

TOGETHER: Final = "Noted on the same page"
TOGETHER_CELLS: Final = (
    "On how many pages you noted a sign together with a guess about what might be underneath, "
    "in you. Pairs you noted fewer than 3 times are left out."
)
TOGETHER_HONEST: Final = (
    "Some pairs meet by chance. Two things on one page do not tell you that one leads to the other."
)

TOGETHER_NONE: Final = "No pair was noted 3 times, so there is nothing fair to show."

STEPS: Final = "After a small step"
STEPS_COUNTED: Final = (
    "After a step you did, all or part of it, the next page about the same person was closer in "
    "{did} of {of_did}. "
    "After pages with no step it was closer in {without} of {of_without}."
)
TOO_FEW: Final = "Too few to tell apart."
APART: Final = "The two differ in your notes. Your notes cannot say what made the difference."
STEPS_HONEST: Final = (
    "Only next pages 1 to 7 days later count, and one that comes so soon after a step you did "
    "does not count as after no step. People often take a step on a low day, and after "
    "a low day a better one often comes anyway. The thin line shows how unsure each number is."
)
AFTER_A_STEP: Final = "After a step"
AFTER_NO_STEP: Final = "After no step"

SAT: Final = "How writing sat with you"
SAT_COUNTED: Final = "How you felt after writing, compared with before, on pages where you said so."
SAT_HONEST: Final = "Heavier is common when you write about hard things, and it often passes."
SAT_NAMES: Final = {"lighter": "Lighter", "same": "The same", "heavier": "Heavier"}

SIDES: Final = "By your account, who"
SIDES_COUNTED: Final = "On how many pages you noticed a sign in you, in them, or in both of you."
SIDES_HONEST: Final = "This is how it looked from where you stood. From their side it may differ."
SIDE_NAMES: Final = {"me": "You", "them": "Them", "both": "Both of you"}

KIND_NAMES: Final = {"distance": "Distance", "warmth": "Warmth"}
