"""Leave quickly."""

from django.contrib.sessions.models import Session
from django.test import Client

from tests.base import TestCase


class LeftTests(TestCase):
    url = "/left/"

    def test_the_button_ends_the_session_and_goes_on(self) -> None:
        self.sign_in()

        response = self.client.post(self.url)

        self.assertEqual((response.status_code, response.headers["Location"]), (303, self.url))
        self.assertEqual(Session.objects.count(), 0)
        self.assertEqual(response.cookies["session"].value, "")
        self.assertEqual(self.client.get("/settings/").status_code, 302)

    def test_it_works_without_a_token(self) -> None:
        client = Client(enforce_csrf_checks=True)
        client.force_login(self.sign_in())

        self.assertEqual(client.post(self.url).status_code, 303)

    def test_it_works_for_a_visitor(self) -> None:
        self.assertEqual(self.client.post(self.url).status_code, 303)

    def test_looking_at_it_ends_nothing(self) -> None:
        self.sign_in()

        self.client.get(self.url)

        self.assertEqual(self.client.get("/settings/").status_code, 200)

    def test_nothing_of_it_is_kept_and_what_was_kept_is_cleared(self) -> None:
        for response in (self.client.get(self.url), self.client.post(self.url)):
            with self.subTest(status=response.status_code):
                self.assertEqual(response.headers["Cache-Control"], "no-store")
                self.assertEqual(response.headers["Clear-Site-Data"], '"cache"')

    def test_the_page_goes_on_to_the_neutral_place_without_script(self) -> None:
        with self.settings(LEAVE_URL="https://weather.example/"):
            response = self.client.get(self.url)

        self.assertContains(
            response,
            '<meta http-equiv="refresh" content="0; url=https://weather.example/">',
            html=True,
        )

    def test_it_asks_no_query_of_a_visitor(self) -> None:
        with self.assertNumQueries(0):
            self.client.get(self.url)

    def test_other_methods_are_refused(self) -> None:
        self.assertEqual(self.client.put(self.url).status_code, 405)
