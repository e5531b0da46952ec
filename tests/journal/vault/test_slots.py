"""Master keys and the slots they wrap data keys in."""

import base64
from uuid import UUID

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.keywrap import aes_key_unwrap
from django.test import SimpleTestCase

from journal.vault.slots import SERVER, BadKeys, MasterKeys
from tests.journal.vault.vectors import SLOTS

OLD, NEW, DATA = bytes(range(32)), bytes(range(32, 64)), bytes(range(64, 96))
JOURNAL, OTHER = UUID(int=0xA), UUID(int=0xB)
OLD_LINE = f"old:{base64.b64encode(OLD).decode()}"
NEW_LINE = f"new:{base64.b64encode(NEW).decode()}"


class RingTests(SimpleTestCase):
    def assert_refused(self, text: str, sentence: str) -> None:
        with self.subTest(text=text):
            with self.assertRaises(BadKeys) as caught:
                MasterKeys.parse(text)
            self.assertEqual(str(caught.exception), sentence)

    def test_keys_stand_one_a_line_among_comments_and_empty_lines(self) -> None:
        ring = MasterKeys.parse(f"# mine\n\n  {NEW_LINE}  \r\n  # older\n{OLD_LINE}\n")

        self.assertEqual(ring.first, "new")
        self.assertEqual(ring.check("old"), MasterKeys([("old", OLD)]).check("old"))
        self.assertEqual(ring.check("new"), MasterKeys([("new", NEW)]).check("new"))

    def test_keys_may_stand_on_one_line(self) -> None:
        ring = MasterKeys.parse(f"{OLD_LINE}, {NEW_LINE}")

        self.assertEqual(ring.first, "old")
        self.assertEqual(ring.check("new"), MasterKeys([("new", NEW)]).check("new"))

    def test_a_ring_without_keys_is_refused(self) -> None:
        for text in ("", "\n \n", "# old:only a comment", ","):
            self.assert_refused(
                text, "There is no key in the key file: put it back from your copy."
            )

    def test_a_key_of_another_length_is_refused(self) -> None:
        for length in (1, 16, 31, 33, 64):
            self.assert_refused(
                f"old:{base64.b64encode(bytes(length)).decode()}",
                f"The key 'old' has {length} bytes, not 32"
                ": put its line back from your copy of the keys.",
            )

    def test_a_name_that_stands_twice_is_refused(self) -> None:
        twice = (
            "The key name 'old' stands there twice: put its line back from your copy of the keys."
        )
        self.assert_refused(f"{OLD_LINE}\n{OLD_LINE}", twice)
        self.assert_refused(f"{OLD_LINE}\n{NEW_LINE.replace('new', 'old')}", twice)

    def test_a_line_that_is_not_base64_is_refused_by_its_number(self) -> None:
        key = base64.b64encode(OLD).decode()
        for line in ("old:???", f"old:{key[:-1]}", f"old: {key}", "old:é", "old:", "old", key):
            self.assert_refused(
                f"# mine\n{NEW_LINE}\n{line}",
                "Line 3 of the keys is not name:base64"
                ": put its line back from your copy of the keys.",
            )

    def test_a_key_without_a_usable_name_is_refused(self) -> None:
        key = base64.b64encode(OLD).decode()
        for name in ("", "n" * 41, "schlüssel"):
            self.assert_refused(
                f"{name}:{key}", "The name of a key must have 1 to 40 plain letters or digits."
            )

    def test_a_name_of_40_letters_is_fine(self) -> None:
        self.assertEqual(MasterKeys([("n" * 40, OLD)]).first, "n" * 40)

    def test_no_refusal_quotes_a_key(self) -> None:
        key = base64.b64encode(OLD).decode()
        for text in (key, f"{key}:old", f"{key}:home", f"old:{key}x", f"old:{key[:-4]}"):
            with self.subTest(text=text), self.assertRaises(BadKeys) as caught:
                MasterKeys.parse(text)
            self.assertNotIn(key[:20], str(caught.exception))


class CheckTests(SimpleTestCase):
    def test_a_check_value_is_8_bytes_of_the_key_and_its_name(self) -> None:
        ring = MasterKeys([("old", OLD), ("new", NEW)])
        derived = HKDF(SHA256(), length=8, salt=b"", info=b"ajar check value old").derive(OLD)

        self.assertEqual(ring.check("old"), derived)
        self.assertNotEqual(ring.check("old"), MasterKeys([("old", NEW)]).check("old"))
        self.assertNotEqual(ring.check("old"), MasterKeys([("other", OLD)]).check("other"))

    def test_the_key_that_a_slot_names_belongs(self) -> None:
        before = MasterKeys([("old", OLD)])
        ring = MasterKeys([("new", NEW), ("old", OLD)])

        ring.belongs("old", before.check("old"))

    def test_a_key_that_is_missing_is_named(self) -> None:
        check = MasterKeys([("old", OLD)]).check("old")

        with self.assertRaises(BadKeys) as caught:
            MasterKeys([("new", NEW)]).belongs("old", check)

        self.assertEqual(
            str(caught.exception),
            "The key 'old', which sealed journals here, is missing from the keys"
            ": put its line back from your copy of the keys.",
        )

    def test_another_key_under_the_same_name_is_refused(self) -> None:
        check = MasterKeys([("old", OLD)]).check("old")

        with self.assertRaises(BadKeys) as caught:
            MasterKeys([("old", NEW)]).belongs("old", check)

        self.assertEqual(
            str(caught.exception),
            "The key 'old' is not the one that sealed these journals"
            ": put its line back from your copy of the keys.",
        )


class SlotTests(SimpleTestCase):
    def test_a_slot_is_the_data_key_wrapped_for_one_journal_kind_and_generation(self) -> None:
        ring = MasterKeys([("old", OLD)])

        slot = ring.make_slot(DATA, journal=JOURNAL, generation=258)

        info = JOURNAL.bytes + b"\x01" + b"\x01\x02"
        wrapping = HKDF(SHA256(), length=32, salt=slot.salt, info=info).derive(OLD)
        self.assertEqual(aes_key_unwrap(wrapping, slot.wrapped), DATA)
        self.assertEqual(len(slot.salt), 16)
        self.assertEqual(
            (slot.generation, slot.kind, slot.key_id, slot.check),
            (258, SERVER, "old", ring.check("old")),
        )

    def test_the_first_key_wraps_and_every_key_unwraps(self) -> None:
        old_slot = MasterKeys([("old", OLD)]).make_slot(DATA, journal=JOURNAL, generation=1)
        ring = MasterKeys([("new", NEW), ("old", OLD)])

        new_slot = ring.make_slot(DATA, journal=JOURNAL, generation=1)

        self.assertEqual(new_slot.key_id, "new")
        self.assertEqual(ring.open_slot(old_slot, journal=JOURNAL), DATA)
        self.assertEqual(ring.open_slot(new_slot, journal=JOURNAL), DATA)

    def test_two_slots_of_the_same_key_have_nothing_in_common(self) -> None:
        ring = MasterKeys([("old", OLD)])
        one, two = (ring.make_slot(DATA, journal=JOURNAL, generation=1) for _ in range(2))

        self.assertNotEqual(one.salt, two.salt)
        self.assertNotEqual(one.wrapped, two.wrapped)

    def test_a_slot_opens_for_nothing_but_its_journal_kind_and_generation(self) -> None:
        ring = MasterKeys([("old", OLD), ("new", NEW)])
        slot = ring.make_slot(DATA, journal=JOURNAL, generation=1)
        self.assertEqual(ring.open_slot(slot, journal=JOURNAL), DATA)

        for journal, changed in (
            (OTHER, slot),
            (JOURNAL, slot._replace(generation=2)),
            (JOURNAL, slot._replace(kind=2)),
            (JOURNAL, slot._replace(salt=bytes(16))),
            (JOURNAL, slot._replace(wrapped=slot.wrapped[:-1] + b"\x00")),
            (JOURNAL, slot._replace(wrapped=slot.wrapped[:-8])),
            (JOURNAL, slot._replace(wrapped=b"")),
        ):
            with self.subTest(journal=journal, slot=changed):
                with self.assertRaises(BadKeys) as caught:
                    ring.open_slot(changed, journal=journal)
                self.assertEqual(str(caught.exception), "The key 'old' does not open this journal.")

    def test_a_slot_does_not_open_without_its_master_key(self) -> None:
        slot = MasterKeys([("old", OLD)]).make_slot(DATA, journal=JOURNAL, generation=1)

        with self.assertRaisesMessage(BadKeys, "The key 'old', which sealed journals here, is"):
            MasterKeys([("new", NEW)]).open_slot(slot, journal=JOURNAL)
        with self.assertRaisesMessage(BadKeys, "The key 'old' does not open this journal."):
            MasterKeys([("old", NEW)]).open_slot(slot, journal=JOURNAL)


class FrozenTests(SimpleTestCase):
    def test_slots_of_long_ago_open(self) -> None:
        self.assertEqual(len(SLOTS), 3)
        for vector in SLOTS:
            with self.subTest(vector.slot.key_id):
                ring = MasterKeys.parse(vector.ring)

                self.assertEqual(
                    ring.open_slot(vector.slot, journal=vector.journal), vector.data_key
                )
                ring.belongs(vector.slot.key_id, vector.slot.check)

    def test_a_data_key_has_the_length_that_aes_256_wants(self) -> None:
        self.assertEqual([len(vector.data_key) for vector in SLOTS], [32, 32, 32])
