"""Erase what has been in the bin for 30 days."""

from typing import Any

from django.core.management.base import BaseCommand

from journal.models import Entry


class Command(BaseCommand):
    """`manage.py tidy`, to be run once a day. Says how many pages it erased."""

    help = "Erase the pages that have been in the bin for more than 30 days."

    def handle(self, *args: Any, **options: Any) -> None:
        """Delete expired entries with their steps."""
        _, found = Entry.objects.expired().delete()
        count = found.get("journal.Entry", 0)
        self.stdout.write(f"Erased {count} {'page' if count == 1 else 'pages'}.")
