"""Erase what is over: pages that were in the bin for 30 days, drafts that nobody opened as long,
sessions and counters that ended. What editors dated is published, should nobody have asked for it.

And the traces that erased rows leave in the database's files, of closed accounts too.
"""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import Error, transaction

from accounts import free_space, limits
from guidance import due
from journal.models import Draft, Entry


def _counted(count: int, one: str) -> str:
    return f"{count} {one if count == 1 else one + 's'}"


def _and_drafts(count: int) -> str:
    return f" and {_counted(count, 'draft')}" if count else ""


class Command(BaseCommand):
    """`manage.py tidy`, to be run once a day. Says how many pages and drafts it erased."""

    help = "Erase pages in the bin and unopened drafts after 30 days, and sessions that have ended."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take `--quick`, for a start that someone waits for."""
        parser.add_argument(
            "--quick",
            action="store_true",
            help="Write the tables anew only if something was erased and they are small.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Publish what is due; delete expired pages and drafts, sessions, counters; write anew."""
        due.publish_due()
        call_command("clearsessions")
        limits.sweep()
        drafts, _ = Draft.objects.expired().delete()
        count = sum(iter(self._erase_some, 0))
        if not options["quick"]:
            self.stdout.write(f"Erased {_counted(count, 'page')}{_and_drafts(drafts)}.")
            transaction.on_commit(self._empty)
        elif count or drafts:
            transaction.on_commit(free_space.empty_if_small)

    def _empty(self) -> None:
        try:
            free_space.empty()
        except Error:
            self.stderr.write(
                "Traces of what was erased may be left in the database's files, because a table"
                " was busy or the disk is nearly full. The next run tries again."
            )

    def _erase_some(self) -> int:
        """Erase up to 500 expired pages, held meanwhile, so that none is brought back and lost."""
        with transaction.atomic():
            expired = Entry.objects.expired().select_for_update()
            ids = list(expired.values_list("pk", flat=True)[:500])
            Entry.objects.filter(pk__in=ids).delete()
        return len(ids)
