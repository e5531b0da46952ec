"""Answers for what went wrong, in the product's voice. Each screen says what to do next."""

import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import SuspiciousOperation
from django.forms import HiddenInput
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseForbidden,
    HttpResponseNotFound,
    HttpResponseRedirect,
    HttpResponseServerError,
)
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve, reverse

from config import outage
from guidance import shelf
from guidance.wording import DIRECTORY, EMERGENCY, SAFETY
from journal.forms.answer import AnswerForm
from journal.forms.fields import WordsField
from journal.forms.line import LineForm
from journal.forms.page import PageForm
from journal.forms.person import CardForm
from journal.forms.step import StepForm
from journal.views import card, due, left_form, marks, screen, steps

# By the name of its address, how a form is given back as it was sent.
_GIVES_BACK: Mapping[str | None, Callable[..., HttpResponse]] = {
    "today": screen.unsaved,
    "entry_edit": screen.unsaved,
    "entry_step": steps.given_back,
    "entry_line": marks.given_back,
    "person_card": card.given_back,
}
_SECRET = ("csrf", "password", "token")
# Where a writer types their own words, even one word is never an id or a choice.
_WORDS = {
    name
    for form in (PageForm, AnswerForm, StepForm, CardForm, LineForm)
    for name, field in form.base_fields.items()
    if isinstance(field, WordsField) and not isinstance(field.widget, HiddenInput)
}
_TAP_AGAIN = "You signed in again since that screen was opened. Please choose once more."


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

    What was being saved comes back as the form it was. Where the database cannot be used, the
    answer is 503 and says when to try again.
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
    """Return what was being saved, as the form it was, without asking the database."""
    give_back = _GIVES_BACK.get(_address(request)) if request.method == "POST" else None
    known: dict[str, Any] = {}
    if give_back is screen.unsaved:
        known["handbook"] = shelf.last_known()
    if give_back is None or None in known.values() or due.tapped_alone(request):
        return None
    request.user = AnonymousUser()  # who it is cannot be asked
    return give_back(request, refused, status, **known)


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

    What holds a writer's words comes back as the form it was, so that it can be saved at once.
    """
    give_back = _GIVES_BACK.get(_address(request)) if request.method == "POST" else None
    if give_back:
        signed_in = request.user.is_authenticated
        if due.tapped_alone(request):  # there is nothing to save
            if signed_in:
                messages.info(request, _TAP_AGAIN)
            return redirect("today")
        return give_back(request, screen.FORM_STALE if signed_in else screen.SIGNED_OUT)
    # Back may send once more what someone sent who left quickly, and is gone.
    gone = left_form.someone_left(request) and not request.user.is_authenticated
    context = {"kept": [] if gone else _typed(request)}
    return HttpResponseForbidden(render_to_string("403_csrf.html", context, request=request))


def _typed(request: HttpRequest) -> list[str]:
    """Return the texts that a form carried; none where it cannot be read at all."""
    with suppress(OSError, SuspiciousOperation):
        return words((name, one) for name, values in request.POST.lists() for one in values)
    return []


def words(sent: Iterable[tuple[str, str]]) -> list[str]:
    """Return the texts that someone typed, out of all that a form sent; never a secret.

    Elsewhere than where words are typed, what holds no space is a choice, a date or an id.
    """
    return [
        value
        for name, value in sent
        if len(value.split()) > (0 if name.rpartition("-")[2] in _WORDS else 1)
        and not any(part in name for part in _SECRET)
    ]
