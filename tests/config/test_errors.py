"""What went wrong is said in the product's voice, and keeps every typed word."""

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.test import Client, RequestFactory, SimpleTestCase

from config import errors
from guidance.wording import SAFETY
from tests.base import PASSWORD, TestCase


class ErrorTests(TestCase):
    def test_nothing_behind_the_door(self) -> None:
        response = self.client.get("/nowhere/")

        self.assertContains(response, "There is nothing behind this door.", status_code=404)

    def test_a_closed_door(self) -> None:
        response = errors.permission_denied(RequestFactory().get("/"), PermissionDenied())

        self.assertContains(response, "This door is closed for you.", status_code=403)

    def test_a_request_without_sense(self) -> None:
        response = errors.bad_request(RequestFactory().get("/"), SuspiciousOperation())

        self.assertContains(response, "We could not read that.", status_code=400)


class ServerErrorTests(SimpleTestCase):
    def test_it_needs_no_database_and_no_session(self) -> None:
        # SimpleTestCase refuses every query.
        response = errors.server_error(RequestFactory().get("/"))

        self.assertContains(response, "Something broke on our side.", status_code=500)
        self.assertContains(response, SAFETY["footer"], status_code=500)


class CsrfFailureTests(TestCase):
    def test_typed_words_come_back_and_secrets_do_not(self) -> None:
        client = Client(enforce_csrf_checks=True)

        response = client.post(
            "/accounts/login/",
            {"login": "We did <not> speak.\nNot once.", "password": PASSWORD, "next": "/today/"},
        )

        self.assertContains(response, "We did &lt;not&gt; speak.\nNot once.", status_code=403)
        self.assertNotContains(response, PASSWORD, status_code=403)

    def test_a_form_without_words_shows_no_box(self) -> None:
        response = Client(enforce_csrf_checks=True).post("/accounts/logout/", {"next": "/"})

        self.assertNotContains(response, "<textarea", status_code=403)


class WordsTests(SimpleTestCase):
    def test_ids_choices_and_dates_are_not_words(self) -> None:
        sent = [
            ("id", "0b2e8c1e-6a0f-4c3e-9a57-0d4f5d0e3a11"),
            ("signs", "distance:me"),
            ("date", "2026-11-22"),
            ("csrfmiddlewaretoken", "not a token"),
            ("text", "It was not fine."),
        ]

        self.assertEqual(errors.words(sent), ["It was not fine."])

    def test_where_words_are_typed_one_is_enough(self) -> None:
        sent = [
            ("noticed", "Warmth."),
            ("answer-0-text", "Tea."),
            ("nickname", "Sam"),
            ("title", " "),
            ("answer-0-prompt", "slow-my-pace"),
            ("login", "ada@example.org"),
            ("password", "secret"),
        ]

        self.assertEqual(errors.words(sent), ["Warmth.", "Tea.", "Sam"])
