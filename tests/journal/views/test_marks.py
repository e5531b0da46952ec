"""A star on a page, and a line kept from it."""

import uuid
from typing import Any

from django.test import Client

from journal.models import Entry
from journal.page import Page
from journal.views.screen import SIGNED_OUT
from tests.base import make_user
from tests.journal.cases import JournalTestCase
from tests.journal.factories import damaged, make_entry
from tests.journal.keys import SAME_NAME, using_keys
from tests.journal.sheets import Sheet, opened

TEXT = "It was late. We laughed about the soup!\nThen we slept."


class MarksTestCase(JournalTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.entry = make_entry(self.journal, text=TEXT)
        self.at = self.entry.get_absolute_url()

    def page(self) -> Page:
        return Entry.objects.get(pk=self.entry.pk).read(self.journal.keyring)

    def star(self, value: str) -> Any:
        return self.client.post(f"{self.at}star/", {"starred": value})

    def keep(self, line: str, client: Client | None = None) -> Any:
        return (client or self.client).post(f"{self.at}line/", {"line": line})

    def seen(self, address: str) -> str:
        return self.client.get(address).content.decode()


class StarTests(MarksTestCase):
    def test_a_star_is_put_on_seen_and_taken_away(self) -> None:
        self.assertIn("Star this page", self.seen(self.at))

        self.assertRedirects(self.star("1"), self.at)

        self.assertEqual(self.page(), Page(text=TEXT, starred=True))
        self.assertIn("Take the star away", self.seen(self.at))
        self.assertIn(", starred</span>", self.seen("/journal/"))
        self.star("")
        self.assertEqual(self.page(), Page(text=TEXT))
        self.assertNotIn("starred</span>", self.seen("/journal/"))

    def test_twice_is_once_and_a_look_changes_nothing(self) -> None:
        for _ in range(2):
            self.star("1")
        self.assertRedirects(self.client.get(f"{self.at}star/"), self.at)

        self.assertEqual(Entry.objects.get().revision, 2)
        self.assertTrue(self.page().starred)

    def test_a_page_in_the_bin_or_one_that_does_not_open_has_none(self) -> None:
        Entry.objects.update(sealed=damaged(self.entry))
        self.assertRedirects(self.star("1"), self.at)
        self.assertNotIn("Star this page", self.seen(self.at))
        self.assertEqual(Entry.objects.get().revision, 1)
        Entry.objects.update(sealed=self.entry.sealed)
        self.entry.discard()

        self.assertEqual(self.star("1").status_code, 404)
        self.assertEqual(self.keep("x").status_code, 404)
        self.assertNotIn("Star this page", self.seen(self.at))

    def test_a_stranger_finds_nothing_and_a_visitor_signs_in(self) -> None:
        self.client.force_login(make_user("mallory"))
        for act in ("star/", "line/"):
            for address in (f"{self.at}{act}", f"/entries/{uuid.uuid4()}/{act}"):
                self.assertEqual(self.client.post(address, {"starred": "1"}).status_code, 404)
                self.assertEqual(self.client.get(address).status_code, 404)
        self.client.logout()

        self.assertRedirects(self.star("1"), f"/accounts/login/?next={self.at}star/")
        self.assertEqual(Entry.objects.get().revision, 1)

    def test_a_change_of_the_page_keeps_star_and_line(self) -> None:
        self.star("1")
        self.keep("Then we slept.")

        opened(self.client, f"{self.at}edit/").fill(text="Other words.").send(self.client)

        self.assertEqual(
            self.page(), Page(text="Other words.", starred=True, kept_line="Then we slept.")
        )


class LineTests(MarksTestCase):
    def test_a_line_is_typed_and_shown_on_the_page(self) -> None:
        self.assertIn(f'<a href="{self.at}line/">Keep a line</a>', self.seen(self.at))

        self.assertRedirects(self.keep("  We <laughed>.\r\n"), self.at)

        self.assertEqual(self.page(), Page(text=TEXT, kept_line="We <laughed>."))
        self.assertIn(">We &lt;laughed&gt;.</blockquote>", self.seen(self.at))
        self.assertIn("\nWe &lt;laughed&gt;.</textarea>", self.seen(f"{self.at}line/"))

    def test_the_sentences_of_the_page_are_there_to_choose_from(self) -> None:
        screen = self.seen(f"{self.at}line/")

        for line in ("It was late.", "We laughed about the soup!", "Then we slept."):
            self.assertIn(f'name="line" value="{line}">{line}</button>', screen)
        self.assertEqual(screen.count('name="line" value='), 3)

    def test_an_empty_line_lets_it_go(self) -> None:
        self.keep("We laughed.")
        self.assertIn("Keep no line of this page", self.seen(f"{self.at}line/"))

        response = self.client.post(f"{self.at}line/", {"line": "  "}, follow=True)

        self.assertContains(response, "No line of this page is kept now.")
        self.assertEqual(self.page(), Page(text=TEXT))

    def test_one_that_is_too_long_is_refused_and_still_there(self) -> None:
        long = "a b " * 126

        response = self.keep(long)

        self.assertContains(response, "Please shorten it.", status_code=400)
        self.assertContains(response, long.strip(), status_code=400)
        self.assertEqual(Entry.objects.get().revision, 1)

    def test_a_session_that_ended_gives_the_line_back(self) -> None:
        writer = Sheet(self.client.get("/today/"))["writer"]
        self.client.logout()

        response = self.client.post(f"{self.at}line/", {"line": "My own.", "writer": writer})

        self.assertContains(response, SIGNED_OUT, status_code=403)
        self.assertContains(response, "\nMy own.</textarea>", status_code=403)
        self.assertRedirects(
            self.client.get(f"{self.at}line/"), f"/accounts/login/?next={self.at}line/"
        )
        self.client.force_login(make_user("mallory"))
        other = self.client.post(f"{self.at}line/", {"line": "My own.", "writer": writer})
        self.assertContains(other, "with another account", status_code=403)
        self.assertContains(other, f'name="writer" value="{writer}"', status_code=403)

    def test_a_stale_token_gives_the_line_back_to_be_saved_at_once(self) -> None:
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(self.ada)

        response = strict.post(f"{self.at}line/", {"line": "Own."})

        self.assertContains(response, "\nOwn.</textarea>", status_code=403)
        self.assertContains(response, "press Save once more", status_code=403)

    def test_without_the_key_or_with_damage_the_line_comes_back(self) -> None:
        with using_keys(SAME_NAME):
            response = self.keep("My own.")
        self.assertContains(response, "\nMy own.</textarea>", status_code=503)
        Entry.objects.update(sealed=damaged(self.entry))

        response = self.keep("My own.")

        self.assertContains(response, "\nMy own.</textarea>", status_code=409)
        self.assertRedirects(self.client.get(f"{self.at}line/"), self.at)
        self.assertEqual(Entry.objects.get().revision, 1)
