"""Put a backup into an empty place, and say whether the keys open it."""

import sqlite3
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from accounts.models import User
from journal.management import copies
from journal.models import Journal, KeySlot
from journal.models.journal import check_keys, master_keys
from journal.vault.slots import SERVER, BadKeys


class Command(BaseCommand):
    """`manage.py restore FILE`. Refuses where someone's account or journal is; makes no key."""

    help = "Put a backup into an empty database, and check that the keys open it."

    def add_arguments(self, parser: CommandParser) -> None:
        """The file that `manage.py backup` wrote."""
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Check the copy, check that the place is empty, load it, then try the keys."""
        path: Path = options["file"].absolute()
        try:
            kind = _fitting(path)
            kind.check(path)
            _be_empty()
            kind.load(path)
        except (copies.CopyError, sqlite3.Error) as error:
            raise CommandError(f"{error}\nNothing was restored, and nothing was changed.") from None
        self.stdout.write(f"Restored {path}. Everyone signs in anew.")
        self._try_keys()

    def _try_keys(self) -> None:
        """Say that every journal opens. Raise CommandError with what to put back otherwise."""
        if not KeySlot.objects.exists():
            self.stdout.write("No one has begun a journal in it yet. Now run: make run")
            return
        where = "AJAR_KEYS" if settings.VAULT_KEYS else settings.VAULT_KEYS_FILE
        try:
            check_keys()
            opened = _open_all()
        except BadKeys as error:
            raise CommandError(
                f"{error}\nThe backup is in its place, and nothing was deleted, but no page in it"
                f" can be read until {where} is put right. Its journals were sealed under"
                f" {_names()}."
            ) from None
        self.stdout.write(f"The keys open it, {opened} of {opened} journals. Now run: make run")


def _fitting(path: Path) -> Any:
    """Return the module for the copy. Raise CopyError where it is of another database."""
    found = copies.kind_of(path)
    if not found:
        raise copies.CopyError(f"The file {path} is not a backup that Ajar wrote.")
    if found != connection.vendor:
        raise copies.CopyError(
            f"The backup {path} is one of {found}, and DATABASE_URL names {connection.vendor}."
        )
    return copies.of_this_database()


def _be_empty() -> None:
    """Raise CopyError where an account or a journal is."""
    tables = connection.introspection.table_names()
    for model in (User, Journal):
        if model._meta.db_table in tables and model.objects.exists():
            raise copies.CopyError(
                "There are accounts or journals here already. Restore into a new folder"
                " (AJAR_DATA) or a new database (DATABASE_URL), so that none of them is lost."
            )


def _names() -> str:
    used = KeySlot.objects.order_by("key_id").values_list("key_id", flat=True).distinct()
    return ", ".join(repr(name) for name in used)


def _open_all() -> int:
    """Open every journal's key, and return how many. Raise BadKeys at one that does not open."""
    ring = master_keys()
    slots = KeySlot.objects.filter(kind=SERVER)
    for slot in slots.iterator():
        ring.open_slot(slot.as_slot(), journal=slot.journal_id)
    return slots.values("journal").distinct().count()
