"""The request as a view meets it once the door is behind the writer."""

from django.http import HttpRequest

from accounts.models import User


class SignedInRequest(HttpRequest):
    """A request whose `user` is an account: the login middleware has seen to it."""

    user: User
