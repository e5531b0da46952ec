"""Put a new master key in front of the others."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from journal import keyfile
from journal.vault.slots import BadKeys


class Command(BaseCommand):
    """`manage.py new_key`. Changes the key file and nothing else; the older keys stay in it."""

    help = "Put a new master key in front of those in the key file."

    def handle(self, *args: Any, **options: Any) -> None:
        """Change the file in one step, and say what comes next. The key itself is not shown."""
        path = settings.VAULT_KEYS_FILE
        if settings.VAULT_KEYS:
            raise CommandError(
                "The keys come from AJAR_KEYS, which a command cannot change. Put name:key and a"
                " comma in front of them; `openssl rand -base64 32` makes a key."
            )
        try:
            name = keyfile.prepend(path)
        except BadKeys as error:
            raise CommandError(f"{error}\nThe keys are as they were.") from None
        except OSError as error:
            raise CommandError(
                f"The key file {path} cannot be changed ({error.strerror}). It is as it was."
            ) from None
        self.stdout.write(
            f"The new key {name!r} stands first in {path}, the older ones after it.\n"
            "1. Copy the file to where you keep your keys, apart from the backups.\n"
            "2. Restart Ajar, so that new journals begin under the new key.\n"
            "3. Run: manage.py rotate_keys"
        )
