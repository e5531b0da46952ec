"""What was to be published on a day that has come."""

import logging
from datetime import datetime

from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from guidance import editors, keeping, rows
from guidance.models import Version
from guidance.shipped import ContentError

log = logging.getLogger("ajar.guidance")


def publish_due(now: datetime | None = None) -> int:
    """Publish every version whose moment has come; return how many.

    Safe to run twice at once: the second finds nothing left. What fits no longer becomes a
    draft again, for an editor to see.
    """
    now = now or timezone.now()
    with transaction.atomic():
        editors.lock()
        return sum(_publish(version, now) for version in list(Version.objects.due(now)))


def next_at(noun: str) -> QuerySet[Version, datetime | None]:
    """Return the moment for which the next version of a noun waits, or nothing, as a query."""
    waiting = Version.objects.waiting().filter(noun=noun, publish_at__isnull=False)
    return waiting.order_by("publish_at").values_list("publish_at", flat=True)[:1]


def _publish(version: Version, now: datetime) -> bool:
    try:
        with transaction.atomic():
            row = rows.named(version.noun, version.slug)
            keeping.begin(row)
            keeping.show(row, version.form, now)
            last = keeping.of(row).first()
            # The form that readers see has the highest number of those they ever saw.
            number = version.number if last in (None, version) else last.number + 1
            Version.objects.filter(pk=version.pk).update(
                number=number, form=rows.form_of(row), said="published", published_at=now
            )
    except (ContentError, IntegrityError, ObjectDoesNotExist):
        log.warning("A version could not be published on its day. It is a draft again.")
        Version.objects.filter(pk=version.pk).update(publish_at=None, said="could not be published")
        return False
    return True
