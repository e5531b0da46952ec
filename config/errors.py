"""Answers for what went wrong, in the product's voice. Each screen says what to do next."""

from collections.abc import Iterable

from django.conf import settings
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseForbidden,
    HttpResponseNotFound,
    HttpResponseServerError,
)
from django.template.loader import render_to_string

from guidance.wording import SAFETY
from journal.views import screen

_WRITING = ("today", "entry_edit")
_SECRET = ("csrf", "password", "token")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 400: the request made no sense to us."""
    return HttpResponseBadRequest(render_to_string("400.html", request=request))


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 403: this screen is not for this account."""
    return HttpResponseForbidden(render_to_string("403.html", request=request))


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 404, the same for what does not exist and for what is someone else's."""
    return HttpResponseNotFound(render_to_string("404.html", request=request))


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500 without database, session or context processors: any of them may be the cause."""
    frame = {"safety": SAFETY, "source_url": settings.SOURCE_URL}
    return HttpResponseServerError(render_to_string("500.html", frame))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 to a form whose token does not fit, and give back the words it carried.

    A page comes back as the form it was, so that it can be saved at once.
    """
    match = request.resolver_match
    if match and match.url_name in _WRITING and request.method == "POST":
        signed_in = request.user.is_authenticated
        return screen.unsaved(request, screen.FORM_STALE if signed_in else screen.SIGNED_OUT)
    sent = [(name, value) for name, values in request.POST.lists() for value in values]
    context = {"kept": words(sent)}
    return HttpResponseForbidden(render_to_string("403_csrf.html", context, request=request))


def words(sent: Iterable[tuple[str, str]]) -> list[str]:
    """Return the texts that someone typed, out of all that a form sent; never a secret.

    What holds no space is a choice, a date or an id rather than words.
    """
    return [
        value
        for name, value in sent
        if len(value.split()) > 1 and not any(part in name for part in _SECRET)
    ]
