"""Sealing and opening bytes. Knows keys and ciphertext, and nothing of Django.

    blob        "J1", algorithm (1 byte), key generation (2), nonce (12), AES-256-GCM ciphertext
    plaintext   length (4), the document, zeros up to a multiple of 512
    bound in    "J1", algorithm (1), generation (2), journal (16), kind (1), object (16),
                revision (4)

All numbers are big-endian. What is bound in is not stored: a blob moved to another row,
revision, kind or journal does not open there. The padding hides how long a document is,
to within 512 bytes.
"""

import os
from struct import Struct
from typing import NamedTuple
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MAGIC = b"J1"
AES_256_GCM = 1
BLOCK = 512

_HEAD = Struct(">2sBH")
_BOUND = Struct(">2sBH16sB16sI")
_LENGTH = Struct(">I")
_NONCE = 12
_TAG = 16


class Unreadable(Exception):
    """The blob was damaged, moved, or sealed under another key."""


class Place(NamedTuple):
    """Where a blob belongs: whose journal, which kind of document, which object, which revision."""

    journal: UUID
    kind: int
    object: UUID
    revision: int


def _bound(generation: int, place: Place) -> bytes:
    journal, kind, thing, revision = place
    return _BOUND.pack(MAGIC, AES_256_GCM, generation, journal.bytes, kind, thing.bytes, revision)


def seal(cipher: AESGCM, document: bytes, *, generation: int, place: Place) -> bytes:
    """Return the document sealed for this place, under a nonce of its own."""
    filled = _LENGTH.pack(len(document)) + document
    filled += bytes(-len(filled) % BLOCK)
    nonce = os.urandom(_NONCE)
    head = _HEAD.pack(MAGIC, AES_256_GCM, generation)
    return head + nonce + cipher.encrypt(nonce, filled, _bound(generation, place))


def generation_of(blob: bytes) -> int:
    """Return which generation of the key sealed the blob. Raise Unreadable if none did."""
    if len(blob) < _HEAD.size + _NONCE + BLOCK + _TAG:
        raise Unreadable("The document is cut short.")
    magic, algorithm, generation = _HEAD.unpack_from(blob)
    if magic != MAGIC or algorithm != AES_256_GCM:
        raise Unreadable("The document has a form this version does not know.")
    return int(generation)


def unseal(cipher: AESGCM, blob: bytes, *, place: Place) -> bytes:
    """Return the document. Raise Unreadable unless key, place and bytes all belong together."""
    generation = generation_of(blob)
    start = _HEAD.size + _NONCE
    try:
        filled = cipher.decrypt(blob[_HEAD.size : start], blob[start:], _bound(generation, place))
    except InvalidTag:
        raise Unreadable("The document does not belong here, or was changed.") from None
    (length,) = _LENGTH.unpack_from(filled)
    return filled[_LENGTH.size : _LENGTH.size + length]
