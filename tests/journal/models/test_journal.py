"""A journal begins by itself, once, with its key."""

import threading
from typing import Any
from uuid import UUID

from django.db import IntegrityError, close_old_connections, connection, transaction
from django.test import TransactionTestCase

from accounts.models import User
from journal.models import Journal, KeySlot
from journal.models.journal import check_keys, master_keys
from journal.vault.keyring import PAGE, Keyring, Locked
from journal.vault.slots import SERVER, BadKeys
from tests.base import TestCase, make_user
from tests.journal.keys import KEYS, NEW_NAME, SAME_NAME, using_keys

THING = UUID(int=7)


class BeginningTests(TestCase):
    def setUp(self) -> None:
        self.ada = make_user("ada")

    def test_the_first_request_begins_the_journal_and_its_key(self) -> None:
        journal = Journal.objects.of(self.ada)

        self.assertEqual(
            list(Journal.objects.values_list("pk", "owner")), [(journal.pk, self.ada.pk)]
        )
        slot = KeySlot.objects.get()
        self.assertEqual(
            (slot.journal_id, slot.generation, slot.kind, slot.key_id),
            (journal.pk, 1, SERVER, "test"),
        )
        self.assertEqual(bytes(slot.check_value), master_keys().check("test"))
        self.assertEqual((len(slot.salt), len(slot.wrapped)), (16, 40))

    def test_after_that_it_is_found_in_one_query(self) -> None:
        first = Journal.objects.of(self.ada)
        blob = first.keyring.seal(b"words", kind=PAGE, object=THING, revision=1)

        with self.assertNumQueries(1):
            again = Journal.objects.of(self.ada)
            opened = again.keyring.open(blob, kind=PAGE, object=THING, revision=1)

        self.assertEqual(again, first)
        self.assertEqual(opened, b"words")
        self.assertEqual((Journal.objects.count(), KeySlot.objects.count()), (1, 1))

    def test_several_slots_are_one_query_too(self) -> None:
        journal = Journal.objects.of(self.ada)
        for generation in (2, 3):
            self.add_slot(journal, generation)

        with self.assertNumQueries(1):
            again = Journal.objects.of(self.ada)
            self.assertIsInstance(again.keyring, Keyring)

        self.assertEqual(sorted(one.generation for one in again.slots_at_hand), [1, 2, 3])

    def test_each_writer_has_a_journal_and_a_key_of_their_own(self) -> None:
        ada, mallory = Journal.objects.of(self.ada), Journal.objects.of(make_user("mallory"))
        blob = ada.keyring.seal(b"words", kind=PAGE, object=THING, revision=1)

        self.assertNotEqual(ada.pk, mallory.pk)
        keys = [
            master_keys().open_slot(slot.as_slot(), journal=slot.journal_id)
            for slot in KeySlot.objects.all()
        ]
        self.assertEqual([len(set(keys)), {len(key) for key in keys}], [2, {32}])
        with self.assertRaisesMessage(Exception, "does not belong here"):
            mallory.keyring.open(blob, kind=PAGE, object=THING, revision=1)

    def test_no_new_key_is_made_over_a_journal_that_lost_its_own(self) -> None:
        Journal.objects.of(self.ada)
        KeySlot.objects.all().delete()

        with self.assertRaises(Locked):
            Journal.objects.of(self.ada)

        self.assertEqual(KeySlot.objects.count(), 0)

    def test_a_journal_does_not_begin_without_a_master_key(self) -> None:
        with using_keys("test:nonsense"), self.assertRaises(BadKeys):
            Journal.objects.of(self.ada)

        self.assertEqual((Journal.objects.count(), KeySlot.objects.count()), (0, 0))

    def test_a_slot_of_another_kind_is_left_alone(self) -> None:
        journal = Journal.objects.of(self.ada)
        slot = KeySlot.objects.get()
        slot.pk, slot.kind, slot.wrapped = UUID(int=1), 2, b"under a passphrase"
        slot.save(force_insert=True)

        again = Journal.objects.of(self.ada)
        blob = journal.keyring.seal(b"words", kind=PAGE, object=THING, revision=1)

        self.assertEqual(again.keyring.open(blob, kind=PAGE, object=THING, revision=1), b"words")

    def test_a_journal_with_slots_of_other_kinds_only_is_locked(self) -> None:
        Journal.objects.of(self.ada)
        KeySlot.objects.update(kind=2)

        with self.assertRaises(Locked):
            self.assertIsNone(Journal.objects.of(self.ada).keyring)

    def test_a_generation_has_one_slot_of_a_kind(self) -> None:
        journal = Journal.objects.of(self.ada)

        with self.assertRaises(IntegrityError), transaction.atomic():
            self.add_slot(journal, 1)

    def test_the_key_opens_while_the_old_master_key_is_in_the_ring(self) -> None:
        blob = Journal.objects.of(self.ada).keyring.seal(
            b"words", kind=PAGE, object=THING, revision=1
        )

        with using_keys(f"{NEW_NAME},{KEYS}"):
            keyring = Journal.objects.of(self.ada).keyring
            self.assertEqual(keyring.open(blob, kind=PAGE, object=THING, revision=1), b"words")
            Journal.objects.of(make_user("rosa"))
        self.assertEqual(
            list(KeySlot.objects.order_by("key_id").values_list("key_id", flat=True)),
            ["new", "test"],
        )

    def add_slot(self, journal: Journal, generation: int) -> None:
        made = master_keys().make_slot(bytes(32), journal=journal.pk, generation=generation)
        KeySlot.objects.create(
            journal=journal,
            generation=made.generation,
            kind=made.kind,
            salt=made.salt,
            key_id=made.key_id,
            wrapped=made.wrapped,
            check_value=made.check,
        )


class CheckKeysTests(TestCase):
    def setUp(self) -> None:
        Journal.objects.of(make_user("ada"))

    def test_the_keys_that_slots_name_are_all_there(self) -> None:
        check_keys()

    def test_a_key_that_differs_or_is_missing_is_told(self) -> None:
        for keys, sentence in (
            (
                SAME_NAME,
                "The key 'test' is not the one that sealed these journals"
                ": put its line back from your copy of the keys.",
            ),
            (
                NEW_NAME,
                "The key 'test', which sealed journals here, is missing from the keys"
                ": put its line back from your copy of the keys.",
            ),
        ):
            with self.subTest(keys=keys), using_keys(keys):
                with self.assertRaises(BadKeys) as caught:
                    check_keys()
                self.assertEqual(str(caught.exception), sentence)

    def test_without_tables_only_the_ring_is_looked_at(self) -> None:
        with using_keys(SAME_NAME), self.assertNumQueries(0):
            check_keys(slots=False)
        with using_keys("test"), self.assertRaises(BadKeys):
            check_keys(slots=False)


class RaceTests(TransactionTestCase):
    def test_eight_first_requests_at_once_begin_one_journal_with_one_key(self) -> None:
        ada = make_user("ada")
        together = threading.Barrier(8)
        found: list[Any] = []

        threads = [
            threading.Thread(target=self.begin, args=(ada, together, found)) for _ in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        journal = Journal.objects.get()
        self.assertEqual(KeySlot.objects.get().journal_id, journal.pk)
        self.assertEqual([pk for pk, _ in found], [journal.pk] * 8)
        keyring = Journal.objects.of(ada).keyring
        for _, blob in found:
            self.assertEqual(keyring.open(blob, kind=PAGE, object=THING, revision=1), b"words")

    @staticmethod
    def begin(owner: User, together: threading.Barrier, found: list[Any]) -> None:
        try:
            connection.ensure_connection()
            together.wait(timeout=20)
            journal = Journal.objects.of(owner)
            blob = journal.keyring.seal(b"words", kind=PAGE, object=THING, revision=1)
            found.append((journal.pk, blob))
        except Exception as error:  # so that the test shows it, and not the thread's death
            found.append((error, b""))
        finally:
            close_old_connections()
            connection.close()
