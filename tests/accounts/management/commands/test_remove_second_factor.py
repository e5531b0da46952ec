from io import StringIO

from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command

from tests.base import PASSWORD, TestCase, make_editor, make_user, set_up_second_factor

LOGIN = {"login": "edith@example.org", "password": PASSWORD}


class RemoveSecondFactorTests(TestCase):
    def setUp(self) -> None:
        self.edith, self.ada = make_editor(), make_user("ada")
        set_up_second_factor(self.ada)

    def remove(self, email: str) -> str:
        """Run the command, and return what it said."""
        out = StringIO()
        call_command("remove_second_factor", email, stdout=out)
        return out.getvalue()

    def test_who_lost_the_phone_comes_in_again_and_sets_up_a_new_code(self) -> None:
        self.client.force_login(self.edith)

        said = self.remove("Edith@Example.org")

        self.assertEqual(
            said,
            "edith@example.org signs in with the password alone now,"
            " and is signed out everywhere.\n"
            "The desk opens again once a new code is set up there.\n",
        )
        self.assertEqual(
            list(Authenticator.objects.values_list("user", flat=True).distinct()), [self.ada.pk]
        )
        self.client.post("/accounts/login/", LOGIN)
        self.assertEqual(self.client.get("/settings/").status_code, 200)
        self.assertRedirects(self.client.get("/admin/"), "/accounts/2fa/")

    def test_whoever_was_signed_in_with_the_lost_phone_is_signed_out(self) -> None:
        self.client.force_login(self.edith)
        thief, other = self.client_class(), self.client_class()
        thief.force_login(self.edith)
        other.force_login(self.ada)

        self.remove("edith@example.org")

        for client in (self.client, thief):
            self.assertEqual(client.get("/today/").status_code, 302)
        self.assertEqual(other.get("/today/").status_code, 200)
        self.assertEqual(Session.objects.count(), 1)

    def test_a_writer_is_told_nothing_of_the_desk(self) -> None:
        self.assertNotIn("desk", self.remove("ada@example.org"))

    def test_an_account_that_is_not_there_or_has_none_is_said(self) -> None:
        make_user("mallory")
        for email, sentence in (
            ("nobody@example.org", "There is no account for nobody@example.org."),
            (
                "mallory@example.org",
                "mallory@example.org has no second factor; nothing was changed.",
            ),
        ):
            with self.subTest(email=email), self.assertRaisesMessage(CommandError, sentence):
                self.remove(email)
        self.assertEqual(Authenticator.objects.count(), 2)
