"""How often all pages of a long journal are opened, and the screen for too often.

Opening a thousand pages costs as much as many other screens. A short journal is not counted:
nobody can do harm with it, and counting would cost more than opening it.
"""

from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import render

from accounts import limits
from accounts.views.pause import in_words
from journal.http import WriterRequest

MANY = 1000
"""From so many opened pages on, a session's screens that open all of them are counted."""
_LIMIT = "reading"
_MARK = "reads_many"


def slowed(request: WriterRequest, address: str) -> HttpResponse | None:
    """Answer 429 where all pages were opened too often in the last minute, else None.

    `address` leads to the same screen again.
    """
    if not request.session.get(_MARK) or limits.lets_through(request, _LIMIT):
        return None
    seconds = limits.seconds_left(request, _LIMIT)
    context = {"wait": in_words(seconds), "address": address}
    status = HTTPStatus.TOO_MANY_REQUESTS
    answer = render(request, "journal/pause.html", context, status=status)
    answer.headers["Retry-After"] = str(seconds)
    return answer


def opened(request: WriterRequest, pages: int) -> None:
    """Take note of how many pages a screen opened."""
    if pages >= MANY and not request.session.get(_MARK):
        request.session[_MARK] = True
