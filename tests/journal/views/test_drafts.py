"""Words that were kept when their writer left quickly: found, opened, saved, dropped."""

from datetime import timedelta
from uuid import uuid4

import time_machine
from django.utils import timezone

from journal.models import Draft, Entry
from tests.base import make_user
from tests.journal.cases import WritingTestCase
from tests.journal.factories import damaged, make_entry
from tests.journal.sheets import Sheet, opened

WORDS = "Half a sentence that"
LINE = "We kept the words you had not saved when you left."


class DraftTestCase(WritingTestCase):
    def left(self, sheet: Sheet) -> Draft:
        """Leave quickly from a form, sign in again, and return the draft."""
        self.client.post("/left/", sheet.fields)
        self.client.force_login(self.ada)
        return Draft.objects.latest("saved_at")


class TodayTests(DraftTestCase):
    def test_today_says_so_in_one_line_without_a_word(self) -> None:
        draft = self.left(opened(self.client).fill(text=WORDS))

        response = self.client.get("/today/")

        self.assertContains(response, LINE, 1)
        self.assertContains(response, f'href="/drafts/{draft.pk}/"', 1)
        self.assertContains(response, f'href="/drafts/{draft.pk}/removal/"', 1)
        self.assertNotContains(response, WORDS)

    def test_one_that_cannot_be_opened_hides_no_other(self) -> None:
        older = self.left(opened(self.client).fill(text=WORDS))
        for text in ("Newer.", "Newest."):
            Draft.objects.filter(pk=self.left(opened(self.client).fill(text=text)).pk).update(
                revision=7
            )

        with self.assertNumQueries(8):  # one more than usual, however many do not open
            response = self.client.get("/today/")

        self.assertContains(response, f'href="/drafts/{older.pk}/"', 1)
        self.assertEqual(Draft.objects.count(), 3)
        older.delete()
        self.assertNotContains(self.client.get("/today/"), LINE)

    def test_with_nothing_kept_it_says_nothing(self) -> None:
        self.assertNotContains(self.client.get("/today/"), "when you left")

    def test_a_draft_whose_time_is_over_is_no_longer_there(self) -> None:
        draft = self.left(opened(self.client).fill(text=WORDS))

        with time_machine.travel(timezone.now() + timedelta(days=30, seconds=1), tick=False):
            self.client.force_login(self.ada)
            self.assertNotContains(self.client.get("/today/"), LINE)
            self.assertEqual(self.client.get(f"/drafts/{draft.pk}/").status_code, 404)


class EditTests(DraftTestCase):
    def test_a_kept_page_tells_of_its_own_draft_alone(self) -> None:
        entry, other = make_entry(self.ada, text="A day."), make_entry(self.ada, text="Another.")
        address = f"/entries/{entry.pk}/edit/"
        draft = self.left(opened(self.client, address).fill(text=WORDS))
        self.left(opened(self.client).fill(text="New."))

        response = self.client.get(address)

        self.assertContains(response, LINE, 1)
        self.assertContains(response, f'href="/drafts/{draft.pk}/"', 1)
        self.assertNotContains(response, WORDS)
        self.assertNotContains(self.client.get(f"/entries/{other.pk}/edit/"), LINE)


class OpenTests(DraftTestCase):
    def test_the_form_is_filled_exactly_as_it_was_left(self) -> None:
        sheet = Sheet(opened(self.client).send(self.client, find="1"))
        (answer,) = (name for name in sheet.fields if name.endswith("-text"))
        sheet.fill(
            **{answer: "An answer.\n\nWith <b>lines</b>."},
            text=f"  {WORDS}\n",
            title="A title",
            date="2026-11-02",
            person="new",
            new_person="Sam",
            new_person_kind="friend",
            signs=["distance:me", "distance:them", "reached-out:me"],
            fears=["closeness-fear"],
            feelings=["hopeful"],
            closeness_felt="2",
            closeness_wanted="6",
            step_when="it is Sunday",
            step_will="Call.",
        )
        draft = self.left(sheet)

        found = opened(self.client, f"/drafts/{draft.pk}/")

        moved = {"csrfmiddlewaretoken", "writer", "panel", "gate_for"}
        self.assertEqual(
            {name: value for name, value in found.fields.items() if name not in moved},
            {name: value for name, value in sheet.fields.items() if name not in moved}
            | {"draft": [str(draft.pk)]},
        )
        self.assertEqual(found.action, "/today/")

    def test_a_look_leaves_the_draft_and_saving_drops_it(self) -> None:
        draft = self.left(opened(self.client).fill(text=WORDS))
        found = opened(self.client, f"/drafts/{draft.pk}/")
        self.assertEqual(Draft.objects.count(), 1)

        found.send(self.client)

        self.assertEqual(self.only_page().text, WORDS)
        self.assertEqual(Draft.objects.count(), 0)

    def test_a_save_that_is_refused_leaves_the_draft_and_goes_on_carrying_it(self) -> None:
        draft = self.left(opened(self.client).fill(text=WORDS))
        found = opened(self.client, f"/drafts/{draft.pk}/")

        refused = Sheet(found.fill(date="2999-01-01").send(self.client))
        asked = Sheet(refused.fill(date="2026-11-02").send(self.client, find="1"))

        self.assertEqual(Draft.objects.get(), draft)
        asked.send(self.client)
        self.assertEqual((Draft.objects.count(), Entry.objects.count()), (0, 1))

    def test_leaving_again_puts_the_later_words_in_its_place(self) -> None:
        draft = self.left(opened(self.client).fill(text=WORDS))
        found = opened(self.client, f"/drafts/{draft.pk}/").fill(text="More.")

        self.left(found)

        kept = Draft.objects.get().read(self.journal.keyring)
        self.assertEqual(dict(kept.fields)["text"], "More.")

    def test_an_old_tab_takes_nothing_from_what_was_kept_since(self) -> None:
        draft = self.left(opened(self.client).fill(text=WORDS))
        old, new = (opened(self.client, f"/drafts/{draft.pk}/") for _ in range(2))
        self.left(new.fill(text=f"{WORDS} goes on."))

        self.left(old)

        kept = [one.read(self.journal.keyring) for one in Draft.objects.order_by("saved_at")]
        self.assertEqual([dict(one.fields)["text"] for one in kept], [f"{WORDS} goes on.", WORDS])

    def test_left_again_as_it_was_it_is_still_the_same_draft(self) -> None:
        draft = self.left(opened(self.client).fill(text=WORDS))

        again = self.left(opened(self.client, f"/drafts/{draft.pk}/"))

        self.assertEqual((again, Draft.objects.count()), (draft, 1))

    def test_saving_drops_no_other_draft_of_the_page(self) -> None:
        sheet = opened(self.client)
        first, second = (self.left(sheet.fill(text=text)) for text in (WORDS, "Other words."))

        opened(self.client, f"/drafts/{first.pk}/").send(self.client)

        self.assertEqual(Draft.objects.get(), second)
        self.assertContains(self.client.get("/today/"), f'href="/drafts/{second.pk}/"', 1)

    def test_saving_it_twice_is_saving_once(self) -> None:
        draft = self.left(opened(self.client).fill(text=WORDS))
        found = opened(self.client, f"/drafts/{draft.pk}/")

        first, second = found.send(self.client), found.send(self.client)

        self.assertEqual(first.headers["Location"], second.headers["Location"])
        self.assertEqual(Entry.objects.count(), 1)

    def test_a_draft_of_an_earlier_page_opens_as_a_change_of_it(self) -> None:
        entry = make_entry(self.ada, text="A day.", step="Call.")
        address = f"/entries/{entry.pk}/edit/"
        draft = self.left(opened(self.client, address).fill(text=WORDS))

        found = opened(self.client, f"/drafts/{draft.pk}/")

        self.assertEqual((found.action, found["text"]), (address, WORDS))
        found.send(self.client)
        self.assertEqual(self.only_page().text, WORDS)
        self.assertEqual(Draft.objects.count(), 0)

    def test_a_page_that_was_changed_since_is_answered_with_both_texts(self) -> None:
        entry = make_entry(self.ada, text="A day.")
        address = f"/entries/{entry.pk}/edit/"
        draft = self.left(opened(self.client, address).fill(text=WORDS))
        opened(self.client, address).fill(text="Changed since.").send(self.client)

        response = opened(self.client, f"/drafts/{draft.pk}/").send(self.client)

        self.assertContains(response, "Changed since.", status_code=409)
        self.assertContains(response, WORDS, status_code=409)
        self.assertEqual(Draft.objects.count(), 1)
        Sheet(response).send(self.client)
        self.assertEqual((self.only_page().text, Draft.objects.count()), (WORDS, 0))

    def test_a_page_that_was_erased_since_begins_anew(self) -> None:
        entry = make_entry(self.ada, text="A day.")
        draft = self.left(opened(self.client, f"/entries/{entry.pk}/edit/").fill(text=WORDS))
        entry.delete()

        opened(self.client, f"/drafts/{draft.pk}/").send(self.client)

        self.assertEqual((self.only_page().text, Draft.objects.count()), (WORDS, 0))

    def test_over_a_page_that_cannot_be_opened_they_begin_one_of_their_own(self) -> None:
        entry = make_entry(self.ada, text="A day.")
        draft = self.left(opened(self.client, f"/entries/{entry.pk}/edit/").fill(text=WORDS))
        broken = damaged(entry)
        Entry.objects.update(sealed=broken)

        opened(self.client, f"/drafts/{draft.pk}/").send(self.client)

        self.assertEqual(bytes(Entry.objects.get(pk=entry.pk).sealed), broken)
        other = Entry.objects.exclude(pk=entry.pk).get()
        self.assertEqual(other.read(self.journal.keyring).text, WORDS)

    def test_one_that_cannot_be_opened_is_left_alone(self) -> None:
        draft = self.left(opened(self.client).fill(text=WORDS))
        Draft.objects.update(revision=7)

        response = self.client.get(f"/drafts/{draft.pk}/", follow=True)

        self.assertRedirects(response, "/today/")
        self.assertContains(response, "they cannot be opened now")
        self.assertEqual(Draft.objects.count(), 1)


class DropTests(DraftTestCase):
    def setUp(self) -> None:
        super().setUp()
        draft = self.left(opened(self.client).fill(text=WORDS))
        self.url = f"/drafts/{draft.pk}/removal/"

    def test_it_asks_first_and_shows_no_word(self) -> None:
        response = self.client.get(self.url)

        self.assertContains(response, "Drop these words?")
        self.assertNotContains(response, WORDS)
        self.assertEqual(Draft.objects.count(), 1)

    def test_what_is_dropped_is_gone(self) -> None:
        response = self.client.post(self.url, follow=True)

        self.assertRedirects(response, "/today/")
        self.assertContains(response, "Those words are gone.")
        self.assertNotContains(response, LINE)
        self.assertEqual(Draft.objects.count(), 0)
        self.assertEqual(self.client.post(self.url).status_code, 404)

    def test_it_says_that_others_still_wait(self) -> None:
        self.left(opened(self.client).fill(text="Others."))

        response = self.client.post(self.url, follow=True)

        self.assertContains(response, "Others, from another time you left, are still kept.")
        self.assertContains(response, LINE, 1)


class DoorTests(DraftTestCase):
    def test_a_stranger_meets_what_is_not_there(self) -> None:
        draft = self.left(opened(self.client).fill(text=WORDS))
        self.client.force_login(make_user("mallory"))

        for pk in (draft.pk, uuid4()):
            for address in (f"/drafts/{pk}/", f"/drafts/{pk}/removal/"):
                with self.subTest(address=address):
                    self.assertEqual(self.client.get(address).status_code, 404)
        self.assertEqual(self.client.post(f"/drafts/{draft.pk}/removal/").status_code, 404)
        self.assertEqual(Draft.objects.count(), 1)

    def test_a_stranger_who_saves_with_the_id_drops_nothing(self) -> None:
        draft = self.left(opened(self.client).fill(text=WORDS))
        self.client.force_login(make_user("mallory"))

        opened(self.client).fill(text="Mine.", draft=str(draft.pk)).send(self.client)

        self.assertEqual(Draft.objects.get(), draft)

    def test_a_visitor_is_asked_to_sign_in(self) -> None:
        draft = self.left(opened(self.client).fill(text=WORDS))
        self.client.logout()

        for address in (f"/drafts/{draft.pk}/", f"/drafts/{draft.pk}/removal/"):
            with self.subTest(address=address):
                self.assertRedirects(self.client.get(address), f"/accounts/login/?next={address}")
