"""Where a short notice such as "Saved." waits for the next screen: in a cookie of its own."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage


class NoticeStorage(CookieStorage):
    """Django's cookie storage, under a name that a browser binds to this host where TLS allows."""

    cookie_name = "__Host-notices" if settings.TLS else "notices"
