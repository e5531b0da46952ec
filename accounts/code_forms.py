"""The forms that ask for a code: to set the second factor up, and each time it is needed."""

import re
from typing import Any

from allauth.core import context, ratelimit
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as base
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.totp import forms as totp
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY, generate_totp_secret
from django import forms
from django.core.cache import cache
from django.http import HttpRequest

from accounts.models import User
from accounts.views.pause import too_many

_ACTION = "second_factor"
_KEEP = "second_factor_again"
_WRONG = "Please fill in the code."


def _word(field: forms.Field, label: str, hint: str) -> None:
    """Give the field of a code our words, and the keys of a phone that suit it."""
    field.label, field.help_text = label, hint
    field.error_messages["required"] = _WRONG
    field.widget.attrs |= {"spellcheck": "false", "autocapitalize": "off", "maxlength": "40"}
    field.widget.attrs.pop("placeholder", None)


def offer_again(request: HttpRequest) -> None:
    """Let the next form offer the secret of this one: an app was told it already."""
    request.session[_KEEP] = True


def _use_up(user: User, code: str) -> bool:
    """Whether the code is met for the first time while it counts. Whoever read it is too late."""
    name = f"second factor {user.pk} {normalize_user_code(code)}"
    steps = 2 * app_settings.TOTP_TOLERANCE + 1
    return bool(cache.add(name, 1, timeout=steps * app_settings.TOTP_PERIOD))


class _CodeForm(base.BaseAuthenticateForm):
    """Takes a code of the app once, and a spare code once. Few wrong ones are let through."""

    user: User

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(
            self.fields["code"],
            "Code",
            "The six digits that your app shows now, or one of your spare codes.",
        )

    def clean_code(self) -> str:
        """Return the code. Raise ValidationError for a wrong one, answer 429 to many of them."""
        request, address = context.request, self.user.email
        if not ratelimit.consume(request, action=_ACTION, key=address):
            raise ImmediateHttpResponse(too_many(request, _ACTION, address))
        code: str = super().clean_code()
        if not _use_up(self.user, code):
            raise get_adapter().validation_error("used_code")
        ratelimit.clear(request, action=_ACTION, key=address)
        return code


class SignInCodeForm(_CodeForm, base.AuthenticateForm):
    """The code that is asked for after the password."""


class CodeAgainForm(_CodeForm, base.ReauthenticateForm):
    """The code, from someone who is signed in: it opens the desk for this session.

    It does not stand for the password: taking the second factor away asks for that.
    """

    def save(self) -> None:
        """Remember that this session was shown the code, under a new name of its own.

        A copy of its cookie from before does not open the desk.
        """
        alone = not self.user.has_usable_password()
        post_authentication(context.request, self.authenticator, reauthenticated=alone)
        context.request.session.cycle_key()


class FirstCodeForm(totp.ActivateTOTPForm):
    """The first code of an app that was just told the secret."""

    user: User

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        # allauth's own would lay the secret open in the session, which is a row like any other.
        forms.Form.__init__(self, *args, **kwargs)
        self.user = user
        self.secret = self._secret()
        _word(self.fields["code"], "Code from the app", "The six digits that it shows now.")
        self.fields["code"].widget.attrs["inputmode"] = "numeric"

    def _secret(self) -> str:
        """Return the secret on offer: a new one with each new form, the same for its answer."""
        adapter, session = get_adapter(), context.request.session
        wanted = session.pop(_KEEP, False) or self.is_bound
        sealed = session.get(SECRET_SESSION_KEY) if wanted else None
        if sealed:
            secret: str = adapter.decrypt(sealed)
            return secret
        secret = generate_totp_secret()
        session[SECRET_SESSION_KEY] = adapter.encrypt(secret)
        return secret

    @property
    def secret_in_groups(self) -> str:
        """The secret as someone types it: in fours."""
        return " ".join(re.findall(".{4}", self.secret))

    def clean_code(self) -> str:
        """Return the code, which counts nowhere else from now on. Raise ValidationError."""
        code: str = super().clean_code()
        _use_up(self.user, code)
        return code
