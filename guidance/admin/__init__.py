"""The editor's desk: guidance, and nothing of what anybody writes."""

from guidance.admin.action import ActionAdmin
from guidance.admin.behaviour import BehaviourAdmin
from guidance.admin.fear import FearAdmin
from guidance.admin.feeling import FeelingAdmin
from guidance.admin.help_line import HelpLineAdmin
from guidance.admin.leaning import LeaningAdmin
from guidance.admin.prompt import PromptAdmin
from guidance.admin.sign import SignAdmin
from guidance.admin.strategy import StrategyAdmin

__all__ = [
    "ActionAdmin",
    "BehaviourAdmin",
    "FearAdmin",
    "FeelingAdmin",
    "HelpLineAdmin",
    "LeaningAdmin",
    "PromptAdmin",
    "SignAdmin",
    "StrategyAdmin",
]
