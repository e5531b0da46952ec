"""The editor's desk: guidance, and nothing of what anybody writes."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin

from guidance.admin.fear import FearAdmin
from guidance.admin.feeling import FeelingAdmin
from guidance.admin.help_line import HelpLineAdmin
from guidance.admin.leaning import LeaningAdmin
from guidance.admin.prompt import PromptAdmin
from guidance.admin.sign import SignAdmin
from guidance.admin.strategy import StrategyAdmin
from guidance.admin.weight import WeightAdmin

admin.site.site_header = "The editor's desk"
admin.site.site_title = "Ajar"
admin.site.index_title = "Guidance"
admin.site.site_url = "/guide/"
# One door for everybody: the limits on wrong passwords count here too.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

__all__ = [
    "FearAdmin",
    "FeelingAdmin",
    "HelpLineAdmin",
    "LeaningAdmin",
    "PromptAdmin",
    "SignAdmin",
    "StrategyAdmin",
    "WeightAdmin",
]
