"""Leave quickly: the session ends, and a neutral place opens."""

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse


def leave(request: HttpRequest) -> HttpResponse:
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
