"""That a form was left quickly, remembered by the browser until the form is opened again.

A browser keeps what it sent, and on Back it offers to send it once more. Who does so without
being its writer is asked to sign in, instead of being given the words back.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac

COOKIE = "__Host-left" if settings.TLS else "left"


def remember(request: HttpRequest, answer: HttpResponse) -> None:
    """Mark the form that was sent. The mark ends with the browser and says nothing to anyone."""
    if request.POST.get("save"):
        answer.set_cookie(
            COOKIE, _mark(request), secure=settings.TLS, httponly=True, samesite="Lax"
        )


def was_left(request: HttpRequest) -> bool:
    """Whether the form now sent is the one that was left."""
    kept = request.COOKIES.get(COOKIE, "")
    return bool(kept) and constant_time_compare(kept, _mark(request))


def forget(answer: HttpResponse) -> None:
    """Take the mark away: the form was opened by its writer."""
    answer.delete_cookie(COOKIE, samesite="Lax")


def _mark(request: HttpRequest) -> str:
    return salted_hmac("ajar.left", request.POST.get("save", "")).hexdigest()[:32]
