"""What stands before every screen: the writer's own clock, and the door of the desk."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from accounts import second_factor

# What every address of the desk begins with, and the one screen there that anyone may have.
_DESK, _WAY_OUT = "/admin/", "admin:logout"


class WriterTimeMiddleware:
    """Shows moments in the signed-in writer's zone. A visitor without a session costs no query."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # The cookie is asked first, because `request.user` reads the session.
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            with timezone.override(request.user.zone):
                return self.get_response(request)
        return self.get_response(request)


class DeskDoorMiddleware:
    """Lets staff into the desk with a second factor alone, whatever address below it they ask for.

    It stands before the desk rather than in it, so that no screen of the desk can forget it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        """Lead to setting the factor up, or to giving its code. None where nothing is missing."""
        asked = request.resolver_match
        if not request.path_info.startswith(_DESK) or (asked and asked.view_name == _WAY_OUT):
            return None
        user = request.user
        # Whoever is no staff is turned away by the desk itself.
        if not (user.is_authenticated and user.is_staff) or second_factor.is_given(request, user):
            return None
        if not second_factor.is_set_up(user):
            return redirect("mfa_index")
        code = reverse("mfa_reauthenticate")
        return redirect(f"{code}?{urlencode({REDIRECT_FIELD_NAME: request.path})}")
