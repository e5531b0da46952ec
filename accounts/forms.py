"""The forms of signing up, signing in, passwords and settings, in our own words."""

from typing import Any, cast

from allauth.account import app_settings
from allauth.account import forms as allauth_forms
from django import forms
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts import passwords, zones
from accounts.consent import ConsentFields
from accounts.models import User

_DIFFER = "These two passwords differ. Please type the same one twice."
_NO_MAIL = (
    "No mail server is set up here, so the link appears in the window where Ajar was started. "
    "Whoever runs this Ajar can pass it on."
)


def _word(field: forms.Field, label: str, hint: str, missing: str) -> None:
    """Give a field of allauth our label, hint and sentence, and drop its placeholder."""
    field.label, field.help_text = label, hint
    field.error_messages["required"] = missing
    field.widget.attrs.pop("placeholder", None)


def _word_address(field: forms.Field, hint: str = "") -> None:
    _word(field, "E-mail address", hint, "Please fill in your e-mail address.")
    field.error_messages["invalid"] = (
        "This does not look like an e-mail address. Is there a slip in it?"
    )


def _word_new_password(field: forms.Field, label: str) -> None:
    _word(field, label, passwords.HINT, "Please choose a password.")


def _word_password(field: forms.Field, label: str = "Password") -> None:
    _word(field, label, "", "Please fill in your password.")


class SignupForm(ConsentFields, allauth_forms.SignupForm):
    """An address, one password and two ticks. The zone comes from the browser, or is UTC."""

    account_already_exists: bool
    time_zone = forms.CharField(
        required=False, widget=forms.HiddenInput(attrs={"autocomplete": "off"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word_address(self.fields["email"])
        _word_new_password(self.fields["password1"], "Password")

    def clean_time_zone(self) -> str:
        """Return the browser's zone, or UTC for a name that does not exist."""
        name: str = self.cleaned_data["time_zone"]
        return name if name in zones.known() else zones.UTC

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        """Make the account. Return it, or the answer for an address that has one already."""
        if self.account_already_exists:
            # As slow as making one, so that the time it takes gives nothing away.
            make_password(self.cleaned_data["password1"])
        try:
            return self._saved(request)
        except IntegrityError:
            # A double click: the other request made the account a moment ago.
            self.account_already_exists = True
            if app_settings.EMAIL_VERIFICATION == "mandatory":
                return self._saved(request)
            return None, redirect("account_login")

    def _saved(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        user, response = super().try_save(request)
        return user, response


class LoginForm(allauth_forms.LoginForm):
    """An address and its password. What does not fit is said beside the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word_address(self.fields["login"])
        _word_password(self.fields["password"])
        self.fields["remember"].label = "Keep me signed in"
        self.fields["remember"].help_text = (
            "For 14 days, on a device that is yours alone. "
            "Without it, you are signed out when you close the browser."
        )

    def clean(self) -> dict[str, Any]:
        """Return the fields once they fit an account. The address typed is kept either way."""
        try:
            super().clean()
        except ValidationError as error:
            self.add_error("password", error)
        fields: dict[str, Any] = self.cleaned_data
        return fields


class _TypedTwice(forms.Form):
    """Asks for a new password twice, and says in our words where the two differ."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word_new_password(self.fields["password1"], "New password")
        _word(self.fields["password2"], "New password again", "", "Please type it once more.")

    def clean(self) -> dict[str, Any]:
        """Return the fields. Takes the place of the check in allauth, which has other words."""
        fields: dict[str, Any] = forms.Form.clean(self) or self.cleaned_data
        first, second = fields.get("password1"), fields.get("password2")
        if first and second and first != second:
            self.add_error("password2", _DIFFER)
        return fields


class ChangePasswordForm(_TypedTwice, allauth_forms.ChangePasswordForm):
    """The present password, and the next one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word_password(self.fields["oldpassword"], "Current password")


class SetPasswordForm(_TypedTwice, allauth_forms.SetPasswordForm):
    """A first password, for an account that was made without one."""


class ResetPasswordForm(allauth_forms.ResetPasswordForm):
    """The address that a link to a new password goes to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word_address(self.fields["email"], "" if settings.HAS_MAIL else _NO_MAIL)


class ResetPasswordKeyForm(_TypedTwice, allauth_forms.ResetPasswordKeyForm):
    """A new password, for someone who came by the link in the mail."""


class ReauthenticateForm(allauth_forms.ReauthenticateForm):
    """The password once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word_password(self.fields["password"])


class SettingsForm(forms.Form):
    """What a writer may set: the zone that decides which day is today."""

    time_zone = forms.ChoiceField(
        label="Time zone",
        help_text="Decides which day “today” is. Pages you already wrote stay on their day.",
        error_messages={
            "required": "Please choose a time zone.",
            "invalid_choice": "We do not know this time zone. Please choose one from the list.",
        },
    )

    def __init__(self, data: Any = None, *, zone: str) -> None:
        super().__init__(data, initial={"time_zone": zone})
        field = cast(forms.ChoiceField, self.fields["time_zone"])
        # An old spelling that a browser sent at sign-up stays on offer to the one who has it.
        listed = {name for _, places in zones.by_region() for name, _ in places}
        own = [] if zone in listed | {zones.UTC} else [(zone, zone)]
        field.choices = [(zones.UTC, "UTC"), *own, *zones.by_region()]


class ClosingForm(forms.Form):
    """The password, before everything goes."""

    password = forms.CharField(
        label="Your password",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Please fill in your password."},
    )

    def __init__(self, data: Any = None, *, account: User) -> None:
        super().__init__(data)
        self.account = account

    def clean_password(self) -> str:
        """Return the password. Raise ValidationError unless it is the account's."""
        password: str = self.cleaned_data["password"]
        if not self.account.check_password(password):
            raise ValidationError("This is not your password. Please try again.")
        return password
