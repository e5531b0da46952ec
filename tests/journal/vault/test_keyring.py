"""A journal's opened keys: the newest seals, all open."""

from uuid import UUID

from django.test import SimpleTestCase

from journal.vault.envelope import Unreadable, generation_of
from journal.vault.keyring import FIND, PAGE, PERSON, STEP, Keyring, Locked, new_data_key
from journal.vault.slots import BadKeys, MasterKeys

JOURNAL, THING = UUID(int=0xA), UUID(int=0xB)
KEYS = MasterKeys([("home", bytes(range(32)))])
FIRST, SECOND = (
    KEYS.make_slot(bytes([generation]) * 32, journal=JOURNAL, generation=generation)
    for generation in (1, 2)
)


class KeyringTests(SimpleTestCase):
    def test_what_was_sealed_opens(self) -> None:
        keyring = Keyring(JOURNAL, KEYS, [FIRST])

        blob = keyring.seal(b"words", kind=PAGE, object=THING, revision=3)

        self.assertEqual(keyring.open(blob, kind=PAGE, object=THING, revision=3), b"words")

    def test_it_opens_for_a_keyring_made_later(self) -> None:
        blob = Keyring(JOURNAL, KEYS, [FIRST]).seal(b"words", kind=STEP, object=THING, revision=1)

        opened = Keyring(JOURNAL, KEYS, [FIRST]).open(blob, kind=STEP, object=THING, revision=1)

        self.assertEqual(opened, b"words")

    def test_the_kinds_of_documents_keep_their_numbers(self) -> None:
        self.assertEqual((PAGE, PERSON, STEP, FIND), (1, 2, 3, 6))

    def test_a_document_opens_as_nothing_else(self) -> None:
        keyring = Keyring(JOURNAL, KEYS, [FIRST])
        blob = keyring.seal(b"words", kind=PAGE, object=THING, revision=3)

        for kind, thing, revision in (
            (PERSON, THING, 3),
            (STEP, THING, 3),
            (PAGE, UUID(int=0xC), 3),
            (PAGE, THING, 2),
            (PAGE, THING, 4),
        ):
            with self.subTest(kind=kind, thing=thing, revision=revision):
                with self.assertRaises(Unreadable):
                    keyring.open(blob, kind=kind, object=thing, revision=revision)

    def test_a_document_of_another_journal_does_not_open_even_under_the_same_key(self) -> None:
        blob = Keyring(JOURNAL, KEYS, [FIRST]).seal(b"words", kind=PAGE, object=THING, revision=1)
        other = UUID(int=0xD)
        same_key = KEYS.make_slot(bytes([1]) * 32, journal=other, generation=1)

        with self.assertRaises(Unreadable):
            Keyring(other, KEYS, [same_key]).open(blob, kind=PAGE, object=THING, revision=1)

    def test_the_newest_generation_seals_and_all_open(self) -> None:
        old = Keyring(JOURNAL, KEYS, [FIRST]).seal(b"old", kind=PAGE, object=THING, revision=1)
        for slots in ([FIRST, SECOND], [SECOND, FIRST]):
            keyring = Keyring(JOURNAL, KEYS, slots)

            new = keyring.seal(b"new", kind=PAGE, object=THING, revision=2)

            self.assertEqual((generation_of(old), generation_of(new)), (1, 2))
            self.assertEqual(keyring.open(old, kind=PAGE, object=THING, revision=1), b"old")
            self.assertEqual(keyring.open(new, kind=PAGE, object=THING, revision=2), b"new")

    def test_a_document_of_a_generation_without_a_slot_does_not_open(self) -> None:
        blob = Keyring(JOURNAL, KEYS, [SECOND]).seal(b"words", kind=PAGE, object=THING, revision=1)

        with self.assertRaisesMessage(Unreadable, "The key that sealed this document is not here."):
            Keyring(JOURNAL, KEYS, [FIRST]).open(blob, kind=PAGE, object=THING, revision=1)

    def test_without_a_slot_the_journal_is_locked(self) -> None:
        with self.assertRaisesMessage(Locked, "This journal has no key."):
            Keyring(JOURNAL, KEYS, [])

    def test_a_master_key_that_is_missing_or_another_is_told(self) -> None:
        for ring, sentence in (
            (
                MasterKeys([("away", bytes(range(32)))]),
                "The key 'home', which sealed journals here, is missing from the keys"
                ": put its line back from your copy of the keys.",
            ),
            (MasterKeys([("home", bytes(32))]), "The key 'home' does not open this journal."),
        ):
            with self.subTest(sentence=sentence), self.assertRaises(BadKeys) as caught:
                Keyring(JOURNAL, ring, [FIRST])
            self.assertEqual(str(caught.exception), sentence)

    def test_data_keys_are_32_bytes_and_differ(self) -> None:
        made = {new_data_key() for _ in range(100)}

        self.assertEqual(({len(key) for key in made}, len(made)), ({32}, 100))
