"""The guidance as one frozen structure, read again only when a row has changed."""

import logging
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Subquery
from django.utils import timezone

from guidance import binding, due, imagined
from guidance.handbook import Handbook
from guidance.models import HelpLine
from guidance.shipped import Form

log = logging.getLogger("ajar.guidance")

# One query, written out: it runs on nearly every request, and building it would cost more than
# running it. How many rows there are and when one was last changed tells any edit; the codes,
# which are made at random, tell two databases apart that were loaded in the same moment. The
# last line says when the next version is to be published, if one waits for its day.
VERSION = """
    SELECT 'sign', COUNT(*), MAX(edited_at), MIN(code) FROM guidance_sign
    UNION ALL SELECT 'fear', COUNT(*), MAX(edited_at), MIN(code) FROM guidance_fear
    UNION ALL SELECT 'strategy', COUNT(*), MAX(edited_at), MIN(code) FROM guidance_strategy
    UNION ALL SELECT 'leaning', COUNT(*), MAX(edited_at), MIN(code) FROM guidance_leaning
    UNION ALL SELECT 'feeling', COUNT(*), MAX(edited_at), NULL FROM guidance_feeling
    UNION ALL SELECT 'behaviour', COUNT(*), MAX(edited_at), NULL FROM guidance_behaviour
    UNION ALL SELECT 'action', COUNT(*), MAX(edited_at), NULL FROM guidance_action
    UNION ALL SELECT 'prompt', COUNT(*), MAX(edited_at), NULL FROM guidance_prompt
    UNION ALL SELECT 'weight', COUNT(*), MAX(edited_at), NULL FROM guidance_weight
    UNION ALL SELECT 'due', 0, MIN(publish_at), NULL FROM guidance_version
        WHERE published_at IS NULL AND dropped_at IS NULL AND publish_at IS NOT NULL
"""
PAUSE = timedelta(minutes=1)
"""How long this process waits before it tries again to publish what it could not."""

Version = frozenset[tuple[Any, ...]]

_held: tuple[Version, Handbook] | None = None
_failed_at: datetime | None = None


def current() -> Handbook:
    """Return all guidance, what is retired too. One query while nothing has changed.

    What was to be published by now is published first.
    """
    global _held
    version, next_at = _version()
    if next_at and next_at <= timezone.now() and _publish_due():
        version, _ = _version()
    # Read into a local first: another thread may put a newer one there at any time.
    held = _held
    if held is None or held[0] != version:
        held = _held = (version, binding.bind())
    return held[1]


def help_lines(day: date) -> list[HelpLine]:
    """Return the help lines that a visitor sees that day, published first if they are due.

    One query while there are any, and nothing is due.
    """
    shown: Any = HelpLine.objects.shown_on(day).annotate(next_at=Subquery(due.next_at("helpline")))
    lines = list(shown)
    next_at = lines[0].next_at if lines else due.next_at("helpline").first()
    if next_at and next_at <= timezone.now() and _publish_due():
        lines = list(shown.all())
    return lines


def last_known() -> Handbook | None:
    """Return what this process read last, without a query; None where it has read nothing yet."""
    held = _held
    return held[1] if held else None


def with_form(noun: str, form: Form) -> Handbook:
    """Return the handbook as it would be with this one row so, draft or not; nothing is saved.

    The form may lack fields and hold what would not fit; see `guidance.imagined`.
    """
    return imagined.with_form(current(), noun, form)


def with_weights(form: Form) -> Handbook:
    """Return the handbook as it would be with these weights; nothing is saved."""
    return imagined.with_weights(current(), form)


def _version() -> tuple[Version, datetime | None]:
    """Return what tells any edit, and when the next version is to be published."""
    with connection.cursor() as cursor:
        cursor.execute(VERSION)
        found = {row[0]: row for row in cursor.fetchall()}
    next_at = found.pop("due")[2]
    if isinstance(next_at, str):  # SQLite has no moments of its own
        next_at = datetime.fromisoformat(next_at).replace(tzinfo=UTC)
    return frozenset(found.values()), next_at


def _publish_due() -> bool:
    """Publish what is due; whether that went well. Where it does not, readers keep the old text."""
    global _failed_at
    now = timezone.now()
    if _failed_at and _failed_at <= now < _failed_at + PAUSE:
        return False
    try:
        due.publish_due(now)
    except Exception:
        _failed_at = now
        log.exception("What was to be published by now could not be. It is tried again.")
        return False
    return True
