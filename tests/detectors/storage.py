"""The database as a thief gets it: its files, its dump, and every row of every table."""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import connection

from tests.pgtemp import programs


def tables() -> dict[str, list[str]]:
    """Return every table of the database with its columns, read from the database itself."""
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
        return {
            name: [one.name for one in connection.introspection.get_table_description(cursor, name)]
            for name in sorted(names)
        }


def rows(table: str) -> list[dict[str, Any]]:
    """Return every row of a table, as stored."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def as_bytes(value: Any) -> bytes:
    """Return a stored value as the bytes it holds."""
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()


def cells() -> Iterator[tuple[str, bytes]]:
    """Yield every value of every table under the name of its column."""
    for table in tables():
        for row in rows(table):
            for column, value in row.items():
                yield f"{table}.{column}", as_bytes(value)


def copies() -> Iterator[tuple[str, bytes]]:
    """Yield what can be carried away: on SQLite the files, on PostgreSQL a dump as text."""
    if connection.vendor == "sqlite":
        database = Path(connection.settings_dict["NAME"])
        for path in sorted(database.parent.glob(f"{database.name}*")):
            yield path.name, path.read_bytes()
    else:
        yield "pg_dump", _dump()


def _dump() -> bytes:
    settings = connection.settings_dict
    command = [str(programs() / "pg_dump"), "--inserts", "--no-password"]
    command += ["--host", settings["HOST"], "--username", settings["USER"], settings["NAME"]]
    done = subprocess.run(command, capture_output=True)
    if done.returncode != 0:
        raise RuntimeError(f"pg_dump failed: {done.stderr.decode()}")
    return done.stdout
