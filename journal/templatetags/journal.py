"""What the journal adds to screens that are not its own."""

from typing import Any

from django import template

from journal.forms.settings import JournalSettingsForm
from journal.vault.keyring import Locked
from journal.vault.slots import BadKeys

register = template.Library()


@register.inclusion_tag("journal/settings/_journal.html", takes_context=True)
def journal_settings(context: dict[str, Any]) -> dict[str, Any]:
    """Show what a writer may set for their journal; of one that cannot be opened, nothing."""
    try:
        settings = context["request"].journal.settings
    except (Locked, BadKeys):
        return {}
    # The token goes along by itself.
    return {"form": JournalSettingsForm(settings=settings)}
