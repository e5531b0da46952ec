"""What every screen may use: the frame of the house."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from guidance.wording import SAFETY

# The screens within each of the tabs of the masthead, apart from the one that it opens.
_WITHIN = {
    "today": ("draft", "draft_removal"),
    "journal": (
        *("entry", "entry_edit", "entry_step", "entry_line", "bin", "find", "kept"),
        *("people", "person", "person_card", "person_merge", "steps"),
        *("journal_year", "journal_month", "journal_month_pages", "journal_day"),
    ),
    "guide": ("guide_page",),
}
_TABS = {screen: tab for tab, screens in _WITHIN.items() for screen in screens}


def house(request: HttpRequest) -> dict[str, Any]:
    """Return what `base.html` wants. Asks no query, so that a visitor costs none.

    `here` is the name of the address being shown, None where the address led nowhere; `within`
    is the tab of the masthead that it is part of, if it is not one itself.
    """
    match = request.resolver_match
    here = match.url_name if match else None
    return {
        "here": here,
        "within": _TABS.get(here or ""),
        "leave_url": settings.LEAVE_URL,
        "source_url": settings.SOURCE_URL,
        "safety": SAFETY,
    }
