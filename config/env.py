"""Typed readers of the environment: each gives a value or a sentence that says what to mend."""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_YES = {"1", "true", "yes", "on"}
_NO = {"", "0", "false", "no", "off"}


def text(name: str, default: str = "", *, environ: Mapping[str, str] = os.environ) -> str:
    """Return the variable without surrounding spaces, or `default` where it is unset or empty."""
    return environ.get(name, "").strip() or default


def flag(name: str, default: bool = False, *, environ: Mapping[str, str] = os.environ) -> bool:
    """Read yes or no. Raise ImproperlyConfigured for anything else."""
    value = text(name, environ=environ).lower()
    if not value:
        return default
    if value in _YES:
        return True
    if value in _NO:
        return False
    raise ImproperlyConfigured(f"{name} is {value!r}: write 1 for yes or 0 for no.")


def number(name: str, default: int, *, environ: Mapping[str, str] = os.environ) -> int:
    """Read a whole number from 0 up. Raise ImproperlyConfigured for anything else."""
    value = text(name, environ=environ)
    if not value:
        return default
    if not value.isascii() or not value.isdigit():
        raise ImproperlyConfigured(f"{name} is {value!r}: write a whole number, such as {default}.")
    return int(value)


def words(name: str, default: list[str], *, environ: Mapping[str, str] = os.environ) -> list[str]:
    """Read a list written with commas, such as `a.example, b.example`."""
    found = [word.strip() for word in text(name, environ=environ).split(",")]
    return [word for word in found if word] or default


def folder(name: str, default: Path, *, environ: Mapping[str, str] = os.environ) -> Path:
    """Read a folder's path, made absolute, with `~` opened."""
    value = text(name, environ=environ)
    return Path(value).expanduser().resolve() if value else default


def contact(name: str, *, environ: Mapping[str, str] = os.environ) -> str:
    """Read where someone can be reached, as `https:`, `mailto:` or `tel:`; empty where unset.

    A bare e-mail address becomes `mailto:`. Raise ImproperlyConfigured for anything else.
    """
    value = text(name, environ=environ)
    if re.fullmatch(r"[^\s:@/]+@[^\s:@/]+", value):
        return f"mailto:{value}"
    if value and not re.fullmatch(r"(https://|mailto:|tel:)\S+", value):
        raise ImproperlyConfigured(
            f"{name} is {value!r}: write an e-mail address, or a whole https:// address."
        )
    return value


def mail(name: str, *, environ: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """Turn `smtp://user:password@host:port` into Django's mail settings.

    `smtps://` speaks TLS from the first byte, `smtp+tls://` upgrades with STARTTLS, plain
    `smtp://` does neither. Empty means no mail server: messages go to the console.
    `?from=journal@example.org` names the sender. Raise ImproperlyConfigured for another scheme.
    """
    url = text(name, environ=environ)
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    parts = urlsplit(url)
    ports = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
    if parts.scheme not in ports or not parts.hostname:
        raise ImproperlyConfigured(
            f"{name} must look like smtp+tls://user:password@mail.example.org:587"
            " (or smtps://, or smtp:// without TLS)."
        )
    settings: dict[str, Any] = {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or ports[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
    }
    sender = parse_qs(parts.query).get("from")
    if sender:
        settings["DEFAULT_FROM_EMAIL"] = sender[0]
    return settings
