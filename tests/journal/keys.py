"""Other master keys than those of the tests' settings."""

from typing import Any

from django.test import override_settings

from journal.models.journal import master_keys

# The ring of tests/settings.py, another key of the same name, and one of another name.
KEYS = "test:b25seSB0aGUgdGVzdHMgc2VhbCB3aXRoIHRoaXMgOik="
SAME_NAME = "test:YW5vdGhlciBrZXkgb2YgdGhlIHZlcnkgc2FtZSBuYW0="
NEW_NAME = "new:YW5vdGhlciBrZXkgb2YgdGhlIHZlcnkgc2FtZSBuYW0="


class using_keys(override_settings):
    """For a while, the master keys are these, read afresh.

    `keys` is what AJAR_KEYS would say. Other settings, such as the file, go along.
    """

    def __init__(self, keys: str, **settings: Any) -> None:
        super().__init__(VAULT_KEYS=keys, **settings)

    def enable(self) -> None:
        """Change the settings, and forget the ring."""
        super().enable()
        master_keys.cache_clear()

    def disable(self) -> None:
        """Put the settings back, and forget the ring."""
        super().disable()
        master_keys.cache_clear()
