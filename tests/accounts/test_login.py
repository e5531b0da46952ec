"""Signing in and out, staying signed in, and what happens after too many tries."""

from django.contrib.messages import get_messages
from django.test import override_settings

from tests.base import PASSWORD, TestCase, make_user

FORTNIGHT = 14 * 24 * 60 * 60
NO_FIT = "This address and password do not fit together. Please try again."


class LoginTests(TestCase):
    url = "/accounts/login/"

    def setUp(self) -> None:
        self.ada = make_user("ada")

    def test_address_and_password_open_the_door(self) -> None:
        response = self.client.post(self.url, {"login": "ADA@example.org", "password": PASSWORD})

        self.assertRedirects(response, "/today/", fetch_redirect_response=False)
        self.assertEqual(self.client.session["_auth_user_id"], str(self.ada.pk))
        self.assertEqual([str(one) for one in get_messages(response.wsgi_request)], [])

    def test_without_a_tick_it_ends_with_the_browser(self) -> None:
        response = self.client.post(self.url, {"login": self.ada.email, "password": PASSWORD})

        self.assertEqual(response.cookies["session"]["max-age"], "")

    def test_with_a_tick_it_lasts_14_days(self) -> None:
        response = self.client.post(
            self.url, {"login": self.ada.email, "password": PASSWORD, "remember": "on"}
        )

        self.assertEqual(response.cookies["session"]["max-age"], FORTNIGHT)

    def test_one_is_led_back_to_where_one_came_from(self) -> None:
        asked = self.client.get("/settings/")
        self.assertRedirects(asked, "/accounts/login/?next=/settings/")

        response = self.client.post(
            self.url, {"login": self.ada.email, "password": PASSWORD, "next": "/settings/"}
        )

        self.assertRedirects(response, "/settings/", fetch_redirect_response=False)

    def test_another_host_is_not_where_one_came_from(self) -> None:
        response = self.client.post(
            self.url,
            {"login": self.ada.email, "password": PASSWORD, "next": "https://evil.example/"},
        )

        self.assertRedirects(response, "/today/", fetch_redirect_response=False)

    def test_a_wrong_password_keeps_the_address_typed(self) -> None:
        response = self.client.post(self.url, {"login": "Ada@Example.org", "password": "wrong"})

        self.assertEqual(response.context["form"].errors, {"password": [NO_FIT]})
        self.assertContains(response, 'value="Ada@Example.org"')
        self.assertNotIn("_auth_user_id", self.client.session)

    def test_an_unknown_address_gets_the_same_answer(self) -> None:
        response = self.client.post(self.url, {"login": "no@example.org", "password": PASSWORD})

        self.assertEqual(response.context["form"].errors, {"password": [NO_FIT]})

    def test_a_switched_off_account_is_told_so(self) -> None:
        self.ada.is_active = False
        self.ada.save()

        response = self.client.post(
            self.url, {"login": self.ada.email, "password": PASSWORD}, follow=True
        )

        self.assertContains(response, "This account is switched off")
        self.assertNotIn("_auth_user_id", self.client.session)

    def test_after_five_wrong_passwords_even_the_right_one_waits(self) -> None:
        for _ in range(5):
            response = self.client.post(self.url, {"login": self.ada.email, "password": "wrong"})
            self.assertEqual(response.context["form"].errors, {"password": [NO_FIT]})

        response = self.client.post(self.url, {"login": self.ada.email, "password": PASSWORD})

        self.assertContains(response, "Please wait 5 minutes", status_code=429)
        self.assertNotIn("_auth_user_id", self.client.session)

    def test_one_locked_address_locks_no_other(self) -> None:
        make_user("mallory")
        for _ in range(6):
            self.client.post(self.url, {"login": "mallory@example.org", "password": "wrong"})

        response = self.client.post(self.url, {"login": self.ada.email, "password": PASSWORD})

        self.assertRedirects(response, "/today/", fetch_redirect_response=False)

    @override_settings(ACCOUNT_RATE_LIMITS={"login": "2/m/ip"})
    def test_too_many_tries_from_one_place_meet_a_friendly_pause(self) -> None:
        for _ in range(2):
            self.client.post(self.url, {"login": self.ada.email, "password": "wrong"})

        response = self.client.post(self.url, {"login": self.ada.email, "password": PASSWORD})

        self.assertContains(response, "A short pause", status_code=429)


class LogoutTests(TestCase):
    url = "/accounts/logout/"

    def test_asking_first_changes_nothing(self) -> None:
        self.sign_in()

        response = self.client.get(self.url)

        self.assertContains(response, "Sign out?")
        self.assertIn("_auth_user_id", self.client.session)

    def test_the_button_signs_out(self) -> None:
        self.sign_in()

        response = self.client.post(self.url)

        self.assertRedirects(response, "/", fetch_redirect_response=False)
        self.assertNotIn("_auth_user_id", self.client.session)
        self.assertEqual(
            [str(one) for one in get_messages(response.wsgi_request)], ["You are signed out."]
        )
