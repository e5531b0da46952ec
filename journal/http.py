"""The request as the journal's screens see it."""

from django.http import HttpRequest

from accounts.models import User
from journal.models import Journal


class WriterRequest(HttpRequest):
    """A request of someone signed in, with their journal. Every look-up starts there."""

    user: User
    journal: Journal
