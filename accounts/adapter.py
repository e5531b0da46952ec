"""How allauth behaves in this house."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse

from accounts.models import User


class AccountAdapter(DefaultAccountAdapter):
    """Keeps the zone at sign-up, and says what is wrong in our own words."""

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
        "too_many_login_attempts": (
            "There were too many tries with this address. Please wait five minutes, then try again."
        ),
    }

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """Fill the account from the sign-up form, zone included, and save it."""
        super().save_user(request, user, form, commit=False)
        user.time_zone = form.cleaned_data["time_zone"]
        if commit:
            # Atomic, so that an address taken a moment ago fails alone. The hash is made by now.
            with transaction.atomic():
                user.save()
        return user

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Go back to the settings, where the way to the password began."""
        return reverse("settings")

    def is_ajax(self, request: HttpRequest) -> bool:
        """Answer every request with a page: nothing here asks for allauth's second way, JSON."""
        return False
