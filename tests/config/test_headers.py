"""Headers on every answer, errors included."""

from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory, SimpleTestCase

from config.headers import HeadersMiddleware
from tests.base import TestCase


class HeadersTests(SimpleTestCase):
    def test_an_answer_that_says_nothing_is_not_stored(self) -> None:
        response = HeadersMiddleware(lambda request: HttpResponse())(RequestFactory().get("/"))

        self.assertEqual(response.headers["Cache-Control"], "no-store")
        self.assertEqual(response.headers["Cross-Origin-Resource-Policy"], "same-origin")

    def test_a_view_that_knows_better_keeps_its_word(self) -> None:
        def view(request: HttpRequest) -> HttpResponse:
            return HttpResponse(headers={"Cache-Control": "max-age=60"})

        response = HeadersMiddleware(view)(RequestFactory().get("/"))

        self.assertEqual(response.headers["Cache-Control"], "max-age=60")


class EveryAnswerTests(TestCase):
    def test_pages_and_errors_carry_them(self) -> None:
        for path, status in (("/", 200), ("/nowhere/", 404), ("/today/", 302)):
            with self.subTest(path=path):
                response = self.client.get(path)

                self.assertEqual(response.status_code, status)
                self.assertEqual(response.headers["Cache-Control"], "no-store")
                self.assertEqual(response.headers["X-Content-Type-Options"], "nosniff")
                self.assertEqual(response.headers["Referrer-Policy"], "same-origin")
                self.assertEqual(response.headers["Cross-Origin-Opener-Policy"], "same-origin")
                self.assertEqual(response.headers["Cross-Origin-Resource-Policy"], "same-origin")
                self.assertIn("microphone=()", response.headers["Permissions-Policy"])
                self.assertIn("default-src 'none'", response.headers["Content-Security-Policy"])

    def test_an_unknown_host_gets_them_too(self) -> None:
        response = self.client.get("/", headers={"host": "elsewhere.example"})

        self.assertEqual(response.status_code, 400)
        self.assertEqual(response.headers["Cache-Control"], "no-store")
        self.assertIn("default-src 'none'", response.headers["Content-Security-Policy"])
