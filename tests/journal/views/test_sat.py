"""How writing sat: asked once on a page just saved, and what is offered where it is heavier."""

import uuid
from datetime import timedelta
from typing import Any

import time_machine
from django.utils import timezone
from django.utils.html import escape

from guidance.models import Prompt
from guidance.wording import SAFETY
from journal.models import Entry
from journal.page import Page, Sat
from journal.views.sat import _sat_before
from tests.base import make_user
from tests.journal.cases import JournalTestCase
from tests.journal.factories import damaged, make_entry
from tests.journal.sheets import Sheet, opened

QUESTION = "How do you feel now, compared with before you wrote?"
DAY = timedelta(days=1)


class SatTestCase(JournalTestCase):
    def say(self, entry: Entry, sat: str) -> Any:
        return self.client.post(f"/entries/{entry.pk}/sat/", {"sat": sat})

    def seen(self, entry: Entry) -> str:
        return self.client.get(entry.get_absolute_url()).content.decode().partition("<main")[2]


class AskTests(SatTestCase):
    def test_each_answer_is_kept_and_asked_for_once(self) -> None:
        for sat in ("lighter", "same", "heavier", "skip"):
            with self.subTest(sat=sat):
                entry = make_entry(self.journal, text="A day.")
                self.assertIn(QUESTION, self.seen(entry))

                self.assertRedirects(self.say(entry, sat), f"{entry.get_absolute_url()}#after")

                self.assertNotIn(QUESTION, self.seen(entry))
                kept = Entry.objects.get(pk=entry.pk)
                self.assertEqual(
                    (kept.read(self.journal.keyring), kept.revision, kept.about_on, kept.save_id),
                    (Page(text="A day.", sat=sat), 2, entry.about_on, entry.save_id),
                )

    def test_it_is_asked_for_thirty_minutes_after_the_first_save(self) -> None:
        entry = make_entry(self.journal)
        for minutes, asked in ((29, True), (31, False)):
            moment = entry.created_at + timedelta(minutes=minutes)
            with self.subTest(minutes=minutes), time_machine.travel(moment, tick=False):
                self.client.force_login(self.ada)
                self.assertEqual(QUESTION in self.seen(entry), asked)

    def test_a_page_in_the_bin_or_one_that_does_not_open_asks_nothing(self) -> None:
        binned, broken = make_entry(self.journal, deleted=True), make_entry(self.journal)
        Entry.objects.filter(pk=broken.pk).update(sealed=damaged(broken))

        for entry in (binned, broken):
            self.assertNotIn(QUESTION, self.seen(entry))
        self.assertEqual(self.say(binned, "same").status_code, 404)
        self.assertRedirects(self.say(broken, "same"), broken.get_absolute_url())
        self.assertIsNotNone(Entry.objects.get(pk=binned.pk).deleted_at)

    def test_what_is_no_answer_changes_nothing(self) -> None:
        entry = make_entry(self.journal)
        for sat in ("", "wonderful"):
            self.say(entry, sat)
            self.assertIn("Choose one of the four, or leave it.", self.seen(entry))

        self.assertEqual(Entry.objects.get().revision, 1)
        self.assertRedirects(self.client.get(f"/entries/{entry.pk}/sat/"), entry.get_absolute_url())

    def test_the_same_said_twice_is_said_once(self) -> None:
        entry = make_entry(self.journal)
        for _ in range(2):
            self.say(entry, "same")

        self.assertEqual(Entry.objects.get().revision, 2)

    def test_an_edit_keeps_it_and_a_form_open_meanwhile_is_shown_both(self) -> None:
        entry = make_entry(self.journal, text="A day.")
        before = opened(self.client, f"/entries/{entry.pk}/edit/").fill(text="Before.")
        self.say(entry, "lighter")

        stale = before.send(self.client)

        self.assertContains(stale, "This page was changed somewhere else", status_code=409)
        self.assertEqual(Sheet(stale)["text"], "Before.")
        Sheet(stale).send(self.client)
        page = Entry.objects.get().read(self.journal.keyring)
        self.assertEqual(page, Page(text="Before.", sat="lighter"))

    def test_a_stranger_finds_nothing_and_a_visitor_signs_in(self) -> None:
        entry = make_entry(self.journal)
        self.client.force_login(make_user("mallory"))
        self.assertEqual(self.say(entry, "same").status_code, 404)
        nobody = self.client.post(f"/entries/{uuid.uuid4()}/sat/", {"sat": "same"})
        self.assertEqual(nobody.status_code, 404)
        self.client.logout()

        address = f"/entries/{entry.pk}/sat/"
        self.assertRedirects(self.say(entry, "same"), f"/accounts/login/?next={address}")
        self.assertEqual(Entry.objects.get().revision, 1)


class HeavierTests(SatTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.today = self.ada.today()

    def page(self, days: int, sat: Sat | None) -> Entry:
        return make_entry(self.journal, about_on=self.today - days * DAY, text="x", sat=sat)

    def heavier(self) -> str:
        entry = self.page(0, None)
        self.say(entry, "heavier")
        return self.seen(entry)

    def test_the_calming_text_help_and_the_marked_question_are_shown(self) -> None:
        screen = self.heavier()

        marked = Prompt.objects.get(for_heavier=True)
        for words in (SAFETY["heavier"], marked.question, *marked.hints):
            self.assertIn(escape(words), screen)
        self.assertIn('href="/help/"', screen)
        self.assertEqual(screen.count('name="choose"'), 1)

    def test_its_question_can_be_written_to(self) -> None:
        marked = Prompt.objects.get(for_heavier=True)
        self.assertIn('action="/today/#question"', self.heavier())

        brought = self.client.post(
            "/today/", {"date": self.today.isoformat(), "choose": marked.slug}
        )

        sheet = Sheet(brought)
        self.assertEqual(sheet["answer-0-prompt"], marked.slug)
        self.assertNotContains(brought, 'role="alert"')
        self.assertEqual(
            sheet.fill(**{"answer-0-text": "A breath."}).send(self.client).status_code, 302
        )
        kept = self.journal.entries.latest("created_at").read(self.journal.keyring)
        self.assertEqual([one.prompt for one in kept.answers], [marked.slug])

    def test_without_a_marked_question_the_text_and_help_remain(self) -> None:
        Prompt.objects.get(for_heavier=True).retire()

        screen = self.heavier()

        self.assertIn(escape(SAFETY["heavier"]), screen)
        self.assertNotIn('name="choose"', screen)

    def test_three_in_a_row_suggest_short_ones_and_a_person(self) -> None:
        cases: list[tuple[list[Sat | None], bool]] = [
            (["heavier", "heavier"], True),
            (["heavier", "skip", None, "heavier", "lighter"], True),
            (["heavier", "same", "heavier"], False),
            (["heavier"], False),
        ]
        for before, again in cases:
            with self.subTest(before=before):
                Entry.objects.all().delete()
                for days, sat in enumerate(before, start=1):
                    self.page(days, sat)

                screen = self.heavier()

                self.assertEqual("talk with someone you trust" in screen, again)
                self.assertEqual(screen.count('name="choose"'), 2 if again else 1)

    def test_pages_after_this_one_and_those_in_the_bin_do_not_count(self) -> None:
        self.page(1, "heavier")
        entry = self.page(2, None)
        make_entry(self.journal, about_on=self.today - 3 * DAY, sat="heavier", deleted=True)
        self.page(4, "heavier")

        self.say(entry, "heavier")

        self.assertNotIn("talk with someone you trust", self.seen(entry))

    def test_the_care_goes_by_itself(self) -> None:
        entry = self.page(0, None)
        self.say(entry, "heavier")
        with time_machine.travel(timezone.now() + timedelta(minutes=31), tick=False):
            self.client.force_login(self.ada)

            screen = self.seen(entry)

        self.assertNotIn(escape(SAFETY["heavier"]), screen)
        self.assertIn("You felt heavier.", screen)

    def test_pages_before_are_opened_one_by_one(self) -> None:
        entry = self.page(0, "heavier")
        self.page(1, "lighter")
        before = _sat_before(entry, self.journal, "heavier")

        with self.assertNumQueries(0):
            self.assertEqual(next(before), "heavier")
        with self.assertNumQueries(1):
            self.assertEqual(list(before), ["lighter"])

    def test_one_query_more(self) -> None:
        entry = self.page(0, None)
        self.say(entry, "heavier")
        # session, account, journal with key, page with step, people, version of the guide; before;
        # the pages beside it
        with self.assertNumQueries(9):
            self.seen(entry)
