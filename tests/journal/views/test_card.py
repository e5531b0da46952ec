"""A person's card changed: nickname, kind, and which questions the writer wants about them."""

from typing import Any

from guidance.models import Prompt
from journal.models import Person
from journal.page import PersonCard
from tests.base import make_user
from tests.journal.cases import JournalTestCase
from tests.journal.factories import make_entry, make_person
from tests.journal.keys import NEW_NAME, using_keys
from tests.journal.sheets import opened

NEW = {"nickname": "Samira B.", "kind": "former-partner", "questions": "own"}


class CardTests(JournalTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.sam = make_person(self.journal, "Sam")
        self.address = f"/people/{self.sam.pk}/card/"

    def card(self) -> PersonCard:
        """Return what the card says now."""
        return Person.objects.get(pk=self.sam.pk).read(self.journal.keyring)

    def send(self, **fields: str) -> Any:
        return self.client.post(self.address, NEW | fields)

    def assert_given_back(self, response: Any, sentence: str, status: int) -> None:
        """The words are on the form again, and nothing is stored."""
        self.assertContains(response, sentence, status_code=status)
        self.assertContains(response, 'value="Samira B."', status_code=status)
        self.assertIn("no-store", response["Cache-Control"])
        self.assertEqual(self.card(), PersonCard(nickname="Sam", kind="friend"))

    def test_the_writer_changes_it(self) -> None:
        shown = self.client.get(self.address)
        self.assertContains(shown, "Questions about Sam")

        response = self.send()

        self.assertRedirects(response, f"/people/{self.sam.pk}/")
        self.assertEqual(
            self.card(),
            PersonCard(nickname="Samira B.", kind="former-partner", questions="own"),
        )

    def test_what_else_the_card_remembers_stays(self) -> None:
        self.sam.change(self.journal.keyring, set_aside=True)

        self.send()

        self.assertEqual(self.card().set_aside, True)

    def test_a_form_that_stood_open_takes_nothing_back_that_was_set_since(self) -> None:
        shown = {"nickname": "Sam", "kind": "friend", "questions": "all"}
        was = {f"was_{name}": value for name, value in shown.items()}
        self.assertContains(
            self.client.get(self.address), '<input type="hidden" name="was_questions" value="all">'
        )
        self.sam.change(self.journal.keyring, questions="own", kind="died")

        self.client.post(self.address, was | shown | {"nickname": "Sami"})

        self.assertEqual(self.card(), PersonCard(nickname="Sami", kind="died", questions="own"))

    def test_pages_about_them_read_with_the_new_nickname(self) -> None:
        entry = make_entry(self.journal, person=self.sam.pk)

        self.send()

        self.assertContains(self.client.get(entry.get_absolute_url()), ">Samira B.</a>")

    def test_a_wrong_one_comes_back_as_it_was_typed(self) -> None:
        response = self.send(kind="enemy")

        self.assert_given_back(response, "Choose one of the words in the list.", 400)

    def test_another_ones_nickname_offers_to_bring_the_two_together(self) -> None:
        other = make_person(self.journal, "samira b.")

        response = self.send()

        self.assert_given_back(response, "If they are one person", 400)
        self.assertContains(
            response,
            f'name="into" value="{other.pk}" formaction="/people/{self.sam.pk}/merge/"',
            status_code=400,
        )
        merged = self.client.post(f"/people/{self.sam.pk}/merge/", NEW | {"into": str(other.pk)})
        self.assertRedirects(merged, f"/people/{other.pk}/")
        self.assertEqual(self.card().merged_into, other.pk)

    def test_a_session_that_ended(self) -> None:
        self.client.logout()

        self.assert_given_back(self.send(), "You were signed out while you wrote", 403)

    def test_another_account_signed_in_between(self) -> None:
        page = self.client.get(self.address).content.decode()
        mark = page.split('name="writer" value="')[1][:32]
        self.client.force_login(make_user("mallory"))

        response = self.send(writer=mark)

        self.assert_given_back(response, "signed in with another account", 403)
        self.assertContains(response, f'name="writer" value="{mark}"', status_code=403)

    def test_a_stale_token(self) -> None:
        self.client.handler.enforce_csrf_checks = True

        self.assert_given_back(self.send(), "press Save once more", 403)

    def test_a_journal_whose_key_is_away(self) -> None:
        with using_keys(NEW_NAME):
            response = self.send()

        self.assert_given_back(response, "Your journal cannot be opened right now", 503)

    def test_only_questions_done_alone_are_offered_on_pages_about_them(self) -> None:
        contact = Prompt.objects.filter(contact=True).earliest("pk").slug
        chosen = f'name="answer-0-prompt" value="{contact}"'
        sheet = opened(self.client).fill(person=str(self.sam.pk))
        self.assertContains(sheet.send(self.client, choose=contact), chosen)

        self.send(kind="friend")

        self.assertNotContains(sheet.send(self.client, choose=contact), chosen)
