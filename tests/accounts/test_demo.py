"""Where a demo may be, and whose address it has."""

from typing import Any

from django.test import SimpleTestCase, override_settings

from accounts import demo
from accounts.models import User
from tests.accounts.test_signup import ADA, with_mail
from tests.base import TestCase, make_user


class WhyNotTests(SimpleTestCase):
    def why_not(self, **changed: Any) -> str:
        at_home = {"TLS": False, "HAS_MAIL": False, "ALLOWED_HOSTS": ["localhost", "127.0.0.1"]}
        with override_settings(**at_home | changed):
            return demo.why_not()

    def test_on_ones_own_machine_nothing_is_against_it(self) -> None:
        self.assertEqual(self.why_not(), "")
        self.assertEqual(self.why_not(ALLOWED_HOSTS=["localhost", "127.0.0.1", "[::1]"]), "")

    def test_whatever_lets_others_in_is_against_it(self) -> None:
        for changed, reason in (
            ({"TLS": True}, "AJAR_TLS is on, so others may sign up here."),
            ({"HAS_MAIL": True}, "EMAIL_URL names a mail server, so others may sign up here."),
            (
                {"ALLOWED_HOSTS": ["localhost", "journal.example.org", "192.168.0.7"]},
                "ALLOWED_HOSTS lets others in (journal.example.org, 192.168.0.7).",
            ),
            ({"ALLOWED_HOSTS": ["*"]}, "ALLOWED_HOSTS lets others in (*)."),
        ):
            with self.subTest(changed):
                self.assertEqual(self.why_not(**changed), reason)


class AddressTests(TestCase):
    def assert_refused(self, address: str) -> None:
        response = self.client.post("/accounts/signup/", ADA | {"email": address})

        self.assertContains(response, "set aside for the demo journal.")
        self.assertContains(response, f'value="{address}"')
        self.assertEqual(
            response.context["form"].errors["email"],
            [
                "Addresses at ajar.invalid are set aside for the demo journal. "
                "Please use an address of yours."
            ],
        )
        self.assertFalse(User.objects.exists())

    def test_nobody_signs_up_with_an_address_of_the_demo(self) -> None:
        for address in ("demo@ajar.invalid", "Demo@AJAR.invalid", "someone@ajar.invalid"):
            with self.subTest(address):
                self.assert_refused(address)

    @with_mail
    def test_nor_where_addresses_are_confirmed(self) -> None:
        self.assert_refused("demo@ajar.invalid")

    def test_only_the_whole_domain_counts(self) -> None:
        for address in ("demo@ajar.invalid.example.org", "ajar.invalid@example.org"):
            with self.subTest(address):
                self.assertFalse(demo.is_reserved(address))
        self.assertTrue(demo.is_reserved(" Demo@AJAR.invalid "))


class AccountTests(TestCase):
    def test_an_account_knows_whether_it_is_the_demo(self) -> None:
        made = User.objects.create_user(demo.ADDRESS, demo.PASSWORD)

        self.assertTrue(made.is_demo)
        self.assertFalse(make_user("ada").is_demo)
        self.assertEqual(User.objects.of_the_demo(), made)

    def test_where_there_is_none_none_is_found(self) -> None:
        make_user("ada")

        self.assertIsNone(User.objects.of_the_demo())
