"""Two ways to break: a view with a mistake in it, and a database that fails at a write.

Also a URL configuration: all addresses of the house, and those of the view that fails.
"""

from typing import Any

from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.urls import path

from config.urls import handler400, handler403, handler404, handler500
from config.urls import urlpatterns as ours
from tests.detectors.canary import word


def broken(request: HttpRequest, words: str = "") -> HttpResponse:
    """Fail as views fail: with what was sent in the message, and in the variables around it."""
    typed = request.POST.dict()
    raise RuntimeError(f"a mistake about {typed} and {words}")


def refusing(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    """Fail at the first write of a page, as databases fail: quoting the row. A wrapper."""
    if sql.startswith(("INSERT", "UPDATE")) and "journal_" in sql:
        raise DataError(f"invalid input: {word('row')}")
    return execute(sql, params, many, context)


urlpatterns = [
    path("broken/", broken, name="broken"),
    path("broken/<str:words>/", broken, name="broken_words"),
    *ours,
]

__all__ = ["broken", "handler400", "handler403", "handler404", "handler500", "refusing"]
