"""What someone agrees to when they sign up, in the words they ticked."""

from django import forms

# Every wording there was, by the day it came into use, so that a kept version says what was
# agreed to. A new wording is added below; an old one is never changed.
WORDINGS = {
    "2026-11-22": "I agree that Ajar stores what I write, sealed, to show it to me again.",
}
VERSION = max(WORDINGS)


class ConsentFields(forms.Form):
    """Two ticks without which there is no account. Neither is ticked beforehand."""

    adult = forms.BooleanField(
        label="I am 18 or over.",
        error_messages={
            "required": "Ajar is for adults. Please tick this if you are 18 or over.",
        },
    )
    consent = forms.BooleanField(
        label=WORDINGS[VERSION],
        help_text="You can take this back whenever you like: closing your account erases it all.",
        error_messages={
            "required": (
                "Ajar cannot keep a page of yours without this. Please tick it if you agree."
            ),
        },
    )
