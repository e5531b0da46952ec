"""Today and Edit: a page is written, kept, and changed."""

import uuid
from datetime import date, timedelta

import time_machine
from django.utils import timezone

from guidance import versions
from guidance.models import Prompt, Sign
from journal.models import Entry, Journal, Person
from journal.page import Answer, Page, PersonCard, StepPlan
from tests.base import make_user
from tests.journal.cases import WritingTestCase
from tests.journal.factories import damaged, make_entry, make_person
from tests.journal.sheets import Sheet, opened


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
            feelings=["lonely", "tired"],
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
                feelings=("lonely", "tired"),
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

    def test_a_page_keeps_its_wording_when_another_is_published_on_its_day(self) -> None:
        row = Prompt.objects.get(slug="notice-one-moment")
        asked, morning = row.question, timezone.now() + timedelta(days=1)
        versions.publish_on(row, {"question": "Reworded?"}, by="", based_on=0, at=morning)
        sheet = Sheet(opened(self.client).send(self.client, choose="notice-one-moment"))
        page = sheet.fill(**{"answer-0-text": "A shut door."}).send(self.client).url

        with time_machine.travel(morning):
            self.client.force_login(self.ada)
            fresh = opened(self.client).send(self.client, choose="notice-one-moment")
            kept = self.client.get(page)

        self.assertEqual(Sheet(fresh)["answer-0-question"], "Reworded?")
        self.assertContains(kept, asked)
        self.assertNotContains(kept, "Reworded?")

    def test_a_query_count_that_does_not_grow_with_pages_and_people(self) -> None:
        self.client.get("/today/")
        for pages in (1, 3):
            with self.subTest(pages=pages):
                while self.journal.entries.count() < pages:
                    make_entry(self.journal, text="A day.")
                    make_person(self.journal, f"Sam {self.journal.entries.count()}")
                # session, account, journal with key, draft, version of the guide, people,
                # due step
                with self.assertNumQueries(7):
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
            feelings=("hurt", "sad"),
        )

        sheet = opened(self.client, f"/entries/{entry.pk}/edit/")

        self.assertEqual(
            [sheet.fields[name] for name in ("signs", "fears", "feelings")],
            [["distance:me", "distance:them"], ["trust-hard"], ["hurt", "sad"]],
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
