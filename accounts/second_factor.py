"""The second factor: a code from an app, beside the password, or one of a few spare codes.

allauth keeps each as an `Authenticator`; `config.mfa` seals what is secret in it. A session
remembers which of them it was shown, and that is what opens the desk.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import suppress

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.mfa.models import Authenticator
from django.db import DatabaseError, transaction
from django.http import HttpRequest

from accounts import open_sessions
from accounts.models import User

_APP, _SPARE = Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES
# What is sealed in a row, by its kind.
_SECRETS = {_APP: "secret", _SPARE: "seed"}
_METHOD = "mfa"
_SHOWN = "spare_codes_shown"
_SHOWN_FOR = 300  # seconds: time to write ten codes down, or to send them to a printer


def is_set_up(user: User) -> bool:
    """Whether signing in to this account takes a code."""
    return bool(Authenticator.objects.filter(user=user, type=_APP).exists())


def is_given(request: HttpRequest, user: User) -> bool:
    """Whether this session was shown a second factor that the account still has."""
    records = get_authentication_records(request, user)
    shown = [one["id"] for one in records if one.get("method") == _METHOD and "id" in one]
    return bool(shown) and bool(Authenticator.objects.filter(user=user, pk__in=shown).exists())


def begin(request: HttpRequest, user: User) -> None:
    """Take the first code of an app as given in this session, and end all others.

    Whoever came in with the password alone has to show the code from now on.
    """
    app = Authenticator.objects.get(user=user, type=_APP)
    record_authentication(request, user, _METHOD, id=app.pk, type=app.type)
    request.session.cycle_key()
    open_sessions.end(user, but=request.session.session_key)


def may_see_spare_codes(request: HttpRequest, codes: Authenticator, *, first: bool) -> bool:
    """Whether the session that is shown the codes first asks again, within five minutes."""
    if first:
        request.session[_SHOWN] = [codes.pk, time.time()]
        return True
    shown, then = request.session.get(_SHOWN, (None, 0.0))
    return bool(shown == codes.pk and time.time() - then < _SHOWN_FOR)


def remove(account: User) -> bool:
    """Take the second factor and the spare codes away, and end every session of the account.

    False where there was none. A session that somebody else opened must not outlive it.
    """
    with transaction.atomic():
        removed, _ = Authenticator.objects.filter(user=account).delete()
        open_sessions.end(account)
    return bool(removed)


def secrets() -> Iterator[str]:
    """Yield every sealed secret as it is kept."""
    for _, kind, data in _kept():
        yield data[_SECRETS[kind]]


def reseal(turn: Callable[[str], str | None]) -> int:
    """Keep what `turn` makes of each secret, where it makes something; return how many."""
    turned = 0
    for pk, _, _ in _kept():
        with transaction.atomic():
            # Held, so that a spare code that is used meanwhile stays used.
            row = Authenticator.objects.select_for_update().filter(pk=pk).first()
            made = row and turn(row.data[_SECRETS[row.type]])
            if row and made:
                row.data[_SECRETS[row.type]] = made
                row.save(update_fields=["data"])
                turned += 1
    return turned


def _kept() -> list[tuple[int, str, dict[str, str]]]:
    """Return id, kind and data of every row; nothing while the table is not there yet."""
    with suppress(DatabaseError), transaction.atomic():
        rows = Authenticator.objects.filter(type__in=_SECRETS).order_by("pk")
        return list(rows.values_list("pk", "type", "data"))
    return []
