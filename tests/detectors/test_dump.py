"""Promise 1: a copy of the database holds nothing of what anyone typed."""

import base64
import pickle
from itertools import chain
from typing import Any

from django.contrib.sessions.models import Session
from django.test import TransactionTestCase

from guidance.loading import load
from journal.models import Draft, Entry, Person
from tests.base import make_user
from tests.detectors import storage
from tests.detectors.canary import CANARY, found_in_all, word
from tests.detectors.journey import (
    FEARS,
    FEELINGS,
    SIGNS,
    knock_everywhere,
    leave_midway,
    type_everything,
)
from tests.detectors.schema import PRIVATE
from tests.journal.cases import JournalTestCase


class DumpTests(TransactionTestCase):
    """Committed for real: a transaction that is undone never reaches a file."""

    def setUp(self) -> None:
        load()
        self.ada = make_user("ada")
        self.client.force_login(self.ada)

    def leave(self) -> None:
        """Leave quickly in another window."""
        leaver = self.client_class()
        leaver.force_login(self.ada)
        leave_midway(leaver, self.client)

    def dump(self) -> list[str]:
        """Return what the finder sees in the files or the dump, and in the rows."""
        return found_in_all(chain(storage.copies(), storage.cells()))

    def test_nothing_typed_is_in_a_copy_of_the_database(self) -> None:
        type_everything(self.client)
        knock_everywhere(self.client_class())
        self.leave()

        counts = Entry.objects.count(), Draft.objects.count()
        self.assertEqual(counts, (1, 1), "There has to be something to find.")
        self.assertEqual(self.dump(), [])

    def test_the_finder_finds_what_stands_in_a_plain_column(self) -> None:
        self.ada.time_zone = CANARY
        self.ada.save()

        found = self.dump()

        self.assertIn("accounts_user.time_zone: plain: b'Quokkafern'", found)
        copied = [line for line in found if not line.startswith("accounts_user.")]
        self.assertNotEqual(copied, [], "The files or the dump were not the right ones.")

    def test_sessions_and_limits_hold_nothing_either_when_they_are_read(self) -> None:
        type_everything(self.client)
        knock_everywhere(self.client_class())
        self.leave()

        sessions = [str(one.get_decoded()) for one in Session.objects.all()]
        limits = [str(value) for value in self.cached()]

        self.assertNotEqual((sessions, limits), ([], []))
        self.assertEqual(found_in_all([("sessions", str(sessions)), ("limits", str(limits))]), [])

    @staticmethod
    def cached() -> list[Any]:
        """Return what the cache holds, as the program reads it."""
        coded = [row["value"] for row in storage.rows("limits")]
        return [pickle.loads(base64.b64decode(value)) for value in coded]  # noqa: S301 - our own


class TagTests(JournalTestCase):
    """What a writer ticked, and whom a page is about, is as private as the words."""

    def setUp(self) -> None:
        super().setUp()
        type_everything(self.client)
        self.page = Entry.objects.get().read(self.journal.keyring)

    def private_cells(self, *, but: str = "") -> list[tuple[str, bytes]]:
        cells = ((name, value.lower()) for name, value in storage.cells())
        return [
            (name, value) for name, value in cells if name.split(".")[0] in PRIVATE and name != but
        ]

    def test_no_sign_feeling_fear_strategy_or_question_is_named_in_a_private_table(self) -> None:
        answers = self.page.answers
        slugs = {*FEARS, *FEELINGS, *(sign.split(":")[0] for sign in SIGNS)}
        slugs |= {one.prompt for one in answers} | {one.strategy for one in answers if one.strategy}
        self.assertGreater(len(slugs), 6)

        named = [
            (name, slug)
            for name, value in self.private_cells()
            for slug in sorted(slugs)
            if slug.encode() in value
        ]

        self.assertEqual(named, [])

    def test_no_row_but_the_persons_own_says_whom_a_page_is_about(self) -> None:
        person = Person.objects.get()
        spelled = (person.pk.bytes, person.pk.hex.encode(), str(person.pk).encode())
        self.assertEqual(self.page.person, person.pk)

        named = [
            name
            for name, value in self.private_cells()
            for spelling in spelled
            if spelling.lower() in value
        ]

        self.assertEqual(named, ["journal_person.id"])

    def test_two_pages_with_the_same_words_share_no_sealed_byte_run(self) -> None:
        # Equal plain texts that looked alike would tell which days were alike.
        entry = Entry.objects.get()
        first = bytes(entry.sealed)
        entry.write(self.page, self.journal.keyring, about_on=entry.about_on, save_id=entry.save_id)
        second = bytes(entry.sealed)

        header = 5  # "J1", algorithm and key generation
        shared = [at for at in range(header, len(first) - 8) if first[at : at + 8] in second]
        self.assertEqual(shared, [])
        self.assertEqual(found_in_all([(word("seal"), first), (word("seal"), second)]), [])
