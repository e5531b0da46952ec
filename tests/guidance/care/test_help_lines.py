from datetime import date, timedelta

from django.urls import reverse

from guidance import care, loading
from guidance.models import HelpLine
from tests.base import TestCase, make_editor

TODAY = date(2026, 11, 22)
LINES = reverse("admin:guidance_helpline_changelist")


class HelpLineCareTests(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        loading.load()

    def check(self, days: int, *slugs: str, publish: bool = True) -> None:
        """Have these lines, or all, checked that many days ago, and published."""
        found = HelpLine.objects.filter(slug__in=slugs) if slugs else HelpLine.objects.all()
        found.verify(TODAY - timedelta(days=days), by="Edith")
        if publish:
            found.publish()

    def items(self) -> list[tuple[str, str, str]]:
        return [(one.level, one.sentence, one.url) for one in care.items(TODAY)]

    def said(self) -> list[str]:
        return [sentence for _, sentence, _ in self.items()]

    def keep(self, *slugs: str) -> None:
        """Leave only these lines on offer."""
        for line in HelpLine.objects.exclude(slug__in=slugs):
            line.retire()

    def test_as_shipped_nobody_has_checked_a_line(self) -> None:
        [crisis, abuse, unchecked] = self.items()

        self.assertEqual(
            crisis,
            (
                "error",
                "The help page has no line at all under “In a crisis”.",
                f"{LINES}?category=crisis",
            ),
        )
        self.assertEqual(
            abuse,
            (
                "error",
                "The help page has no line at all under “When someone hurts or controls you”.",
                f"{LINES}?category=abuse",
            ),
        )
        self.assertEqual(unchecked[0], "warning")
        self.assertRegex(
            unchecked[1],
            r" and 9 more have not been checked by anyone yet, so readers do not see them\.$",
        )

    def test_countries_without_a_line_for_a_crisis_or_abuse_are_named(self) -> None:
        self.check(0)

        self.assertEqual(
            self.items(),
            [
                (
                    "warning",
                    "The help page has no line under “In a crisis” for New Zealand.",
                    f"{LINES}?category=crisis",
                ),
                (
                    "warning",
                    "The help page has no line under “When someone hurts or controls you” for"
                    " Canada and New Zealand.",
                    f"{LINES}?category=abuse",
                ),
            ],
        )

    def test_a_line_is_named_from_its_90th_day_on_and_has_left_on_its_181st(self) -> None:
        self.keep("us-988", "us-domestic-violence-hotline")
        self.check(0)
        line = HelpLine.objects.get(slug="us-988")
        soon = (
            "“988 Suicide & Crisis Lifeline (United States)” has not been checked for 90 days or"
            " more. Without a check readers see it until {}."
        )
        for days, expected in (
            (89, []),
            (90, [("warning", soon.format("20 February 2027"))]),
            (180, [("warning", soon.format("22 November 2026"))]),
            (
                181,
                [
                    ("error", "The help page has no line at all under “In a crisis”."),
                    (
                        "error",
                        "“988 Suicide & Crisis Lifeline (United States)” has left the help page:"
                        " nobody has checked it for more than 180 days.",
                    ),
                ],
            ),
        ):
            with self.subTest(days=days):
                self.check(days, "us-988")
                found = self.items()
                self.assertEqual([one[:2] for one in found], expected)
                if found:
                    url = reverse("admin:guidance_helpline_change", args=[line.pk])
                    self.assertEqual(found[-1][2], url)

    def test_several_lines_are_one_sentence_and_one_list(self) -> None:
        self.keep("us-988", "us-domestic-violence-hotline", "us-a-call-for-change")
        self.check(100, "us-988")
        self.check(120, "us-domestic-violence-hotline", "us-a-call-for-change")

        self.assertEqual(
            self.items(),
            [
                (
                    "warning",
                    "“National Domestic Violence Hotline (United States)”, “A Call for Change"
                    " (United States)” and “988 Suicide & Crisis Lifeline (United States)” have"
                    " not been checked for 90 days or more. Without a check the first is shown"
                    " until 21 January 2027.",
                    f"{LINES}?slug__in=us-domestic-violence-hotline%2Cus-a-call-for-change"
                    "%2Cus-988",
                )
            ],
        )

    def test_each_item_leads_to_the_rows_it_names(self) -> None:
        self.client.force_login(make_editor())
        self.check(100, "us-988", "gb-samaritans")
        self.check(200, "ca-988", "au-lifeline", "au-1800respect")

        counts = [self.client.get(one.url).context["cl"].result_count for one in care.items(TODAY)]

        # No abuse line anywhere, three gone, two to check soon, seven that nobody checked,
        # and crisis lines for the other countries.
        self.assertEqual(sorted(counts), [2, 3, 4, 4, 7])

    def test_a_checked_draft_can_be_published(self) -> None:
        self.keep("us-988", "us-domestic-violence-hotline", "us-a-call-for-change")
        self.check(0, "us-988", "us-domestic-violence-hotline")
        self.check(0, "us-a-call-for-change", publish=False)

        self.assertEqual(
            self.said(),
            ["“A Call for Change (United States)” has been checked and can be published."],
        )

    def test_a_retired_line_needs_no_care(self) -> None:
        self.keep("us-988", "us-domestic-violence-hotline")
        self.check(400)
        self.check(0, "us-988", "us-domestic-violence-hotline")

        self.assertEqual(self.items(), [])
