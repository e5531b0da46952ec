"""People: sealed cards, in the order they were met."""

from datetime import UTC, datetime, timedelta

import time_machine

from journal.models import Entry, Journal, Person
from journal.page import PersonCard
from journal.vault.envelope import Unreadable
from tests.base import TestCase, make_user
from tests.journal.factories import make_entry, make_person

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
NAMES = ("Sam", "Alex", "Cleo", "Robin", "Kim", "Jo")


class PersonTests(TestCase):
    def setUp(self) -> None:
        self.journal = Journal.objects.of(make_user("ada"))
        self.keyring = self.journal.keyring

    def test_what_was_written_is_read_again(self) -> None:
        make_person(self.journal, "Sam ♥", "former-partner")

        kept = Person.objects.get()
        self.assertEqual(
            kept.read(self.keyring), PersonCard(nickname="Sam ♥", kind="former-partner")
        )
        self.assertEqual((kept.journal_id, kept.revision), (self.journal.pk, 1))

    def test_the_row_shows_no_word(self) -> None:
        person = make_person(self.journal, "canary")

        self.assertNotIn(b"canary", bytes(Person.objects.get().sealed))
        self.assertEqual(repr(person), f"<Person: {person.pk}>")

    def test_a_change_is_the_next_revision(self) -> None:
        person = make_person(self.journal, "Sam")
        first = bytes(person.sealed)

        person.write(PersonCard(nickname="Samira", kind="partner"), self.keyring)
        person.save()

        kept = Person.objects.get()
        self.assertEqual(kept.read(self.keyring), PersonCard(nickname="Samira", kind="partner"))
        self.assertEqual(kept.revision, 2)
        kept.sealed = first
        with self.assertRaises(Unreadable):
            kept.read(self.keyring)

    def test_a_card_put_in_place_of_another_does_not_open(self) -> None:
        sam, alex = make_person(self.journal, "Sam"), make_person(self.journal, "Alex")
        Person.objects.filter(pk=alex.pk).update(sealed=sam.sealed)

        with self.assertRaises(Unreadable):
            Person.objects.get(pk=alex.pk).read(self.keyring)

    def test_a_page_is_no_card(self) -> None:
        entry, sam = make_entry(self.journal), make_person(self.journal, "Sam")
        Person.objects.update(sealed=entry.sealed)
        Entry.objects.update(sealed=sam.sealed)

        with self.assertRaises(Unreadable):
            Person.objects.get().read(self.keyring)
        with self.assertRaises(Unreadable):
            Entry.objects.get().read(self.keyring)


class CardsTests(TestCase):
    def setUp(self) -> None:
        self.journal = Journal.objects.of(make_user("ada"))
        self.met = {}
        # Enough of them, so that ids made at random do not stand in this order by chance.
        for days, nickname in reversed(list(enumerate(NAMES))):
            with time_machine.travel(NOON + timedelta(days=days), tick=False):
                self.met[nickname] = make_person(self.journal, nickname)

    def test_whoever_was_named_first_comes_first(self) -> None:
        with self.assertNumQueries(1):
            cards = self.journal.people.cards(self.journal.keyring)

        self.assertEqual(
            [(pk, card.nickname) for pk, card in cards.items()],
            [(self.met[name].pk, name) for name in NAMES],
        )

    def test_people_met_in_the_same_moment_keep_one_order(self) -> None:
        Person.objects.update(created_at=NOON)

        found = [person.pk for person in Person.objects.in_order_met()]

        self.assertEqual(found, sorted(found))

    def test_a_card_that_does_not_open_is_left_out_and_the_others_stay(self) -> None:
        Person.objects.filter(pk=self.met["Alex"].pk).update(sealed=b"damaged")

        cards = self.journal.people.cards(self.journal.keyring)

        self.assertEqual(
            [card.nickname for card in cards.values()], ["Sam", "Cleo", "Robin", "Kim", "Jo"]
        )

    def test_a_writer_finds_only_their_own_people(self) -> None:
        other = Journal.objects.of(make_user("mallory"))
        make_person(other, "Zoe")

        cards = other.people.cards(other.keyring)

        self.assertEqual([card.nickname for card in cards.values()], ["Zoe"])
