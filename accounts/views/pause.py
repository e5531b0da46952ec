"""The answer to one try too many: how long to wait, and the form again."""

import math
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts import limits
from accounts.forms import LoginForm, ResetPasswordForm, SignupForm

# Which limit stands before an address.
_ACTIONS = {
    "account_login": "login",
    "account_signup": "signup",
    "account_reset_password": "reset_password",
    "account_reset_password_from_key": "reset_password_from_key",
    "account_change_password": "change_password",
    "account_set_password": "change_password",
    "account_reauthenticate": "reauthenticate",
    "mfa_reauthenticate": "reauthenticate",
    "closing": "closing",
}
_FORMS: dict[str, type[forms.Form]] = {
    "account_login": LoginForm,
    "account_signup": SignupForm,
    "account_reset_password": ResetPasswordForm,
}
# What was typed there and is no secret.
_KEPT = ("login", "email", "remember", "time_zone", "adult", "consent")


def too_many(request: HttpRequest, action: str = "", key: str | None = None) -> HttpResponse:
    """Answer 429 and say in seconds, and in words, when the next try is let through.

    `action` names the limit that is full, and `key` what it counts by; without them they
    are taken from the address asked for and the form sent.
    """
    name = (request.resolver_match and request.resolver_match.url_name) or ""
    if not action:
        action, key = _ACTIONS.get(name, ""), request.POST.get("email", "").lower() or None
    seconds = limits.seconds_left(request, action, key)
    context = {
        "wait": in_words(seconds),
        "form": _form_again(request, name),
        "next": _next(request),
    }
    answer = render(request, "429.html", context, status=429)
    answer.headers["Retry-After"] = str(seconds)
    return answer


def in_words(seconds: int) -> str:
    """Return the time to wait as someone would say it, never shorter than it is."""
    minutes = math.ceil(seconds / 60)
    if minutes > 90:
        return f"{math.ceil(minutes / 60)} hours"
    return "a minute" if minutes <= 1 else f"{minutes} minutes"


def _form_again(request: HttpRequest, name: str) -> forms.Form | None:
    """Return the form with what was typed, apart from the password; None where there is none."""
    if (form := _FORMS.get(name)) is None:
        return None
    typed: dict[str, Any] = {field: request.POST[field] for field in _KEPT if field in request.POST}
    return form(initial=typed)


def _next(request: HttpRequest) -> str:
    return request.POST.get("next", "")
