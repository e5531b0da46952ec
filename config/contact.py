"""Where to report a hole: `/.well-known/security.txt`, as RFC 9116 wants it."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

# The RFC asks for less than a year. The answer is made anew each time, so this is for those
# who keep a copy.
_GOOD_FOR = timedelta(days=90)


@login_not_required
@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Name the contact; 404 where whoever runs this has named none, rather than a dead end."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    expires = (timezone.now() + _GOOD_FOR).astimezone(UTC)
    midnight = datetime(expires.year, expires.month, expires.day, tzinfo=UTC)
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {midnight:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: en",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
