"""Copies of an SQLite database, made by SQLite itself while others read and write."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import connection

from journal.management.copies import LEFT_OUT, NEEDED, CopyError

suffix = "sqlite3"


def write(path: Path) -> None:
    """Write the database into this empty file. Raise CopyError where SQLite cannot."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(path)])
        with _opened(path, "rw") as copy:
            # No second file beside the copy, and no trace of the rows in its free pages.
            copy.executescript("PRAGMA journal_mode = MEMORY; PRAGMA secure_delete = ON;")
            for table in _tables(copy).intersection(LEFT_OUT):
                copy.execute(f'DELETE FROM "{table}"')  # noqa: S608 - one of our two names
            copy.commit()
    except Exception as error:
        raise CopyError(f"SQLite could not write the backup ({error}).") from None


def check(path: Path) -> None:
    """Open the copy and look through it whole. Raise CopyError where it is not sound."""
    try:
        with _opened(path, "ro") as copy:
            found = copy.execute("PRAGMA integrity_check").fetchone()[0]
            missing = set(NEEDED) - _tables(copy)
    except sqlite3.Error:
        found, missing = "it does not open", set()
    if found != "ok":
        raise CopyError(f"The backup {path} is damaged. Take another one.")
    if missing:
        raise CopyError(f"The file {path} is an SQLite database, but not one of Ajar.")


def load(path: Path) -> None:
    """Put the copy in the database's place, in one transaction: all of it, or nothing."""
    target = connection.settings_dict["NAME"]
    connection.close()
    with _opened(path, "ro") as copy, closing(sqlite3.connect(target, timeout=20)) as place:
        copy.backup(place)


@contextmanager
def _opened(path: Path, mode: str) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode={mode}", uri=True)) as opened:
        yield opened


def _tables(copy: sqlite3.Connection) -> set[str]:
    return {name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
