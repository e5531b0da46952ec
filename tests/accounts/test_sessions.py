"""A session begins at sign-in, and ends for others when the password changes."""

from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client

from tests.accounts.test_password_screens import NEXT, change
from tests.accounts.test_signup import the_link
from tests.base import PASSWORD, TestCase, make_user

LOGIN = "/accounts/login/"
ADA = {"login": "ada@example.org", "password": PASSWORD}


def cookie(client: Client) -> str:
    """Return the session that a browser holds."""
    return client.cookies["session"].value


def holding(session: str) -> Client:
    """Return a browser that holds this session, as a thief's would."""
    thief = Client()
    thief.cookies["session"] = session
    return thief


class BeginningTests(TestCase):
    def setUp(self) -> None:
        self.ada = make_user("ada")

    def test_signing_in_leaves_the_session_from_before_behind(self) -> None:
        before = self.client.session
        before["begun"] = "before"
        before.save()
        planted = str(before.session_key)

        self.client.post(LOGIN, ADA)

        self.assertNotEqual(cookie(self.client), planted)
        self.assertEqual(list(Session.objects.values_list("pk", flat=True)), [cookie(self.client)])
        self.assertEqual(holding(planted).get("/settings/").status_code, 302)

    def test_a_session_that_someone_made_up_is_never_taken_on(self) -> None:
        made_up = "x" * 32
        browser = holding(made_up)

        browser.post(LOGIN, ADA)

        self.assertNotEqual(cookie(browser), made_up)
        self.assertFalse(Session.objects.filter(pk=made_up).exists())

    def test_each_sign_in_is_a_session_of_its_own(self) -> None:
        sessions = set()
        for _ in range(2):
            browser = Client()
            browser.post(LOGIN, ADA)
            sessions.add(cookie(browser))

        self.assertEqual(len(sessions), 2)

    def test_after_signing_out_the_old_cookie_opens_nothing(self) -> None:
        self.client.post(LOGIN, ADA)
        kept = cookie(self.client)
        self.assertEqual(holding(kept).get("/settings/").status_code, 200)

        self.client.post("/accounts/logout/")

        self.assertEqual(holding(kept).get("/settings/").status_code, 302)


class EndTests(TestCase):
    def setUp(self) -> None:
        self.ada = make_user("ada")
        self.client.force_login(self.ada)
        self.kept = cookie(self.client)
        self.elsewhere = Client()
        self.elsewhere.force_login(self.ada)

    def test_a_changed_password_ends_all_but_this_one_and_this_one_gets_a_new_id(self) -> None:
        stolen = cookie(self.elsewhere)
        self.assertEqual(holding(stolen).get("/settings/").status_code, 200)

        self.client.post("/accounts/password/change/", change())

        self.assertEqual(self.client.get("/settings/").status_code, 200)
        self.assertNotEqual(cookie(self.client), self.kept)
        for session in (stolen, self.kept):
            thief = holding(session)
            self.assertEqual(thief.get("/settings/").status_code, 302)
            self.assertEqual(thief.post("/settings/", {"time_zone": "UTC"}).status_code, 302)

    def test_a_reset_by_mail_ends_them_all(self) -> None:
        visitor = Client()
        visitor.post("/accounts/password/reset/", {"email": self.ada.email})
        form = visitor.get(the_link(str(mail.outbox[0].body))).headers["Location"]
        self.assertEqual(self.client.get("/settings/").status_code, 200)

        visitor.post(form, {"password1": NEXT, "password2": NEXT})

        for browser in (self.client, self.elsewhere, visitor):
            self.assertEqual(browser.get("/settings/").status_code, 302)
