"""Leave quickly: what is being written is sealed, and nothing keeps its writer here."""

import threading
import uuid
from datetime import UTC, datetime
from typing import Any

import time_machine
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.test import Client, TransactionTestCase

from guidance.loading import load
from journal.models import Draft, Entry, Journal
from tests.base import make_user
from tests.journal.cases import JournalTestCase
from tests.journal.factories import make_entry, make_person
from tests.journal.keys import using_keys
from tests.journal.sheets import Sheet, opened

WORDS = "Half a sentence that"


class LeavingTestCase(JournalTestCase):
    def leave(self, sheet: Sheet, client: Client | None = None) -> Any:
        """Press Leave quickly on a form, and check that it left."""
        client = client or self.client
        response = client.post("/left/", sheet.fields)
        self.assertEqual((response.status_code, response.headers["Location"]), (303, "/left/"))
        self.assertNotIn("_auth_user_id", client.session)
        return response

    def fields(self) -> dict[str, str]:
        """Return what the only draft holds."""
        return dict(Draft.objects.get().read(self.journal.keyring).fields)

    def texts(self) -> list[str]:
        """Return the text of each draft, the oldest first."""
        drafts = Draft.objects.order_by("saved_at")
        return [dict(one.read(self.journal.keyring).fields)["text"] for one in drafts]


class SealingTests(LeavingTestCase):
    def test_what_was_typed_and_ticked_is_a_draft_and_the_session_is_over(self) -> None:
        sheet = opened(self.client).fill(text=WORDS, signs=["distance:me", "distance:them"])

        self.leave(sheet)

        draft = Draft.objects.get()
        self.assertEqual(draft.journal, self.journal)
        kept = draft.read(self.journal.keyring).fields
        self.assertIn(("text", WORDS), kept)
        self.assertEqual(
            [value for name, value in kept if name == "signs"], ["distance:me", "distance:them"]
        )
        self.assertEqual(Session.objects.count(), 0)

    def test_only_the_forms_own_fields_are_kept(self) -> None:
        sheet = opened(self.client).fill(text=WORDS, find="1", choose="x", unknown="y")
        sheet.fill(gate_receiving="yes", gate_pushing="no")

        self.leave(sheet)

        strangers = {"csrfmiddlewaretoken", "writer", "find", "choose", "unknown", "draft"}
        gate = {"gate_receiving", "gate_pushing"}
        self.assertEqual(self.fields().keys() & (strangers | gate), set())
        self.assertLessEqual({"page", "save", "revision", "date", "person"}, self.fields().keys())

    def test_an_answer_is_kept_with_its_question(self) -> None:
        sheet = Sheet(opened(self.client).send(self.client, find="1"))
        (name,) = (name for name in sheet.fields if name.endswith("-text"))
        sheet.fill(**{name: WORDS})

        self.leave(sheet)

        kept, prefix = self.fields(), name.removesuffix("-text")
        for part in ("text", "prompt", "question"):
            self.assertEqual(kept[f"{prefix}-{part}"], sheet[f"{prefix}-{part}"])

    def test_an_empty_form_makes_no_draft(self) -> None:
        brought = Sheet(opened(self.client).send(self.client, find="1"))
        for sheet in (opened(self.client).fill(text="  \n"), brought.fill(date="2026-01-01")):
            self.leave(sheet)
            self.client.force_login(self.ada)

        self.assertEqual(Draft.objects.count(), 0)

    def test_an_edit_that_changed_nothing_makes_no_draft(self) -> None:
        kept = make_entry(
            self.ada, text="A day.", signs={"distance": "both"}, closeness_felt=3, step="Call."
        )

        self.leave(opened(self.client, f"/entries/{kept.pk}/edit/"))

        self.assertEqual(Draft.objects.count(), 0)

    def test_an_edit_that_changed_a_word_a_day_or_a_step_is_kept_under_its_page(self) -> None:
        for field in ({"text": "Another."}, {"date": "2026-11-02"}, {"step_will": "Write."}):
            with self.subTest(field=field):
                kept = make_entry(self.ada, text="A day.", step="Call.")
                sheet = opened(self.client, f"/entries/{kept.pk}/edit/").fill(**field)

                self.leave(sheet)
                self.client.force_login(self.ada)

                self.assertTrue(Draft.objects.filter(page=kept.pk).exists())

    def test_a_form_that_was_saved_meanwhile_makes_no_draft(self) -> None:
        sheet = opened(self.client).fill(text=WORDS)
        sheet.send(self.client)

        self.leave(sheet)

        self.assertEqual(Draft.objects.count(), 0)

    def test_leaving_again_keeps_both_where_neither_was_opened_from_the_other(self) -> None:
        kept = make_entry(self.ada, text="A day.")
        for address in ("/today/", f"/entries/{kept.pk}/edit/"):
            with self.subTest(address=address):
                Draft.objects.all().delete()
                sheet, anew = opened(self.client, address), opened(self.client, address)
                for one, text in ((sheet, "First"), (sheet, "Second"), (anew, "Third")):
                    self.leave(one.fill(text=text))
                    self.client.force_login(self.ada)

                self.assertEqual(self.texts(), ["First", "Second", "Third"])

    def test_what_waits_already_is_not_kept_twice_and_waits_anew(self) -> None:
        noon = datetime(2026, 11, 22, 12, tzinfo=UTC)
        sheet = opened(self.client).fill(text=WORDS, signs=["distance:me", "distance:them"])
        self.leave(sheet)

        with time_machine.travel(noon, tick=False):
            self.client.force_login(self.ada)
            self.leave(sheet.fill(save=str(uuid.uuid4())))

        self.assertEqual(self.texts(), [WORDS])
        self.assertEqual(Draft.objects.get().saved_at, noon)

    def test_the_form_of_another_writer_is_not_sealed(self) -> None:
        mallory = Client()
        mallory.force_login(make_user("mallory"))
        sheet = opened(self.client).fill(text=WORDS)

        self.leave(sheet, mallory)
        unmarked = opened(self.client).fill(text=WORDS)
        del unmarked.fields["writer"]
        self.leave(unmarked)

        self.assertEqual(Draft.objects.count(), 0)


class AnywayTests(LeavingTestCase):
    """Whatever is missing or broken, who wants to leave leaves."""

    def test_without_a_session(self) -> None:
        sheet = opened(self.client).fill(text=WORDS)

        self.leave(sheet, Client())

        self.assertEqual(Draft.objects.count(), 0)

    def test_without_a_token_the_words_are_kept_all_the_same(self) -> None:
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(self.ada)
        sheet = opened(self.client).fill(text=WORDS, csrfmiddlewaretoken="stale")

        self.leave(sheet, strict)

        self.assertEqual(self.fields()["text"], WORDS)

    def test_without_the_key(self) -> None:
        sheet = opened(self.client).fill(text=WORDS)

        with using_keys("other:" + "b25seSB0aGUgdGVzdHMgc2VhbCB3aXRoIHRoaXMgOik="):
            self.leave(sheet)

        self.assertEqual(Draft.objects.count(), 0)

    def test_with_ids_that_are_none_the_words_are_kept_as_a_page_of_their_own(self) -> None:
        garbled = opened(self.client).fill(text=WORDS, page="x", revision="-", save="", draft="x")
        without = opened(self.client).fill(text=WORDS)
        del without.fields["page"], without.fields["save"]
        for sheet in (garbled, without):
            Draft.objects.all().delete()
            self.client.force_login(self.ada)
            sheet.fill(writer=opened(self.client)["writer"])
            self.leave(sheet)

            self.client.force_login(self.ada)
            found = opened(self.client, f"/drafts/{Draft.objects.get().pk}/")
            self.assertRedirects(found.send(self.client), f"/entries/{Entry.objects.get().pk}/")
            self.assertEqual(Entry.objects.get().read(self.journal.keyring).text, WORDS)
            Entry.objects.all().delete()

    def test_with_more_than_a_request_may_hold(self) -> None:
        with self.settings(DATA_UPLOAD_MAX_MEMORY_SIZE=1000):
            self.leave(opened(self.client).fill(text="a" * 2000))

        self.assertEqual(Draft.objects.count(), 0)

    def test_with_a_text_that_no_page_may_hold(self) -> None:
        text = "a" * 1_000_001

        self.leave(opened(self.client).fill(text=text))

        self.assertEqual(self.fields()["text"], text)

    def test_over_a_page_that_cannot_be_opened_the_words_are_kept_beside_it(self) -> None:
        kept = make_entry(self.ada, text="A day.")
        sheet = opened(self.client, f"/entries/{kept.pk}/edit/").fill(text=WORDS)
        kept.sealed = b"J1 and then nothing that opens"
        kept.save(update_fields=["sealed"])

        self.leave(sheet)

        self.assertEqual(Draft.objects.get().page, kept.pk)


class SentAgainTests(LeavingTestCase):
    """A browser keeps what it sent, and Back offers to send it once more."""

    def left(self) -> Sheet:
        sheet = opened(self.client).fill(text=WORDS)
        self.leave(sheet)
        return sheet

    def test_a_form_that_was_left_is_not_given_back_to_a_visitor(self) -> None:
        sheet = self.left()

        for button in ({}, {"find": "1"}):
            response = sheet.send(self.client, **button)

            self.assertRedirects(response, "/accounts/login/")

    def test_nor_to_another_account_nor_without_a_token(self) -> None:
        sheet = self.left()
        self.client.force_login(make_user("mallory"))
        strict = Client(enforce_csrf_checks=True)
        strict.cookies = self.client.cookies

        self.assertRedirects(sheet.send(self.client), "/accounts/login/", target_status_code=302)
        self.assertRedirects(sheet.send(strict), "/accounts/login/", fetch_redirect_response=False)

    def test_nor_one_that_was_answered_with_both_texts(self) -> None:
        kept = make_entry(self.ada, text="A day.")
        address = f"/entries/{kept.pk}/edit/"
        sheet = opened(self.client, address).fill(text=WORDS)
        opened(self.client, address).fill(text="Changed since.").send(self.client)
        both = sheet.send(self.client)
        self.assertContains(both, WORDS, status_code=409)

        self.leave(Sheet(both))

        self.assertRedirects(sheet.send(self.client), "/accounts/login/")

    def test_nor_a_line_about_a_step_nor_a_card_nor_a_kept_line(self) -> None:
        step = f"/entries/{make_entry(self.ada, step='Call.').pk}/step/"
        card = f"/people/{make_person(self.journal, 'Sam').pk}/card/"
        line = f"/entries/{make_entry(self.ada, text='A day. And another.').pk}/line/"
        mark = opened(self.client)["writer"]
        for address, field in ((step, "noticed"), (card, "nickname"), (line, "line")):
            with self.subTest(address=address):
                self.client.force_login(self.ada)
                self.assertContains(self.client.get(address), f'value="{mark}"')
                self.client.post("/left/")  # these screens send no form along

                sent = {"writer": mark, field: WORDS}
                strict = Client(enforce_csrf_checks=True)
                strict.cookies = self.client.cookies

                for client in (self.client, strict):
                    self.assertRedirects(client.post(address, sent), "/accounts/login/")

    def test_nor_words_that_were_looked_for(self) -> None:
        strict = Client(enforce_csrf_checks=True)
        strict.cookies = self.client.cookies
        sought = {"words": f"{WORDS} and more"}
        self.assertContains(strict.post("/journal/", sought), WORDS, status_code=403)
        self.left()

        self.assertNotContains(strict.post("/journal/", sought), WORDS, status_code=403)

    def test_the_form_of_another_writer_is_given_back_whole(self) -> None:
        mallory = self.sign_in("mallory")
        theirs = opened(self.client).fill(text="Theirs.")
        self.client.force_login(self.ada)
        own = self.left()
        self.client.force_login(mallory)
        opened(self.client)  # being back is for each writer to be
        Session.objects.all().delete()  # it ended by itself

        self.assertContains(theirs.send(self.client), "Theirs.", status_code=403)
        self.assertRedirects(own.send(self.client), "/accounts/login/")

    def test_who_left_before_stays_marked_when_another_leaves(self) -> None:
        own = self.left()
        mallory = self.sign_in("mallory")
        theirs = opened(self.client).fill(text="Theirs.")
        self.leave(theirs)

        for sheet in (own, theirs):
            self.assertRedirects(sheet.send(self.client), "/accounts/login/")

        self.client.force_login(mallory)
        opened(self.client)
        Session.objects.all().delete()
        self.assertContains(theirs.send(self.client), "Theirs.", status_code=403)
        self.assertRedirects(own.send(self.client), "/accounts/login/")

    def test_once_its_writer_is_back_it_is_given_back_as_ever(self) -> None:
        person, entry = make_person(self.journal, "Sam"), make_entry(self.ada, step="Call.")
        for address in (
            "/today/",
            f"/entries/{entry.pk}/edit/",
            f"/entries/{entry.pk}/step/",
            f"/entries/{entry.pk}/line/",
            f"/people/{person.pk}/card/",
        ):
            with self.subTest(address=address):
                self.client.force_login(self.ada)
                sheet = self.left()
                self.client.force_login(self.ada)
                self.client.get(address)
                Session.objects.all().delete()  # it ended by itself

                self.assertContains(sheet.send(self.client), WORDS, status_code=403)

    def test_the_mark_is_closed_to_scripts_and_ends_with_the_browser(self) -> None:
        response = self.leave(opened(self.client).fill(text=WORDS))

        mark = response.cookies["left"]
        self.assertEqual(
            (mark["httponly"], mark["samesite"], mark["max-age"], mark["expires"]),
            (True, "Lax", "", ""),
        )
        self.assertNotIn("left", self.client.post("/left/").cookies)


class OthersJournalTests(LeavingTestCase):
    def test_an_id_of_someone_elses_page_means_nothing(self) -> None:
        theirs = make_entry(Journal.objects.of(make_user("mallory")), text="Theirs.")
        sheet = opened(self.client).fill(text=WORDS, page=str(theirs.pk), revision="1")

        self.leave(sheet)

        draft = Draft.objects.get()
        self.assertEqual(draft.page, uuid.uuid5(self.journal.pk, theirs.pk.hex))

    def test_the_moment_is_kept_so_that_it_can_end(self) -> None:
        noon = datetime(2026, 11, 22, 12, tzinfo=UTC)
        sheet = opened(self.client).fill(text=WORDS)
        with time_machine.travel(noon, tick=False):
            self.client.force_login(self.ada)
            self.leave(sheet)

        self.assertEqual(Draft.objects.get().saved_at, noon)


class AtOnceTests(TransactionTestCase):
    """A save that takes its time keeps nobody here. SQLite has no lock of one journal."""

    __test__ = connection.vendor == "postgresql"

    def setUp(self) -> None:
        load()
        self.ada = make_user("ada")
        self.journal = Journal.objects.of(self.ada)

    def test_while_the_journal_and_the_draft_are_held(self) -> None:
        self.client.force_login(self.ada)
        self.client.post("/left/", opened(self.client).fill(text=WORDS).fields)
        first = Draft.objects.get()
        self.client.force_login(self.ada)
        sheet = opened(self.client, f"/drafts/{first.pk}/").fill(text="More.")
        leaving = threading.Thread(target=self.leave, args=[sheet])

        with transaction.atomic():
            self.journal.hold()
            list(Draft.objects.select_for_update())
            leaving.start()
            leaving.join(5)
            waits = leaving.is_alive()
        leaving.join()

        self.assertFalse(waits)
        later = Draft.objects.exclude(pk=first.pk).get().read(self.journal.keyring)
        self.assertEqual(dict(later.fields)["text"], "More.")

    def leave(self, sheet: Sheet) -> None:
        try:
            self.client.post("/left/", sheet.fields)
        finally:
            connection.close()
