"""Erase what is over: pages that were in the bin for 30 days, and sessions that ended."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction

from journal.models import Entry


class Command(BaseCommand):
    """`manage.py tidy`, to be run once a day. Says how many pages it erased."""

    help = "Erase pages that have been in the bin for 30 days, and sessions that have ended."

    def handle(self, *args: Any, **options: Any) -> None:
        """Delete expired entries with their steps, and expired sessions."""
        call_command("clearsessions")
        count = sum(iter(self._erase_some, 0))
        self.stdout.write(f"Erased {count} {'page' if count == 1 else 'pages'}.")

    def _erase_some(self) -> int:
        """Erase up to 500 expired pages, held meanwhile, so that none is brought back and lost."""
        with transaction.atomic():
            expired = Entry.objects.expired().select_for_update()
            ids = list(expired.values_list("pk", flat=True)[:500])
            Entry.objects.filter(pk__in=ids).delete()
        return len(ids)
