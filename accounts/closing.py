"""Closing an account: everything of it goes, in one transaction."""

import json
import logging

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import transaction

from accounts import free_space
from accounts.models import User

log = logging.getLogger("ajar.accounts")


def close(account: User) -> None:
    """Erase the account with all that hangs on it, its journal and its sessions, or nothing.

    What other parts keep of an account goes by its foreign keys, so nothing here knows them.
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
        sessions = [one.pk for one in Session.objects.iterator() if _is_of(one, held)]
        Session.objects.filter(pk__in=sessions).delete()
        held.delete()
        transaction.on_commit(free_space.empty_if_small)
    log.info("An account was closed.")


def _hold_what_hangs_on(account: User) -> None:
    """Let no page be added in another window, once the journal has been looked through."""
    for relation in User._meta.related_objects:
        rows = relation.related_model._base_manager.filter(**{relation.field.name: account})
        list(rows.select_for_update().values_list("pk"))


def _is_of(session: Session, account: User) -> bool:
    """Whether a session is the account's, or holds its id or address on the way to signing in."""
    said = json.dumps(session.get_decoded(), default=str)
    names = (str(account.pk), account.pk.hex, account.email)
    # In its quotes, because one address may end as another does.
    return any(json.dumps(name) in said for name in names)
