"""The sessions of an account, wherever someone is signed in."""

import json

from django.contrib.sessions.models import Session

from accounts.models import User


def end(account: User, *, but: str | None = None) -> None:
    """Erase every session that is the account's, or that is on the way to signing in to it.

    `but` is the key of one that stays.
    """
    others = Session.objects.exclude(pk=but) if but else Session.objects.all()
    ended = [one.pk for one in others.iterator() if _is_of(one, account)]
    Session.objects.filter(pk__in=ended).delete()


def _is_of(session: Session, account: User) -> bool:
    """Whether a session holds the account's id or address."""
    said = json.dumps(session.get_decoded(), default=str)
    names = (str(account.pk), account.pk.hex, account.email)
    # In its quotes, because one address may end as another does.
    return any(json.dumps(name) in said for name in names)
