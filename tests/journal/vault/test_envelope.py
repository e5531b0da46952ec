"""Sealing and opening: the layout, what is bound in, and blobs of long ago."""

import hashlib
from unittest import mock
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.test import SimpleTestCase

from journal.vault import envelope
from journal.vault.envelope import Place, Unreadable
from tests.journal.vault.vectors import BLOBS

KEY = bytes(range(32))
CIPHER = AESGCM(KEY)
PLACE = Place(UUID(int=0xA), 1, UUID(int=0xB), 7)
# What the frozen file must still be. It may grow, and then this line changes with it; a blob
# that stands in it may not.
FROZEN = {
    "an empty document": "0c16ebd545fbcdfa",
    "one byte": "97b68d6ba53617c5",
    "508 bytes, which fill a block": "06cc7f1c2d721dee",
    "509 bytes, one more than a block holds": "56d6eaedda07e15c",
    "a page of version 1": "945ce78374f3c0a7",
    "a person's card of version 1": "b716fb8038112c1e",
    "a step's plan of version 1": "a41f6be5182cdb6d",
    "other alphabets, combining letters, a family": "f6a8c6101a575568",
    "the highest generation, kind and revision": "4ed56788d8ed3e3e",
}


def seal(document: bytes, *, generation: int = 258, place: Place = PLACE) -> bytes:
    return envelope.seal(CIPHER, document, generation=generation, place=place)


def unseal(cipher: AESGCM, blob: bytes, place: Place = PLACE) -> bytes:
    ciphers = {envelope.generation_of(blob): cipher}
    opened = envelope.opener(ciphers, place.journal, place.kind)
    return opened(blob, place.object.bytes, place.revision)


def opens(blob: bytes, place: Place = PLACE) -> bool:
    try:
        unseal(CIPHER, blob, place)
    except Unreadable:
        return False
    return True


class LayoutTests(SimpleTestCase):
    def test_a_blob_begins_with_magic_algorithm_and_generation(self) -> None:
        self.assertEqual(seal(b"words")[:5], b"J1" + b"\x01" + b"\x01\x02")

    def test_the_rest_is_a_nonce_and_what_aes_gcm_made_with_the_place_bound_in(self) -> None:
        blob = seal(b"words")
        bound = (
            b"J1\x01\x01\x02"
            + bytes(15)
            + b"\x0a"  # the journal
            + b"\x01"  # the kind
            + bytes(15)
            + b"\x0b"  # the object
            + b"\x00\x00\x00\x07"  # the revision
        )

        filled = AESGCM(KEY).decrypt(blob[5:17], blob[17:], bound)

        self.assertEqual(len(bound), 42)
        self.assertEqual(filled, b"\x00\x00\x00\x05words" + bytes(503))

    def test_the_plaintext_is_filled_up_to_a_multiple_of_512(self) -> None:
        blocks = {0: 1, 1: 1, 507: 1, 508: 1, 509: 2, 1020: 2, 1021: 3, 1_000_000: 1954}
        for length, count in blocks.items():
            with self.subTest(length=length):
                self.assertEqual(len(seal(bytes(length))), 5 + 12 + count * 512 + 16)

    def test_what_was_sealed_opens(self) -> None:
        for length in (0, 1, 507, 508, 509, 1020, 1021, 4_000_000):
            document = (b"\x00ajar\xff" * (length // 6 + 1))[:length]
            with self.subTest(length=length):
                opened = unseal(CIPHER, seal(document))

                self.assertEqual(opened, document)

    def test_zeros_at_the_end_of_a_document_are_not_taken_for_filling(self) -> None:
        self.assertEqual(unseal(CIPHER, seal(b"end\x00\x00")), b"end\x00\x00")

    def test_a_thousand_seals_have_a_thousand_nonces(self) -> None:
        nonces = {seal(b"the same words")[5:17] for _ in range(1000)}

        self.assertEqual(len(nonces), 1000)

    def test_the_generation_can_be_read_without_a_key(self) -> None:
        for generation in (0, 1, 255, 256, 65535):
            with self.subTest(generation=generation):
                blob = seal(b"", generation=generation)

                self.assertEqual(envelope.generation_of(blob), generation)


class BelongingTests(SimpleTestCase):
    def test_a_blob_opens_nowhere_but_in_its_place(self) -> None:
        blob = seal(b"words")
        self.assertTrue(opens(blob))

        other = UUID(int=0xC)
        for place in (
            PLACE._replace(journal=other),
            PLACE._replace(kind=2),
            PLACE._replace(kind=3),
            PLACE._replace(object=other),
            PLACE._replace(revision=6),
            PLACE._replace(revision=8),
            PLACE._replace(journal=PLACE.object, object=PLACE.journal),
        ):
            with self.subTest(place=place):
                self.assertFalse(opens(blob, place))

    def test_a_blob_does_not_open_as_another_generation(self) -> None:
        blob = seal(b"words", generation=1)

        self.assertFalse(opens(blob[:3] + b"\x00\x02" + blob[5:]))

    def test_a_blob_does_not_open_under_another_key(self) -> None:
        blob = seal(b"words")

        with self.assertRaises(Unreadable):
            unseal(AESGCM(bytes(32)), blob)

    def test_no_byte_can_be_changed(self) -> None:
        blob = seal(b"words")
        for at in range(len(blob)):
            for flip in (0x01, 0x80):
                changed = bytearray(blob)
                changed[at] ^= flip
                self.assertFalse(opens(bytes(changed)), f"byte {at}")

    def test_a_blob_cannot_be_cut_short(self) -> None:
        blob = seal(bytes(600))
        ciphers = {envelope.generation_of(blob): CIPHER}
        opened = envelope.opener(ciphers, PLACE.journal, PLACE.kind)
        for length in range(len(blob)):
            with self.assertRaises(Unreadable, msg=f"{length} bytes"):
                opened(blob[:length], PLACE.object.bytes, PLACE.revision)

    def test_nothing_can_be_added_to_a_blob(self) -> None:
        blob = seal(b"words")
        for more in (b"\x00", bytes(16), bytes(512), blob):
            with self.subTest(more=len(more)):
                self.assertFalse(opens(blob + more))

    def test_the_halves_of_two_blobs_do_not_make_a_third(self) -> None:
        one, two = seal(bytes(1000)), seal(bytes(1000))

        self.assertFalse(opens(one[:17] + two[17:]))
        self.assertFalse(opens(one[:529] + two[529:]))

    def test_what_cannot_be_opened_is_described_without_quoting_it(self) -> None:
        blob = seal(b"words")
        said = {
            b"": "The document is cut short.",
            b"K1" + blob[2:]: "The document has a form this version does not know.",
            b"J1\x02" + blob[3:]: "The document has a form this version does not know.",
            blob[:-1] + bytes([blob[-1] ^ 1]): (
                "The document does not belong here, or was changed."
            ),
        }
        for changed, sentence in said.items():
            with self.subTest(sentence=sentence), self.assertRaises(Unreadable) as caught:
                unseal(CIPHER, changed)
            self.assertEqual(str(caught.exception), sentence)
            self.assertIsNone(caught.exception.__cause__)


class FrozenTests(SimpleTestCase):
    def test_the_frozen_blobs_are_as_they_were(self) -> None:
        found = {
            name: hashlib.sha256(vector.blob).hexdigest()[:16] for name, vector in BLOBS.items()
        }

        self.assertEqual(found, FROZEN)

    def test_blobs_of_long_ago_open(self) -> None:
        for vector in BLOBS.values():
            with self.subTest(vector.name):
                opened = unseal(vector.cipher, vector.blob, vector.place)

                self.assertEqual(opened, vector.document)
                self.assertEqual(envelope.generation_of(vector.blob), vector.generation)

    def test_the_same_document_is_still_sealed_to_the_same_bytes(self) -> None:
        for vector in BLOBS.values():
            with (
                self.subTest(vector.name),
                mock.patch("os.urandom", return_value=vector.nonce),
            ):
                blob = envelope.seal(
                    vector.cipher,
                    vector.document,
                    generation=vector.generation,
                    place=vector.place,
                )

                self.assertEqual(blob, vector.blob)
