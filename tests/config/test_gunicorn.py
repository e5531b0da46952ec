"""The server listens where a browser looks for it."""

from unittest import TestCase

from config import gunicorn


class AddressTests(TestCase):
    def test_localhost_is_met_at_both_of_its_addresses(self) -> None:
        found = gunicorn.addresses("localhost", 8000)

        # A machine without IPv6 has the first alone.
        self.assertEqual(found, ["127.0.0.1:8000", "[::1]:8000"][: len(found)])

    def test_another_host_is_taken_as_it_is(self) -> None:
        self.assertEqual(gunicorn.addresses("0.0.0.0", 80), ["0.0.0.0:80"])  # noqa: S104
        self.assertEqual(gunicorn.addresses("::", 80), ["[::]:80"])
