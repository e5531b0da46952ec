"""The cast of the tests, and the few things that every test may ask for."""

import time
from typing import Any

import django.test
from allauth.account.internal.flows import login
from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value

from accounts.models import User
from guidance import editors

PASSWORD = "a lantern on the sill"  # of everyone in the cast


def make_user(name: str = "ada", *, time_zone: str = "UTC") -> User:
    """Return a new account: `<name>@example.org`, with PASSWORD.

    The cast: Ada writes, Mallory is a stranger with an account, Edith edits the guidance,
    Rosa is the superuser.
    """
    return User.objects.create_user(
        email=f"{name}@example.org", password=PASSWORD, time_zone=time_zone
    )


def make_editor(name: str = "edith", *, time_zone: str = "UTC") -> User:
    """Return a new account that edits the guidance."""
    user = make_user(name, time_zone=time_zone)
    user.groups.add(editors.group())
    user.is_staff = True
    user.save(update_fields=["is_staff"])
    return user


def make_superuser(name: str = "rosa") -> User:
    """Return a new account with every right of the desk."""
    return User.objects.create_superuser(f"{name}@example.org", PASSWORD)


def set_up_second_factor(user: User) -> str:
    """Give the account an app and spare codes; return the secret that the app was told."""
    secret: str = generate_totp_secret()
    TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    return secret


def code_now(secret: str, *, steps: int = 0) -> str:
    """Return what the app shows now, or so many half minutes from now."""
    counter = int(time.time()) // app_settings.TOTP_PERIOD + steps
    return str(format_hotp_value(hotp_value(secret, counter)))


class Client(django.test.Client):
    """Django's test client, which gives the code too when it signs in someone of the desk."""

    def force_login(self, user: Any, backend: str | None = None) -> None:
        """Sign in as after the whole way: staff have a second factor, and were asked for it."""
        super().force_login(user, backend)
        if not user.is_staff:
            return
        app = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP)
        if not app:
            set_up_second_factor(user)
        session = self.session
        session[login.AUTHENTICATION_METHODS_SESSION_KEY] = [
            {"method": "mfa", "at": time.time(), "id": app.get().pk, "type": "totp"}
        ]
        session[login._AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(user.pk)
        session.save()


class TestCase(django.test.TestCase):
    """Django's test case, with someone to sign in."""

    client_class: type[django.test.Client] = Client

    def sign_in(self, name: str = "ada") -> User:
        """Sign the test's client in as a new account of that name, and return the account."""
        user = make_user(name)
        self.client.force_login(user)
        return user
