"""Turning every journal's lock to the newest master key. No document is touched.

A slot is opened with the key it names and wrapped again under the first key of the ring.
Batches are small transactions, and a slot is changed only where it still is what was read. So
it may be cut off anywhere, run twice at once, or run beside servers: each slot names one key
of the ring and opens with it, before and after. The secrets of second factors, which are slots
in a table of allauth, are turned one by one.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from django.db import transaction
from django.db.models import Count

from accounts import second_factor
from journal import factor
from journal.models.journal import KeySlot
from journal.vault.envelope import Unreadable
from journal.vault.slots import SERVER, BadKeys, MasterKeys

BATCH = 500


class Batch(NamedTuple):
    """What one transaction did: slots wrapped again, and slots that did not open."""

    turned: int
    stuck: int


def turn(ring: MasterKeys, *, size: int = BATCH) -> Iterator[Batch]:
    """Wrap all slots of the server under the ring's first key; yield after each batch.

    A slot that does not open is counted and left as it is.
    """
    behind = KeySlot.objects.filter(kind=SERVER).exclude(key_id=ring.first).order_by("pk")
    slots = list(behind[:size])
    while slots:
        with transaction.atomic():
            turned = [_turned(slot, ring) for slot in slots]
        yield Batch(turned.count(True), turned.count(None))
        slots = list(behind.filter(pk__gt=slots[-1].pk)[:size])


def _turned(slot: KeySlot, ring: MasterKeys) -> bool | None:
    """Whether it was this call that wrapped the slot again; None where it does not open."""
    try:
        return slot.rewrap(ring)
    except BadKeys:
        return None


def turn_factors(ring: MasterKeys) -> Batch:
    """Wrap the secrets of all second factors under the ring's first key."""
    stuck = 0

    def turned(text: str) -> str | None:
        nonlocal stuck
        try:
            return factor.rewrap(text, ring)
        except (BadKeys, Unreadable):
            stuck += 1
            return None

    return Batch(second_factor.reseal(turned), stuck)


def still_named(ring: MasterKeys) -> dict[str, int]:
    """Return how many slots name each key of the ring but the first, in the ring's order."""
    counts = KeySlot.objects.order_by().values_list("key_id").annotate(Count("pk"))
    found = Counter(dict(counts.filter(key_id__in=ring.names)))
    found.update(name for name in map(_name_in, second_factor.secrets()) if name)
    return {name: found[name] for name in islice(ring.names, 1, None)}


def _name_in(text: str) -> str:
    """Return the key that a second factor's secret names; "" where it is damaged."""
    try:
        return factor.key_of(text)
    except Unreadable:
        return ""
