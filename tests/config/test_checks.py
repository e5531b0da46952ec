"""What an operator hears before writers do."""

from datetime import timedelta

from django.test import SimpleTestCase, TestCase, override_settings
from django.utils import timezone

from config import checks
from guidance.models import HelpLine


class HelpLineTests(TestCase):
    def publish(self, category: str, *, days_ago: int = 0) -> None:
        HelpLine.objects.create(
            slug=f"a-{category}-line",
            name="A line",
            country="GB",
            category=category,
            phone="116 123",
            phone_link="116123",
            last_verified_on=timezone.localdate() - timedelta(days=days_ago),
            verified_by="Edith",
            published_at=timezone.now(),
        )

    def test_what_is_shipped_is_not_verified(self) -> None:
        self.assertEqual(checks.help_lines_are_verified(), [checks.NO_HELP_LINES])

    def test_one_kind_is_not_enough(self) -> None:
        self.publish("crisis")

        self.assertEqual(checks.help_lines_are_verified(), [checks.NO_HELP_LINES])

    def test_both_kinds_verified_are_enough(self) -> None:
        self.publish("crisis")
        self.publish("abuse", days_ago=180)

        self.assertEqual(checks.help_lines_are_verified(), [])

    def test_a_line_checked_too_long_ago_does_not_count(self) -> None:
        self.publish("crisis")
        self.publish("abuse", days_ago=181)

        self.assertEqual(checks.help_lines_are_verified(), [checks.NO_HELP_LINES])


class LeaveAddressTests(SimpleTestCase):
    def test_only_a_whole_https_address_will_do(self) -> None:
        for url, wrong in {
            "https://www.wikipedia.org/": [],
            "http://www.wikipedia.org/": [checks.LEAVE_URL_IS_NOT_HTTPS],
            "https://": [checks.LEAVE_URL_IS_NOT_HTTPS],
            "//wikipedia.org": [checks.LEAVE_URL_IS_NOT_HTTPS],
            "javascript:alert(1)": [checks.LEAVE_URL_IS_NOT_HTTPS],
        }.items():
            with self.subTest(url), override_settings(LEAVE_URL=url):
                self.assertEqual(checks.leave_address_is_https(), wrong)
