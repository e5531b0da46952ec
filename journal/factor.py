"""The secret of a second factor as text that may be kept: a slot, and what is sealed with it.

    "F1", key id, salt, wrapped data key, check, blob; joined by colons, the bytes in base64

It is sealed as a page is, with a data key of its own, for a journal that nobody has. Who keeps
the text is allauth, in a table of its own, and nothing here knows whose secret it is.
"""

import base64
from uuid import UUID

from journal.vault.envelope import Unreadable
from journal.vault.keyring import FACTOR, Keyring, new_data_key
from journal.vault.slots import SERVER, MasterKeys, Slot

_FORM = "F1"
_GENERATION = _REVISION = 1
_NOBODY = UUID("6661c70f-0000-8000-8000-000000000001")


def seal(secret: str, ring: MasterKeys) -> str:
    """Return the secret sealed under the ring's first key."""
    slot = ring.make_slot(new_data_key(), journal=_NOBODY, generation=_GENERATION)
    keyring = Keyring(_NOBODY, ring, [slot])
    blob = keyring.seal(secret.encode(), kind=FACTOR, object=_NOBODY, revision=_REVISION)
    return _written(slot, blob)


def unseal(text: str, ring: MasterKeys) -> str:
    """Return the secret. Raise BadKeys where its key is not in the ring, Unreadable if damaged."""
    slot, blob = _read(text)
    keyring = Keyring(_NOBODY, ring, [slot])
    return keyring.open(blob, kind=FACTOR, object=_NOBODY, revision=_REVISION).decode()


def key_of(text: str) -> str:
    """Return the name of the master key that opens the text. Raise Unreadable if damaged."""
    return _read(text)[0].key_id


def check(text: str, ring: MasterKeys) -> None:
    """Raise BadKeys unless the ring holds the key that sealed this, Unreadable if damaged."""
    slot, _ = _read(text)
    ring.belongs(slot.key_id, slot.check)


def rewrap(text: str, ring: MasterKeys) -> str | None:
    """Return the text under the ring's first key; None where it is so already.

    Raise BadKeys where the ring does not open it, Unreadable if it is damaged.
    """
    slot, blob = _read(text)
    if slot.key_id == ring.first:
        return None
    data_key = ring.open_slot(slot, journal=_NOBODY)
    return _written(ring.make_slot(data_key, journal=_NOBODY, generation=_GENERATION), blob)


def _written(slot: Slot, blob: bytes) -> str:
    parts = (slot.salt, slot.wrapped, slot.check, blob)
    return ":".join([_FORM, slot.key_id, *(base64.b64encode(one).decode() for one in parts)])


def _read(text: str) -> tuple[Slot, bytes]:
    form, *parts = text.split(":")
    if form != _FORM or len(parts) != 5:
        raise Unreadable("The secret has a form this version does not know.")
    try:
        salt, wrapped, check, blob = (base64.b64decode(one, validate=True) for one in parts[1:])
    except ValueError:
        raise Unreadable("The secret is damaged.") from None
    return Slot(_GENERATION, SERVER, salt, parts[0], wrapped, check), blob
