"""The second factor's screens, where they differ from allauth's."""

import re
from typing import Any

from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from allauth.mfa import app_settings
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.recovery_codes.internal import flows
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from django import forms
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.db import IntegrityError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from accounts import second_factor
from accounts.code_forms import SignInCodeForm, offer_again
from accounts.http import SignedInRequest


class SignInCode(AuthenticateView):
    """Asks for the code after the password."""

    def _build_forms(self) -> forms.Form:
        """Return the one form there is. allauth's own also takes answers of security keys."""
        posted = self.request.POST if self.request.method == "POST" else None
        self.webauthn_form = None
        self.auth_form = SignInCodeForm(posted, user=self.stage.login.user)
        return self.auth_form


class SetUp(ActivateTOTPView):
    """Tells an app its secret, and asks for its first code."""

    def dispatch(self, request: SignedInRequest, *args: Any, **kwargs: Any) -> Any:
        """Show where things stand to someone who is done: perhaps they tapped twice."""
        if second_factor.is_set_up(request.user):
            return redirect("mfa_index")
        if request.method == "POST" and is_reauthentication_required(request, app="allauth.mfa"):
            # allauth would keep what was sent in the session, and send it again later. By then
            # the code is old; the secret is what has to stay.
            offer_again(request)
            again = reverse("account_reauthenticate")
            return redirect(f"{again}?{urlencode({REDIRECT_FIELD_NAME: request.path})}")
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Keep the app's secret, and take the code for this session's too."""
        try:
            answer: HttpResponse = super().form_valid(form)
        except IntegrityError:  # the other of two taps was a moment earlier
            return redirect("mfa_index")
        second_factor.begin(self.request, self.request.user)
        return answer


class TakeAway(DeactivateTOTPView):
    """Takes app and spare codes away, once the password was given again."""

    def dispatch(self, request: SignedInRequest, *args: Any, **kwargs: Any) -> Any:
        """Show where things stand to someone who has nothing to take away."""
        if not second_factor.is_set_up(request.user):
            return redirect("mfa_index")
        return super().dispatch(request, *args, **kwargs)


@require_safe
def spare_codes(request: SignedInRequest) -> HttpResponse:
    """Show the spare codes once, or say how many are left."""
    codes, shown = _spare_codes(request)
    return render(
        request,
        "mfa/recovery_codes/index.html",
        {"codes": codes if shown else [], "left": len(codes)},
    )


@require_safe
def spare_codes_file(request: SignedInRequest) -> HttpResponse:
    """Send the spare codes as a file, to whom they are shown just now."""
    codes, shown = _spare_codes(request)
    if not shown:
        return redirect("mfa_view_recovery_codes")
    answer = render(
        request, "mfa/recovery_codes/download.txt", {"codes": codes}, content_type="text/plain"
    )
    # Someone else may see which files lie here: the name does not say what they open.
    answer.headers["Content-Disposition"] = 'attachment; filename="spare-codes.txt"'
    return answer


def _spare_codes(request: SignedInRequest) -> tuple[list[str], bool]:
    """Return the unused codes in two groups of digits, and whether they may be shown.

    Raise ReauthenticationRequired unless the password was just given, Http404 without codes.
    """
    held, first = flows.view_recovery_codes(request)
    if held is None:
        raise Http404
    half = app_settings.RECOVERY_CODE_DIGITS // 2
    codes = [" ".join(re.findall(f".{{{half}}}", one)) for one in held.get_unused_codes()]
    return codes, second_factor.may_see_spare_codes(request, held.instance, first=first)
