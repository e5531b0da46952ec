"""The writer's settings."""

from datetime import UTC, datetime

import time_machine
from django.contrib.messages import get_messages
from django.urls import reverse

from tests.base import TestCase, make_user


class EditTests(TestCase):
    url = "/settings/"

    def test_the_writer_sees_zone_address_and_ways_on(self) -> None:
        ada = self.sign_in()
        ada.move_to("Europe/Berlin")

        with time_machine.travel(datetime(2026, 11, 22, 13, 5, tzinfo=UTC), tick=False):
            response = self.client.get(self.url)

        self.assertContains(response, "For you it is now 14:05 on Sunday 22 November.")
        self.assertContains(response, '<option value="Europe/Berlin" selected>')
        self.assertContains(response, "<b>ada@example.org</b>", html=True)
        self.assertContains(response, f'href="{reverse("account_change_password")}"')
        self.assertContains(response, "it cannot clear your browser history")

    def test_the_writer_can_move(self) -> None:
        ada = self.sign_in()

        response = self.client.post(self.url, {"time_zone": "Asia/Kolkata"})

        self.assertRedirects(response, self.url)
        self.assertEqual([str(one) for one in get_messages(response.wsgi_request)], ["Saved."])
        ada.refresh_from_db()
        self.assertEqual(ada.time_zone, "Asia/Kolkata")

    def test_an_unknown_zone_is_refused_in_a_sentence(self) -> None:
        ada = self.sign_in()
        cases = {
            "Mars/Olympus_Mons": "We do not know this time zone. Please choose one from the list.",
            "": "Please choose a time zone.",
        }
        for zone, sentence in cases.items():
            with self.subTest(zone=zone):
                response = self.client.post(self.url, {"time_zone": zone})

                self.assertEqual(response.context["form"].errors, {"time_zone": [sentence]})
        ada.refresh_from_db()
        self.assertEqual(ada.time_zone, "UTC")

    def test_an_old_spelling_from_sign_up_stays_chosen(self) -> None:
        self.sign_in().move_to("Asia/Calcutta")

        self.assertContains(self.client.get(self.url), '<option value="Asia/Calcutta" selected>')

    def test_one_writer_moves_nobody_else(self) -> None:
        mallory = make_user("mallory")
        self.sign_in("ada")

        self.client.post(self.url, {"time_zone": "Asia/Kolkata"})

        mallory.refresh_from_db()
        self.assertEqual(mallory.time_zone, "UTC")

    def test_a_visitor_signs_in_first(self) -> None:
        response = self.client.get(self.url)

        self.assertRedirects(response, f"/accounts/login/?next={self.url}")

    def test_it_is_not_kept_by_the_browser(self) -> None:
        self.sign_in()

        self.assertEqual(self.client.get(self.url).headers["Cache-Control"], "no-store")

    def test_other_methods_are_refused(self) -> None:
        self.sign_in()

        self.assertEqual(self.client.put(self.url).status_code, 405)

    def test_the_screen_for_several_addresses_leads_here(self) -> None:
        self.sign_in()

        for method in (self.client.get, self.client.post):
            with self.subTest(method=method.__name__):
                response = method("/accounts/email/", {"action_add": "", "email": "b@example.org"})
                self.assertRedirects(response, self.url)
