"""Answers for what went wrong, in the product's voice. Each screen says what to do next."""

import sys
from collections.abc import Iterable
from contextlib import suppress
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import SuspiciousOperation
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseForbidden,
    HttpResponseNotFound,
    HttpResponseRedirect,
    HttpResponseServerError,
)
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve, reverse

from config import outage
from guidance import shelf
from guidance.wording import DIRECTORY, EMERGENCY, SAFETY
from journal.views import card, left_form, screen

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
    """Answer 500 without database, session or context processors: any of them may be the cause.

    A page that was being saved comes back as the form it was. Where the database cannot be
    used, the answer is 503 and says when to try again.
    """
    if _address(request) == "left":  # whatever is broken, leaving works
        return _away(request)
    error = sys.exc_info()[1]
    if error and outage.is_outage(error):
        return _unreachable(request, error)
    with suppress(Exception):  # what broke may break this too
        if back := _form_back(request, screen.BROKEN, HTTPStatus.INTERNAL_SERVER_ERROR):
            return back
    frame = {"safety": SAFETY, "source_url": settings.SOURCE_URL}
    return HttpResponseServerError(render_to_string("500.html", frame))


def _unreachable(request: HttpRequest, error: BaseException) -> HttpResponse:
    """Answer 503 while the database cannot be used."""
    outage.note(error)
    status = HTTPStatus.SERVICE_UNAVAILABLE
    answer = _form_back(request, screen.UNREACHABLE, status)
    if answer is None:
        frame: dict[str, Any] = {"safety": SAFETY, "source_url": settings.SOURCE_URL}
        frame["kept"] = _typed(request)
        if _address(request) == "help":  # these numbers are ours to give, whatever is broken
            frame |= {"emergency": EMERGENCY, "directory": DIRECTORY}
        answer = HttpResponse(render_to_string("503.html", frame), status=status)
    answer.headers["Retry-After"] = str(outage.RETRY_AFTER)
    # One line says it all. Django would add a traceback for everyone who waits.
    answer._has_been_logged = True  # type: ignore[attr-defined]
    return answer


def _form_back(request: HttpRequest, refused: str, status: HTTPStatus) -> HttpResponse | None:
    """Return the page that was being saved, as the form it was, without asking the database."""
    handbook = shelf.last_known()
    if request.method != "POST" or handbook is None or _address(request) not in _WRITING:
        return None
    request.user = AnonymousUser()  # who it is cannot be asked
    return screen.unsaved(request, refused, status, handbook=handbook)


def _away(request: HttpRequest) -> HttpResponse:
    """Leave although the session cannot be ended: the browser forgets it."""
    if request.method == "POST":
        answer: HttpResponse = HttpResponseRedirect(reverse("left"))
        answer.status_code = HTTPStatus.SEE_OTHER
    else:
        answer = HttpResponse(
            render_to_string("accounts/left.html", {"leave_url": settings.LEAVE_URL})
        )
    with suppress(Exception):  # a form that cannot be read has nothing to give back
        left_form.remember(request, answer)
    answer.delete_cookie(settings.SESSION_COOKIE_NAME)
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer


def _address(request: HttpRequest) -> str | None:
    """Return the name of the address; None for an address that leads nowhere."""
    with suppress(Resolver404):
        # What broke may have broken before the address was looked up.
        return (request.resolver_match or resolve(request.path_info)).url_name
    return None


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 to a form whose token does not fit, and give back the words it carried.

    A page comes back as the form it was, so that it can be saved at once.
    """
    address = _address(request) if request.method == "POST" else None
    if address in (*_WRITING, "person_card"):
        give_back = screen.unsaved if address in _WRITING else card.given_back
        signed_in = request.user.is_authenticated
        return give_back(request, screen.FORM_STALE if signed_in else screen.SIGNED_OUT)
    context = {"kept": _typed(request)}
    return HttpResponseForbidden(render_to_string("403_csrf.html", context, request=request))


def _typed(request: HttpRequest) -> list[str]:
    """Return the texts that a form carried; none where it cannot be read at all."""
    with suppress(OSError, SuspiciousOperation):
        return words((name, one) for name, values in request.POST.lists() for one in values)
    return []


def words(sent: Iterable[tuple[str, str]]) -> list[str]:
    """Return the texts that someone typed, out of all that a form sent; never a secret.

    What holds no space is a choice, a date or an id rather than words.
    """
    return [
        value
        for name, value in sent
        if len(value.split()) > 1 and not any(part in name for part in _SECRET)
    ]
