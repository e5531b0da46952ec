"""Copies of the whole database: how each kind of database writes one, checks it, and takes it back.

A copy holds every row but those of sessions and limits: whoever finds a backup must not find a
way into a running site. It never holds a master key, because the database never does.
"""

from pathlib import Path
from types import ModuleType

from django.db import connection

LEFT_OUT = ("django_session", "limits")
"""The tables of which a copy holds no row."""
NEEDED = ("accounts_user", "journal_journal", "journal_keyslot", "journal_entry")
"""The tables without which it is no copy of a journal."""


class CopyError(Exception):
    """The copy cannot be made or used. The message is a sentence for the operator."""


def of_this_database() -> ModuleType:
    """Return the module that knows the database in use: `suffix`, `write`, `check` and `load`."""
    if connection.vendor == "sqlite":
        from journal.management.copies import sqlite

        return sqlite
    from journal.management.copies import postgres

    return postgres


def kind_of(path: Path) -> str:
    """Return "sqlite", "postgresql" or "" by the first bytes. Raise CopyError if unreadable."""
    try:
        with path.open("rb") as file:
            head = file.read(16)
    except OSError as error:
        raise CopyError(f"The backup {path} cannot be read ({error.strerror}).") from None
    if head == b"SQLite format 3\0":
        return "sqlite"
    return "postgresql" if head.startswith(b"PGDMP") else ""
