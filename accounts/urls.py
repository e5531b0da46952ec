"""The writer's settings. Signing in and up lie under /accounts/ (allauth).

What stands here under /accounts/ takes the place of a screen of allauth at the same address.
"""

from django.urls import path
from django.views.generic import RedirectView

from accounts.views import closing, second_factor, settings

urlpatterns = [
    path("settings/", settings.edit, name="settings"),
    path("settings/closing/", closing.closing, name="closing"),
    path("settings/closed/", closing.closed, name="closed"),
    # An account has one address, so there is nothing to manage.
    path("accounts/email/", RedirectView.as_view(pattern_name="settings")),
    path("accounts/2fa/authenticate/", second_factor.SignInCode.as_view()),
    path("accounts/2fa/totp/activate/", second_factor.SetUp.as_view()),
    path("accounts/2fa/totp/deactivate/", second_factor.TakeAway.as_view()),
    path("accounts/2fa/recovery-codes/", second_factor.spare_codes),
    path("accounts/2fa/recovery-codes/download/", second_factor.spare_codes_file),
]
