"""Closing an account: everything of it goes, in one transaction."""

import logging

from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.module_loading import import_string

from accounts import free_space, open_sessions
from accounts.models import User

log = logging.getLogger("ajar.accounts")


def close(account: User) -> None:
    """Erase the account with all that hangs on it, its journal and its sessions, or nothing.

    What other parts keep of an account goes by its foreign keys, so nothing here knows them;
    an address that one keeps as text is forgotten by what `settings.FORGET_WHEN_CLOSED` names.
    Closing twice is closing once.
    """
    with transaction.atomic():
        # By id, because deleting takes the id from the object.
        held = User.objects.select_for_update().filter(pk=account.pk).first()
        if held is None:
            return
        _hold_what_hangs_on(held)
        about = ContentType.objects.get_for_model(User)
        LogEntry.objects.filter(content_type=about, object_id=str(held.pk)).delete()
        open_sessions.end(held)
        for forget in map(import_string, settings.FORGET_WHEN_CLOSED):
            forget(held.email)
        held.delete()
        transaction.on_commit(free_space.empty_if_small)
    log.info("An account was closed.")


def _hold_what_hangs_on(account: User) -> None:
    """Let no page be added in another window, once the journal has been looked through."""
    for relation in User._meta.related_objects:
        rows = relation.related_model._base_manager.filter(**{relation.field.name: account})
        list(rows.select_for_update().values_list("pk"))
