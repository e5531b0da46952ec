"""A new password: by the link in a mail, or in the settings."""

from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client, override_settings

from tests.accounts.test_signup import the_link, with_mail
from tests.base import PASSWORD, TestCase, make_user

NEXT = "a kettle on the stove"


class ResetTests(TestCase):
    url = "/accounts/password/reset/"

    def setUp(self) -> None:
        self.ada = make_user("ada")

    def test_the_mail_has_a_fixed_subject_one_link_and_plain_text_only(self) -> None:
        response = self.client.post(self.url, {"email": "ada@example.org"})

        self.assertRedirects(response, "/accounts/password/reset/done/")
        (message,) = mail.outbox
        self.assertEqual(message.subject, "A new password for Ajar")
        self.assertEqual(message.to, ["ada@example.org"])
        self.assertEqual(getattr(message, "alternatives", []), [])
        link = the_link(str(message.body))
        self.assertEqual(
            message.body,
            "Hello,\n\nsomeone, most likely you, asked for a new password."
            f" To choose one, open this link:\n\nhttp://testserver{link}\n\n"
            "If it was not you, you can leave this message alone. Your password stays as it is."
            "\n\nAjar, at testserver",
        )

    def test_an_unknown_address_gets_the_same_answer(self) -> None:
        known = self.client.post(self.url, {"email": "ada@example.org"})
        unknown = self.client_class().post(self.url, {"email": "no@example.org"})

        self.assertEqual(
            (known.status_code, known.headers["Location"]),
            (unknown.status_code, unknown.headers["Location"]),
        )
        self.assertEqual(mail.outbox[1].subject, "About your sign-in at Ajar")

    def test_without_mail_the_screen_says_where_the_link_appears(self) -> None:
        self.assertContains(self.client.get(self.url), "No mail server is set up here")

        with override_settings(HAS_MAIL=True):
            self.assertNotContains(self.client.get(self.url), "No mail server is set up here")

    def test_the_link_lets_one_choose_a_new_password_once(self) -> None:
        self.client.post(self.url, {"email": "ada@example.org"})
        link = the_link(str(mail.outbox[0].body))
        form = self.client.get(link).headers["Location"]

        response = self.client.post(form, {"password1": NEXT, "password2": NEXT})

        self.assertRedirects(response, "/accounts/password/reset/key/done/")
        self.ada.refresh_from_db()
        self.assertTrue(self.ada.check_password(NEXT))
        again = self.client_class().get(link)
        self.assertContains(again, "This link does not work any more")

    def test_two_different_passwords_are_refused(self) -> None:
        self.client.post(self.url, {"email": "ada@example.org"})
        form = self.client.get(the_link(str(mail.outbox[0].body))).headers["Location"]

        response = self.client.post(form, {"password1": NEXT, "password2": NEXT + "s"})

        self.assertEqual(
            response.context["form"].errors,
            {"password2": ["These two passwords differ. Please type the same one twice."]},
        )
        self.ada.refresh_from_db()
        self.assertTrue(self.ada.check_password(PASSWORD))


def change(now: str = PASSWORD) -> dict[str, str]:
    """Return the form that changes the password to NEXT."""
    return {"oldpassword": now, "password1": NEXT, "password2": NEXT}


class ChangeTests(TestCase):
    url = "/accounts/password/change/"

    def setUp(self) -> None:
        self.ada = self.sign_in()
        self.elsewhere = Client()
        self.elsewhere.force_login(self.ada)

    def test_it_signs_one_out_everywhere_else_and_not_here(self) -> None:
        self.assertEqual(self.elsewhere.get("/settings/").status_code, 200)

        response = self.client.post(self.url, change())

        self.assertRedirects(response, "/settings/")
        self.assertEqual(self.client.get("/settings/").status_code, 200)
        self.assertEqual(self.elsewhere.get("/settings/").status_code, 302)
        self.ada.refresh_from_db()
        self.assertTrue(self.ada.check_password(NEXT))

    def test_the_present_password_is_asked_for(self) -> None:
        response = self.client.post(self.url, change(now="not my password"))

        self.assertContains(response, "This is not your current password. Please try again.")
        self.ada.refresh_from_db()
        self.assertTrue(self.ada.check_password(PASSWORD))

    @with_mail
    def test_with_mail_a_word_of_it_is_sent_without_address_or_browser(self) -> None:
        EmailAddress.objects.create(
            user=self.ada, email=self.ada.email, verified=True, primary=True
        )

        self.client.post(self.url, change())

        (message,) = mail.outbox
        self.assertEqual(message.subject, "Your password for Ajar was changed")
        self.assertEqual(
            message.body,
            "Hello,\n\nthe password of your account was just changed."
            " Wherever you were signed in before, you are signed out.\n\n"
            "If it was not you, someone else might know your password."
            " Open the sign-in page and choose “Forgot your password?” to set a new one."
            "\n\nAjar, at testserver",
        )

    def test_a_visitor_signs_in_first(self) -> None:
        response = self.client_class().get(self.url)

        self.assertRedirects(
            response, f"/accounts/login/?next={self.url}", fetch_redirect_response=False
        )
