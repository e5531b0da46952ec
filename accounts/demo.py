"""The demo account: a made-up writer, at home on one's own machine and nowhere else."""

from django.conf import settings

DOMAIN = "ajar.invalid"
"""No mail ever arrives below `.invalid` (RFC 2606), so nobody's own address ends like this."""
ADDRESS = f"demo@{DOMAIN}"
PASSWORD = "a door left ajar"  # noqa: S105 - public on purpose: what it opens is made up

_HERE = {"localhost", "127.0.0.1", "::1", "[::1]"}


def why_not() -> str:
    """Return why this site may have no demo account, as a sentence; "" where it may."""
    if settings.TLS:
        return "AJAR_TLS is on, so others may sign up here."
    if settings.HAS_MAIL:
        return "EMAIL_URL names a mail server, so others may sign up here."
    others = [host for host in settings.ALLOWED_HOSTS if host not in _HERE]
    if others:
        return f"ALLOWED_HOSTS lets others in ({', '.join(others)})."
    return ""


def is_reserved(address: str) -> bool:
    """Whether an address is set aside for a demo, so that nobody signs up with it."""
    return address.strip().lower().endswith(f"@{DOMAIN}")
