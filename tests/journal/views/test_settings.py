"""What a writer sets for their journal, and what it changes on every screen."""

from journal.models import Draft, Entry, Journal
from journal.page import JournalSettings
from journal.views.reading import NAMES
from tests.journal.cases import WritingTestCase
from tests.journal.factories import make_entry, make_person
from tests.journal.keys import SAME_NAME, using_keys
from tests.journal.sheets import Sheet, opened

URL = "/settings/journal/"
LANTERNS = 'class="lanterns"'
PAIR = 'class="pair"'


class SettingTests(WritingTestCase):
    def is_hidden(self) -> bool:
        """Return what is kept, read anew."""
        return Journal.objects.of(self.ada).settings.hide_closeness

    def test_it_stands_on_the_settings_screen_and_says_whom_it_is_for(self) -> None:
        response = self.client.get("/settings/")

        self.assertContains(response, f'action="{URL}"', 1)
        self.assertContains(response, "For you if choosing how close it felt feeds doubt")
        self.assertNotContains(response, "checked")

    def test_the_writer_sets_it_and_takes_it_back(self) -> None:
        response = self.client.post(URL, {"hide_closeness": "on"}, follow=True)

        self.assertRedirects(response, "/settings/")
        self.assertContains(response, "Saved.")
        self.assertContains(response, "checked", 1)
        self.assertTrue(self.is_hidden())

        self.client.post(URL, {})

        self.assertFalse(self.is_hidden())

    def test_a_look_changes_nothing(self) -> None:
        self.journal.keep_settings(JournalSettings(hide_closeness=True))

        self.assertRedirects(self.client.get(URL), "/settings/")

        self.assertTrue(self.is_hidden())

    def test_a_visitor_is_asked_to_sign_in(self) -> None:
        self.client.logout()

        response = self.client.post(URL, {"hide_closeness": "on"})

        self.assertRedirects(response, f"/accounts/login/?next={URL}")
        self.assertFalse(self.is_hidden())

    def test_settings_that_cannot_be_opened_are_left_alone(self) -> None:
        self.journal.keep_settings(JournalSettings(hide_closeness=True))
        Journal.objects.update(revision=7)

        response = self.client.post(URL, {}, follow=True)

        self.assertContains(response, "cannot be opened now, so it was not changed")
        Journal.objects.update(revision=1)
        self.assertTrue(self.is_hidden())

    def test_without_the_key_the_other_settings_are_still_there(self) -> None:
        self.journal.keep_settings(JournalSettings(hide_closeness=True))

        with using_keys(SAME_NAME):
            response = self.client.get("/settings/")

        self.assertContains(response, "Close your account")
        self.assertNotContains(response, URL)


class HiddenTests(WritingTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.sam = make_person(self.journal, "Sam")
        self.entry = make_entry(
            self.journal, text="A day.", closeness_felt=2, closeness_wanted=6, person=self.sam.pk
        )
        self.bare = make_entry(self.journal, closeness_felt=3)
        self.journal.keep_settings(JournalSettings(hide_closeness=True))

    def test_no_screen_shows_closeness_and_none_asks_for_it(self) -> None:
        addresses = [
            "/today/",
            f"/entries/{self.entry.pk}/",
            f"/entries/{self.entry.pk}/edit/",
            f"/entries/{self.bare.pk}/",
            "/journal/",
            f"/people/{self.sam.pk}/",
        ]
        for address in addresses:
            with self.subTest(address=address):
                response = self.client.get(address)
                self.assertEqual(response.status_code, 200)
                for shown in (
                    LANTERNS,
                    PAIR,
                    "closeness_felt",
                    "closeness_wanted",
                    *NAMES.values(),
                ):
                    self.assertNotContains(response, shown)

    def test_a_change_keeps_what_was_chosen_before(self) -> None:
        sheet = opened(self.client, f"/entries/{self.entry.pk}/edit/").fill(text="Changed.")

        Sheet(sheet.send(self.client, find="1")).send(self.client)

        page = Entry.objects.get(pk=self.entry.pk).read(self.journal.keyring)
        self.assertEqual(
            (page.text, page.closeness_felt, page.closeness_wanted), ("Changed.", 2, 6)
        )

    def test_neither_does_a_form_that_was_refused_wipe_it(self) -> None:
        sheet = opened(self.client, f"/entries/{self.entry.pk}/edit/").fill(text="Changed.")
        self.client.logout()

        refused = sheet.send(self.client)

        self.assertNotContains(refused, LANTERNS, status_code=403)
        self.client.force_login(self.ada)
        Sheet(refused).send(self.client)
        page = Entry.objects.get(pk=self.entry.pk).read(self.journal.keyring)
        self.assertEqual((page.text, page.closeness_felt), ("Changed.", 2))

    def test_a_form_that_showed_the_lanterns_keeps_what_was_chosen_on_it(self) -> None:
        self.journal.keep_settings(JournalSettings())
        sheet = opened(self.client, f"/entries/{self.entry.pk}/edit/").fill(closeness_felt="")
        self.journal.keep_settings(JournalSettings(hide_closeness=True))

        sheet.send(self.client)

        page = Entry.objects.get(pk=self.entry.pk).read(self.journal.keyring)
        self.assertEqual((page.closeness_felt, page.closeness_wanted), (None, 6))

    def test_words_left_before_are_opened_without_lanterns_and_lose_none(self) -> None:
        self.journal.keep_settings(JournalSettings())
        sheet = opened(self.client).fill(text="Left.", closeness_felt="2", closeness_wanted="7")
        self.client.post("/left/", sheet.fields)
        self.client.force_login(self.ada)
        self.journal.keep_settings(JournalSettings(hide_closeness=True))
        response = self.client.get(f"/drafts/{Draft.objects.get().pk}/")

        self.assertNotContains(response, LANTERNS)
        Sheet(response).send(self.client)
        page = Entry.objects.latest("created_at").read(self.journal.keyring)
        self.assertEqual((page.text, page.closeness_felt, page.closeness_wanted), ("Left.", 2, 7))

    def test_unticked_it_is_all_there_again(self) -> None:
        self.journal.keep_settings(JournalSettings())

        self.assertContains(self.client.get("/journal/"), PAIR, 2)
        self.assertContains(self.client.get("/today/"), LANTERNS, 2)
