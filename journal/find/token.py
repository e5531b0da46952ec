"""Searched words as they stand in an address: sealed under the journal's key, for one day.

So Back and paging are plain links, and no word stands in an address, a log or a session.
"""

import base64
import binascii
from datetime import datetime, timedelta
from uuid import UUID

import msgspec
from msgspec import Struct

from journal.vault.envelope import Unreadable
from journal.vault.keyring import FIND, Keyring

LIFE = timedelta(days=1)
# The clocks of two servers may differ by so much.
_AHEAD = timedelta(minutes=5)
# Room for a query of four-byte letters, with some to spare; what is longer is not ours.
_LONGEST = 4000


class Sought(Struct, frozen=True, kw_only=True):
    """What was typed into the search, and when."""

    v: int = 1
    words: str
    at: datetime


def document(words: str, now: datetime) -> bytes:
    """Return what is sealed. `now` knows its zone. Half of a character pair becomes a "?"."""
    typed = words.encode("utf-8", "replace").decode()
    return msgspec.json.encode(Sought(words=typed, at=now))


def words_of(document: bytes, now: datetime) -> str | None:
    """Return the words; None where they are older than a day, from tomorrow, or no words."""
    try:
        sought = msgspec.json.decode(document, type=Sought)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    if sought.at.tzinfo is None or not -_AHEAD <= now - sought.at <= LIFE:
        return None
    return sought.words


def seal(words: str, keyring: Keyring, journal: UUID, now: datetime) -> str:
    """Return the words as a token: letters, digits, - and _."""
    blob = keyring.seal(document(words, now), kind=FIND, object=journal, revision=0)
    return base64.urlsafe_b64encode(blob).decode().rstrip("=")


def unseal(token: str, keyring: Keyring, journal: UUID, now: datetime) -> str | None:
    """Return the words that `seal` put into a token; None for an old one and for anything else."""
    if len(token) > _LONGEST:
        return None
    try:
        blob = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
        opened = keyring.open(blob, kind=FIND, object=journal, revision=0)
    except (binascii.Error, ValueError, Unreadable):
        return None
    return words_of(opened, now)
