"""The door for web servers: `gunicorn config.wsgi`. It stays shut where the keys do not fit."""

import os
import sys
from contextlib import suppress

from django.core.wsgi import get_wsgi_application
from django.db import DatabaseError

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()


def _refuse_wrong_keys() -> None:
    """Stop where a journal would not open.

    Before the first journal there is nothing to compare with, and `prepare` may yet make the
    key. A database that is away may come back.
    """
    from journal.models import KeySlot  # Django has to be set up first
    from journal.models.journal import check_keys
    from journal.vault.slots import BadKeys

    try:
        with suppress(DatabaseError):
            if KeySlot.objects.exists():
                check_keys()
    except BadKeys as error:
        sys.exit(f"{error}\nAjar does not start, and nothing was changed.")


_refuse_wrong_keys()
