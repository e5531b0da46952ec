"""Today and Edit: a page is written, kept, changed; nothing typed is lost."""

import uuid
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from guidance.models import Prompt, Sign, Strategy
from journal.models import Entry, Journal, Person
from journal.page import Answer, Page, PersonCard, StepPlan
from tests.base import make_user
from tests.journal.cases import JournalTestCase
from tests.journal.factories import damaged, make_entry, make_person
from tests.journal.keys import using_keys
from tests.journal.sheets import Sheet, opened

LONG = "a" * 1_000_000


class WritingTestCase(JournalTestCase):
    """Reads back the one page that was written."""

    def only_page(self) -> Page:
        return Entry.objects.get().read(self.journal.keyring)


class TodayTests(WritingTestCase):
    def test_a_visitor_signs_in_first(self) -> None:
        self.client.logout()

        response = self.client.get("/today/")

        self.assertRedirects(response, "/accounts/login/?next=/today/")

    def test_the_form_starts_empty_on_the_writers_own_day(self) -> None:
        sheet = opened(self.client)

        self.assertEqual(sheet["date"], self.ada.today().isoformat())
        self.assertEqual((sheet["text"], sheet["title"], sheet["revision"]), ("", "", "0"))
        self.assertNotIn("signs", sheet.fields)

    def test_everything_on_the_form_is_kept(self) -> None:
        sheet = opened(self.client).fill(
            date="2026-01-02",
            person="new",
            new_person="Sam",
            new_person_kind="friend",
            closeness_felt="3",
            closeness_wanted="5",
            signs=["distance:me", "distance:them", "reached-out:them"],
            fears=["closeness-fear"],
            title="The dishes",
            text="It was not fine.\r\n  Two spaces stay.",
            step_when="we eat",
            step_will="say one thing",
        )

        response = sheet.send(self.client)

        entry = Entry.objects.get()
        person = Person.objects.get()
        self.assertRedirects(response, f"/entries/{entry.pk}/")
        self.assertEqual(
            self.only_page(),
            Page(
                title="The dishes",
                text="It was not fine.\n  Two spaces stay.",
                person=person.pk,
                closeness_felt=3,
                closeness_wanted=5,
                signs={"distance": "both", "reached-out": "them"},
                fears=("closeness-fear",),
                zone="UTC",
            ),
        )
        self.assertEqual(
            person.read(self.journal.keyring), PersonCard(nickname="Sam", kind="friend")
        )
        self.assertEqual((entry.about_on, entry.revision), (date(2026, 1, 2), 1))
        self.assertEqual(
            (entry.step.read(self.journal.keyring), entry.step.due_on),
            (StepPlan(when="we eat", will="say one thing"), self.ada.today() + timedelta(days=3)),
        )

    def test_a_post_without_a_button_and_with_little_else_saves(self) -> None:
        response = self.client.post("/today/", {"date": "2026-01-02", "text": "A line."})

        self.assertEqual(response.status_code, 302)
        self.assertEqual(self.only_page().text, "A line.")

    def test_a_name_known_in_other_capitals_is_the_same_person(self) -> None:
        sam = make_person(self.journal, "Sam")

        opened(self.client).fill(person="new", new_person="sAM", text="x").send(self.client)

        self.assertEqual(self.only_page().person, sam.pk)
        self.assertEqual(Person.objects.count(), 1)

    def test_the_person_menu_holds_the_writers_own_people_only(self) -> None:
        make_person(self.journal, "Sam")
        make_person(Journal.objects.of(make_user("mallory")), "Strangersfriend")

        response = self.client.get("/today/")

        self.assertContains(response, ">Sam</option>")
        self.assertNotContains(response, "Strangersfriend")

    def test_a_double_click_is_one_page(self) -> None:
        sheet = opened(self.client).fill(
            person="new", new_person="Sam", text="Once.", step_will="breathe"
        )

        first, second = sheet.send(self.client), sheet.send(self.client)

        self.assertEqual(Entry.objects.count(), 1)
        self.assertEqual((Entry.objects.get().revision, Person.objects.count()), (1, 1))
        self.assertEqual(first.url, second.url)

    def test_going_back_and_saving_other_words_shows_both(self) -> None:
        sheet = opened(self.client).fill(text="First words.")
        sheet.send(self.client)

        response = sheet.fill(text="Second words.").send(self.client)

        self.assertEqual(response.status_code, 409)
        self.assertContains(response, "First words.", status_code=409)
        self.assertEqual(Sheet(response)["text"], "Second words.")
        self.assertEqual(self.only_page().text, "First words.")

    def test_a_form_with_a_garbled_id_still_saves(self) -> None:
        response = opened(self.client).fill(page="not-an-id", text="Kept.").send(self.client)

        self.assertEqual(response.status_code, 302)
        self.assertEqual(self.only_page().text, "Kept.")

    def test_someone_elses_page_id_makes_a_page_of_ones_own(self) -> None:
        theirs = make_entry(make_user("mallory"), text="Theirs.")

        response = opened(self.client).fill(page=str(theirs.pk), text="Mine.").send(self.client)

        mine = self.journal.entries.get()
        self.assertRedirects(response, f"/entries/{mine.pk}/")
        self.assertNotEqual(mine.pk, theirs.pk)
        unchanged = Entry.objects.get(pk=theirs.pk)
        self.assertEqual((unchanged.revision, unchanged.sealed), (1, theirs.sealed))

    def test_the_page_keeps_the_wording_it_answered(self) -> None:
        sheet = opened(self.client)
        sheet = Sheet(sheet.send(self.client, choose="notice-one-moment"))
        asked = sheet["answer-0-question"]
        prompt = Prompt.objects.get(slug="notice-one-moment")
        prompt.question = "Reworded?"
        prompt.save()
        response = sheet.fill(**{"answer-0-text": "A shut door."}).send(self.client)

        self.assertEqual(
            self.only_page().answers,
            (
                Answer(
                    prompt="notice-one-moment",
                    strategy=None,
                    phase="notice",
                    question=asked,
                    text="A shut door.",
                ),
            ),
        )
        shown = self.client.get(response.url)
        self.assertContains(shown, asked)
        self.assertNotContains(shown, "Reworded?")

    def test_a_query_count_that_does_not_grow_with_pages_and_people(self) -> None:
        self.client.get("/today/")
        for pages in (1, 3):
            with self.subTest(pages=pages):
                while self.journal.entries.count() < pages:
                    make_entry(self.journal, text="A day.")
                    make_person(self.journal, f"Sam {self.journal.entries.count()}")
                # session, account, journal with key, people, version of the guide
                with self.assertNumQueries(5):
                    self.client.get("/today/")

    def test_a_save_of_everything_takes_twelve_queries(self) -> None:
        for pages in (1, 3):
            with self.subTest(pages=pages):
                while self.journal.entries.count() < pages:
                    make_entry(self.journal, text="A day.")
                sheet = opened(self.client).fill(
                    person="new", new_person=f"Sam {pages}", text="x", step_will="y"
                )
                # session, account, journal with key; savepoint; hold, page, people, version;
                # person, entry, step; release
                with self.assertNumQueries(12):
                    sheet.send(self.client)


class WrongInputTests(WritingTestCase):
    """Each wrong input: a plain sentence, the right status, and every typed word still there."""

    def refused(self, sentence: str, status: int = 400, **values: object) -> Sheet:
        words = {"text": "Every word of it.", "title": "A title", "step_will": "breathe"} | values
        response = opened(self.client).fill(**words).send(self.client)

        self.assertContains(response, sentence, status_code=status)
        self.assertFalse(Entry.objects.exists())
        sheet = Sheet(response)
        for name in ("text", "title", "step_will"):
            self.assertEqual(sheet[name], words[name])
        return sheet

    def test_a_future_date(self) -> None:
        day = (timezone.now() + timedelta(days=2)).date().isoformat()

        sheet = self.refused("That day has not begun yet", date=day)

        self.assertEqual(sheet["date"], day)

    def test_a_date_before_1900(self) -> None:
        self.refused("Choose a day from 1900 on", date="1899-12-31")

    def test_a_date_that_is_none(self) -> None:
        sheet = self.refused("Write the day as year, month and day", date="the day of the storm")

        self.assertEqual(sheet["date"], "the day of the storm")

    def test_no_date(self) -> None:
        self.refused("Give the day this page is about", date="")

    def test_a_closeness_of_nine(self) -> None:
        self.refused("Choose one of the seven places", closeness_felt="9")

    def test_an_unknown_sign(self) -> None:
        sheet = self.refused(
            "One of the signs you ticked is not in the guide", signs=["distance:me", "moon:me"]
        )

        self.assertEqual(sheet.fields["signs"], ["distance:me"])

    def test_a_side_that_is_none(self) -> None:
        self.refused("One of the signs you ticked is not in the guide", signs=["distance:us"])

    def test_an_unknown_fear(self) -> None:
        self.refused("One of the guesses you ticked is not in the guide", fears=["moon"])

    def test_a_strangers_person(self) -> None:
        theirs = make_person(Journal.objects.of(make_user("mallory")), "Sam")

        self.refused("Choose someone from the list", person=str(theirs.pk))

    def test_someone_new_without_a_name(self) -> None:
        self.refused("Give them a nickname", person="new", new_person="  ")

    def test_a_step_with_a_when_and_no_will(self) -> None:
        self.refused("Add what you will do", step_when="tomorrow", step_will="")

    def test_a_step_too_far_ahead(self) -> None:
        far = (self.ada.today() + timedelta(days=8)).isoformat()

        self.refused("Choose a day from 2 to 7 days ahead", step_on=far)

    def test_a_million_and_one_characters(self) -> None:
        sheet = self.refused("This is 1,000,001 characters long", status=413, text=LONG + "b")

        self.assertEqual(len(sheet["text"]), 1_000_001)

    def test_a_million_four_byte_characters_are_kept(self) -> None:
        response = opened(self.client).fill(text="\N{CANDLE}" * 1_000_000).send(self.client)

        self.assertEqual(response.status_code, 302)
        self.assertEqual(self.only_page().text, "\N{CANDLE}" * 1_000_000)

    def test_an_answer_that_is_too_long(self) -> None:
        sheet = Sheet(opened(self.client).send(self.client, choose="notice-one-moment"))

        response = sheet.fill(**{"answer-0-text": LONG + "b"}).send(self.client)

        self.assertContains(response, "This is 1,000,001 characters long", status_code=413)
        self.assertEqual(len(Sheet(response)["answer-0-text"]), 1_000_001)

    def test_nul_and_control_characters_are_no_error(self) -> None:
        opened(self.client).fill(text="a\x00b\x07c\td").send(self.client)

        self.assertEqual(self.only_page().text, "abc\td")

    def test_bytes_that_are_no_text_are_no_error(self) -> None:
        # A lone surrogate, as a broken client would send it.
        data = b"date=2026-01-02&text=a%ED%A0%BDb"

        response = self.client.generic(
            "POST", "/today/", data, content_type="application/x-www-form-urlencoded"
        )

        self.assertEqual(response.status_code, 302)
        self.assertEqual(self.only_page().text.replace("\ufffd", ""), "ab")
        self.assertIn("\ufffd", self.only_page().text)

    def test_an_empty_page(self) -> None:
        response = opened(self.client).fill(text=" \n ").send(self.client)

        self.assertContains(response, "There is nothing on this page yet", status_code=400)
        self.assertFalse(Entry.objects.exists())

    def test_a_person_alone_is_an_empty_page(self) -> None:
        sam = make_person(self.journal, "Sam")

        response = opened(self.client).fill(person=str(sam.pk)).send(self.client)

        self.assertContains(response, "There is nothing on this page yet", status_code=400)
        self.assertEqual(Sheet(response)["person"], str(sam.pk))


class EditTests(WritingTestCase):
    def test_the_form_is_filled_from_the_page(self) -> None:
        sam = make_person(self.journal, "Sam")
        answer = Answer(
            prompt="notice-one-moment", strategy=None, phase="notice", question="Then?", text="So."
        )
        entry = make_entry(
            self.journal,
            step=StepPlan(when="we eat", will="say it"),
            title="T",
            text="\nA first empty line.",
            answers=(answer,),
            person=sam.pk,
            closeness_felt=2,
            signs={"distance": "both"},
            fears=("trust-hard",),
        )

        sheet = opened(self.client, f"/entries/{entry.pk}/edit/")

        found = {name: sheet.fields[name] for name in ("signs", "fears")}
        self.assertEqual(
            found, {"signs": ["distance:me", "distance:them"], "fears": ["trust-hard"]}
        )
        names = ("title", "text", "person", "closeness_felt", "step_when", "step_will", "revision")
        self.assertEqual(
            [sheet[name] for name in names],
            ["T", "\nA first empty line.", str(sam.pk), "2", "we eat", "say it", "1"],
        )
        self.assertEqual((sheet["answer-0-question"], sheet["answer-0-text"]), ("Then?", "So."))
        self.assertEqual(sheet["step_on"], entry.step.due_on.isoformat())

    def test_saving_unchanged_words_changes_no_word(self) -> None:
        entry = make_entry(
            self.journal, step="breathe", text="Same.", zone="Asia/Tokyo", sat="lighter"
        )
        before, step = entry.read(self.journal.keyring), entry.step.due_on

        response = opened(self.client, f"/entries/{entry.pk}/edit/").send(self.client)

        self.assertRedirects(response, f"/entries/{entry.pk}/")
        entry.refresh_from_db()
        self.assertEqual(entry.read(self.journal.keyring), before)
        self.assertEqual((entry.revision, entry.step.due_on), (2, step))

    def test_a_change_of_zone_moves_no_page(self) -> None:
        entry = make_entry(self.journal, text="A day.", zone="Asia/Tokyo")
        self.ada.move_to("America/New_York")

        opened(self.client, f"/entries/{entry.pk}/edit/").fill(text="B").send(self.client)

        entry.refresh_from_db()
        self.assertEqual(self.only_page(), Page(text="B", zone="Asia/Tokyo"))

    def test_emptying_the_step_takes_it_away(self) -> None:
        entry = make_entry(self.journal, step="breathe", text="x")

        opened(self.client, f"/entries/{entry.pk}/edit/").fill(step_will="").send(self.client)

        self.assertIsNone(Entry.objects.get().step_or_none)

    def test_a_stale_form_is_answered_with_both_texts(self) -> None:
        entry = make_entry(self.journal, text="Old.")
        address = f"/entries/{entry.pk}/edit/"
        phone, desk = opened(self.client, address), opened(self.client, address)
        phone.fill(text="From the phone.").send(self.client)

        response = desk.fill(text="From the desk.").send(self.client)

        self.assertContains(response, "From the phone.", status_code=409)
        again = Sheet(response)
        self.assertEqual((again["text"], again["revision"]), ("From the desk.", "2"))
        self.assertEqual(self.only_page().text, "From the phone.")
        self.assertRedirects(again.send(self.client), f"/entries/{entry.pk}/")
        self.assertEqual(self.only_page().text, "From the desk.")

    def test_a_strangers_page_is_not_there(self) -> None:
        theirs = make_entry(make_user("mallory"), text="Theirs.")
        nowhere = uuid.uuid4()
        for pk in (theirs.pk, nowhere):
            for method in (self.client.get, self.client.post):
                with self.subTest(pk=pk, method=method.__name__):
                    response = method(f"/entries/{pk}/edit/")

                    self.assertEqual(response.status_code, 404)
        self.assertEqual(Entry.objects.get().revision, 1)

    def test_a_retired_sign_stays_on_a_page_that_has_it(self) -> None:
        entry = make_entry(self.journal, text="x", signs={"distance": "me"})
        Sign.objects.get(slug="distance").retire()

        opened(self.client, f"/entries/{entry.pk}/edit/").fill(text="y").send(self.client)

        self.assertEqual(self.only_page(), Page(text="y", signs={"distance": "me"}))
        self.assertNotContains(self.client.get("/today/"), "distance:me")

    def test_a_page_that_does_not_open_is_never_replaced(self) -> None:
        entry = make_entry(self.journal, text="x")
        sheet = opened(self.client, f"/entries/{entry.pk}/edit/")
        broken = damaged(entry)
        Entry.objects.update(sealed=broken)

        response = sheet.fill(text="New words.").send(self.client)

        self.assertContains(response, "it was not changed", status_code=409)
        self.assertEqual(bytes(Entry.objects.get().sealed), broken)
        again = Sheet(response)
        self.assertEqual((again.action, again["text"]), ("/today/", "New words."))
        self.assertEqual(again.send(self.client).status_code, 302)
        self.assertEqual(Entry.objects.count(), 2)

    def test_words_saved_over_a_page_in_the_bin_bring_it_back(self) -> None:
        entry = make_entry(self.journal, text="x")
        sheet = opened(self.client, f"/entries/{entry.pk}/edit/")
        entry.discard()

        sheet.fill(text="Still here.").send(self.client)

        self.assertEqual([self.only_page().text], ["Still here."])
        self.assertIsNone(Entry.objects.get().deleted_at)


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


class CareTests(WritingTestCase):
    def test_a_save_that_asks_about_harm_names_help_whatever_was_answered(self) -> None:
        for answer in ("yes", "no", "skip", ""):
            with self.subTest(answer=answer):
                sheet = opened(self.client).fill(signs=["disrespect:them"], gate_receiving=answer)

                response = self.client.get(sheet.send(self.client).url)

                self.assertContains(response, "If you would like to talk to someone")

    def test_other_saves_say_saved(self) -> None:
        response = self.client.get(opened(self.client).fill(text="x").send(self.client).url)

        self.assertContains(response, ">Saved.</li>")


class GarbledTests(WritingTestCase):
    """What no writer types may be garbled: the words are kept all the same."""

    def test_garbled_hidden_fields_hold_back_no_words(self) -> None:
        for name, value in [
            ("revision", "abc"),
            ("revision", "9" * 5000),
            ("revision", "-1"),
            ("save", "x"),
            ("page", "\x00"),
            ("gate_receiving", ""),
            ("panel", "x"),
        ]:
            with self.subTest(name=name, value=value[:10]):
                Entry.objects.all().delete()

                response = opened(self.client).fill(text="Kept.", **{name: value}).send(self.client)

                self.assertEqual(response.status_code, 302)
                self.assertEqual(self.only_page().text, "Kept.")

    def test_a_garbled_question_keeps_its_answer(self) -> None:
        for prompt in ("no such\x00 prompt", "x" * 500, ""):
            with self.subTest(prompt=prompt[:10]):
                Entry.objects.all().delete()
                answer = {
                    "answer-0-prompt": prompt,
                    "answer-0-question": "Q" * 2000,
                    "answer-0-text": "Mine.",
                }

                opened(self.client).fill(**answer).send(self.client)

                (kept,) = self.only_page().answers
                self.assertEqual((kept.prompt, kept.text), ("", "Mine."))
                self.assertEqual(kept.question, "Q" * 1000)

    def test_every_answer_sent_is_kept(self) -> None:
        answers = {f"answer-{number}-text": f"Answer {number}." for number in range(40)}

        opened(self.client).fill(**answers).send(self.client)

        self.assertEqual(
            [one.text for one in self.only_page().answers],
            [f"Answer {number}." for number in range(40)],
        )

    def test_a_page_that_does_not_open_asks_no_question_of_itself(self) -> None:
        entry = make_entry(self.journal, text="x")
        sheet = opened(self.client, f"/entries/{entry.pk}/edit/")
        Entry.objects.update(sealed=b"J1")

        response = sheet.fill(text="New words.").send(self.client, find="1")

        self.assertEqual(response.status_code, 409)
        self.assertEqual(Sheet(response)["text"], "New words.")
