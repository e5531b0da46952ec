"""How passwords are kept."""

from threading import BoundedSemaphore
from typing import Any, ClassVar

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2Hasher(Argon2PasswordHasher):
    """Argon2id, three passes over 64 MiB in one lane, at most two at once in a process.

    The limit keeps a rush of sign-ins from taking all the memory: each hash holds 64 MiB.
    """

    time_cost = 3
    memory_cost = 64 * 1024
    parallelism = 1

    _two_at_once: ClassVar[BoundedSemaphore] = BoundedSemaphore(2)

    def encode(self, password: str, salt: str) -> Any:
        """Return the hash to keep."""
        with self._two_at_once:
            return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        """Say whether the password is the one that was hashed."""
        with self._two_at_once:
            return super().verify(password, encoded)
