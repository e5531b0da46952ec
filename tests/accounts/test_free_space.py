"""Writing the database anew: nothing deleted is left, and whoever uses it is not held up."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from threading import Event, Thread

from django.core.management import call_command
from django.db import connection, transaction
from django.test import TransactionTestCase

from accounts import free_space
from accounts.models import User
from journal.models import Entry
from tests.accounts.test_closing import live, seen, traces
from tests.base import make_user


def settings_of_the_connection() -> list[str]:
    """Return how long this connection waits for others."""
    asked = (
        ["PRAGMA busy_timeout"]
        if connection.vendor == "sqlite"
        else ["SHOW lock_timeout", "SHOW statement_timeout"]
    )
    with connection.cursor() as cursor:
        found = [str(cursor.execute(line).fetchone()[0]) for line in asked]
    return [*found, str(getattr(connection.connection, "patience", ""))]


@contextmanager
def someone_in_the_middle_of_it() -> Iterator[None]:
    """Let another connection hold a transaction open that has touched the accounts."""
    begun, over = Event(), Event()

    def hold() -> None:
        try:
            with transaction.atomic():
                User.objects.update(time_zone="UTC")
                begun.set()
                over.wait(timeout=20)
        finally:
            connection.close()

    other = Thread(target=hold)
    other.start()
    begun.wait(timeout=20)
    try:
        yield
    finally:
        over.set()
        other.join(timeout=20)


class FreeSpaceTests(TransactionTestCase):
    def test_the_nightly_run_leaves_nothing_of_a_deleted_page(self) -> None:
        ada = live("ada", pages=4)
        page = {"sealed": traces(ada)["sealed"]}
        self.assertEqual(seen(page), {"sealed": True})
        Entry.objects.all().delete()
        ada.journal.people.all().delete()
        # PostgreSQL leaves it where it was; SQLite puts zeros over it at once.
        self.assertEqual(seen(page), {"sealed": connection.vendor == "postgresql"})

        call_command("tidy", stdout=StringIO())

        self.assertEqual(seen(page), {"sealed": False})

    def test_a_busy_database_is_not_waited_for_long_and_is_as_it_was(self) -> None:
        make_user("ada")
        before = settings_of_the_connection()

        with someone_in_the_middle_of_it():
            done = free_space.empty_if_small()

        self.assertEqual((done, settings_of_the_connection()), (False, before))
        self.assertEqual(free_space.empty_if_small(), True)
        self.assertEqual(settings_of_the_connection(), before)
