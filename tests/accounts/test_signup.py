"""Signing up: at once where no mail is set up, else after the address is confirmed."""

import re
from datetime import UTC, datetime

import time_machine
from allauth.core import context
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages import get_messages
from django.contrib.sessions.backends.db import SessionStore
from django.core import mail
from django.http import HttpResponse
from django.test import RequestFactory, override_settings
from django.urls import reverse

from accounts import consent
from accounts.forms import SignupForm
from accounts.models import User
from guidance.wording import SAFETY
from tests.base import PASSWORD, TestCase, make_user

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
ADA = {
    "email": "Ada@example.org",
    "password1": PASSWORD,
    "time_zone": "Europe/Berlin",
    "adult": "on",
    "consent": "on",
}
with_mail = override_settings(
    ACCOUNT_EMAIL_VERIFICATION="mandatory", ACCOUNT_EMAIL_NOTIFICATIONS=True, HAS_MAIL=True
)


class SignupTests(TestCase):
    url = "/accounts/signup/"

    def test_the_screen_says_who_could_read_this_before_anyone_signs_up(self) -> None:
        response = self.client.get(self.url)

        self.assertContains(response, SAFETY["device_before"], html=True)
        self.assertContains(response, "<title>Sign up · Ajar</title>", html=True)

    def test_an_account_works_at_once(self) -> None:
        response = self.client.post(self.url, ADA)

        self.assertRedirects(response, "/today/", fetch_redirect_response=False)
        ada = User.objects.get()
        self.assertEqual((ada.email, ada.time_zone), ("ada@example.org", "Europe/Berlin"))
        self.assertTrue(ada.check_password(PASSWORD))
        self.assertEqual(self.client.session["_auth_user_id"], str(ada.pk))
        self.assertEqual(mail.outbox, [])

    def test_both_ticks_are_open_and_the_privacy_page_is_at_hand(self) -> None:
        response = self.client.get(self.url)

        for name in ("adult", "consent"):
            with self.subTest(name):
                field = str(response.context["form"][name])
                self.assertInHTML(field, response.content.decode())
                self.assertNotIn("checked", field)
        self.assertContains(response, consent.WORDINGS[consent.VERSION])
        self.assertContains(response, '<a href="/privacy/" target="_blank">')

    def test_the_wording_agreed_to_and_its_moment_are_kept(self) -> None:
        with time_machine.travel(NOON, tick=False):
            self.client.post(self.url, ADA)

        ada = User.objects.get()
        self.assertEqual((ada.consent_version, ada.consented_at), ("2026-11-22", NOON))

    def test_a_wording_once_agreed_to_is_never_changed(self) -> None:
        """Someone's tick says this. Add a wording rather than change one."""
        self.assertEqual(
            consent.WORDINGS["2026-11-22"],
            "I agree that Ajar stores what I write, sealed, to show it to me again.",
        )
        self.assertEqual(consent.VERSION, max(consent.WORDINGS))

    def test_without_both_ticks_there_is_no_account_and_what_was_typed_stays(self) -> None:
        adult = {"adult": ["Ajar is for adults. Please tick this if you are 18 or over."]}
        agreed = {
            "consent": [
                "Ajar cannot keep a page of yours without this. Please tick it if you agree."
            ]
        }
        for missing, errors in ((["adult"], adult), (["consent"], agreed)):
            with self.subTest(missing=missing):
                sent = {name: value for name, value in ADA.items() if name not in missing}

                response = self.client.post(self.url, sent)

                form = response.context["form"]
                self.assertEqual(form.errors, errors)
                self.assertContains(response, 'value="Ada@example.org"')
                self.assertContains(response, 'value="Europe/Berlin"')
                ticked = {name: " checked" in str(form[name]) for name in ("adult", "consent")}
                self.assertEqual(ticked, {name: name in sent for name in ticked})
        self.assertFalse(User.objects.exists())

    def test_it_ends_with_the_browser(self) -> None:
        response = self.client.post(self.url, ADA)

        self.assertEqual(response.cookies["session"]["max-age"], "")

    def test_no_message_repeats_the_address(self) -> None:
        response = self.client.post(self.url, ADA)

        self.assertEqual([str(one) for one in get_messages(response.wsgi_request)], [])

    def test_a_zone_that_does_not_exist_becomes_utc_without_a_word(self) -> None:
        for number, zone in enumerate(("", "Mars/Olympus_Mons", "../../etc/passwd", "x" * 9000)):
            with self.subTest(zone=zone[:20]):
                email = f"ada{number}@example.org"
                self.client.post(self.url, ADA | {"email": email, "time_zone": zone})
                self.client.logout()

                self.assertEqual(User.objects.get(email=email).time_zone, "UTC")

    def test_a_weak_password_keeps_the_address_and_makes_no_account(self) -> None:
        response = self.client.post(self.url, ADA | {"password1": "short"})

        form = response.context["form"]
        self.assertEqual(
            form.errors,
            {"password1": ["Please use at least 10 characters. This one has 5."]},
        )
        self.assertContains(response, 'value="Ada@example.org"')
        self.assertContains(response, 'id="id_password1_error"')
        self.assertFalse(User.objects.exists())

    def test_what_is_missing_or_odd_is_said_beside_its_field(self) -> None:
        cases = {
            ("", PASSWORD): {"email": ["Please fill in your e-mail address."]},
            ("ada at home", PASSWORD): {
                "email": ["This does not look like an e-mail address. Is there a slip in it?"]
            },
            ("ada@example.org", ""): {"password1": ["Please choose a password."]},
        }
        for (email, password), errors in cases.items():
            with self.subTest(email=email):
                response = self.client.post(self.url, ADA | {"email": email, "password1": password})

                self.assertEqual(response.context["form"].errors, errors)
        self.assertFalse(User.objects.exists())

    def test_a_taken_address_is_said_to_be_taken(self) -> None:
        make_user("ada")

        response = self.client.post(self.url, ADA)

        self.assertEqual(
            response.context["form"].errors,
            {"email": ["There is already an account with this address. You can sign in instead."]},
        )
        self.assertEqual(User.objects.count(), 1)

    def test_someone_signed_in_goes_on_to_today(self) -> None:
        self.sign_in()

        response = self.client.get(self.url)

        self.assertRedirects(response, "/today/", fetch_redirect_response=False)


@with_mail
class SignupWithMailTests(TestCase):
    url = "/accounts/signup/"

    def test_the_address_is_confirmed_first(self) -> None:
        response = self.client.post(self.url, ADA)

        self.assertRedirects(response, reverse("account_email_verification_sent"))
        self.assertNotIn("_auth_user_id", self.client.session)
        self.assertEqual([one.subject for one in mail.outbox], ["Confirm your address for Ajar"])
        self.assertEqual(mail.outbox[0].to, ["ada@example.org"])

    def test_the_link_in_the_mail_lets_one_in(self) -> None:
        self.client.post(self.url, ADA)
        link = the_link(str(mail.outbox[0].body))

        self.assertContains(self.client.get(link), "Yes, it is mine")
        response = self.client.post(link)

        self.assertRedirects(response, "/today/", fetch_redirect_response=False)
        self.assertIn("_auth_user_id", self.client.session)

    def test_the_link_on_another_device_leads_to_signing_in(self) -> None:
        self.client.post(self.url, ADA)
        link = the_link(str(mail.outbox[0].body))

        response = self.client_class().post(link)

        self.assertRedirects(response, "/accounts/login/", fetch_redirect_response=False)

    def test_a_made_up_link_is_answered_with_a_way_on(self) -> None:
        response = self.client.get("/accounts/confirm-email/made-up/")

        self.assertContains(response, "This link does not work any more")

    def test_signing_in_before_confirming_sends_to_the_mail(self) -> None:
        self.client.post(self.url, ADA)
        self.client.cookies.clear()

        response = self.client.post(
            "/accounts/login/", {"login": "ada@example.org", "password": PASSWORD}
        )

        self.assertRedirects(response, reverse("account_email_verification_sent"))

    def test_a_taken_address_gets_the_same_answer_and_another_mail(self) -> None:
        make_user("ada")

        known = self.client.post(self.url, ADA)
        unknown = self.client_class().post(self.url, ADA | {"email": "new@example.org"})

        self.assertEqual(
            (known.status_code, known.headers["Location"]),
            (unknown.status_code, unknown.headers["Location"]),
        )
        self.assertEqual(
            [(one.subject, one.to) for one in mail.outbox],
            [
                ("About your sign-up at Ajar", ["ada@example.org"]),
                ("Confirm your address for Ajar", ["new@example.org"]),
            ],
        )
        self.assertEqual(User.objects.filter(email="ada@example.org").count(), 1)


class DoubleClickTests(TestCase):
    """Two requests with the same address, of which the other is a moment ahead."""

    def second_click(self) -> tuple[User | None, HttpResponse | None]:
        """Return what the later of two requests gets, both having found the address free."""
        request = RequestFactory().post("/accounts/signup/")
        request.session = SessionStore()
        request.user = AnonymousUser()
        with context.request_context(request):
            form = SignupForm(ADA)
            self.assertTrue(form.is_valid())
            make_user("ada")
            return form.try_save(request)

    def test_without_mail_it_goes_on_to_signing_in(self) -> None:
        user, response = self.second_click()

        self.assertIsNone(user)
        self.assertEqual(response and response.headers["Location"], "/accounts/login/")
        self.assertEqual(User.objects.count(), 1)

    @with_mail
    def test_with_mail_it_answers_as_for_any_address(self) -> None:
        user, response = self.second_click()

        self.assertIsNone(user)
        self.assertEqual(response and response.headers["Location"], "/accounts/confirm-email/")
        self.assertEqual(User.objects.count(), 1)


def the_link(body: str) -> str:
    """Return the path of the one link in a mail."""
    (path,) = re.findall(r"http://testserver(/\S+)", body)
    return str(path)
