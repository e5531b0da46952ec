"""What every screen may use: the frame of the house."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from guidance.wording import SAFETY


def house(request: HttpRequest) -> dict[str, Any]:
    """Return what `base.html` wants. Asks no query, so that a visitor costs none.

    `here` is the name of the address being shown, None where the address led nowhere.
    """
    match = request.resolver_match
    return {
        "here": match.url_name if match else None,
        "leave_url": settings.LEAVE_URL,
        "source_url": settings.SOURCE_URL,
        "safety": SAFETY,
    }
