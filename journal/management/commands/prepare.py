"""Everything a start needs, in one go: tables, limits, keys, guidance, and what is over."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from accounts import demo, second_factor
from accounts.models import User
from guidance import loading
from journal import keyfile
from journal.models import KeySlot
from journal.models.journal import check_keys
from journal.vault.slots import BadKeys


class Command(BaseCommand):
    """`manage.py prepare`. Idempotent; refuses, with the reason, where the keys do not fit."""

    help = "Bring the database up to date, load the guidance, make or check the keys."
    requires_migrations_checks = False

    def handle(self, *args: Any, **options: Any) -> None:
        """Check the keys before anything is written, if there is something to check them with."""
        try:
            self._keys()
        except BadKeys as error:
            raise CommandError(f"{error}\nAjar does not start, and nothing was changed.") from None
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        self.stdout.write(str(loading.load()))
        # Who runs Ajar at home has no timer for it; a start keeps the promise of 30 days, and
        # publishes what is due.
        call_command("tidy", quick=True)
        if User.objects.of_the_demo():
            self._demo()

    def _demo(self) -> None:
        """Say how to sign in to the demo. Raise CommandError where others could do so too."""
        if reason := demo.why_not():
            raise CommandError(
                f"The demo account is here, and {reason}\n"
                "Ajar does not start beside it. Erase it first: manage.py make_demo --remove"
            )
        self.stdout.write(
            "This is the demo journal; all of it is made up."
            f" Sign in as {demo.ADDRESS} with the password: {demo.PASSWORD}"
        )

    def _keys(self) -> None:
        path = settings.VAULT_KEYS_FILE
        begun = _anything_sealed()
        if not settings.VAULT_KEYS and not path.exists() and not begun:
            keyfile.make(path)
            self.stdout.write(
                f"Made the key file {path}. Losing it loses the journals:"
                " keep a copy of it apart from the database."
            )
        check_keys(slots=begun)


def _anything_sealed() -> bool:
    """Whether anything is sealed already; False where the tables are not there yet."""
    if KeySlot._meta.db_table not in connection.introspection.table_names():
        return False
    return KeySlot.objects.exists() or any(second_factor.secrets())
