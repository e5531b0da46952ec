"""Queries that nearly every screen asks, built once: building one takes longer than asking it.

    _kept_by = Ready(lambda: Entry.objects.kept().filter(journal=Given(), about_on=Given("on")) …)

A query is written with querysets, as any other; `Given` stands where a value comes later. Its
SQL is kept for as long as the process, its rows are what the database's driver makes of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import msgspec
from django.db import connection, models
from django.db.models import Expression, Field, QuerySet

_AT_ONCE = 500


class Given(Expression):
    """A value of a ready query that is known only when it is asked."""

    def __init__(self, name: str, kind: type[Field[Any, Any]] = models.UUIDField) -> None:
        """Take the name it is given by, and the kind of column it is compared with."""
        super().__init__(output_field=kind())
        self.name = name

    def as_sql(self, *_: Any) -> tuple[str, list[Given]]:  # type: ignore[override]
        """Return a place for the value, and itself in the place of it."""
        return "%s", [self]

    def put(self, values: dict[str, Any]) -> Any:
        """Return the value as the database takes it."""
        return self.output_field.get_db_prep_value(values[self.name], connection)


class Ready:
    """A query whose SQL is built when it is first asked, once for each kind of database."""

    def __init__(self, build: Callable[[], QuerySet[Any, Any]]) -> None:
        """Take what builds the query. It asks for columns: `values_list`."""
        self._build = build
        self._built: dict[str, tuple[str, tuple[Any, ...]]] = {}

    def rows(self, **values: Any) -> list[tuple[Any, ...]]:
        """Ask the query with these values, and return all rows.

        `uuid_of` and `moment_of` read ids and moments: SQLite gives both in another form.
        """
        with connection.cursor() as cursor:
            cursor.execute(*self._asked(values))
            rows: list[tuple[Any, ...]] = cursor.fetchall()
            return rows

    def stream(self, **values: Any) -> Iterator[tuple[Any, ...]]:
        """Ask the query with these values, and return its rows as they come: for thousands."""
        return _stream(*self._asked(values))

    def _asked(self, values: dict[str, Any]) -> tuple[str, list[Any]]:
        sql, places = self._sql()
        return sql, [one.put(values) if isinstance(one, Given) else one for one in places]

    def _sql(self) -> tuple[str, tuple[Any, ...]]:
        vendor = connection.vendor
        if vendor not in self._built:
            self._built[vendor] = self._build().query.sql_with_params()
        return self._built[vendor]


def stream_of(query: QuerySet[Any, Any]) -> Iterator[tuple[Any, ...]]:
    """Return the rows of any query as they come, as a ready one does."""
    return _stream(*query.query.sql_with_params())


def _stream(sql: str, params: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        while rows := cursor.fetchmany(_AT_ONCE):
            yield from rows


def uuid_of(value: UUID | str) -> UUID:
    """Return an id; SQLite has it as text."""
    # Several times as fast as to make one in Python, and lists have thousands.
    return msgspec.convert(value, UUID) if isinstance(value, str) else value


def bytes_of(value: UUID | str) -> bytes:
    """Return the bytes of an id as it came: to make an id of it takes as long as opening a page."""
    return bytes.fromhex(value) if isinstance(value, str) else value.bytes


def moment_of(value: datetime) -> datetime:
    """Return a moment; SQLite has it in UTC, without saying so."""
    return value if value.tzinfo else value.replace(tzinfo=UTC)


def moment_in(text: str) -> datetime:
    """Read a moment as the databases write it: SQLite without a zone, PostgreSQL with it."""
    # The zone goes into the text: to put it into a moment that is there takes ten times as long.
    return datetime.fromisoformat(text if "+" in text else f"{text}+00:00")
