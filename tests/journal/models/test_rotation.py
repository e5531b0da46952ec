"""Turning every lock to the newest master key: whole at every moment, and no document touched."""

import base64
import threading
from typing import Any

from django.db import DatabaseError, connection, connections
from django.test import TestCase, TransactionTestCase

from journal.models import Entry, Journal, KeySlot, rotation
from journal.models.journal import master_keys
from journal.page import Page
from journal.vault.slots import MasterKeys
from tests.base import make_user
from tests.journal.factories import make_entry
from tests.journal.keys import KEYS, NEW_NAME, using_keys

BOTH = f"{NEW_NAME},{KEYS}"
RING = MasterKeys.parse(BOTH)


def open_with(keys: str) -> list[str]:
    """Return the text of every page, opened with these keys alone."""
    with using_keys(keys):
        journals = [Journal.objects.of(journal.owner) for journal in Journal.objects.all()]
        return sorted(
            entry.read(journal.keyring).text
            for journal in journals
            for entry in Entry.objects.filter(journal=journal)
        )


def names() -> list[str]:
    """Return the master key that each slot names."""
    return sorted(KeySlot.objects.values_list("key_id", flat=True))


class CutOff(Exception):
    """Someone pulled the plug."""


class FiveWriters:
    """Five journals with a page each, all under the old key."""

    texts = ["page 0", "page 1", "page 2", "page 3", "page 4"]

    def setUp(self) -> None:
        for number, text in enumerate(self.texts):
            make_entry(make_user(f"writer{number}"), text=text)


class TurnTests(FiveWriters, TestCase):
    def test_every_slot_is_wrapped_under_the_first_key_and_opens_without_the_old_one(self) -> None:
        batches = list(rotation.turn(RING, size=2))

        self.assertEqual(batches, [(2, 0), (2, 0), (1, 0)])
        self.assertEqual(names(), ["new"] * 5)
        self.assertEqual(open_with(NEW_NAME), self.texts)

    def test_documents_and_all_else_stay_byte_for_byte(self) -> None:
        entries = list(Entry.objects.order_by("pk").values())
        slots = KeySlot.objects.order_by("pk").values("id", "journal_id", "generation", "kind")
        before = list(slots)

        list(rotation.turn(RING))

        self.assertEqual(list(Entry.objects.order_by("pk").values()), entries)
        self.assertEqual(list(slots), before)

    def test_it_may_run_again_and_then_does_nothing(self) -> None:
        list(rotation.turn(RING))
        slots = list(KeySlot.objects.order_by("pk").values())

        self.assertEqual(list(rotation.turn(RING)), [])

        self.assertEqual(list(KeySlot.objects.order_by("pk").values()), slots)

    def test_cut_off_between_batches_everything_opens_and_the_rest_follows(self) -> None:
        next(rotation.turn(RING, size=2))

        self.assertEqual(names(), ["new", "new", "test", "test", "test"])
        self.assertEqual(open_with(BOTH), self.texts)
        self.assertEqual(list(rotation.turn(RING, size=2)), [(2, 0), (1, 0)])
        self.assertEqual(open_with(NEW_NAME), self.texts)

    def test_cut_off_inside_a_batch_that_batch_is_as_it_was(self) -> None:
        changes = 0

        def plug(execute: Any, sql: str, *rest: Any) -> Any:
            nonlocal changes
            if sql.startswith("UPDATE"):
                changes += 1
                if changes == 4:
                    raise CutOff
            return execute(sql, *rest)

        with connection.execute_wrapper(plug), self.assertRaises(CutOff):
            list(rotation.turn(RING, size=2))

        self.assertEqual(names(), ["new", "new", "test", "test", "test"])
        self.assertEqual(open_with(BOTH), self.texts)
        self.assertEqual(list(rotation.turn(RING)), [(3, 0)])

    def test_a_damaged_slot_is_counted_and_left_alone(self) -> None:
        slot = KeySlot.objects.order_by("pk")[1]
        KeySlot.objects.filter(pk=slot.pk).update(wrapped=bytes(40))

        self.assertEqual(list(rotation.turn(RING, size=2)), [(1, 1), (2, 0), (1, 0)])

        left = KeySlot.objects.get(pk=slot.pk)
        self.assertEqual((left.key_id, bytes(left.wrapped)), ("test", bytes(40)))

    def test_slots_of_another_kind_are_not_the_servers_to_turn(self) -> None:
        KeySlot.objects.update(kind=2)

        self.assertEqual(list(rotation.turn(RING)), [])
        self.assertEqual(names(), ["test"] * 5)

    def test_a_slot_that_someone_else_turned_meanwhile_is_theirs(self) -> None:
        slot = KeySlot.objects.all()[0]
        list(rotation.turn(RING))
        turned = KeySlot.objects.filter(pk=slot.pk).values().get()

        self.assertEqual(slot.rewrap(RING), False)

        self.assertEqual(KeySlot.objects.filter(pk=slot.pk).values().get(), turned)

    def test_it_counts_what_still_names_each_older_key(self) -> None:
        third = f"third:{base64.b64encode(bytes(32)).decode()}"
        ring = MasterKeys.parse(f"{BOTH},{third}")
        self.assertEqual(rotation.still_named(ring), {"test": 5, "third": 0})
        next(rotation.turn(ring, size=2))

        self.assertEqual(rotation.still_named(ring), {"test": 3, "third": 0})


class BesideServersTests(FiveWriters, TransactionTestCase):
    def test_a_server_that_read_its_keys_earlier_goes_on_opening(self) -> None:
        """Its ring was read before the new key came; the new key is found when it is needed."""
        with using_keys(KEYS):
            stale = master_keys()
            with self.settings(VAULT_KEYS=BOTH):
                list(rotation.turn(RING))
                self.assertIs(master_keys(), stale)
                journal = Journal.objects.of(make_user("mallory"))
                self.assertEqual(
                    journal.keyring.seal(b"", kind=1, object=journal.pk, revision=1)[:2], b"J1"
                )
                opened = [
                    Journal.objects.of(one.owner).keyring is not None
                    for one in Journal.objects.all()
                ]
                self.assertEqual(opened, [True] * 6)
                self.assertEqual(master_keys().names, ("new", "test"))

    def test_a_journal_begun_under_the_old_key_meanwhile_opens_and_is_counted(self) -> None:
        going = rotation.turn(RING, size=5)
        next(going)
        make_entry(make_user("late"), text="late")
        list(going)

        self.assertEqual(open_with(BOTH), ["late", *self.texts])
        self.assertEqual(sum(rotation.still_named(RING).values()), names().count("test"))

    def test_two_at_once_turn_each_slot_once(self) -> None:
        together, errors = threading.Barrier(2), []
        turned: list[int] = []

        def turn() -> None:
            try:
                together.wait(timeout=10)
                turned.extend(batch.turned for batch in rotation.turn(RING, size=1))
            except (DatabaseError, threading.BrokenBarrierError) as error:
                errors.append(error)
            finally:
                connections.close_all()

        threads = [threading.Thread(target=turn) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        self.assertEqual((sum(turned), errors), (5, []))
        self.assertEqual(open_with(NEW_NAME), self.texts)

    def test_a_page_saved_between_two_batches_opens(self) -> None:
        writer = Journal.objects.of(Journal.objects.order_by("pk")[0].owner)
        entry = Entry.objects.get(journal=writer)
        self.assertEqual(entry.read(writer.keyring).text[:4], "page")
        next(rotation.turn(RING, size=5))

        entry.write(Page(text="anew"), writer.keyring, about_on=entry.about_on, save_id=entry.pk)
        entry.save()

        self.assertIn("anew", open_with(NEW_NAME))
