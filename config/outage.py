"""Telling an unreachable database from a mistake of ours."""

import logging
import sqlite3

from django.db import DatabaseError, InterfaceError, OperationalError

RETRY_AFTER = 10
"""Seconds after which asking again makes sense."""

log = logging.getLogger("ajar.database")

# Busy, locked, out of memory, read-only, an input or output that failed (a file that may not
# grow among them), full, a file that does not open, a lock that cannot be had. SQLite calls a
# missing table an operational error too: that is a mistake of ours, and not in this list.
_SQLITE = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PROTOCOL,
}
# PostgreSQL's own word for a server that only answers questions, such as a standby.
_READ_ONLY = "25006"


def is_outage(error: BaseException | None) -> bool:
    """Whether the database cannot be reached, or cannot store now, through no fault of ours."""
    seen: set[int] = set()
    while isinstance(error, DatabaseError | InterfaceError) and id(error) not in seen:
        if _says_so(error):
            return True
        seen.add(id(error))
        # A roll-back that fails hides why it was wanted.
        error = error.__context__
    return False


def _says_so(error: DatabaseError | InterfaceError) -> bool:
    cause = error.__cause__
    if isinstance(cause, sqlite3.Error):
        return (getattr(cause, "sqlite_errorcode", 0) & 0xFF) in _SQLITE
    if isinstance(error, OperationalError | InterfaceError):
        return True
    return getattr(cause, "sqlstate", None) == _READ_ONLY


def note(error: BaseException) -> None:
    """Write one line that says what the database said, in its own code, and nothing else."""
    cause = error.__cause__
    name = getattr(cause, "sqlite_errorname", None) or getattr(cause, "sqlstate", None)
    log.error("The database cannot be used: %s", name or type(cause or error).__name__)
