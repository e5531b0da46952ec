"""Forms that hold a writer's words: whatever stands in the way, what was sent is given back."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, ClassVar

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.decorators import method_decorator
from django.views import View

from journal.vault.keyring import Locked
from journal.vault.slots import BadKeys
from journal.views.screen import NOT_NOW, SIGNED_OUT, SOMEONE_ELSE, writer_mark


@method_decorator(login_not_required, name="dispatch")
class WordsView(View):
    """A form with words. Nobody loses them because a session ended or a key is away."""

    give_back: ClassVar[Callable[..., HttpResponse]]
    """Takes the request, why it was refused, and a status other than 403; draws the form again."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let the writer in; send a visitor to sign in, or give back what they sent."""
        sent = request.method == "POST"
        if not request.user.is_authenticated:
            if sent:
                return self.give_back(request, SIGNED_OUT)
            return redirect_to_login(request.path)
        if sent and request.POST.get("writer", writer_mark(request)) != writer_mark(request):
            return self.give_back(request, SOMEONE_ELSE)
        try:
            return super().dispatch(request, *args, **kwargs)
        except (Locked, BadKeys):
            if not sent:
                raise
            return self.give_back(request, NOT_NOW, HTTPStatus.SERVICE_UNAVAILABLE)
