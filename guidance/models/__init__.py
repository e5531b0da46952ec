"""The article as content: what editors reword, reorder and retire."""

from guidance.models.fear import Behaviour, Fear
from guidance.models.feeling import Feeling
from guidance.models.help_line import HelpLine
from guidance.models.leaning import Leaning
from guidance.models.prompt import Prompt
from guidance.models.shelved import Coded, Shelved
from guidance.models.sign import Sign
from guidance.models.strategy import Action, Strategy
from guidance.models.version import Version
from guidance.models.weight import Weight

__all__ = [
    "Action",
    "Behaviour",
    "Coded",
    "Fear",
    "Feeling",
    "HelpLine",
    "Leaning",
    "Prompt",
    "Shelved",
    "Sign",
    "Strategy",
    "Version",
    "Weight",
]
