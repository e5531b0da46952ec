"""The front page: what needs care, what waits, what changed, the shelves, and any word."""

from datetime import UTC, datetime

import time_machine
from django.urls import reverse

from guidance.models import Feeling, HelpLine, Prompt
from tests.base import make_superuser
from tests.guidance.admin.desk_case import DeskTestCase

FRONT = "/admin/"


class FrontTests(DeskTestCase):
    def test_the_shelves_stand_in_product_order_with_what_is_on_them(self) -> None:
        Prompt.objects.all()[0].retire()
        self.change(Prompt.objects.all()[1], "_draft", title="Drafted")

        shelves = self.client.get(FRONT).context["shelves"]

        self.assertEqual(
            [one["name"] for one in shelves],
            [
                "Signs",
                "Fears",
                "Behaviours",
                "Strategies",
                "Actions",
                "Prompts",
                "Feelings",
                "Leanings",
                "Help lines",
            ],
        )
        self.assertEqual(
            [
                (one["offered"], one["drafts"], one["retired"])
                for one in shelves
                if one["name"] in ("Prompts", "Help lines")
            ],
            [(99, 1, 1), (0, 12, 0)],
        )

    def test_what_needs_care_comes_first(self) -> None:
        page = self.client.get(FRONT)

        self.assertContains(page, "/admin/guidance/helpline/?category=crisis")
        body = page.content.decode()
        places = [body.index(f'id="{name}"') for name in ("care", "waiting", "latest", "shelves")]
        self.assertEqual(places, sorted(places))

    def test_each_thing_that_needs_care_leads_somewhere(self) -> None:
        Prompt.objects.update(hints="")
        HelpLine.objects.filter(country="GB").update(last_verified_on="2001-01-01", verified_by="E")

        care = self.client.get(FRONT).context["care"]

        self.assertGreater(len(care), 3)
        for item in care:
            with self.subTest(url=item.url):
                self.assertEqual(self.client.get(item.url).status_code, 200)

    def test_what_waits_is_told_with_its_day_the_nearest_first(self) -> None:
        later, sooner, draft = Prompt.objects.all()[:3]
        self.change(draft, "_draft", title="Drafted")
        self.change(later, "_publish_on", title="Later", publish_day="2999-12-03")
        self.change(sooner, "_publish_on", title="Sooner", publish_day="2999-12-02")

        waiting = self.client.get(FRONT).context["waiting"]

        told = [(one.name, one.day, one.url) for one in waiting]
        self.assertEqual(
            told,
            [
                ("Sooner", "2 Dec 2999", self.page(sooner)),
                ("Later", "3 Dec 2999", self.page(later)),
                ("Drafted", "", self.page(draft)),
            ],
        )

    def test_the_latest_changes_say_who_and_when(self) -> None:
        feeling = Feeling.objects.get(slug="calm")
        with time_machine.travel(datetime(2026, 11, 22, 9, 5, tzinfo=UTC), tick=False):
            self.client.force_login(self.edith)
            self.change(feeling, name="at ease")
            page = self.client.get(FRONT)

        self.assertEqual(
            [(one.name, one.said, one.version.made_by) for one in page.context["latest"]],
            [("at ease", "published", "edith@example.org")],
        )
        self.assertContains(page, "22 Nov, 09:05")

    def test_any_word_finds_rows_on_every_shelf(self) -> None:
        Feeling.objects.filter(slug="calm").update(name="zebra-like")
        Prompt.objects.filter(slug="talk-door-open").update(hints="Think of a Zebra.")

        found = self.client.get(FRONT, {"q": "zebra"}).context["found"]

        self.assertEqual(
            [(one.shelf, [line.url for line in one.lines]) for one in found],
            [
                ("Prompts", [self.page(Prompt.objects.get(slug="talk-door-open"))]),
                ("Feelings", [self.page(Feeling.objects.get(slug="calm"))]),
            ],
        )
        self.assertContains(self.client.get(FRONT, {"q": "<b>no"}), "Nothing has “&lt;b&gt;no”")

    def test_a_superuser_finds_the_accounts_there(self) -> None:
        self.client.force_login(make_superuser())

        self.assertContains(self.client.get(FRONT), reverse("admin:accounts_user_changelist"))

    def test_someone_at_the_desk_without_rights_sees_no_guidance(self) -> None:
        self.edith.groups.clear()

        page = self.client.get(FRONT, {"q": "a"})

        self.assertEqual(page.status_code, 200)
        self.assertNotContains(page, "help line “")
        self.assertNotContains(page, "Shelves</h2>")

    def test_it_costs_as_many_queries_however_much_waits(self) -> None:
        self.change(Prompt.objects.all()[0], "_draft", title="Drafted")
        self.client.get(FRONT)
        with self.assertNumQueries(23):
            self.client.get(FRONT)
        for row in Prompt.objects.all()[1:4]:
            self.change(row, "_draft", title="Drafted")
        with self.assertNumQueries(23):
            self.client.get(FRONT)
