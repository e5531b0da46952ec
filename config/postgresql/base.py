"""A server that hangs is left after a while, instead of holding a thread until it wakes.

`connect_timeout` bounds a connection that is being made and `statement_timeout` a server that
is busy. A server that is stopped dead enforces neither, and its machine still answers for it
on the wire, so TCP's own limits do not help. The limit has to be on our side.
"""

from typing import Any, TypeVar

import psycopg
from django.db.backends.postgresql import base
from psycopg.abc import PQGen
from psycopg.pq import TransactionStatus

PATIENCE = 12.0
"""Seconds to wait for an answer: longer than a statement may take (config/database.py)."""
PATIENCE_WITH_A_GREETING = 2.0
"""Seconds to wait when we only ask whether a connection still works."""

Result = TypeVar("Result")


class PatientConnection(psycopg.Connection[Any]):
    """A connection that ends itself when an answer does not come."""

    patience = PATIENCE

    def wait(
        self, gen: PQGen[Result], interval: float = 0.1, timeout: float | None = None
    ) -> Result:
        """Return what the server answers. Raise OperationalError when it takes too long."""
        try:
            return super().wait(gen, interval, self.patience if timeout is None else timeout)
        except psycopg.OperationalError:
            if self.pgconn.transaction_status == TransactionStatus.ACTIVE:
                # It still owes an answer. Whatever came now would be taken for another one's.
                self.pgconn.finish()
            raise


class _Driver:
    """psycopg, but for its connections."""

    def __getattr__(self, name: str) -> Any:
        return PatientConnection.connect if name == "connect" else getattr(psycopg, name)


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's wrapper around connections that are patient, but not for ever."""

    Database = _Driver()  # type: ignore[assignment]  # as good as the module

    def is_usable(self) -> bool:
        """Return whether the server answers a greeting soon."""
        if self.connection is None:
            return False
        self.connection.patience = PATIENCE_WITH_A_GREETING
        try:
            return super().is_usable()
        finally:
            if self.connection is not None:
                self.connection.patience = PATIENCE
