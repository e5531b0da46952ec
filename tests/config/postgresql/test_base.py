"""A connection to PostgreSQL is left when its answer does not come."""

from django.db import OperationalError, connection
from django.test import TransactionTestCase

from config.postgresql.base import PATIENCE


class PatienceTests(TransactionTestCase):
    __test__ = connection.vendor == "postgresql"

    def test_an_answer_that_does_not_come_ends_the_connection_and_the_next_is_new(self) -> None:
        connection.ensure_connection()
        held = connection.connection
        held.patience = 0.2

        with self.assertRaises(OperationalError), connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(5)")

        self.assertTrue(held.closed)
        connection.close_if_unusable_or_obsolete()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            self.assertEqual(cursor.fetchone(), (1,))
        self.assertIsNot(connection.connection, held)

    def test_a_server_has_longer_to_answer_than_a_statement_may_take(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SHOW statement_timeout")

            self.assertEqual(cursor.fetchone(), ("10s",))
        self.assertGreater(PATIENCE, 10)

    def test_a_greeting_leaves_the_patience_as_it_was(self) -> None:
        connection.ensure_connection()

        self.assertTrue(connection.is_usable())

        self.assertEqual(connection.connection.patience, PATIENCE)
