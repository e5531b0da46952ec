"""People: sealed cards in the order they were met, and who turned out to be the same person."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import time_machine
from django.test import SimpleTestCase
from hypothesis import given
from hypothesis import strategies as st

from journal.models import Entry, Journal, Person
from journal.models.person import called, card_of, cards_in, same_as
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
            cards = cards_in(self.journal)

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

        cards = cards_in(self.journal)

        self.assertEqual(
            [card.nickname for card in cards.values()], ["Sam", "Cleo", "Robin", "Kim", "Jo"]
        )

    def test_a_writer_finds_only_their_own_people(self) -> None:
        other = Journal.objects.of(make_user("mallory"))
        make_person(other, "Zoe")

        cards = cards_in(other)

        self.assertEqual([card.nickname for card in cards.values()], ["Zoe"])


class ChangeTests(TestCase):
    def setUp(self) -> None:
        self.journal = Journal.objects.of(make_user("ada"))
        self.keyring = self.journal.keyring
        self.sam = make_person(self.journal, "Sam")
        self.alex = make_person(self.journal, "Alex", "partner")

    def card(self, person: Person) -> PersonCard:
        return Person.objects.get(pk=person.pk).read(self.keyring)

    def test_only_the_field_that_changed_is_another(self) -> None:
        self.alex.change(self.keyring, set_aside=True)

        self.assertEqual(
            self.card(self.alex), PersonCard(nickname="Alex", kind="partner", set_aside=True)
        )
        self.assertEqual(Person.objects.get(pk=self.alex.pk).revision, 2)

    def test_a_card_that_does_not_open_is_never_replaced(self) -> None:
        self.sam.sealed = b"damaged"
        with self.assertRaises(Unreadable):
            self.sam.change(self.keyring, nickname="x")
        for one, other in ((self.sam, self.alex), (self.alex, self.sam)):
            with self.assertRaises(Unreadable):
                one.merge(other, self.keyring)
        with self.assertRaises(Unreadable):
            self.sam.split(self.keyring)
        self.assertEqual(self.card(self.sam), PersonCard(nickname="Sam", kind="friend"))

    def test_a_merge_is_one_word_on_one_card_and_a_split_takes_it_back(self) -> None:
        self.sam.merge(self.alex, self.keyring)

        self.assertEqual(
            self.card(self.sam),
            PersonCard(nickname="Sam", kind="friend", merged_into=self.alex.pk),
        )
        self.assertEqual(self.card(self.alex), PersonCard(nickname="Alex", kind="partner"))

        self.sam.split(self.keyring)

        self.assertEqual(self.card(self.sam), PersonCard(nickname="Sam", kind="friend"))

    def test_the_narrower_choice_of_questions_goes_along(self) -> None:
        for one, other, kept in (("own", "all", "own"), ("all", "own", "own"), ("all",) * 3):
            with self.subTest(one=one, other=other):
                self.sam.change(self.keyring, questions=one, merged_into=None)
                self.alex.change(self.keyring, questions=other)

                self.sam.merge(self.alex, self.keyring)

                self.assertEqual(self.card(self.alex).questions, kept)
                self.assertEqual(self.card(self.sam).questions, one)

    def test_someone_who_parted_or_died_brings_the_narrower_choice(self) -> None:
        for kind, other, kept in (
            ("died", "friend", "own"),
            ("former-partner", "other", "own"),
            ("died", "former-partner", "all"),
            ("friend", "died", "all"),
        ):
            with self.subTest(kind=kind, other=other):
                self.sam.change(self.keyring, kind=kind, merged_into=None)
                self.alex.change(self.keyring, kind=other, questions="all")

                self.sam.merge(self.alex, self.keyring)

                self.assertEqual(
                    (self.card(self.alex).questions, self.card(self.alex).kind), (kept, other)
                )

    def test_an_old_card_becomes_one_of_the_version_that_is_written(self) -> None:
        self.sam.write(PersonCard(v=1, nickname="Sam"), self.keyring)
        self.sam.save()

        self.sam.change(self.keyring, set_aside=True)

        self.assertEqual(self.card(self.sam), PersonCard(v=2, nickname="Sam", set_aside=True))


IDS = [UUID(int=number) for number in range(6)]
CARDS = st.dictionaries(
    st.sampled_from(IDS),
    st.builds(
        PersonCard,
        nickname=st.sampled_from(["Sam", "sAM", "Jo", "Jos\u00e9"]),
        merged_into=st.none() | st.sampled_from(IDS),
        set_aside=st.booleans(),
    ),
)


class SameTests(SimpleTestCase):
    def test_a_merge_is_followed_to_its_end(self) -> None:
        sam, sammy, samuel, gone = IDS[:4]
        people = {
            sam: PersonCard(nickname="Sam"),
            sammy: PersonCard(nickname="Sammy", merged_into=sam),
            samuel: PersonCard(nickname="Samuel", merged_into=sammy),
        }

        self.assertEqual([same_as(people, one) for one in (sam, sammy, samuel)], [sam] * 3)
        self.assertEqual(same_as(people, gone), gone)
        self.assertEqual(card_of(people, samuel), people[sam])
        self.assertIsNone(card_of(people, None))
        self.assertIsNone(card_of(people, gone))

    def test_one_merged_into_someone_whose_card_does_not_open_stays_themselves(self) -> None:
        people = {IDS[0]: PersonCard(nickname="Sam", merged_into=IDS[1])}

        self.assertEqual(same_as(people, IDS[0]), IDS[0])

    def test_in_a_ring_everyone_stays_themselves(self) -> None:
        into = {IDS[0]: IDS[1], IDS[1]: IDS[0], IDS[2]: IDS[1], IDS[3]: IDS[3]}
        people = {pk: PersonCard(nickname="x", merged_into=other) for pk, other in into.items()}

        self.assertEqual([same_as(people, pk) for pk in people], list(people))

    @given(CARDS, st.sampled_from(IDS))
    def test_whatever_was_merged_it_ends_and_ends_at_one(
        self, people: dict[UUID, PersonCard], pk: UUID
    ) -> None:
        end = same_as(people, pk)

        self.assertEqual(same_as(people, end), end)
        self.assertEqual(card_of(people, pk), people.get(end))


class CalledTests(SimpleTestCase):
    def test_letters_are_compared_whatever_their_case_and_however_composed(self) -> None:
        people = {
            IDS[0]: PersonCard(nickname="Jos\u00e9"),
            IDS[1]: PersonCard(nickname="Strau\u00df"),
            IDS[2]: PersonCard(nickname="Mary Ann"),
        }
        for nickname, found in (
            ("Jose\u0301", IDS[0]),
            ("JOSE\u0301", IDS[0]),
            ("STRAUSS", IDS[1]),
            ("  mary \u00a0 ann ", IDS[2]),
            ("Jose", None),
            ("Maryann", None),
            ("", None),
        ):
            with self.subTest(nickname=nickname):
                self.assertEqual(called(people, nickname), found)

    def test_the_nickname_of_someone_merged_means_who_they_turned_out_to_be(self) -> None:
        people = {
            IDS[0]: PersonCard(nickname="Sammy", merged_into=IDS[1]),
            IDS[1]: PersonCard(nickname="Sam"),
        }
        self.assertEqual(called(people, "sammy"), IDS[1])

        people[IDS[2]] = PersonCard(nickname="Sammy")
        self.assertEqual(called(people, "sammy"), IDS[2])

    def test_of_two_with_one_nickname_the_one_met_first(self) -> None:
        people = {IDS[2]: PersonCard(nickname="Sam"), IDS[0]: PersonCard(nickname="sam")}

        self.assertEqual(called(people, "SAM"), IDS[2])

    @given(CARDS, st.sampled_from(["Sam", "Jos\u00e9", "Robin"]))
    def test_who_is_found_was_never_merged_away(
        self, people: dict[UUID, PersonCard], nickname: str
    ) -> None:
        found = called(people, nickname)

        if found is not None:
            self.assertEqual(same_as(people, found), found)
