"""Leave quickly: the session ends, and a neutral place opens."""

from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods


@login_not_required
@csrf_exempt  # Leaving may not end on an error page; SameSite=Lax keeps strangers from doing it.
@require_http_methods(["GET", "HEAD", "POST"])
def left(request: HttpRequest) -> HttpResponse:
    """End the session on POST; on GET show a page that goes on to the neutral place by itself."""
    if request.method == "POST":
        logout(request)
        answer: HttpResponse = HttpResponseRedirect(reverse("left"))
        # "See other": the browser fetches the page anew, and Back does not offer to send again.
        answer.status_code = 303
    else:
        answer = render(request, "accounts/left.html")
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer
