import html
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import time_machine

from guidance import loading, rows, versions
from guidance.models import Feeling, Prompt, Version
from guidance.weight_table import WeightTable
from tests.base import TestCase, make_editor, make_user

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
SLUG = "notice-one-moment"
ROSA = "rosa@example.org"
HOSTILE = "<script>alert(1)</script>{{ 7 }}"


def text(page: str) -> str:
    """Return what a reader sees of it, in one line."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page)).split())


class HistoryTestCase(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        loading.load()

    def setUp(self) -> None:
        self.row = Prompt.objects.get(slug=SLUG)
        self.was = self.row.question
        self.edith = make_editor()
        self.client.force_login(self.edith)
        self.url = f"/admin/guidance/prompt/{self.row.pk}/history/"

    def publish(self, based_on: int, by: str = "edith@example.org", **fields: Any) -> Version:
        return versions.publish(self.row, fields, by=by, based_on=based_on)

    def read(self, address: str, status: int = 200) -> str:
        answer = self.client.get(address)
        self.assertEqual(answer.status_code, status)
        return answer.content.decode()

    def items(self, address: str) -> list[str]:
        """Return the versions in the list, each as text."""
        found = re.search(r'<ol class="past.*?</ol>', self.read(address), re.DOTALL)
        assert found
        return [text(one) for one in re.findall(r"<li>.*?</li>", found[0], re.DOTALL)]

    def changed(self, address: str) -> list[tuple[str, str]]:
        """Return what is struck out and what is underlined, in order."""
        return [
            (kind, re.sub(r"<span.*?</span>", "", words))
            for kind, words in re.findall(r"<(ins|del)>(.*?)</\1>", self.read(address), re.DOTALL)
        ]


class ListTests(HistoryTestCase):
    def test_it_says_what_was_done_by_whom_and_when_newest_first(self) -> None:
        with time_machine.travel(NOON, tick=False):
            Prompt.objects.get(slug=SLUG).save()
            self.publish(0, question="What did you see?", title="One thing")
            self.publish(2, by=ROSA, minutes=3)
            versions.keep_draft(self.row, {"title": "Later"}, by="", based_on=3)

        self.assertEqual(
            self.items(self.url),
            [
                "Version 4 · Kept as a draft somebody at the shell, 22 November 2026, 12:00"
                " Changed: title Draft",
                "Version 3 · Published rosa@example.org, 22 November 2026, 12:00"
                " Changed: minutes Readers see this",
                "Version 2 · Published edith@example.org, 22 November 2026, 12:00"
                " Changed: title and question",
                "Version 1 · Loaded 22 November 2026, 12:00",
            ],
        )

    def test_a_row_nobody_changed_says_so(self) -> None:
        self.assertIn("Nobody has changed it here yet.", self.read(self.url))

    def test_the_moments_are_the_editors(self) -> None:
        self.edith.time_zone = "Asia/Tokyo"
        self.edith.save()
        with time_machine.travel(NOON + timedelta(hours=4), tick=False):
            self.publish(0, question="What did you see?")

        self.assertIn("23 November 2026, 01:00", self.items(self.url)[0])

    def test_a_draft_between_is_no_change_of_what_readers_saw(self) -> None:
        with time_machine.travel(NOON, tick=False):
            self.row.save()
            versions.keep_draft(self.row, {"title": "Later"}, by=ROSA, based_on=0)
            with versions.acting([self.row], by=ROSA, said="retired"):
                self.row.retire()

        found = [re.sub(r", \d.*?:\d\d", "", one) for one in self.items(self.url)]
        self.assertEqual(
            found,
            [
                "Version 3 · Retired rosa@example.org Changed: on offer Readers see this",
                "Version 2 · Kept as a draft rosa@example.org Changed: title Draft",
                "Version 1 · Loaded 22 November 2026",
            ],
        )

    def test_a_long_one_comes_in_screens(self) -> None:
        self.publish(0, minutes=1)
        Version.objects.bulk_create(
            Version(
                noun="prompt",
                slug=SLUG,
                number=number,
                form={"minutes": number},
                said="published",
                made_at=NOON,
                published_at=NOON,
            )
            for number in range(3, 61)
        )

        first, second = self.items(self.url), self.items(f"{self.url}?page=2")

        self.assertEqual((len(first), len(second)), (50, 10))
        self.assertEqual((first[-1][:10], second[0][:10]), ("Version 11", "Version 10"))
        self.assertIn("Changed: minutes", first[-1])


class VersionTests(HistoryTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.publish(0, question="What did you see?", signs=["listened"])
        self.publish(2, question="What did you hear?")

    def test_it_is_shown_word_by_word_beside_what_readers_see_now(self) -> None:
        self.assertEqual(self.changed(f"{self.url}2/"), [("del", "hear?"), ("ins", "see?")])

    def test_and_beside_what_readers_saw_before(self) -> None:
        self.assertEqual(
            self.changed(f"{self.url}3/?beside=before"), [("del", "see?"), ("ins", "hear?")]
        )

    def test_a_screen_reader_is_told_what_went_and_what_came(self) -> None:
        shown = self.read(f"{self.url}2/")

        self.assertIn('<del><span class="visually-hidden"> now: </span>hear?</del>', shown)
        self.assertIn(
            '<ins><span class="visually-hidden"> in this version: </span>see?</ins>', shown
        )

    def test_other_rows_and_choices_are_named_as_editors_know_them(self) -> None:
        shown = text(self.read(f"{self.url}2/"))

        self.assertIn("Signs Really listening", shown)
        self.assertIn("Phase Notice: what happened", shown)
        self.assertIn("On offer yes", shown)

    def test_what_readers_see_now_offers_no_way_back_to_itself(self) -> None:
        self.assertNotIn("Go back to this version", self.read(f"{self.url}3/"))
        self.assertIn("It reads as what readers see now.", self.read(f"{self.url}3/"))

    def test_what_waits_leads_to_where_it_is_published(self) -> None:
        versions.keep_draft(self.row, {"title": "Later"}, by=ROSA, based_on=3)

        shown = self.read(f"{self.url}4/")

        self.assertNotIn("Go back to this version", shown)
        self.assertIn(f'<a href="/admin/guidance/prompt/{self.row.pk}/change/">Open it</a>', shown)

    def test_a_version_can_be_seen_as_writers_would(self) -> None:
        shown = self.read(f"{self.url}2/")

        [address] = re.findall(r'href="([^"]*)">See this version as writers would', shown)
        self.assertIn("What did you see?", self.read(html.unescape(address)))

    def test_hostile_words_are_text(self) -> None:
        self.publish(3, question=HOSTILE, title="<b>One</b>")

        for address in (self.url, f"{self.url}3/", f"{self.url}4/?beside=before"):
            with self.subTest(address=address):
                shown = self.read(address)
                self.assertNotIn("<script>alert", shown)
                self.assertNotIn("<b>One", shown)
                self.assertIn("&lt;b&gt;One", shown)

    def test_a_number_or_a_row_that_is_not_there_is_not_found(self) -> None:
        for address in (f"{self.url}9/", "/admin/guidance/prompt/0/history/"):
            with self.subTest(address=address):
                self.assertEqual(self.client.get(address).status_code, 404)


class GoingBackTests(HistoryTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.publish(0, question="What did you see?")

    def go_back(self, number: int, based_on: object) -> Any:
        return self.client.post(f"{self.url}{number}/", {"based_on": based_on})

    def now(self) -> str:
        return Prompt.objects.get(slug=SLUG).question

    def test_readers_see_the_former_text_again(self) -> None:
        answer = self.go_back(1, 2)

        self.assertRedirects(answer, self.url, fetch_redirect_response=False)
        self.assertEqual(self.now(), self.was)
        self.assertIn(
            "Readers see it as in version 1 again. It is version 3 now.", self.read(self.url)
        )
        newest = versions.newest("prompt", SLUG)
        assert newest
        self.assertEqual((newest.said, newest.made_by), ("gone back to 1", "edith@example.org"))

    def test_whoever_has_not_seen_the_newest_is_told_and_may_press_again(self) -> None:
        self.publish(2, by=ROSA, question="What did you hear?")

        answer = self.go_back(1, 2)

        self.assertEqual((answer.status_code, self.now()), (409, "What did you hear?"))
        shown = answer.content.decode()
        self.assertIn("rosa@example.org saved version 3 meanwhile", shown)
        self.assertIn('name="based_on" value="3"', shown)
        self.assertRedirects(self.go_back(1, 3), self.url)
        self.assertEqual(self.now(), self.was)

    def test_what_fits_no_longer_is_said(self) -> None:
        Version.objects.filter(number=1).update(form=rows.form_of(self.row) | {"signs": ["gone"]})

        answer = self.go_back(1, 2)

        self.assertEqual((answer.status_code, self.now()), (409, "What did you see?"))
        self.assertIn("Nothing was changed. A text names “gone”", answer.content.decode())

    def test_what_would_leave_the_guidance_short_is_refused(self) -> None:
        short = Prompt.objects.filter(strategy__slug="take-it-slow", depth="2-minute")
        row = short[0]
        with versions.acting([row], by=ROSA, said="retired"):
            row.retire()
        with versions.acting([row], by=ROSA, said="brought back"):
            row.bring_back()
        short.exclude(pk=row.pk).retire()

        answer = self.client.post(f"/admin/guidance/prompt/{row.pk}/history/2/", {"based_on": 3})

        self.assertContains(answer, "without a two-minute question", status_code=409)
        self.assertEqual(Prompt.objects.get(pk=row.pk).retired_at, None)

    def test_a_number_that_is_none_changes_nothing(self) -> None:
        for sent in ("", "x", "²", "-1", "9" * 5000):
            with self.subTest(sent=sent):
                self.assertEqual(self.go_back(1, sent).status_code, 409)
        self.assertEqual(self.now(), "What did you see?")

    def test_only_who_may_change_goes_back(self) -> None:
        self.edith.groups.clear()
        for right in ("", "view_prompt"):
            if right:
                self.allow(right)
            with self.subTest(right=right):
                self.assertEqual(self.go_back(1, 2).status_code, 403)
                self.assertEqual(
                    self.client.get(f"{self.url}1/").status_code, 200 if right else 403
                )
        self.assertEqual(self.now(), "What did you see?")
        self.assertNotIn("Go back to this version", self.read(f"{self.url}1/"))

    def allow(self, right: str) -> None:
        from django.contrib.auth.models import Permission

        self.edith.user_permissions.add(Permission.objects.get(codename=right))

    def test_a_writer_sees_no_history(self) -> None:
        self.client.force_login(make_user("ada"))

        for address in (self.url, f"{self.url}1/", "/admin/weights/history/"):
            with self.subTest(address=address):
                self.assertEqual(self.client.get(address).status_code, 302)

    def test_an_old_page_of_a_draft_goes_back_unpublished(self) -> None:
        row = Feeling()
        versions.keep_draft(row, {"slug": "shy", "name": "shy"}, by=ROSA, based_on=0)
        versions.keep_draft(row, {"name": "timid"}, by=ROSA, based_on=1)
        url = f"/admin/guidance/feeling/{row.pk}/history/"

        self.assertIn("Beside the draft as it is now", self.read(f"{url}1/"))
        self.client.post(f"{url}1/", {"based_on": 2})

        row.refresh_from_db()
        self.assertEqual((row.name, row.published_at), ("shy", None))


class WeightsTests(HistoryTestCase):
    CELL = "distance me take-it-slow"
    url_of_all = "/admin/weights/history/"

    def test_cells_are_named_and_one_can_go_back(self) -> None:
        versions.publish(
            WeightTable(),
            {self.CELL: 1, "trust-hard me take-it-slow": 0, "reason distance": "Because."},
            by=ROSA,
            based_on=0,
        )

        shown = text(self.read(f"{self.url_of_all}2/?beside=before"))
        self.assertIn("More distance (it was me): Take it slow before: 3 in this version: 1", shown)
        self.assertIn("More distance: the reason", shown)
        self.assertEqual(len(self.items(self.url_of_all)), 2)

        self.client.post(f"{self.url_of_all}1/", {"based_on": 2})
        self.assertEqual(WeightTable().form()[self.CELL], 3)

    def test_it_needs_the_right_to_see_weights(self) -> None:
        self.edith.groups.clear()

        self.assertEqual(self.client.get(self.url_of_all).status_code, 403)
