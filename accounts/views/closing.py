"""Closing the account: what goes, the password, and a calm end."""

from allauth.core import ratelimit
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts import limits
from accounts.closing import close
from accounts.forms import ClosingForm
from accounts.http import SignedInRequest

# Not "cookies": that would end sessions at other sites of the same domain. Ours are deleted.
_CLEARED = '"cache", "storage"'


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def closing(request: SignedInRequest) -> HttpResponse:
    """Say what closing means; on POST with the password erase everything, and sign out."""
    full: HttpResponse | None = ratelimit.consume_or_429(request, action="closing")
    if full:
        return full
    posted = request.POST if request.method == "POST" else None
    form = ClosingForm(posted, account=request.user)
    if posted is None or not form.is_valid():
        return render(request, "accounts/closing.html", {"form": form})
    limits.forget(request, request.user)
    close(request.user)
    logout(request)
    answer = HttpResponseRedirect(reverse("closed"))
    answer.status_code = 303
    answer.headers["Clear-Site-Data"] = _CLEARED
    answer.delete_cookie(settings.CSRF_COOKIE_NAME, samesite="Lax")
    return answer


@login_not_required
@require_safe
def closed(request: HttpRequest) -> HttpResponse:
    """Say that it is done; someone who still has an account has come here by chance."""
    if request.user.is_authenticated:
        return redirect("settings")
    return render(request, "accounts/closed.html")
