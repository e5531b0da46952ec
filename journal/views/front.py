"""What anyone may read before there is a journal: the landing page and the privacy page."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from guidance import shelf


@login_not_required
@require_safe
def landing(request: HttpRequest) -> HttpResponse:
    """Show the open door; a writer who is signed in goes straight to Today."""
    if request.user.is_authenticated:
        return redirect("today")
    return render(request, "journal/landing.html", {"handbook": shelf.current()})


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Say what happens to a writer's words."""
    return render(request, "journal/privacy.html")
