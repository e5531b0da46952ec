"""Copies of a PostgreSQL database, made by PostgreSQL's own `pg_dump` and `pg_restore`."""

import os
import shutil
import subprocess
from pathlib import Path

from django.db import connection
from django.db.backends.postgresql.client import DatabaseClient

from journal.management.copies import LEFT_OUT, NEEDED, CopyError

suffix = "dump"
_PLAIN = ("--no-owner", "--no-privileges")


def write(path: Path) -> None:
    """Write the database into this empty file. Raise CopyError where pg_dump cannot."""
    left_out = [f"--exclude-table-data={table}" for table in LEFT_OUT]
    _run("pg_dump", "--format=custom", *_PLAIN, *left_out, f"--file={path}", *_where())


def check(path: Path) -> None:
    """Read the copy's list of contents. Raise CopyError where it is not a whole one of Ajar."""
    try:
        listed = _run("pg_restore", "--list", str(path))
        # The list stands at the front: reading all of it finds a copy that was cut short.
        _run("pg_restore", f"--file={os.devnull}", str(path))
    except CopyError:
        raise CopyError(f"The backup {path} is damaged. Take another one.") from None
    if not all(f"TABLE DATA public {table} " in listed for table in NEEDED):
        raise CopyError(f"The file {path} is a dump of PostgreSQL, but not one of Ajar.")


def load(path: Path) -> None:
    """Put the copy in the database's place, in one transaction: all of it, or nothing."""
    connection.close()
    once = ("--clean", "--if-exists", "--exit-on-error", "--single-transaction")
    *server, name = _where()
    _run("pg_restore", *once, *_PLAIN, *server, f"--dbname={name}", str(path))


def _where() -> list[str]:
    """Return user, host, port and database as arguments; the password goes another way."""
    arguments, _ = DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, [])
    return [str(word) for word in arguments[1:]]


def _run(program: str, *arguments: str) -> str:
    found = shutil.which(program)
    if found is None:
        raise CopyError(f"{program} is not here. On Debian: apt install postgresql-client")
    _, secret = DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, [])
    done = subprocess.run(  # noqa: S603 - a program of PostgreSQL, and words from the settings
        [found, *arguments], env=os.environ | (secret or {}), capture_output=True, text=True
    )
    if done.returncode != 0:
        # The first line alone: later ones may quote a row.
        reason = (done.stderr.strip().splitlines() or ["it did not say why"])[0]
        raise CopyError(f"{program} failed: {reason}")
    return done.stdout
