"""Forms that are late: a session that ended, a stale token, an old form. Nothing typed is lost."""

from datetime import date
from typing import Any

from django.utils import timezone

from guidance.models import Prompt, Sign, Strategy
from journal.models import Entry, Person
from journal.page import Answer, Page
from tests.base import make_user
from tests.journal.cases import WritingTestCase
from tests.journal.factories import make_entry, make_person
from tests.journal.keys import using_keys
from tests.journal.sheets import Sheet, opened


class GivenBackTests(WritingTestCase):
    """A session that ended, a stale token, another account: the form comes back whole."""

    def given_back(self, response: Any, sentence: str) -> Sheet:
        self.assertContains(response, sentence, status_code=403)
        self.assertIn("no-store", response["Cache-Control"])
        self.assertFalse(Entry.objects.exists())
        sheet = Sheet(response)
        self.assertEqual((sheet["text"], sheet["closeness_felt"]), ("Every word.", "3"))
        self.assertEqual(sheet.fields["signs"], ["distance:me"])
        return sheet

    def begun(self) -> Sheet:
        sam = make_person(self.journal, "Sam")
        return opened(self.client).fill(
            text="Every word.", closeness_felt="3", signs=["distance:me"], person=str(sam.pk)
        )

    def test_a_session_that_ended(self) -> None:
        sheet = self.begun()
        self.client.logout()

        back = self.given_back(sheet.send(self.client), "You were signed out while you wrote")

        self.assertEqual(back["person"], sheet["person"])
        self.client.force_login(self.ada)
        self.assertEqual(back.send(self.client).status_code, 302)
        self.assertEqual(self.only_page().text, "Every word.")

    def test_another_account_signed_in_between(self) -> None:
        sheet = self.begun()
        self.client.force_login(make_user("mallory"))

        back = self.given_back(sheet.send(self.client), "signed in with another account")

        self.given_back(back.send(self.client), "signed in with another account")

    def test_a_stale_token(self) -> None:
        self.client.handler.enforce_csrf_checks = True
        sheet = self.begun()
        sheet.fields["csrfmiddlewaretoken"] = ["x" * 64]

        back = self.given_back(sheet.send(self.client), "press Save once more")

        self.assertEqual(back.send(self.client).status_code, 302)
        self.assertEqual(self.only_page().text, "Every word.")


class OldFormTests(WritingTestCase):
    """A form that was filled some time ago loses nothing of it."""

    def test_a_session_that_ended_keeps_an_old_step_day_and_a_retired_tick(self) -> None:
        entry = make_entry(
            self.journal,
            about_on=date(2026, 1, 1),
            step="breathe",
            text="x",
            signs={"distance": "me"},
        )
        Sign.objects.get(slug="distance").retire()
        sheet = opened(self.client, f"/entries/{entry.pk}/edit/").fill(text="y")
        self.client.logout()

        back = Sheet(sheet.send(self.client))
        self.client.force_login(self.ada)
        back.send(self.client)

        kept = Entry.objects.get()
        self.assertEqual(self.only_page(), Page(text="y", signs={"distance": "me"}))
        self.assertEqual(kept.step.due_on, date(2026, 1, 4))

    def test_a_person_whose_card_does_not_open_stays_on_the_page(self) -> None:
        sam = make_person(self.journal, "Sam")
        entry = make_entry(self.journal, text="x", person=sam.pk)
        Person.objects.update(sealed=b"J1")

        opened(self.client, f"/entries/{entry.pk}/edit/").fill(text="y").send(self.client)

        self.assertEqual(self.only_page(), Page(text="y", person=sam.pk))

    def test_an_answer_still_counts_for_what_it_counted_for(self) -> None:
        answer = Answer(
            prompt="slow-my-pace", strategy="take-it-slow", phase="respond", question="Q", text="A"
        )
        entry = make_entry(self.journal, answers=(answer,))
        Prompt.objects.filter(slug="slow-my-pace").update(
            strategy=Strategy.objects.get(slug="self-compassion"), edited_at=timezone.now()
        )

        opened(self.client, f"/entries/{entry.pk}/edit/").fill(title="T").send(self.client)

        self.assertEqual(self.only_page().answers, (answer,))

    def test_a_form_without_the_writers_mark_can_be_saved_after_signing_in(self) -> None:
        sheet = opened(self.client).fill(text="Kept.")
        del sheet.fields["writer"]
        self.client.logout()

        back = Sheet(sheet.send(self.client))
        self.client.force_login(self.ada)

        self.assertEqual(back.send(self.client).status_code, 302)

    def test_without_the_key_the_words_come_back(self) -> None:
        sheet = opened(self.client).fill(text="Kept on the form.")

        with using_keys("test:nonsense"):
            response = sheet.send(self.client)

        self.assertContains(response, "cannot be opened right now", status_code=503)
        self.assertEqual(Sheet(response)["text"], "Kept on the form.")

    def test_an_odd_charset_is_read_as_utf_8(self) -> None:
        for charset in ("hex", "rot13", "idna", "unicode_escape", "utf-16"):
            with self.subTest(charset=charset):
                Entry.objects.all().delete()

                response = self.client.generic(
                    "POST",
                    "/today/",
                    b"date=2026-01-02&text=Tea+\xc3\xa9",
                    content_type=f"application/x-www-form-urlencoded; charset={charset}",
                )

                self.assertEqual(response.status_code, 302)
                self.assertEqual(self.only_page().text, "Tea \u00e9")
