"""Gives each request of a writer their own journal, and a calm page when it cannot be opened."""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import SimpleLazyObject

from journal.models import Journal
from journal.vault.keyring import Locked
from journal.vault.slots import BadKeys

log = logging.getLogger("ajar.journal")


class JournalMiddleware:
    """Sets `request.journal`, looked up when first used; a visitor has none."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request with the writer's journal within reach."""
        request.journal = SimpleLazyObject(  # type: ignore[attr-defined]
            lambda: Journal.objects.of(request.user)  # type: ignore[arg-type]
        )
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Say that the journal cannot be opened now, and that nothing is lost."""
        if not isinstance(error, Locked | BadKeys):
            return None
        log.error("A journal could not be opened: its key is not here.")
        return render(request, "journal/locked.html", status=503)
