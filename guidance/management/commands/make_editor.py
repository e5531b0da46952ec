"""`manage.py make_editor EMAIL`: let an account work at the editor's desk."""

from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from guidance import editors


class Command(BaseCommand):
    help = "Give an account the rights over guidance, and over nothing else."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="The address the account signs in with.")

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        accounts = get_user_model()._default_manager
        with transaction.atomic():
            user = accounts.filter(email__iexact=email.strip()).first()
            if user is None:
                raise CommandError(
                    f"There is no account for {email}. Sign up in the browser first,"
                    " then run this again."
                )
            user.groups.add(editors.group())
            user.is_staff = True
            user.save(update_fields=["is_staff"])
        self.stdout.write(
            f"{user.email} can now sign in at /admin/ and edit the guidance.\n"
            "The desk asks for a code besides the password. Setting that up takes two minutes and"
            " an authenticator app on a phone: open /admin/, it leads the way."
        )
