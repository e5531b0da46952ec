"""`manage.py make_demo`: a made-up writer with a year of pages, to look at."""

from io import StringIO
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction

from accounts import closing, demo
from accounts.models import User
from journal.management.demo.telling import tell
from journal.models import Entry, Journal

ZONE = "Europe/London"


class Command(BaseCommand):
    """Refuses where others could sign up, and where someone already writes."""

    help = "Make the demo account with its year of pages, anew and up to today."
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        """What to do where the demo is there already."""
        parser.add_argument("--once", action="store_true", help="Leave one that is there alone.")
        parser.add_argument("--remove", action="store_true", help="Only erase what is there.")

    def handle(self, *args: Any, once: bool, remove: bool, **options: Any) -> None:
        """Make, leave or erase it. Raise CommandError with the reason why it may not be here."""
        before = _demo() if _tables_exist() else None
        if remove:
            self._remove(before)
            return
        if before is None or not once:
            _refuse(before)
            # Its lines are about starting, and its keys about losing: nothing is lost here.
            call_command("prepare", stdout=StringIO())
            pages = _make()
            self.stdout.write(
                f"The demo journal has {pages} pages, up to yesterday. All of it is made up.\n"
                f"Sign in as {demo.ADDRESS} with the password: {demo.PASSWORD}"
            )

    def _remove(self, account: User | None) -> None:
        if account:
            closing.close(account)
        self.stdout.write("The demo account is erased." if account else "There is no demo account.")


def _refuse(before: User | None) -> None:
    """Raise CommandError where a demo may not be made."""
    reason = demo.why_not()
    if not reason and not before and _tables_exist() and User.objects.exists():
        reason = "Someone has an account here. The demo wants a database of its own: make demo"
    if reason:
        raise CommandError(f"{reason}\nThere is no demo here, and nothing was changed.")


def _make() -> int:
    """Erase the demo as it was, make it anew, and return how many pages it has."""
    with transaction.atomic():
        if before := _demo():
            closing.close(before)
        account = User.objects.create_user(demo.ADDRESS, demo.PASSWORD, time_zone=ZONE)
        journal = Journal.objects.of(account)
        tell(journal)
        return Entry.objects.kept().filter(journal=journal).count()


def _demo() -> User | None:
    return User.objects.of_the_demo()


def _tables_exist() -> bool:
    return User._meta.db_table in connection.introspection.table_names()
