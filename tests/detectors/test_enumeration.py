"""Promise 7: with mail configured, nobody learns from an answer who has an account."""

import re
from typing import Any

import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from accounts.models import User
from tests.accounts.test_signup import ADA, with_mail
from tests.base import PASSWORD, TestCase, make_user, set_up_second_factor

KNOWN, UNKNOWN = "ada@example.org", "eve@example.org"  # of the same length
_TOKEN = re.compile(r'(name="csrfmiddlewaretoken" value=")\w+')
_COOKIE = re.compile(r"(csrf|session|notices)=[^;]+")
_MOMENT = re.compile(r"expires=[^;]+|max-age=\d+", re.IGNORECASE)


def told(response: Any, address: str) -> list[str]:
    """Return all that a visitor can tell from an answer: status, headers, cookies, body."""
    headers = [f"{k}: {v}" for k, v in response.headers.items() if k not in ("Date", "Expires")]
    cookies = [one.OutputString() for one in response.cookies.values()]
    body = _TOKEN.sub(r"\1…", response.content.decode())
    all_of_it = [str(response.status_code), *headers, *cookies, body]
    plain = (_MOMENT.sub("", _COOKIE.sub(r"\1=…", one)) for one in all_of_it)
    return [one.replace(address, "…") for one in plain]


@with_mail
class EnumerationTests(TestCase):
    """Ada has an account with a confirmed address; Eve has none."""

    def setUp(self) -> None:
        ada = make_user("ada")
        EmailAddress.objects.create(user=ada, email=KNOWN, verified=True, primary=True)

    def way(self, path: str, form: dict[str, str], field: str, address: str) -> list[list[str]]:
        """Return what is told on the way of a form: before, after, and where it leads."""
        visitor = Client()
        first = visitor.get(path)
        sent = visitor.post(path, form | {field: address})
        steps = [first, sent]
        if "Location" in sent.headers:
            steps.append(visitor.get(sent.headers["Location"]))
        return [told(one, address) for one in steps]

    def assert_same(self, path: str, form: dict[str, str], field: str) -> None:
        known, unknown = (self.way(path, form, field, one) for one in (KNOWN, UNKNOWN))
        self.assertEqual(known, unknown)

    def test_signing_up_answers_the_same(self) -> None:
        self.assert_same("/accounts/signup/", ADA, "email")
        self.assertEqual({one.to[0] for one in mail.outbox}, {KNOWN, UNKNOWN})

    def test_signing_up_badly_answers_the_same(self) -> None:
        self.assert_same("/accounts/signup/", ADA | {"password1": "short"}, "email")
        self.assert_same("/accounts/signup/", {"password1": PASSWORD}, "email")

    def test_a_wrong_password_answers_the_same(self) -> None:
        self.assert_same("/accounts/login/", {"password": "not the password"}, "login")

    def test_asking_for_a_new_password_answers_the_same(self) -> None:
        self.assert_same("/accounts/password/reset/", {}, "email")
        self.assertEqual([one.to[0] for one in mail.outbox], [KNOWN, UNKNOWN])

    def test_a_second_factor_shows_to_none_but_who_knows_the_password(self) -> None:
        set_up_second_factor(User.objects.get())

        self.test_a_wrong_password_answers_the_same()
        self.test_asking_for_a_new_password_answers_the_same()
        self.test_signing_up_badly_answers_the_same()

    # The clock stands still, because the answer says how long to wait.
    @time_machine.travel("2026-11-22T12:00:00Z", tick=False)
    def test_the_limit_on_tries_answers_the_same(self) -> None:
        for _ in range(12):
            self.assert_same("/accounts/login/", {"password": "not the password"}, "login")

    def test_the_difference_would_be_seen(self) -> None:
        visitor = Client()
        right = visitor.post("/accounts/login/", {"login": KNOWN, "password": PASSWORD})
        wrong = Client().post("/accounts/login/", {"login": UNKNOWN, "password": PASSWORD})

        self.assertNotEqual(told(right, KNOWN), told(wrong, UNKNOWN))
