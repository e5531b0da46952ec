"""The frozen vectors: blobs and slots sealed once, which open for ever."""

import json
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from journal.vault.envelope import Place
from journal.vault.slots import Slot

_FILE = json.loads((Path(__file__).parent / "vectors.json").read_text(encoding="utf-8"))


class BlobVector(NamedTuple):
    """A document, and the blob it was sealed as."""

    name: str
    cipher: AESGCM
    nonce: bytes
    generation: int
    place: Place
    document: bytes
    blob: bytes


class SlotVector(NamedTuple):
    """A data key, and the slot it was wrapped in."""

    ring: str
    journal: UUID
    slot: Slot
    data_key: bytes


def _blob(data: dict[str, Any]) -> BlobVector:
    place = Place(UUID(data["journal"]), data["kind"], UUID(data["object"]), data["revision"])
    return BlobVector(
        data["name"],
        AESGCM(bytes.fromhex(data["key"])),
        bytes.fromhex(data["nonce"]),
        data["generation"],
        place,
        bytes.fromhex(data["document"]),
        bytes.fromhex(data["blob"]),
    )


def _slot(data: dict[str, Any]) -> SlotVector:
    salt, wrapped, check = (bytes.fromhex(data[name]) for name in ("salt", "wrapped", "check"))
    slot = Slot(data["generation"], data["kind"], salt, data["key_id"], wrapped, check)
    return SlotVector(data["ring"], UUID(data["journal"]), slot, bytes.fromhex(data["data_key"]))


BLOBS = {one.name: one for one in map(_blob, _FILE["blobs"])}
SLOTS = [_slot(one) for one in _FILE["slots"]]
