"""What a password has to be."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from accounts.models import User
from accounts.passwords import LengthValidator
from tests.base import TestCase


def complaints(password: str) -> list[str]:
    """Return what the configured rules say about a password of ada@example.org."""
    try:
        validate_password(password, User(email="ada@example.org"))
    except ValidationError as error:
        return error.messages
    return []


class LengthValidatorTests(TestCase):
    def test_ten_to_128_characters_pass(self) -> None:
        for password in ("x" * 10, "x" * 128, "ünïcödé 🙂!"):
            with self.subTest(length=len(password)):
                LengthValidator().validate(password)

    def test_fewer_and_more_are_refused_in_one_sentence(self) -> None:
        cases = {
            9: "Please use at least 10 characters. This one has 9.",
            129: "Please use at most 128 characters. This one has 129.",
        }
        for length, sentence in cases.items():
            with self.subTest(length=length), self.assertRaises(ValidationError) as caught:
                LengthValidator().validate("x" * length)
            self.assertEqual(caught.exception.messages, [sentence])


class RulesTests(TestCase):
    def test_a_few_words_in_a_row_pass(self) -> None:
        self.assertEqual(complaints("a lantern on the sill"), [])

    def test_a_common_password_is_refused(self) -> None:
        self.assertEqual(
            complaints("1234567890"),
            ["Many people use this password, so it is easy to guess. Please choose another."],
        )

    def test_the_address_is_refused(self) -> None:
        self.assertEqual(
            complaints("ada@example.org"),
            [
                "This is close to your e-mail address, so it is easy to guess."
                " Please choose another."
            ],
        )
