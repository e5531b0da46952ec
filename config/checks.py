"""Checks of our own: what an operator would like to hear before writers do."""

from typing import Any
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import DatabaseError
from django.utils import timezone

NO_HELP_LINES = Warning(
    "No verified crisis line and abuse line is published.",
    hint=(
        "The help page shows the emergency numbers and the international directory until an"
        " editor has verified a help line of both kinds at its source and published it."
    ),
    id="ajar.W001",
)
LEAVE_URL_IS_NOT_HTTPS = Error(
    "AJAR_LEAVE_URL must be a whole https:// address.",
    hint=(
        "Whoever taps Leave quickly goes there, perhaps while someone watches: choose a plain"
        " and busy site, such as https://www.wikipedia.org/."
    ),
    id="ajar.E001",
)


@register(Tags.security, deploy=True)
def help_lines_are_verified(**kwargs: Any) -> list[CheckMessage]:
    """Warn while no crisis line or no abuse line may be shown. Says so too without a database."""
    help_line: Any = apps.get_model("guidance", "HelpLine")
    lines = help_line.objects.shown_on(timezone.localdate())
    try:
        shown = set(lines.values_list("category", flat=True))
    except DatabaseError:
        shown = set()
    return [] if {"crisis", "abuse"} <= shown else [NO_HELP_LINES]


@register(Tags.security)
def leave_address_is_https(**kwargs: Any) -> list[CheckMessage]:
    """Refuse to start where Leave quickly would go over plain HTTP, or nowhere."""
    parts = urlsplit(settings.LEAVE_URL)
    return [] if parts.scheme == "https" and parts.hostname else [LEAVE_URL_IS_NOT_HTTPS]
