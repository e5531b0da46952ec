"""What the journal adds to screens that are not its own."""

from typing import Any

from django import template

from journal.forms.settings import JournalSettingsForm
from journal.vault.keyring import Locked
from journal.vault.slots import BadKeys
from journal.views.counts import bars, count_rows, discs
from journal.views.line import line

register = template.Library()
# {% line reading %}, or {% line reading match %} for what was found.
register.simple_tag(line)
for draw in (count_rows, bars, discs):
    register.simple_tag(draw)


@register.inclusion_tag("journal/settings/_journal.html", takes_context=True)
def journal_settings(context: dict[str, Any]) -> dict[str, Any]:
    """Show what a writer may set for their journal; of one that cannot be opened, nothing."""
    try:
        settings = context["request"].journal.settings
    except (Locked, BadKeys):
        return {}
    # The token goes along by itself.
    return {"form": JournalSettingsForm(settings=settings)}
