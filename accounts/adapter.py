"""How allauth behaves in this house."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from accounts import consent, demo
from accounts.models import User
from accounts.views.pause import too_many


class AccountAdapter(DefaultAccountAdapter):
    """Keeps zone and consent at sign-up, and says what is wrong in our own words."""

    error_messages: ClassVar[dict[str, Any]] = DefaultAccountAdapter.error_messages | {
        "account_inactive": "This account is switched off.",
        "email_password_mismatch": (
            "This address and password do not fit together. Please try again."
        ),
        "email_taken": "There is already an account with this address. You can sign in instead.",
        "enter_current_password": "This is not your current password. Please try again.",
        "incorrect_password": "This is not your password. Please try again.",
        "invalid_password_reset": "This link is used up or too old. Please ask for a new one.",
        "max_email_addresses": "An account has one address.",
        "rate_limited": "That was a lot at once. Please wait a minute and try again.",
        "too_many_login_attempts": "There were many wrong codes. Please wait, then try again.",
    }

    def clean_email(self, email: str) -> str:
        """Return the address. Raise ValidationError for one that is set aside for a demo."""
        if demo.is_reserved(email):
            raise ValidationError(
                f"Addresses at {demo.DOMAIN} are set aside for the demo journal. "
                "Please use an address of yours."
            )
        address: str = super().clean_email(email)
        return address

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """Fill the account from the sign-up form, zone and consent included, and save it."""
        super().save_user(request, user, form, commit=False)
        user.time_zone = form.cleaned_data["time_zone"]
        # The form is valid, so its tick is set: what it said, and when.
        user.consent_version, user.consented_at = consent.VERSION, timezone.now()
        if commit:
            # Atomic, so that an address taken a moment ago fails alone. The hash is made by now.
            with transaction.atomic():
                user.save()
        return user

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Let a try through, or answer 429 where there were too many with this address."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            key = self._get_login_attempts_cache_key(request, **credentials)
            raise ImmediateHttpResponse(too_many(request, "login_failed", key)) from None

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Return what tries are counted by: the address alone.

        allauth adds the host as the browser names it, and each port would begin a new count.
        """
        return str(credentials.get("email", "")).lower()

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Go back to the settings, where the way to the password began."""
        return reverse("settings")

    def is_ajax(self, request: HttpRequest) -> bool:
        """Answer every request with a page: nothing here asks for allauth's second way, JSON."""
        return False
