from datetime import UTC, date, datetime, timedelta
from typing import Any

import time_machine
from django.urls import reverse

from guidance import loading, versions
from guidance.models import HelpLine
from tests.base import TestCase, make_editor, make_superuser
from tests.guidance.admin.test_checked_form import CheckedTestCase

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TODAY = NOW.date()
LIST = reverse("admin:guidance_helpline_changelist")
ALONE = "You checked this line yourself, and a wrong number can do harm."


def checked_by(name: str, days: int = 0, *slugs: str, publish: bool = True) -> None:
    """Have lines checked that many days ago, and published."""
    found = HelpLine.objects.filter(slug__in=slugs or ["us-988"])
    found.verify(TODAY - timedelta(days=days), by=f"{name}@example.org")
    if publish:
        found.publish()


@time_machine.travel(NOW, tick=False)
class LineTestCase(CheckedTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.line = HelpLine.objects.get(slug="us-988")

    def stored(self) -> HelpLine:
        return HelpLine.objects.get(pk=self.line.pk)

    def check(self) -> tuple[date | None, str]:
        line = self.stored()
        return line.last_verified_on, line.verified_by


class CheckScreenTests(LineTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.url = reverse("admin:guidance_helpline_check", args=[self.line.pk])

    def send_check(self, **changes: Any) -> Any:
        form = self.sent_check(self.client.get(self.url))
        return self.client.post(self.url, form | changes, follow=True)

    def sent_check(self, response: Any) -> dict[str, Any]:
        return {one.html_name: str(one.value()) for one in response.context["form"]}

    def test_it_shows_all_there_is_to_compare_and_where(self) -> None:
        opened = self.client.get(self.url)

        self.assertEqual(
            [(str(name), text) for name, text in opened.context["said"]],
            [
                ("phone number", "988"),
                ("phone number to dial", "988"),
                ("number for text messages", "988"),
                ("word to text", ""),
                ("web address", "https://988lifeline.org/"),
                ("hours", ""),
                ("notes", "Call, or send a text message."),
            ],
        )
        self.assertContains(opened, "Nobody has checked this line yet.")
        self.assertContains(
            opened,
            '<a href="https://988lifeline.org/" target="_blank" rel="noopener noreferrer">'
            "https://988lifeline.org/</a>",
            html=True,
        )

    def test_source_date_and_who_are_noted_and_stand_in_the_history(self) -> None:
        response = self.send_check(source_url="https://988lifeline.org/about/")

        self.assertRedirects(response, LIST)
        self.assertContains(response, "Checked. Now a second person can look at")
        line = self.stored()
        self.assertEqual(
            (line.source_url, line.last_verified_on, line.verified_by, line.published_at),
            ("https://988lifeline.org/about/", TODAY, "edith@example.org", None),
        )
        newest = versions.newest("helpline", line.slug)
        assert newest is not None
        self.assertEqual((newest.said, newest.made_by), ("checked", "edith@example.org"))

    def test_of_a_published_line_it_says_until_when_it_is_shown(self) -> None:
        checked_by("rosa", 100)

        response = self.send_check(checked_on="2026-11-20")

        self.assertContains(response, "until 19 May 2027.")
        self.assertEqual(self.check(), (date(2026, 11, 20), "edith@example.org"))

    def test_what_is_missing_or_cannot_be_is_refused_and_keeps_what_was_typed(self) -> None:
        checked_by("rosa", 10)
        for changes, field, sentence in (
            ({"source_url": ""}, "source_url", "Give the address of the page where you compared"),
            ({"source_url": "ftp://x.org/"}, "source_url", "beginning with https://."),
            ({"source_url": "javascript:alert(1)"}, "source_url", "Enter a valid URL."),
            ({"checked_on": ""}, "checked_on", "Say on which day you compared it."),
            ({"checked_on": "2026-11-23"}, "checked_on", "That day has not come yet."),
            ({"checked_on": "2026-05-25"}, "checked_on", "That is more than 180 days ago."),
            ({"checked_on": "2026-11-11"}, "checked_on", "Somebody checked it after that day"),
        ):
            with self.subTest(**changes):
                refused = self.send_check(**changes)
                self.assertEqual(list(refused.context["form"].errors), [field])
                self.assertContains(refused, sentence)
                for name, value in changes.items():
                    self.assertEqual(refused.context["form"][name].value(), value)
        self.assertEqual(self.check(), (TODAY - timedelta(days=10), "rosa@example.org"))

    def test_a_number_that_changed_meanwhile_is_not_vouched_for(self) -> None:
        opened = self.sent_check(self.client.get(self.url))
        HelpLine.objects.filter(pk=self.line.pk).update(phone="989", phone_link="989")

        refused = self.client.post(self.url, opened)

        self.assertContains(refused, "Somebody changed this line while you had it open.")
        self.assertContains(refused, "989")
        self.assertEqual(self.check(), (None, ""))

        self.client.post(self.url, self.sent_check(refused))
        self.assertEqual(self.check(), (TODAY, "edith@example.org"))

    def test_only_who_may_change_lines_checks_them(self) -> None:
        self.client.force_login(make_superuser())
        self.assertEqual(self.client.get(self.url).status_code, 200)

        self.edith.groups.clear()
        self.client.force_login(self.edith)
        self.assertEqual(self.client.get(self.url).status_code, 403)
        self.assertEqual(self.client.post(self.url, {"line": "x"}).status_code, 403)

        self.sign_in("ada")
        self.assertEqual(self.client.get(self.url).status_code, 302)
        self.assertEqual(self.check(), (None, ""))

    def test_a_line_that_is_not_there_is_not_found(self) -> None:
        url = reverse("admin:guidance_helpline_check", args=[10**6])

        self.assertEqual(self.client.get(url).status_code, 404)

    def test_the_row_and_the_list_lead_to_it(self) -> None:
        self.assertContains(self.client.get(self.page(self.line)), f'href="{self.url}"')
        self.assertContains(self.client.get(LIST), "Not checked yet")


class FormTests(LineTestCase):
    def test_a_line_nobody_checked_is_not_published(self) -> None:
        refused = self.send(self.line)

        self.assertEqual(
            self.errors(refused),
            {
                "compared": [
                    "Open the source, compare number, hours and address, and tick this first."
                ]
            },
        )
        self.assertIsNone(self.stored().published_at)

    def test_it_may_be_kept_as_a_draft(self) -> None:
        self.assertEqual(self.send(self.line, "_draft", hours="Day and night").status_code, 302)

        self.assertEqual(self.stored().hours, "Day and night")

    def test_a_tick_is_a_check_of_today_by_whoever_ticked(self) -> None:
        held = self.send(self.line, compared="on")

        # One person checks and publishes: said once, and then it is up to them.
        self.assertContains(held, ALONE)
        self.assertEqual(self.again(self.line, held).status_code, 302)
        self.assertEqual(self.check(), (TODAY, "edith@example.org"))
        self.assertEqual(self.stored().published_at, NOW)
        self.assertContains(self.client.get(reverse("help")), "https://988lifeline.org/")

    def test_a_tick_needs_a_source(self) -> None:
        for button in ("_publish", "_publish_on"):
            with self.subTest(button=button):
                refused = self.send(
                    self.line, button, compared="on", source_url="", publish_day="2026-12-01"
                )
                self.assertEqual(
                    self.errors(refused),
                    {"source_url": ["Give the address of the page where you compared it."]},
                )

    def test_who_checked_it_before_is_told_at_the_button(self) -> None:
        checked_by("edith", 3, publish=False)

        held = self.send(self.line)

        # The page began with the sentence, below what a screen shows.
        self.assertContains(held, ALONE)
        self.assertContains(held, '<li><a href="#id_compared">I opened the source today')
        self.assertIsNone(self.stored().published_at)
        self.assertEqual(self.again(self.line, held).status_code, 302)
        self.assertEqual(self.stored().published_at, NOW)

    def test_a_second_person_publishes_what_another_checked_without_a_word(self) -> None:
        checked_by("rosa", 3, publish=False)

        self.assertEqual(self.send(self.line).status_code, 302)

        self.assertEqual(self.check(), (TODAY - timedelta(days=3), "rosa@example.org"))
        self.assertEqual(self.stored().published_at, NOW)

    def test_a_changed_number_is_published_with_a_check_of_it_only(self) -> None:
        checked_by("rosa", 3)
        for field, value in (
            ("phone_link", "989"),
            ("text_number", "989"),
            ("web_url", "https://example.org/"),
            ("hours", "Mornings"),
        ):
            with self.subTest(field=field):
                refused = self.send(self.line, **{field: value})
                self.assertEqual(
                    self.errors(refused),
                    {
                        "compared": [
                            "You changed how to reach them. Open the source, compare, and tick"
                            " this: readers may dial it on a hard day."
                        ]
                    },
                )
        self.assertEqual(self.stored().phone_link, "988")

        held = self.send(self.line, phone="989", phone_link="989", compared="on")
        self.assertContains(held, ALONE)
        self.assertEqual(self.again(self.line, held).status_code, 302)
        self.assertEqual(self.check(), (TODAY, "edith@example.org"))
        self.assertEqual(self.stored().phone_link, "989")

    def test_a_reworded_note_keeps_the_check_that_there_is(self) -> None:
        checked_by("edith", 3)

        self.assertEqual(self.send(self.line, notes="Call them.").status_code, 302)

        self.assertEqual(self.stored().notes, "Call them.")
        self.assertEqual(self.check(), (TODAY - timedelta(days=3), "edith@example.org"))

    def test_a_draft_of_a_changed_number_asks_for_a_check_when_it_is_published(self) -> None:
        checked_by("rosa", 3)
        self.send(self.line, "_draft", phone="989", phone_link="989")

        refused = self.send(self.line)

        self.assertEqual(list(self.errors(refused)), ["compared"])
        self.client.post(LIST, {"action": "publish", "_selected_action": [self.line.pk]})
        self.assertEqual((self.stored().phone, self.check()[1]), ("988", "rosa@example.org"))

    def test_a_draft_that_was_checked_is_published_by_another_person(self) -> None:
        checked_by("rosa", 3)
        self.send(self.line, "_draft", phone="989", phone_link="989", compared="on")
        self.client.force_login(make_superuser())

        self.client.post(LIST, {"action": "publish", "_selected_action": [self.line.pk]})

        self.assertEqual((self.stored().phone, self.check()), ("989", (TODAY, str(self.edith))))

    def test_a_draft_nobody_published_loses_its_check_with_its_number(self) -> None:
        checked_by("rosa", 3, publish=False)
        self.send(self.line, "_draft", phone="989", phone_link="989")

        self.assertEqual((self.stored().phone, self.check()), ("989", (None, "")))

    def test_a_check_that_is_too_old_does_not_publish(self) -> None:
        for days, refused in ((180, False), (181, True)):
            with self.subTest(days=days):
                checked_by("rosa", days, publish=False)
                HelpLine.objects.filter(pk=self.line.pk).update(published_at=None)
                response = self.send(self.line)
                self.assertEqual(response.status_code == 200, refused)
        self.assertEqual(
            self.errors(response),
            {
                "compared": [
                    "The last check is more than 180 days old. Compare again, and tick this."
                ]
            },
        )

    def test_numbers_that_differ_are_a_warning(self) -> None:
        held = self.send(self.line, phone="98 88", phone_link="988", compared="on")

        self.assertContains(held, "This ends in other digits than the number people read.")

    def test_nobody_types_who_checked_or_when(self) -> None:
        opened = self.client.get(self.page(self.line))

        self.assertNotIn("verified_by", opened.context["form"].fields)
        self.assertNotIn("last_verified_on", opened.context["form"].fields)
        self.send(self.line, "_draft", verified_by="Rosa", last_verified_on="2026-11-01")
        self.assertEqual(self.check(), (None, ""))


class ListTests(LineTestCase):
    def act(self, action: str, *slugs: str) -> Any:
        rows = HelpLine.objects.filter(slug__in=slugs)
        form = {"action": action, "_selected_action": [row.pk for row in rows]}
        return self.client.post(LIST, form, follow=True)

    def shown(self) -> set[str]:
        return {one.slug for one in HelpLine.objects.shown_on(TODAY)}

    def test_what_another_person_checked_is_published(self) -> None:
        checked_by("rosa", 0, "us-988", "gb-samaritans", publish=False)

        response = self.act("publish", "us-988", "gb-samaritans", "ca-988")

        self.assertContains(response, "2 lines published.")
        self.assertContains(response, "Not published: 9-8-8 Suicide Crisis Helpline.")
        self.assertNotContains(response, ALONE)
        self.assertEqual(self.shown(), {"us-988", "gb-samaritans"})
        self.assertEqual(versions.history("helpline", "us-988").get().made_by, str(self.edith))

    def test_who_checked_it_too_is_asked_for_a_second_person(self) -> None:
        checked_by("edith", 0, publish=False)

        response = self.act("publish", "us-988")

        self.assertContains(response, "1 line published.")
        self.assertContains(response, ALONE)

    def test_a_check_that_is_too_old_and_a_retired_line_are_left(self) -> None:
        checked_by("rosa", 181, "us-988", publish=False)
        checked_by("rosa", 0, "gb-samaritans", publish=False)
        HelpLine.objects.filter(slug="gb-samaritans").retire()

        self.act("publish", "us-988", "gb-samaritans")

        self.assertEqual(HelpLine.objects.published().count(), 0)

    def test_the_last_line_for_a_crisis_does_not_go_silently(self) -> None:
        checked_by("rosa", 0, "us-988", "gb-samaritans", "us-domestic-violence-hotline")
        checked_by("rosa", 200, "ca-988")
        gone = "The help page has no line under “In a crisis” any more."

        self.assertNotContains(self.act("retire", "us-988", "ca-988"), gone)
        self.assertContains(self.act("retire", "gb-samaritans"), gone)
        self.assertEqual(self.shown(), {"us-domestic-violence-hotline"})

    def test_nothing_is_checked_or_taken_back_from_the_list(self) -> None:
        checked_by("rosa", 0)
        for action in ("verify", "unpublish", "delete_selected"):
            with self.subTest(action=action):
                self.act(action, "us-988", "ca-988")
                self.assertEqual(self.shown(), {"us-988"})

    def test_the_list_narrows_to_a_country_or_to_the_last_check(self) -> None:
        for slug, days in (("us-988", 89), ("ca-988", 90), ("au-lifeline", 181)):
            checked_by("rosa", days, slug)
        for narrowed, count in (
            ({"country": "GB"}, 4),
            ({"checked": "fresh"}, 1),
            ({"checked": "soon"}, 1),
            ({"checked": "overdue"}, 1),
            ({"checked": "not"}, 9),
            ({"category": "crisis"}, 4),
        ):
            with self.subTest(**narrowed):
                response = self.client.get(LIST, narrowed)
                self.assertEqual(response.context["cl"].result_count, count)

    def test_each_line_says_whether_its_check_holds(self) -> None:
        for days, mark in (
            (89, "Checked on 25 August 2026"),
            (90, "Check again by 20 February 2027"),
            (180, "Check again by 22 November 2026"),
            (181, "Not shown: the last check is too old"),
        ):
            with self.subTest(days=days):
                checked_by("rosa", days)
                lines = {one.pk: one for one in self.client.get(LIST).context["lines"]}
                self.assertEqual(lines[self.line.pk].marks, ("In a crisis", mark))


class LeavingTests(TestCase):
    """An overdue line leaves the help page by itself, when the day ends."""

    @classmethod
    def setUpTestData(cls) -> None:
        loading.load()
        checked_by("edith", 0)

    def test_it_is_gone_at_midnight_after_its_180th_day(self) -> None:
        url, name = reverse("help"), "988 Suicide &amp; Crisis Lifeline"
        last = datetime(2027, 5, 21, 23, 59, 59, tzinfo=UTC)
        for moment, shown in (
            (NOW, True),
            (last, True),
            (last + timedelta(seconds=1), False),
        ):
            with self.subTest(moment=moment), time_machine.travel(moment, tick=False):
                response = self.client.get(url)
                self.assertEqual(name in response.content.decode(), shown)
                self.assertContains(response, "112")

    def test_the_day_is_that_of_whoever_looks(self) -> None:
        moment = datetime(2027, 5, 21, 23, 30, tzinfo=UTC)  # in Auckland the 22nd has begun
        name = "988 Suicide &amp; Crisis Lifeline"
        with time_machine.travel(moment, tick=False):
            for zone, shown in (("UTC", True), ("Pacific/Auckland", False)):
                with self.subTest(zone=zone):
                    user = make_editor(zone[:3].lower(), time_zone=zone)
                    self.client.force_login(user)
                    page = self.client.get(reverse("help")).content.decode()
                    self.assertEqual(name in page, shown)


class HistoryTests(LineTestCase):
    def test_numbers_that_no_reader_saw_are_not_gone_back_to(self) -> None:
        checked_by("rosa", 3)
        self.send(self.line, "_draft", phone="989", phone_link="989")
        draft = versions.waiting("helpline", "us-988")
        assert draft is not None
        versions.give_up(self.line, based_on=draft.number)
        url = reverse("admin:guidance_helpline_version", args=[self.line.pk, draft.number])

        refused = self.client.post(url, {"based_on": draft.number})

        self.assertContains(refused, "nobody vouches for them", status_code=409)
        self.assertEqual(self.stored().phone, "988")

    def test_a_number_that_was_shown_comes_back_with_its_own_check(self) -> None:
        checked_by("rosa", 3)
        held = self.send(self.line, phone="989", phone_link="989", compared="on")
        self.again(self.line, held)
        url = reverse("admin:guidance_helpline_version", args=[self.line.pk, 1])

        self.client.post(url, {"based_on": 2})

        self.assertEqual(self.stored().phone, "988")
        self.assertEqual(self.check(), (TODAY - timedelta(days=3), "rosa@example.org"))
