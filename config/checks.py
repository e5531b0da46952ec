"""Checks of our own: what an operator would like to hear before writers do."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import DatabaseError
from django.utils import timezone

from journal import keyfile
from journal.vault.slots import BadKeys

NEEDED_LINES = {"crisis": "crisis line", "abuse": "abuse line"}
LEAVE_URL_IS_NOT_HTTPS = Error(
    "AJAR_LEAVE_URL must be a whole https:// address.",
    hint=(
        "Whoever taps Leave quickly goes there, perhaps while someone watches: choose a plain"
        " and busy site, such as https://www.wikipedia.org/."
    ),
    id="ajar.E001",
)
TLS_BUT_NO_PROXY = Warning(
    "AJAR_TLS is on, and AJAR_TLS_PROXY is not.",
    hint=(
        "Ajar itself speaks plain HTTP, so every visitor would be sent in a circle. Set"
        " AJAR_TLS_PROXY=1 if the proxy in front always replaces X-Forwarded-Proto."
    ),
    id="ajar.W002",
)
NO_PROXY_COUNTED = Warning(
    "AJAR_TLS is on, and AJAR_PROXIES is 0.",
    hint=(
        "The limits on signing in would take all visitors for one, the proxy: a few mistyped"
        " passwords lock everyone out. Set AJAR_PROXIES to the number of proxies in front."
    ),
    id="ajar.W003",
)
KEYS_BESIDE_DATA = Warning(
    "The key file lies in the folder of the database.",
    hint="A copy of that folder opens every journal. Move the file, and set AJAR_KEYS_FILE.",
    id="ajar.W004",
)
START_REFUSED = "Ajar does not start like this."
DATA_IS_OPEN = Warning(
    "Others on this machine can reach the SQLite database.",
    hint="It tells who has an account and when they wrote. Close its folder: chmod 700.",
    id="ajar.W006",
)
ANY_HOST = Warning(
    "ALLOWED_HOSTS lets any name in.",
    hint="Links in mails take the name a visitor sent: write the site's own names, with commas.",
    id="ajar.W007",
)
SECRET_IS_A_KEY = Error(
    "SECRET_KEY is one of the master keys.",
    hint=(
        "Whoever reads a setting could open the journals. Keep the master keys, and set another"
        " SECRET_KEY, or none: then Ajar makes one."
    ),
    id="ajar.E002",
)
DEMO_IS_HERE = Error(
    "The demo account is here, and its password is public.",
    hint=("It is for looking at Ajar on one's own machine. Erase it: manage.py make_demo --remove"),
    id="ajar.E003",
)


@register(Tags.security, deploy=True)
def help_lines_are_verified(**kwargs: Any) -> list[CheckMessage]:
    """Warn while the help page shows no crisis line or no abuse line today, and say which.

    Without a database it shows neither.
    """
    help_line: Any = apps.get_model("guidance", "HelpLine")
    lines = help_line.objects.shown_on(timezone.localdate())
    try:
        shown = set(lines.values_list("category", flat=True))
    except DatabaseError:
        shown = set()
    missing = [name for category, name in NEEDED_LINES.items() if category not in shown]
    return [no_help_line(missing)] if missing else []


def no_help_line(missing: list[str]) -> CheckMessage:
    """Return the warning that no line of these kinds is shown."""
    return Warning(
        f"No verified {' and no verified '.join(missing)} is published.",
        hint=(
            "The help page shows the emergency numbers and the international directory"
            " instead. At the editor's desk, check a help line with its source and publish it;"
            " a check holds for 180 days."
        ),
        id="ajar.W001",
    )


@register(Tags.security, deploy=True)
def demo_is_elsewhere(**kwargs: Any) -> list[CheckMessage]:
    """Refuse a made-up account on a site for others. Says nothing without a database."""
    account: Any = apps.get_model("accounts", "User")
    try:
        return [DEMO_IS_HERE] if account.objects.of_the_demo() else []
    except DatabaseError:
        return []


@register(Tags.security)
def leave_address_is_https(**kwargs: Any) -> list[CheckMessage]:
    """Refuse to start where Leave quickly would go over plain HTTP, or nowhere."""
    parts = urlsplit(settings.LEAVE_URL)
    return [] if parts.scheme == "https" and parts.hostname else [LEAVE_URL_IS_NOT_HTTPS]


@register(Tags.security, deploy=True)
def proxy_is_known(**kwargs: Any) -> list[CheckMessage]:
    """Warn where HTTPS is promised and what speaks it, the proxy in front, is not described."""
    found: list[CheckMessage] = []
    if settings.TLS and not settings.BEHIND_TLS_PROXY:
        found.append(TLS_BUT_NO_PROXY)
    if settings.TLS and not settings.ALLAUTH_TRUSTED_PROXY_COUNT:
        found.append(NO_PROXY_COUNTED)
    if "*" in settings.ALLOWED_HOSTS:
        found.append(ANY_HOST)
    return found


@register(Tags.security, deploy=True)
def keys_and_data_are_apart_and_closed(**kwargs: Any) -> list[CheckMessage]:
    """Warn where one stolen folder would be enough, or another user of the machine."""
    found: list[CheckMessage] = []
    database = _sqlite_file()
    keys = None if settings.VAULT_KEYS else settings.VAULT_KEYS_FILE
    if keys and database and database.parent in keys.resolve().parents:
        found.append(KEYS_BESIDE_DATA)
    if keys and os.path.exists(keys):  # also where its folder is not ours to enter
        try:
            keyfile.read(keys)
        except BadKeys as error:
            found.append(Warning(str(error), hint=START_REFUSED, id="ajar.W005"))
    if database and _is_open(database):
        found.append(DATA_IS_OPEN)
    return found


@register(Tags.security)
def secret_is_no_key(**kwargs: Any) -> list[CheckMessage]:
    """Refuse a SECRET_KEY that opens journals too."""
    try:
        text = settings.VAULT_KEYS or settings.VAULT_KEYS_FILE.read_text()
    except (OSError, UnicodeDecodeError):
        return []  # the start itself says what is wrong with the file
    lines = text.replace(",", "\n").splitlines()
    keys = {line.strip().partition(":")[2] for line in lines if not line.lstrip().startswith("#")}
    return [SECRET_IS_A_KEY] if any(key and key in settings.SECRET_KEY for key in keys) else []


def _sqlite_file() -> Path | None:
    """Return the database's file; None for PostgreSQL or a database in memory."""
    database = settings.DATABASES["default"]
    if not database["ENGINE"].endswith("sqlite3") or database["NAME"] == ":memory:":
        return None
    return Path(database["NAME"]).resolve()


def _is_open(path: Path) -> bool:
    """Whether file and folder both let someone else on this machine in."""
    try:
        modes = [path.stat().st_mode, path.parent.stat().st_mode]
    except OSError:
        return False  # not there yet, or not ours to look at: the start says so
    return all(mode & 0o077 for mode in modes)
