"""The cast of the tests, and the few things that every test may ask for."""

import django.test

from accounts.models import User

PASSWORD = "a lantern on the sill"  # of everyone in the cast


def make_user(name: str = "ada", *, time_zone: str = "UTC") -> User:
    """Return a new account: `<name>@example.org`, with PASSWORD.

    The cast: Ada writes, Mallory is a stranger with an account, Edith edits the guidance,
    Rosa is the superuser.
    """
    return User.objects.create_user(
        email=f"{name}@example.org", password=PASSWORD, time_zone=time_zone
    )


class TestCase(django.test.TestCase):
    """Django's test case, with someone to sign in."""

    def sign_in(self, name: str = "ada") -> User:
        """Sign the test's client in as a new account of that name, and return the account."""
        user = make_user(name)
        self.client.force_login(user)
        return user
