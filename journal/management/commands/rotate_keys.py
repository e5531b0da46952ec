"""Wrap all journals' keys under the newest master key, so that an older one may go."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from journal.models import rotation
from journal.models.journal import check_keys, master_keys
from journal.vault.slots import BadKeys


class Command(BaseCommand):
    """`manage.py rotate_keys`. May be stopped and run again at any time, beside a running site."""

    help = "Wrap every journal's key under the first master key, and say which others may go."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--batch`: how many slots share a transaction."""
        parser.add_argument("--batch", type=int, default=rotation.BATCH, metavar="SLOTS")

    def handle(self, *args: Any, **options: Any) -> None:
        """Turn all slots, then say of each older key whether a slot still names it."""
        try:
            check_keys()
        except BadKeys as error:
            raise CommandError(f"{error}\nNo key was wrapped again.") from None
        ring = master_keys()
        turned, stuck = rotation.turn_factors(ring)
        for batch in rotation.turn(ring, size=max(1, options["batch"])):
            turned += batch.turned
            stuck += batch.stuck
            if options["verbosity"] > 1:
                self.stdout.write(f"{turned} …")
                self.stdout.flush()
        self.stdout.write(f"Wrapped {_slots(turned)} again, under the key {ring.first!r}.")
        for name, count in rotation.still_named(ring).items():
            self.stdout.write(_verdict(name, count))
        if stuck:
            raise CommandError(
                f"{_slots(stuck)} did not open, and stayed as they were: a backup may hold them"
                " whole. Keep every key."
            )


def _verdict(name: str, count: int) -> str:
    if count:
        return f"Keep the key {name!r}: {_slots(count)} still name it. Run rotate_keys again."
    return (
        f"The key {name!r} may go: no slot names it any more. Keep it with the backups that were"
        " made before today, for they open with nothing else."
    )


def _slots(count: int) -> str:
    return f"{count} {'slot' if count == 1 else 'slots'}"
