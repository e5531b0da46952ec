from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from guidance import loading, shelf
from guidance.models import HelpLine, Prompt, Sign, Strategy
from tests.base import TestCase, make_user


class GuideTests(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        loading.load()

    def test_a_visitor_reads_it(self) -> None:
        response = self.client.get(reverse("guide"))

        self.assertEqual(response.status_code, 200)
        self.assertContains(response, "<title>Guide · Ajar</title>", html=True)
        for page in shelf.current().by_code.values():
            with self.subTest(page=page.slug):
                self.assertContains(response, f'<a href="/guide/{page.code}/">{page.name}</a>')

    def test_a_writer_reads_it(self) -> None:
        self.sign_in()

        self.assertEqual(self.client.get(reverse("guide")).status_code, 200)

    def test_a_visitor_costs_one_query(self) -> None:
        self.client.get(reverse("guide"))

        with self.assertNumQueries(1):
            self.client.get(reverse("guide"))

    def test_each_strategy_says_how_many_questions_it_has(self) -> None:
        Prompt.objects.filter(strategy__slug="talk-about-it").exclude(
            slug="talk-one-true-line"
        ).retire()

        response = self.client.get(reverse("guide"))

        self.assertContains(response, '<p class="small muted">1 question</p>', 1, html=True)

    def test_what_is_retired_is_not_listed(self) -> None:
        sign = Sign.objects.get(slug="distance")
        sign.retire()

        self.assertNotContains(self.client.get(reverse("guide")), f"/guide/{sign.code}/")

    def test_an_empty_guide_says_so(self) -> None:
        Strategy.objects.all().retire()

        self.assertContains(self.client.get(reverse("guide")), "Nothing is here yet.")

    def test_it_is_only_for_reading(self) -> None:
        self.assertEqual(self.client.post(reverse("guide")).status_code, 405)


class GuidePageTests(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        loading.load()

    def test_a_visitor_reads_every_page_and_no_title_tells_what_it_is(self) -> None:
        for page in shelf.current().by_code.values():
            with self.subTest(page=page.slug):
                response = self.client.get(f"/guide/{page.code}/")
                self.assertEqual(response.status_code, 200)
                self.assertContains(response, f"<h1>{page.name}</h1>", html=True)
                self.assertContains(response, "<title>Guide · Ajar</title>", html=True)

    def test_a_strategy_shows_its_actions_and_questions_with_hints(self) -> None:
        strategy = shelf.current().strategies["talk-about-it"]

        response = self.client.get(f"/guide/{strategy.code}/")

        for action in strategy.actions:
            self.assertContains(response, f"<dt>{action.name}</dt>", html=True)
        self.assertContains(response, "<details", 16)
        self.assertContains(response, "Write one warm message that asks for nothing back.", 1)

    def test_a_retired_question_is_not_shown(self) -> None:
        Prompt.objects.filter(slug="talk-door-open").retire()
        strategy = shelf.current().strategies["talk-about-it"]

        response = self.client.get(f"/guide/{strategy.code}/")

        self.assertNotContains(response, "Write one warm message that asks for nothing back.")

    def test_a_sign_shows_both_sentences(self) -> None:
        sign = shelf.current().signs["short-replies"]

        response = self.client.get(f"/guide/{sign.code}/")

        self.assertContains(response, "I was short with them", 1)
        self.assertContains(response, "They were short with me", 1)

    def test_a_fear_shows_its_roots_and_behaviours(self) -> None:
        fear = shelf.current().fears["trust-hard"]

        response = self.client.get(f"/guide/{fear.code}/")

        self.assertContains(response, "<li>Promises broken</li>", html=True)
        self.assertContains(response, "<dt>Jealous thoughts</dt>", html=True)
        self.assertContains(response, "there are people you can talk to")

    def test_what_is_retired_still_opens_and_says_so(self) -> None:
        sign = Sign.objects.get(slug="distance")
        sign.retire()

        response = self.client.get(f"/guide/{sign.code}/")

        self.assertContains(response, "We no longer offer this one.")

    def test_an_unknown_code_is_not_found(self) -> None:
        for code in ("zzzz", "distance"):
            with self.subTest(code=code):
                self.assertEqual(self.client.get(f"/guide/{code}/").status_code, 404)

    def test_an_editors_change_is_read_at_once(self) -> None:
        sign = Sign.objects.get(slug="distance")
        self.client.get(sign.get_absolute_url())
        sign.name = "Further apart"
        sign.save()

        response = self.client.get(sign.get_absolute_url())

        self.assertContains(response, "<h1>Further apart</h1>", html=True)


class HelpTests(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        loading.load()

    def check(self, *slugs: str, days: int = 0) -> None:
        lines = HelpLine.objects.filter(slug__in=slugs)
        lines.verify(timezone.localdate() - timedelta(days=days), by="Edith")
        lines.publish()

    def test_a_visitor_finds_emergency_numbers_and_the_directory_and_nothing_unchecked(
        self,
    ) -> None:
        response = self.client.get(reverse("help"))

        for number in ("112", "911", "999", "000", "111"):
            self.assertContains(
                response, f'<a class="dial" href="tel:{number}">{number}</a>', html=True
            )
        self.assertContains(
            response,
            '<a href="https://findahelpline.com/" rel="noreferrer noopener">Find A Helpline</a>',
            html=True,
        )
        self.assertContains(response, "none is checked at the moment")
        self.assertNotContains(response, "Samaritans")

    def test_a_writer_finds_it_too(self) -> None:
        self.sign_in()

        self.assertEqual(self.client.get(reverse("help")).status_code, 200)

    def test_a_checked_line_is_shown_with_its_day(self) -> None:
        self.check("us-domestic-violence-hotline")
        today = timezone.localdate()

        response = self.client.get(reverse("help"))

        self.assertContains(
            response, '<a class="dial" href="tel:+18007997233">1-800-799-7233</a>', html=True
        )
        self.assertContains(
            response, '<a class="dial" href="sms:88788?body=START">88788</a>', html=True
        )
        self.assertContains(response, f"Checked on {today.day} {today:%B %Y}")
        self.assertContains(response, '<h3 id="us">United States</h3>', html=True)
        self.assertNotContains(response, "none is checked at the moment")

    def test_a_line_is_shown_at_180_days_and_not_at_181(self) -> None:
        for days, shown in ((180, 1), (181, 0)):
            with self.subTest(days=days):
                self.check("gb-samaritans", days=days)
                self.assertContains(
                    self.client.get(reverse("help")), "<h4>Samaritans</h4>", shown, html=True
                )

    def test_countries_come_by_name_and_are_one_tap_away(self) -> None:
        self.check("us-988", "gb-samaritans", "au-lifeline")

        response = self.client.get(reverse("help"))

        self.assertEqual(
            [name for _, name, _ in response.context["countries"]],
            ["Australia", "United Kingdom", "United States"],
        )
        self.assertContains(response, '<a href="#gb">United Kingdom</a>', html=True)

    def test_a_writers_own_country_comes_first_by_their_time_zone_alone(self) -> None:
        self.check("us-988", "gb-samaritans", "au-lifeline")
        for zone, names in (
            ("America/New_York", ["United States", "Australia", "United Kingdom"]),
            ("Europe/London", ["United Kingdom", "Australia", "United States"]),
            ("Asia/Tokyo", ["Australia", "United Kingdom", "United States"]),
            ("UTC", ["Australia", "United Kingdom", "United States"]),
        ):
            with self.subTest(zone=zone):
                self.client.force_login(make_user(zone.replace("/", "."), time_zone=zone))
                response = self.client.get(reverse("help"))
                self.assertEqual([name for _, name, _ in response.context["countries"]], names)

    def test_a_visitor_costs_one_query_with_1_and_with_3_lines(self) -> None:
        for slugs in (["us-988"], ["us-988", "gb-samaritans", "ca-988"]):
            self.check(*slugs)
            with self.subTest(lines=len(slugs)), self.assertNumQueries(1):
                self.client.get(reverse("help"))
