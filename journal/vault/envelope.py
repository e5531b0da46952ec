"""Sealing and opening bytes. Knows keys and ciphertext, and nothing of Django.

    blob        "J1", algorithm (1 byte), key generation (2), nonce (12), AES-256-GCM ciphertext
    plaintext   length (4), the document, zeros up to a multiple of 512
    bound in    "J1", algorithm (1), generation (2), journal (16), kind (1), object (16),
                revision (4)

All numbers are big-endian. What is bound in is not stored: a blob moved to another row, revision,
kind or journal does not open there. The padding hides a document's length to within 512 bytes.
"""

import os
from collections.abc import Callable, Mapping
from struct import Struct
from typing import NamedTuple
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MAGIC = b"J1"
AES_256_GCM = 1
BLOCK = 512

_HEAD = Struct(">2sBH")
_BOUND = Struct(">16sB")
_LAST = Struct(">16sI")
_LENGTH = Struct(">I")
_NONCE, _TAG = 12, 16
_NONCE_AT, _START = _HEAD.size, _HEAD.size + _NONCE
_SHORTEST = _START + BLOCK + _TAG
# Opens a blob, told its object's id and its revision. Raises Unreadable.
Opener = Callable[[bytes, bytes, int], bytes]


class Unreadable(Exception):
    """The blob was damaged, moved, or sealed under another key."""


class Place(NamedTuple):
    """Where a blob belongs: whose journal, which kind of document, which object, which revision."""

    journal: UUID
    kind: int
    object: UUID
    revision: int


def seal(cipher: AESGCM, document: bytes, *, generation: int, place: Place) -> bytes:
    """Return the document sealed for this place, under a nonce of its own."""
    filled = _LENGTH.pack(len(document)) + document
    filled += bytes(-len(filled) % BLOCK)
    nonce = os.urandom(_NONCE)
    head = _HEAD.pack(MAGIC, AES_256_GCM, generation)
    bound = head + _BOUND.pack(place.journal.bytes, place.kind)
    bound += _LAST.pack(place.object.bytes, place.revision)
    return head + nonce + cipher.encrypt(nonce, filled, bound)


def generation_of(blob: bytes) -> int:
    """Return which generation of the key sealed the blob. Raise Unreadable if none did."""
    if len(blob) < _SHORTEST:
        raise Unreadable("The document is cut short.")
    magic, algorithm, generation = _HEAD.unpack_from(blob)
    if magic != MAGIC or algorithm != AES_256_GCM:
        raise Unreadable("The document has a form this version does not know.")
    return int(generation)


def opener(ciphers: Mapping[int, AESGCM], journal: UUID, kind: int) -> Opener:
    """Return what opens documents of a kind, by generation: thousands of them at little cost."""
    bound = _BOUND.pack(journal.bytes, kind)
    heads = {one: _HEAD.pack(MAGIC, AES_256_GCM, one) for one in ciphers}
    known = {head: (ciphers[one].decrypt, head + bound) for one, head in heads.items()}

    def opened(blob: bytes, thing: bytes, revision: int) -> bytes:
        found = known.get(blob[:_NONCE_AT])
        if found is None or len(blob) < _SHORTEST:
            generation_of(blob)
            raise Unreadable("The key that sealed this document is not here.")
        decrypt, first = found
        last = _LAST.pack(thing, revision)
        try:
            filled = decrypt(blob[_NONCE_AT:_START], blob[_START:], first + last)
        except InvalidTag:
            raise Unreadable("The document does not belong here, or was changed.") from None
        (length,) = _LENGTH.unpack_from(filled)
        return filled[_LENGTH.size : _LENGTH.size + length]

    return opened
