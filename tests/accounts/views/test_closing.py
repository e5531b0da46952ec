"""Closing the account, as its owner meets it."""

from django.contrib.sessions.models import Session
from django.test import Client

from accounts.models import User
from tests.base import PASSWORD, TestCase, make_user


class ClosingTests(TestCase):
    url = "/settings/closing/"

    def setUp(self) -> None:
        make_user("mallory")
        self.ada = self.sign_in()

    def left(self) -> list[str]:
        """Return the addresses of the accounts there are."""
        return sorted(User.objects.values_list("email", flat=True))

    def test_the_settings_lead_there(self) -> None:
        self.assertContains(self.client.get("/settings/"), f'href="{self.url}"')

    def test_it_says_what_goes_before_it_asks(self) -> None:
        response = self.client.get(self.url)

        self.assertContains(response, "<b>There is no way back.</b>", html=True)
        self.assertContains(response, 'type="password" name="password"')
        self.assertEqual(self.left(), ["ada@example.org", "mallory@example.org"])

    def test_the_password_closes_it_and_the_end_is_calm(self) -> None:
        response = self.client.post(self.url, {"password": PASSWORD})

        self.assertEqual(
            (response.status_code, response.headers["Location"]), (303, "/settings/closed/")
        )
        self.assertEqual(response.headers["Clear-Site-Data"], '"cache", "storage"')
        self.assertEqual(
            {name: cookie["max-age"] for name, cookie in response.cookies.items()},
            {"session": 0, "csrf": 0},
        )
        self.assertEqual(self.left(), ["mallory@example.org"])
        self.assertContains(self.client.get("/settings/closed/"), "Your account is closed.")

    def test_it_ends_every_session_and_an_old_cookie_opens_nothing(self) -> None:
        elsewhere = Client()
        elsewhere.force_login(self.ada)
        kept = self.client.cookies["session"].value

        self.client.post(self.url, {"password": PASSWORD})

        self.assertEqual(Session.objects.count(), 0)
        replay = Client()
        replay.cookies["session"] = kept
        for browser in (elsewhere, replay, self.client):
            self.assertEqual(browser.get("/settings/").status_code, 302)

    def test_the_same_address_may_come_again_and_starts_empty(self) -> None:
        self.client.post(self.url, {"password": PASSWORD})

        again = make_user("ada")

        self.assertNotEqual(again.pk, self.ada.pk)

    def test_a_wrong_password_closes_nothing_and_is_not_repeated(self) -> None:
        cases = {
            "not my password": "This is not your password. Please try again.",
            "": "Please fill in your password.",
        }
        for password, sentence in cases.items():
            with self.subTest(password=password):
                response = self.client.post(self.url, {"password": password})

                self.assertEqual(response.context["form"].errors, {"password": [sentence]})
                self.assertNotContains(response, "not my password")
        self.assertEqual(self.left(), ["ada@example.org", "mallory@example.org"])
        self.assertEqual(self.client.get("/settings/").status_code, 200)

    def test_the_password_of_someone_else_closes_nothing(self) -> None:
        self.ada.set_password("a kettle on the stove")
        self.ada.save()
        self.client.force_login(self.ada)

        self.client.post(self.url, {"password": PASSWORD})

        self.assertEqual(self.left(), ["ada@example.org", "mallory@example.org"])

    def test_a_form_sent_from_elsewhere_closes_nothing(self) -> None:
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(self.ada)

        self.assertEqual(strict.post(self.url, {"password": PASSWORD}).status_code, 403)
        self.assertEqual(self.left(), ["ada@example.org", "mallory@example.org"])

    def test_a_visitor_signs_in_first(self) -> None:
        for method in (Client().get, Client().post):
            with self.subTest(method=method.__name__):
                self.assertRedirects(method(self.url), f"/accounts/login/?next={self.url}")

    def test_other_methods_are_refused(self) -> None:
        self.assertEqual(self.client.put(self.url).status_code, 405)


class ClosedTests(TestCase):
    def test_someone_signed_in_who_comes_by_chance_is_led_to_the_settings(self) -> None:
        self.sign_in()

        self.assertRedirects(self.client.get("/settings/closed/"), "/settings/")
