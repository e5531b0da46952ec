"""What a counter of tries is called, and when it lets the next one through.

How many are too many stands in the settings (ACCOUNT_RATE_LIMITS). allauth counts: for each
limit a list of moments in the cache, changed under a lock in the same cache, so that two
workers count as one.
"""

import math
import time

from allauth.core.internal.ratelimit import Rate, consume, get_cache_key, get_rates
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.models import User

_APP = "allauth.account"
# The limits that are counted by address rather than by place.
_OF_AN_ADDRESS = ("login_failed", "reset_password", "confirm_email", "second_factor")
_OF_AN_ACCOUNT = ("change_password", "reauthenticate", "closing")


def opaque(key: str, key_prefix: str, version: int) -> str:
    """Return the name under which a counter is kept.

    A plain one holds an internet or an e-mail address, and a copy of the database would tell
    who was here. This one tells nothing without SECRET_KEY.
    """
    return salted_hmac("ajar.limits", f"{version}:{key}", algorithm="sha256").hexdigest()


def lets_through(request: HttpRequest, action: str) -> bool:
    """Count something a writer asked for, looks too, and return whether the limit lets it through.

    allauth also says no where it could not count, because others held the counter for a second:
    right for a guess at a password, but no reason to make a writer wait for a slow machine. Here
    what could not be counted is free, unless the limit is full.
    """
    counted = consume(request, app=_APP, action=action, limit_get=True) is not None
    return counted or not any(
        len(_tries(request, action, rate)) >= rate.amount
        for rate in get_rates(app=_APP, action=action)
    )


def seconds_left(request: HttpRequest, action: str, key: str | None = None) -> int:
    """Return how long until the limit lets the next try through, at least 1.

    `key` is what the limit counts by apart from place and account, such as an address.
    """
    now, left = time.time(), 1.0
    for rate in get_rates(app=_APP, action=action):
        if (rate.per == "key") <= (key is not None):
            # The latest try comes first. The one that fills the limit has to grow old.
            tries = _tries(request, action, rate, key)[rate.amount - 1 : rate.amount]
            left = max(left, *(then + rate.duration - now for then in tries), 1.0)
    return math.ceil(left)


def _tries(request: HttpRequest, action: str, rate: Rate, key: str | None = None) -> list[float]:
    """Return the moments of the tries that count now, the latest first."""
    name = get_cache_key(request, app=_APP, action=action, rate=rate, key=key)
    return [then for then in cache.get(name, []) if then > time.time() - rate.duration]


def forget(request: HttpRequest, account: User) -> None:
    """Drop the counters of an address and its account. A place's stay: it may be others'."""
    of: list[tuple[str, str, str | None]]
    of = [(action, "key", account.email) for action in _OF_AN_ADDRESS]
    of += [(action, "user", None) for action in _OF_AN_ACCOUNT]
    cache.delete_many(
        get_cache_key(request, app=_APP, action=action, rate=rate, key=key, user=account)
        for action, per, key in of
        for rate in _rates_per(per, action)
    )


def _rates_per(per: str, action: str) -> list[Rate]:
    return [rate for rate in get_rates(app=_APP, action=action) if rate.per == per]


def sweep() -> None:
    """Erase the counters that are over. They count no more, but still say that someone came."""
    table = connection.ops.quote_name(cache._table)  # type: ignore[attr-defined]
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [now])  # noqa: S608 - our table
