"""Master keys, and the slots in which they wrap a journal's data keys, as in LUKS.

A data key is random, one for each journal and generation. A slot holds it wrapped (AES key
wrap, RFC 3394) under a key made from a master key (HKDF-SHA256, RFC 5869) for just this
journal, kind of slot and generation. Master keys form a ring: the first wraps, all unwrap.
"""

import base64
import os
from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

SERVER = 1
KEY_BYTES = 32

_COPY = ": put its line back from your copy of the keys."


class BadKeys(Exception):
    """The master keys cannot be used. The message is a sentence for the operator."""


class Slot(NamedTuple):
    """A wrapped data key and what is needed to open it, but for the master key."""

    generation: int
    kind: int
    salt: bytes
    key_id: str
    wrapped: bytes
    check: bytes


class MasterKeys:
    """The ring: keys by id, in order."""

    def __init__(self, keys: Iterable[tuple[str, bytes]]) -> None:
        self._keys: dict[str, bytes] = {}
        for key_id, key in keys:
            if not key_id or len(key_id) > 40 or not key_id.isascii():
                # Not quoted: where name and key changed places, the name is the key.
                raise BadKeys("The name of a key must have 1 to 40 plain letters or digits.")
            if key_id in self._keys:
                raise BadKeys(f"The key name {key_id!r} stands there twice{_COPY}")
            if len(key) != KEY_BYTES:
                raise BadKeys(f"The key {key_id!r} has {len(key)} bytes, not {KEY_BYTES}{_COPY}")
            self._keys[key_id] = key
        if not self._keys:
            raise BadKeys("There is no key in the key file: put it back from your copy.")
        self.names = tuple(self._keys)
        self.first = self.names[0]  # the one that wraps new slots

    @classmethod
    def parse(cls, text: str) -> "MasterKeys":
        """Read `name:base64`, one a line or split by commas. Raise BadKeys, naming the line."""
        keys = []
        for number, line in enumerate(text.replace(",", "\n").splitlines(), start=1):
            if not line.strip() or line.lstrip().startswith("#"):
                continue
            key_id, _, encoded = line.strip().partition(":")
            try:
                key = base64.b64decode(encoded, validate=True)
            except ValueError:
                key = b""
            if not key:
                raise BadKeys(f"Line {number} of the keys is not name:base64{_COPY}")
            keys.append((key_id, key))
        return cls(keys)

    def check(self, key_id: str) -> bytes:
        """Return 8 bytes that tell this key from another of the same name, and nothing of it."""
        return _derive(self._find(key_id), b"", b"ajar check value " + key_id.encode(), 8)

    def belongs(self, key_id: str, check: bytes) -> None:
        """Raise BadKeys unless the ring holds the very key that a slot was made with."""
        if self.check(key_id) != check:
            raise BadKeys(f"The key {key_id!r} is not the one that sealed these journals{_COPY}")

    def make_slot(self, data_key: bytes, *, journal: UUID, generation: int) -> Slot:
        """Wrap the data key under the first master key."""
        check = self.check(self.first)
        slot = Slot(generation, SERVER, os.urandom(16), self.first, b"", check)
        return slot._replace(wrapped=aes_key_wrap(self._wrapping(slot, journal), data_key))

    def open_slot(self, slot: Slot, *, journal: UUID) -> bytes:
        """Return the data key. Raise BadKeys if the master key is missing or another."""
        try:
            return aes_key_unwrap(self._wrapping(slot, journal), slot.wrapped)
        except InvalidUnwrap:
            raise BadKeys(f"The key {slot.key_id!r} does not open this journal.") from None

    def _find(self, key_id: str) -> bytes:
        if key_id not in self._keys:
            raise BadKeys(
                f"The key {key_id!r}, which sealed journals here, is missing from the keys{_COPY}"
            )
        return self._keys[key_id]

    def _wrapping(self, slot: Slot, journal: UUID) -> bytes:
        info = journal.bytes + slot.kind.to_bytes(1, "big") + slot.generation.to_bytes(2, "big")
        return _derive(self._find(slot.key_id), slot.salt, info, KEY_BYTES)


def _derive(key: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(SHA256(), length=length, salt=salt, info=info).derive(key)
