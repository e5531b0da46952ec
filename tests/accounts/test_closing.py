"""Closing an account erases every row of it, and every byte, and touches nobody else's."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event, Semaphore, Thread
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import IntegrityError, connection
from django.test import Client, TransactionTestCase

from accounts.closing import close
from accounts.models import User
from journal.models import Entry, Journal, KeySlot, Person, Step
from tests.base import PASSWORD, TestCase, make_user, set_up_second_factor
from tests.journal.factories import make_entry, make_person

CLOSING = "/settings/closing/"

# So late that all else is deleted by then.
REFUSE_TO_DELETE_ACCOUNTS = {
    "sqlite": [
        "CREATE TRIGGER refuse BEFORE DELETE ON accounts_user BEGIN SELECT RAISE(ABORT, 'no'); END",
    ],
    "postgresql": [
        "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql"
        " AS 'BEGIN RAISE integrity_constraint_violation; END'",
        "CREATE TRIGGER refuse BEFORE DELETE ON accounts_user"
        " FOR EACH ROW EXECUTE FUNCTION refuse()",
    ],
}


def live(name: str, pages: int) -> User:
    """Return a writer who has used all that there is, on two devices and at the desk."""
    writer = make_user(name)
    writer.is_staff = writer.is_superuser = True
    writer.save()
    writer.groups.add(Group.objects.get_or_create(name="Editors")[0])
    EmailAddress.objects.create(user=writer, email=writer.email, verified=True, primary=True)
    set_up_second_factor(writer)
    journal = Journal.objects.of(writer)
    make_person(journal, "Sam")
    for number in range(pages):
        entry = make_entry(journal, text=f"{name} {number} " * 80, step="Call.")
        # Saved again, so that an older version was there, as after every change.
        entry.write(
            entry.read(journal.keyring),
            journal.keyring,
            about_on=entry.about_on,
            save_id=entry.save_id,
        )
        entry.save()
    make_entry(journal, text="In the bin.", deleted=True)
    for _ in range(2):
        Client().force_login(writer)
    reset = SessionStore()
    reset["account_login"] = {"user_pk": writer.pk.hex, "email": writer.email}
    reset.save()
    return writer


def note(by: User, about: User) -> None:
    """Let the desk note that one account changed another."""
    LogEntry.objects.log_actions(by.pk, [about], CHANGE, single_object=True)


def everything() -> dict[str, list[str]]:
    """Return every row of every table, but for the counters, which are counted elsewhere."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table != "limits":
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
                found[table] = sorted(repr(plain(row)) for row in cursor.fetchall())
    return found


def plain(row: tuple[Any, ...]) -> list[Any]:
    """Return a row whose bytes can be compared."""
    return [bytes(value) if isinstance(value, memoryview) else value for value in row]


class RowTests(TestCase):
    def setUp(self) -> None:
        self.mallory = live("mallory", pages=3)
        note(self.mallory, self.mallory)
        self.before = everything()
        self.ada = live("ada", pages=3)
        for by, about in ((self.ada, self.ada), (self.ada, self.mallory), (self.mallory, self.ada)):
            note(by, about)

    def test_the_database_is_as_if_they_had_never_come(self) -> None:
        grown = {table for table, rows in everything().items() if rows != self.before[table]}
        self.assertEqual(
            grown,
            {
                "accounts_user",
                "accounts_user_groups",
                "account_emailaddress",
                "django_admin_log",
                "django_session",
                "journal_entry",
                "journal_journal",
                "journal_keyslot",
                "journal_person",
                "journal_step",
                "mfa_authenticator",
            },
        )

        close(self.ada)

        self.assertEqual(everything(), self.before)

    def test_a_session_with_an_address_that_ends_alike_stays(self) -> None:
        other = SessionStore()
        other["account_login"] = {"email": f"nev{self.ada.email}"}
        other.save()

        close(self.ada)

        self.assertTrue(SessionStore().exists(str(other.session_key)))

    def test_closing_twice_is_closing_once(self) -> None:
        for _ in range(2):
            close(self.ada)

        self.assertEqual(everything(), self.before)

    def test_what_cannot_go_whole_stays_whole(self) -> None:
        whole = everything()
        with connection.cursor() as cursor:
            for line in REFUSE_TO_DELETE_ACCOUNTS[connection.vendor]:
                cursor.execute(line)

        with self.assertRaises(IntegrityError):
            close(self.ada)

        self.assertEqual(everything(), whole)


def files() -> Iterator[Path]:
    """Yield what the database has on disk, but for PostgreSQL's own log of changes."""
    if connection.vendor == "sqlite":
        file = Path(connection.settings_dict["NAME"])
        yield from file.parent.glob(f"{file.name}*")
        return
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute("SELECT oid FROM pg_database WHERE datname = current_database()")
        oid = cursor.fetchone()[0]
    data = Path(connection.settings_dict["HOST"]) / "data"
    for folder in (data / "base" / str(oid), data / "global"):
        yield from (path for path in folder.iterdir() if path.is_file())


def traces(writer: User) -> dict[str, list[bytes]]:
    """Return what would tell of a writer, or open what they wrote."""
    journal = Journal.objects.of(writer)
    own = {"journal": journal}
    sealed = [
        bytes(row.sealed) for kind in (Entry, Person, Step) for row in kind.objects.filter(**own)
    ]
    entries = [entry.pk for entry in Entry.objects.filter(**own)]
    ids = [writer.pk, journal.pk, *entries]
    slots = KeySlot.objects.filter(**own)
    return {
        "address": [writer.email.encode()],
        "password": [writer.password.encode()],
        "ids": [form for one in ids for form in (one.bytes, one.hex.encode(), str(one).encode())],
        # A long one is kept in pieces.
        "sealed": [blob[at : at + 48] for blob in sealed for at in (0, len(blob) - 48)],
        "keys": [bytes(part) for slot in slots for part in (slot.wrapped, slot.salt)],
        "sessions": [one.session_key.encode() for one in Session.objects.all() if of(writer, one)],
    }


def of(writer: User, session: Session) -> bool:
    """Whether a session is the writer's."""
    return session.get_decoded().get("_auth_user_id") == str(writer.pk)


def seen(wanted: dict[str, list[bytes]]) -> dict[str, bool]:
    """Say of each kind of trace whether any of it is anywhere on disk."""
    disk = [path.read_bytes() for path in files()]
    return {
        kind: any(trace in content for trace in found for content in disk)
        for kind, found in wanted.items()
    }


class MeanwhileTests(TransactionTestCase):
    def test_pages_saved_in_another_window_meanwhile_go_too(self) -> None:
        ada, saved, stopped = make_user("ada"), Semaphore(0), Event()
        journal = Journal.objects.of(ada)

        def save_until_it_is_refused() -> None:
            try:
                while not stopped.is_set():
                    make_entry(journal)
                    saved.release()
            except IntegrityError:
                pass  # there is no journal any more
            finally:
                connection.close()

        window = Thread(target=save_until_it_is_refused)
        window.start()
        for _ in range(5):
            self.assertTrue(saved.acquire(timeout=20))
        try:
            close(ada)
        finally:
            stopped.set()
            window.join(timeout=20)

        self.assertEqual(
            (User.objects.count(), Journal.objects.count(), Entry.objects.count()), (0, 0, 0)
        )


class ByteTests(TransactionTestCase):
    def test_nothing_of_them_is_left_on_disk_and_all_of_the_neighbour(self) -> None:
        mallory, ada = live("mallory", pages=6), live("ada", pages=6)
        note(mallory, ada)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # a planner's samples hold addresses too
        hers, theirs = traces(ada), traces(mallory)
        all_of_it, nothing = dict.fromkeys(hers, True), dict.fromkeys(hers, False)
        self.assertEqual((seen(hers), seen(theirs)), (all_of_it, all_of_it))
        client = Client()
        client.force_login(ada)

        client.post(CLOSING, {"password": PASSWORD})

        self.assertEqual((seen(hers), seen(theirs)), (nothing, all_of_it))
