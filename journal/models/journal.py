"""A writer's journal with its settings, and the slots that keep its data keys."""

import uuid
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from typing import TypeVar

from django.conf import settings
from django.db import connection, models, transaction
from django.utils.functional import cached_property

from accounts import second_factor
from accounts.models import User
from journal import factor, keyfile
from journal.models.ready import Given, Ready, moment_of, uuid_of
from journal.models.sealed import SealedRow
from journal.page import JournalSettings
from journal.vault.envelope import Unreadable
from journal.vault.keyring import SETTINGS, Keyring, Locked, new_data_key
from journal.vault.slots import SERVER, BadKeys, MasterKeys, Slot

Made = TypeVar("Made")


@cache
def master_keys() -> MasterKeys:
    """Return the ring of master keys of this process. Raise BadKeys where it cannot be used."""
    return _read_keys()


def _read_keys() -> MasterKeys:
    if settings.VAULT_KEYS:
        return MasterKeys.parse(settings.VAULT_KEYS)
    return keyfile.read(settings.VAULT_KEYS_FILE)


def with_keys(use: Callable[[MasterKeys], Made]) -> Made:
    """Return what is made with the ring. Raise BadKeys where a key for it is missing."""
    try:
        return use(master_keys())
    except BadKeys:
        # A key may have come since this process read the ring. Where it did not, the ring
        # that opens the other journals stays.
        made = use(_read_keys())
        master_keys.cache_clear()
        return made


_COLUMNS = ("id", "revision", "sealed", "owner_id", "created_at")
_OWN = 4
"""How many columns of a row are the journal's."""
_WITH_SLOTS = Ready(
    lambda: KeySlot.objects.filter(journal__owner=Given("owner")).values_list(
        *("journal__pk", "journal__revision", "journal__sealed", "journal__created_at"),
        *("generation", "kind", "salt", "key_id", "wrapped", "check_value"),
    )
)
_HELD = Ready(
    lambda: (
        Journal.objects.select_for_update(no_key=True).filter(pk=Given("journal")).values_list("pk")
    )
)

_Raw = bytes | memoryview


def _slot(generation: int, kind: int, salt: _Raw, key_id: str, wrapped: _Raw, check: _Raw) -> Slot:
    return Slot(generation, kind, bytes(salt), key_id, bytes(wrapped), bytes(check))


class JournalManager(models.Manager["Journal"]):
    """Finds a writer's journal, or begins it."""

    def of(self, owner: User) -> "Journal":
        """Return the owner's journal with its slots at hand, in one query once it is there."""
        rows = _WITH_SLOTS.rows(owner=owner.pk)
        if not rows:
            slot = self._begin(owner)
            journal, slots = slot.journal, [slot.as_slot()]
        else:
            pk, revision, sealed, created_at = rows[0][:_OWN]
            kept = (uuid_of(pk), revision, bytes(sealed), owner.pk, moment_of(created_at))
            journal = Journal.from_db(connection.alias, _COLUMNS, kept)
            slots = [_slot(*row[_OWN:]) for row in rows]
        journal.owner, journal.slots_at_hand = owner, slots
        return journal

    def _begin(self, owner: User) -> "KeySlot":
        """Make journal and key together. Whoever comes second gets what the first one made."""
        with transaction.atomic():
            journal, is_new = self.get_or_create(owner=owner)
            if not is_new:
                # Begun by another request meanwhile. A new key over old pages would bury them.
                slot = KeySlot.objects.filter(journal=journal).first()
                if slot is None:
                    raise Locked("This journal has no key.")
                return slot
            made = master_keys().make_slot(new_data_key(), journal=journal.pk, generation=1)
            return KeySlot.objects.create(
                journal=journal,
                generation=made.generation,
                kind=made.kind,
                salt=made.salt,
                key_id=made.key_id,
                wrapped=made.wrapped,
                check_value=made.check,
            )


class Journal(SealedRow):
    """All that one writer wrote. Every private row carries its id. Sealed in it: its settings."""

    KIND = SETTINGS

    sealed = models.BinaryField(default=b"")
    owner = models.OneToOneField(User, on_delete=models.CASCADE, related_name="journal")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = JournalManager()

    slots_at_hand: list[Slot]

    @cached_property
    def keyring(self) -> Keyring:
        """The opened keys. Raise BadKeys where a master key is missing, Locked without a slot."""
        slots = [slot for slot in self.slots_at_hand if slot.kind == SERVER]
        return with_keys(lambda ring: Keyring(self.pk, ring, slots))

    @cached_property
    def settings(self) -> JournalSettings:
        """What the writer set; where nothing is set or it cannot be opened, what is usual."""
        try:
            return self._kept_settings()
        except Unreadable:
            return JournalSettings()

    def keep_settings(self, settings: JournalSettings) -> None:
        """Seal and save the settings. Raise Unreadable over some that cannot be opened."""
        with transaction.atomic():
            self.hold()
            self.refresh_from_db(fields=["revision", "sealed"])
            self._kept_settings()
            self._seal(settings, self.keyring)
            self.save(update_fields=["revision", "sealed"])
        self.settings = settings

    def _kept_settings(self) -> JournalSettings:
        return self._unsealed(self.keyring, JournalSettings) if self.revision else JournalSettings()

    def hold(self) -> None:
        """Let the saves of one writer wait for each other until the transaction ends.

        No one else waits: a row that only refers to the journal can be added meanwhile.
        """
        _HELD.rows(journal=self.pk)


class KeySlot(models.Model):
    """A data key of a journal, wrapped. Other kinds of slots may come; the key stays the same."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    journal = models.ForeignKey(Journal, on_delete=models.CASCADE, related_name="slots")
    generation = models.PositiveSmallIntegerField()
    kind = models.PositiveSmallIntegerField()
    salt = models.BinaryField()
    key_id = models.CharField(max_length=40)
    wrapped = models.BinaryField()
    check_value = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["journal", "generation", "kind"],
                name="a_generation_has_one_slot_of_a_kind",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def as_slot(self) -> Slot:
        """Return what the vault needs, free of Django."""
        return _slot(
            self.generation, self.kind, self.salt, self.key_id, self.wrapped, self.check_value
        )

    def rewrap(self, ring: MasterKeys) -> bool:
        """Wrap the same data key again, under the ring's first key.

        False where someone else changed the slot since it was read. Raise BadKeys where the
        ring does not open it.
        """
        old = self.as_slot()
        data_key = ring.open_slot(old, journal=self.journal_id)
        made = ring.make_slot(data_key, journal=self.journal_id, generation=self.generation)
        unchanged = KeySlot.objects.filter(pk=self.pk, wrapped=old.wrapped)
        changed = unchanged.update(
            salt=made.salt, key_id=made.key_id, wrapped=made.wrapped, check_value=made.check
        )
        return changed == 1


def check_keys(*, slots: bool = True) -> None:
    """Raise BadKeys unless the ring can be read, and holds every key a slot was made with.

    The secrets of second factors are slots too; one that is damaged is no matter of the keys.

    `slots` is False where the database has no slots yet to compare with.
    """
    ring = master_keys()
    if slots:
        used = KeySlot.objects.values_list("key_id", "check_value").distinct()
        for key_id, check in used:
            ring.belongs(key_id, bytes(check))
        for text in second_factor.secrets():
            with suppress(Unreadable):
                factor.check(text, ring)
