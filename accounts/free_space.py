"""The bytes that deleted rows leave behind in the database's files, and how they go.

A deleted row is gone from its table, but not from the file. PostgreSQL keeps it in its place until
something else is written there, and keeps samples of each column for its planner. SQLite puts
zeros over it (`secure_delete`), yet may have moved a copy aside before. Writing the tables anew
from what is left ends both.
"""

import logging
from typing import Any

from django.db import Error, connection

# Small enough to be written anew while someone waits: a second or two at most.
SMALL = 64 * 1024 * 1024
_A_NIGHT = 8 * 60 * 60

log = logging.getLogger("ajar.accounts")


def empty_if_small() -> bool:
    """Write a small database anew, and leave a large one to `manage.py tidy`. Say if it was done.

    For after a commit. Never raises: the rows are gone already, and tidy comes by every day.
    """
    try:
        if _size() <= SMALL:
            empty(wait=1, limit=5)
            return True
    except Error:
        log.warning("What was erased leaves traces in the database's files until tidy has run.")
    return False


def empty(*, wait: int = 10, limit: int = 0) -> None:
    """Write every table anew from the rows it still has. Wants no open transaction.

    `wait` is how many seconds to wait for what someone else uses. On PostgreSQL each table is
    closed to others meanwhile, and `limit` is how long that may take; 0 is as long as it needs.
    Raise django.db.Error where that, or the disk, was not enough.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            _empty_sqlite(cursor, wait)
        else:
            _empty_postgresql(cursor, wait, limit)


def _empty_sqlite(cursor: Any, wait: int) -> None:
    usual = int(connection.settings_dict["OPTIONS"]["timeout"])
    cursor.execute(f"PRAGMA busy_timeout = {wait * 1000}")
    try:
        cursor.execute("VACUUM")
        # Where there is a write-ahead log, the old pages are still in it.
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        cursor.execute(f"PRAGMA busy_timeout = {usual * 1000}")


def _empty_postgresql(cursor: Any, wait: int, limit: int) -> None:
    raw: Any = connection.connection
    usual = getattr(raw, "patience", None)  # how long our own side waits for an answer
    raw.patience = limit + wait if limit else _A_NIGHT
    cursor.execute(f"SET lock_timeout = '{wait}s'")
    cursor.execute(f"SET statement_timeout = '{limit}s'")
    try:
        cursor.execute("ANALYZE")  # draws new samples, without what is gone
        for table in [*connection.introspection.table_names(cursor), "pg_statistic"]:
            cursor.execute(f"VACUUM (FULL) {connection.ops.quote_name(table)}")
    finally:
        raw.patience = usual
        cursor.execute("RESET lock_timeout")
        cursor.execute("RESET statement_timeout")


def _size() -> int:
    """Return the bytes of the database's files."""
    question = (
        "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
        if connection.vendor == "sqlite"
        else "SELECT pg_database_size(current_database())"
    )
    with connection.cursor() as cursor:
        cursor.execute(question)
        return int(cursor.fetchone()[0])
