"""What a password has to be: long enough, not everybody's, and not one's own address."""

from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError

SHORTEST = 10
LONGEST = 128
HINT = f"At least {SHORTEST} characters. A few words in a row are easy to keep in mind."


class LengthValidator:
    """Asks for 10 to 128 characters."""

    def validate(self, password: str, user: object = None) -> None:
        """Raise ValidationError with one sentence where the length is outside."""
        length = len(password)
        if length < SHORTEST:
            raise ValidationError(
                f"Please use at least {SHORTEST} characters. This one has {length}.",
                code="password_too_short",
            )
        if length > LONGEST:
            raise ValidationError(
                f"Please use at most {LONGEST} characters. This one has {length}.",
                code="password_too_long",
            )

    def get_help_text(self) -> str:
        """Return the hint for forms that list the rules."""
        return HINT


class CommonValidator(password_validation.CommonPasswordValidator):
    """Refuses the passwords that are tried first."""

    def get_error_message(self) -> str:
        """Return the sentence shown beside the field."""
        return "Many people use this password, so it is easy to guess. Please choose another."


class SimilarValidator(password_validation.UserAttributeSimilarityValidator):
    """Refuses a password that is nearly the address it protects."""

    def get_error_message(self) -> str:
        """Return the sentence shown beside the field."""
        return (
            "This is close to your e-mail address, so it is easy to guess. Please choose another."
        )
