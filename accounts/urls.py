"""The writer's settings. Signing in and up lie under /accounts/ (allauth)."""

from django.urls import path
from django.views.generic import RedirectView

from accounts.views import closing, settings

urlpatterns = [
    path("settings/", settings.edit, name="settings"),
    path("settings/closing/", closing.closing, name="closing"),
    path("settings/closed/", closing.closed, name="closed"),
    # Stands before allauth's own screen: an account has one address, so there is nothing to manage.
    path("accounts/email/", RedirectView.as_view(pattern_name="settings")),
]
