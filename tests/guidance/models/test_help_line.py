from datetime import UTC, date, datetime, timedelta

from guidance import loading
from guidance.models import HelpLine
from tests.base import TestCase

TODAY = date(2026, 11, 22)


class HelpLineTests(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        loading.load()

    def line(self, slug: str = "gb-samaritans") -> "HelpLine":
        return HelpLine.objects.get(slug=slug)

    def shown(self) -> list[str]:
        return [line.slug for line in HelpLine.objects.shown_on(TODAY)]

    def test_nothing_is_shown_as_shipped(self) -> None:
        self.assertEqual(HelpLine.objects.count(), 12)
        self.assertEqual(self.shown(), [])

    def test_a_checked_and_published_line_is_shown_for_180_days(self) -> None:
        for days, shown in ((0, True), (180, True), (181, False)):
            with self.subTest(days=days):
                HelpLine.objects.filter(slug="gb-samaritans").update(
                    published_at=datetime(2026, 1, 1, tzinfo=UTC),
                    last_verified_on=TODAY - timedelta(days=days),
                    verified_by="Edith",
                )
                self.assertEqual(self.shown(), ["gb-samaritans"] if shown else [])

    def test_a_checked_draft_is_not_shown(self) -> None:
        HelpLine.objects.all().verify(TODAY, by="Edith")

        self.assertEqual(self.shown(), [])

    def test_a_retired_line_is_not_shown(self) -> None:
        HelpLine.objects.all().verify(TODAY, by="Edith")
        HelpLine.objects.all().publish()
        self.line().retire()

        self.assertEqual(len(self.shown()), 11)
        self.assertNotIn("gb-samaritans", self.shown())

    def test_only_what_somebody_checked_is_published(self) -> None:
        HelpLine.objects.filter(slug="gb-samaritans").verify(TODAY, by="Edith")
        HelpLine.objects.filter(slug="ca-988").verify(TODAY, by="")

        count = HelpLine.objects.all().publish()

        self.assertEqual((count, self.shown()), (1, ["gb-samaritans"]))

    def test_back_to_draft_hides_it(self) -> None:
        HelpLine.objects.all().verify(TODAY, by="Edith")
        HelpLine.objects.all().publish()

        count = HelpLine.objects.filter(slug="gb-samaritans").unpublish()

        self.assertEqual(count, 1)
        self.assertEqual(len(self.shown()), 11)

    def test_the_text_link_brings_its_word(self) -> None:
        self.assertEqual(
            self.line("us-domestic-violence-hotline").text_link, "sms:88788?body=START"
        )
        self.assertEqual(self.line("ca-988").text_link, "sms:988")

    def test_only_a_page_of_the_web_is_linked(self) -> None:
        for address, link in {
            "https://a.example/": "https://a.example/",
            "http://a.example/": "http://a.example/",
            "ftp://a.example/": "",
            "javascript:alert(1)//https://": "",
            "data:text/html,x": "",
            "//a.example/": "",
            "": "",
        }.items():
            with self.subTest(address):
                self.assertEqual(HelpLine(web_url=address).web_link, link)
