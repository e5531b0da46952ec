"""Promise 2: no table has a column that nobody thought about."""

from django.apps import apps
from django.contrib import admin
from django.db import connection, models

from tests.base import TestCase
from tests.detectors import storage
from tests.detectors.schema import PRIVATE, TABLES


class SchemaTests(TestCase):
    def test_every_column_of_every_table_is_declared(self) -> None:
        found = {table: set(columns) for table, columns in storage.tables().items()}

        self.assertEqual(found, {name: table.columns() for name, table in TABLES.items()})

    def test_no_column_is_declared_twice(self) -> None:
        for name, table in TABLES.items():
            declared = f"{table.plain} {table.person} {table.sealed}".split()
            with self.subTest(table=name):
                self.assertEqual(len(declared), len(table.columns()))

    def test_every_table_of_the_journal_is_private(self) -> None:
        own = apps.get_app_config("journal").get_models(include_auto_created=True)

        self.assertEqual({model._meta.db_table for model in own}, set(PRIVATE))

    def test_a_sealed_column_holds_bytes_and_nothing_else_of_a_journal_does_but_keys(self) -> None:
        own = apps.get_app_config("journal").get_models(include_auto_created=True)
        held = {
            f"{model._meta.db_table}.{one.column}"
            for model in own
            for one in model._meta.local_concrete_fields
            if isinstance(one, models.BinaryField)
        }
        sealed = {
            f"{name}.{one}" for name, table in PRIVATE.items() for one in table.sealed.split()
        }

        self.assertEqual(held - sealed, {"journal_keyslot.salt", "journal_keyslot.check_value"})
        self.assertEqual(sealed - held, set())

    def test_a_plain_column_of_a_private_table_has_no_room_for_a_sentence(self) -> None:
        for name in PRIVATE:
            for column, kind in self.kinds(name).items():
                with self.subTest(column=f"{name}.{column}"):
                    self.assertNotIn(kind, {"TextField", "JSONField"})

    def kinds(self, table: str) -> dict[str, str]:
        """Return what the database says each column is."""
        with connection.cursor() as cursor:
            described = connection.introspection.get_table_description(cursor, table)
            return {
                one.name: str(connection.introspection.get_field_type(one.type_code, one))
                for one in described
            }

    def test_no_private_table_is_in_the_admin(self) -> None:
        shown = {model._meta.db_table for model in admin.site._registry}

        self.assertEqual(shown & set(PRIVATE), set())
