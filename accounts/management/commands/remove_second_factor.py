"""`manage.py remove_second_factor EMAIL`: for someone who lost phone and spare codes."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts import second_factor
from accounts.models import User


class Command(BaseCommand):
    """Takes the code off an account. Whoever runs this has to be sure who is asking."""

    help = "Take the second factor off an account, and sign it out everywhere."

    def add_arguments(self, parser: CommandParser) -> None:
        """One account, by its address."""
        parser.add_argument("email", help="The address the account signs in with.")

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        """Take it off. Raise CommandError without such an account, or without a factor on it."""
        account = User.objects.filter(email__iexact=email.strip()).first()
        if account is None:
            raise CommandError(f"There is no account for {email}.")
        if not second_factor.remove(account):
            raise CommandError(f"{account.email} has no second factor; nothing was changed.")
        self.stdout.write(
            f"{account.email} signs in with the password alone now, and is signed out everywhere."
        )
        if account.is_staff:
            self.stdout.write("The desk opens again once a new code is set up there.")
