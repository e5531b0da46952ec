"""Whose forms were left quickly, remembered by the browser until their writer writes again.

A browser keeps what it sent, and on Back it offers to send it once more. Who does so without
being its writer is asked to sign in, instead of being given the words back.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac

COOKIE = "__Host-left" if settings.TLS else "left"
_AT_MOST = 4


def remember(request: HttpRequest, answer: HttpResponse, writer: str = "") -> None:
    """Mark the writer who left, and the one who began the form that was sent.

    The marks end with the browser and say nothing to anyone.
    """
    new = {_mark(one) for one in (writer, request.POST.get("writer", "")) if one}
    if new:
        _keep(answer, [*new, *(one for one in _marks(request) if one not in new)])


def was_left(request: HttpRequest, writer: str) -> bool:
    """Whether the writer whose mark a form bears left quickly, and has not written since."""
    mark = _mark(writer)
    return bool(writer) and any(constant_time_compare(one, mark) for one in _marks(request))


def someone_left(request: HttpRequest) -> bool:
    """Whether anyone left quickly in this browser, and has not written since."""
    return bool(_marks(request))


def forget(request: HttpRequest, answer: HttpResponse, writer: str) -> None:
    """Take the mark of a writer away: they are back, and were shown a form."""
    if was_left(request, writer):
        _keep(answer, [one for one in _marks(request) if one != _mark(writer)])


def _keep(answer: HttpResponse, marks: list[str]) -> None:
    if not marks:
        answer.delete_cookie(COOKIE, samesite="Lax")
        return
    kept = ".".join(marks[:_AT_MOST])
    answer.set_cookie(COOKIE, kept, secure=settings.TLS, httponly=True, samesite="Lax")


def _marks(request: HttpRequest) -> list[str]:
    return [one for one in request.COOKIES.get(COOKIE, "").split(".") if one]


def _mark(writer: str) -> str:
    return salted_hmac("ajar.left", writer).hexdigest()[:32]
