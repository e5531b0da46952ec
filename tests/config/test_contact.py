"""`/.well-known/security.txt`: where to report a hole."""

from datetime import UTC, datetime

import time_machine
from django.test import SimpleTestCase, override_settings

URL = "/.well-known/security.txt"


class SecurityTxtTests(SimpleTestCase):
    @override_settings(SECURITY_CONTACT="mailto:security@example.org")
    def test_it_names_contact_language_and_a_day_less_than_a_year_ahead(self) -> None:
        with time_machine.travel(datetime(2026, 11, 22, 13, 5, tzinfo=UTC), tick=False):
            response = self.client.get(URL)

        self.assertEqual(response.headers["Content-Type"], "text/plain; charset=utf-8")
        self.assertEqual(
            response.content.decode(),
            "Contact: mailto:security@example.org\n"
            "Expires: 2027-02-20T00:00:00Z\n"
            "Preferred-Languages: en\n",
        )

    @override_settings(SECURITY_CONTACT="")
    def test_without_a_contact_there_is_nothing_to_find(self) -> None:
        self.assertEqual(self.client.get(URL).status_code, 404)

    @override_settings(SECURITY_CONTACT="mailto:security@example.org")
    def test_it_is_only_read(self) -> None:
        self.assertEqual(self.client.post(URL).status_code, 405)
