"""The gate's memory: the moment a question was answered or skipped, on the person's card alone."""

from datetime import UTC, datetime, timedelta
from typing import Any

import time_machine
from django.utils.html import escape

from guidance.wording import SAFETY
from journal.models import Entry, Person
from journal.page import PersonCard, Questions
from tests.journal.cases import WritingTestCase
from tests.journal.factories import make_entry, make_person
from tests.journal.safety import EVERY_WAY, NOT_ALONE, SafetyTestCase
from tests.journal.sheets import Sheet, opened

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
WEEK = timedelta(days=7)
HARM = ["disrespect:them"]
BOTH = ["disrespect:them", "disrespect:me"]


class MemoryTests(WritingTestCase):
    def saved(self, **fields: Any) -> Any:
        whom = next(iter(Person.objects.all()), None) if "new_person" in fields else None
        about = fields.get("new_person", fields.get("person", "")).casefold()
        fields = {"gate_for": str(whom.pk) if whom else about} | fields
        with time_machine.travel(NOON, tick=False):
            return (
                opened(self.client)
                .fill(**({"signs": HARM, "text": "x"} | fields))
                .send(self.client)
            )

    def card(self) -> PersonCard:
        return Person.objects.get().read(self.journal.keyring)

    def test_every_answer_and_a_skip_leave_the_same_moment_and_nothing_else(self) -> None:
        cards = []
        for answer in ("yes", "unsure", "no", "skip"):
            with self.subTest(answer=answer):
                Person.objects.all().delete()
                sam = make_person(self.journal, "Sam")
                self.saved(person=str(sam.pk), gate_receiving=answer)

                expected = PersonCard(nickname="Sam", kind="friend", receiving_asked_at=NOON)
                self.assertEqual(self.card(), expected)
                cards.append(self.card())
        self.assertEqual(cards, [cards[0]] * 4)

    def test_a_new_person_remembers_from_the_start(self) -> None:
        self.saved(person="new", new_person="Sam", new_person_kind="family", gate_receiving="no")

        expected = PersonCard(nickname="Sam", kind="family", receiving_asked_at=NOON)
        self.assertEqual((self.card(), Person.objects.get().revision), (expected, 1))

    def test_a_person_known_by_nickname_remembers_too(self) -> None:
        make_person(self.journal, "Sam")

        self.saved(person="new", new_person="sAM", gate_receiving="skip")

        self.assertEqual(self.card().receiving_asked_at, NOON)

    def test_each_question_has_its_own_moment(self) -> None:
        sam = make_person(self.journal, "Sam")

        self.saved(person=str(sam.pk), signs=BOTH, gate_pushing="no")

        self.assertEqual(
            (self.card().receiving_asked_at, self.card().pushing_asked_at), (None, NOON)
        )

    def test_what_was_not_asked_or_not_answered_leaves_no_moment(self) -> None:
        sam = make_person(self.journal, "Sam")
        for fields in (
            {"gate_receiving": ""},
            {"signs": ["distance:me"], "gate_receiving": "yes"},
            {"gate_pushing": "yes"},
            {"gate_receiving": "perhaps"},
            {"person": "", "gate_receiving": "yes"},
        ):
            with self.subTest(fields=fields):
                self.saved(**({"person": str(sam.pk)} | fields))

                self.assertEqual(self.card(), PersonCard(nickname="Sam", kind="friend"))

    def test_a_refused_or_stale_save_leaves_no_moment(self) -> None:
        sam = make_person(self.journal, "Sam")
        self.saved(person=str(sam.pk), gate_receiving="yes", date="1800-01-01")
        entry = make_entry(self.journal, text="Old.", person=sam.pk, signs={"disrespect": "them"})
        address = f"/entries/{entry.pk}/edit/"
        stale = opened(self.client, address)
        opened(self.client, address).fill(text="New.").send(self.client)

        answered = stale.fill(text="Other.", gate_receiving="yes", gate_for=str(sam.pk))
        response = answered.send(self.client)

        self.assertEqual(response.status_code, 409)
        self.assertEqual(self.card(), PersonCard(nickname="Sam", kind="friend"))

    def test_a_save_sent_twice_is_remembered_once(self) -> None:
        sam = make_person(self.journal, "Sam")
        with time_machine.travel(NOON, tick=False) as clock:
            sheet = opened(self.client).fill(
                signs=HARM,
                text="x",
                person=str(sam.pk),
                gate_receiving="no",
                gate_for=str(sam.pk),
            )
            sheet.send(self.client)
            clock.shift(60)
            sheet.send(self.client)

        sam.refresh_from_db(fields=["revision", "sealed"])
        self.assertEqual((sam.revision, self.card().receiving_asked_at), (2, NOON))

    def test_someone_else_remembers_nothing(self) -> None:
        sam, alex = make_person(self.journal, "Sam"), make_person(self.journal, "Alex")
        self.saved(person=str(sam.pk), gate_receiving="yes")

        alex.refresh_from_db(fields=["revision", "sealed"])
        self.assertEqual(
            (alex.revision, alex.read(self.journal.keyring)),
            (1, PersonCard(nickname="Alex", kind="friend")),
        )

    def test_the_answer_is_not_on_the_page(self) -> None:
        for answer in ("yes", "no"):
            self.saved(gate_receiving=answer)

        pages = [entry.read(self.journal.keyring) for entry in Entry.objects.all()]
        self.assertEqual(pages[0], pages[1])

    def test_twelve_queries_for_a_known_person_too(self) -> None:
        for people in (1, 3):
            with self.subTest(people=people):
                while Person.objects.count() < people:
                    sam = make_person(self.journal, f"Sam {Person.objects.count()}")
                sheet = (
                    opened(self.client)
                    .fill(
                        person=str(sam.pk), signs=HARM, text="x", step_will="y", gate_receiving="no"
                    )
                    .fill(gate_for=str(sam.pk))
                )
                # session, account, journal with key; savepoint; hold, page, people, version;
                # entry, step, person; release
                with self.assertNumQueries(12):
                    sheet.send(self.client)
                self.assertIsNotNone(
                    Person.objects.get(pk=sam.pk).read(self.journal.keyring).receiving_asked_at
                )


class WhomTests(SafetyTestCase):
    """An answer is about the person it was given about, and about nobody else."""

    NO = ("unkind-words:them", "distance:them")

    def answered(self, **fields: Any) -> Sheet:
        sheet = self.bring(*self.NO, **fields)
        sheet = self.press(sheet.fill(gate_receiving="no", gate_pushing="no"), find="1")
        self.assertEqual(self.to_choose(sheet), EVERY_WAY)
        return sheet

    def card(self, person: Person) -> PersonCard:
        return Person.objects.get(pk=person.pk).read(self.journal.keyring)

    def test_no_about_one_is_no_answer_about_the_next(self) -> None:
        sam, alex = make_person(self.journal, "Sam"), make_person(self.journal, "Alex")
        to_sam, to_alex = {"person": str(sam.pk)}, {"person": str(alex.pk)}
        robin, kim = ({"person": "new", "new_person": name} for name in ("Robin", "Kim"))
        nobody = {"person": "", "new_person": ""}
        for about, then, whom in (
            (to_sam, to_alex, str(alex.pk)),
            (nobody, to_sam, str(sam.pk)),
            (to_sam, nobody, ""),
            (robin, kim, "kim"),
            (robin, to_sam, str(sam.pk)),
            (to_alex, robin, "robin"),
        ):
            with self.subTest(about=about, then=then):
                sheet = self.answered(**about).fill(**then)

                self.assertEqual(self.met(sheet, NOT_ALONE), [])
                sheet = self.press(sheet, find="1")
                self.assertEqual(self.asks(), ["check_receiving"])
                self.assertEqual((sheet["gate_receiving"], sheet["gate_for"]), ("", whom))

    def test_a_save_notes_nothing_on_the_card_of_another(self) -> None:
        sam, alex = make_person(self.journal, "Sam"), make_person(self.journal, "Alex")

        self.answered(person=str(sam.pk)).fill(person=str(alex.pk)).send(self.client)

        self.assertEqual(self.only_page().person, alex.pk)
        self.assertEqual(self.card(alex), PersonCard(nickname="Alex", kind="friend"))

    def test_the_same_person_is_the_same_however_they_are_named(self) -> None:
        sheet = self.answered(person="new", new_person="Zo\u00eb  B")
        self.press(sheet.fill(new_person=" zOE\u0308 b"), find="1")
        self.assertEqual(Sheet(self.response)["gate_receiving"], "no")
        zoe = make_person(self.journal, "Zo\u00eb B")

        sheet.send(self.client)

        self.assertIsNotNone(self.card(zoe).receiving_asked_at)

    def test_a_question_opened_about_one_rests_about_the_next(self) -> None:
        sam, alex = make_person(self.journal, "Sam"), make_person(self.journal, "Alex")
        for one in (sam, alex):
            one.change(self.journal.keyring, receiving_asked_at=datetime.now(UTC))
        sheet = self.bring(*HARM, person=str(sam.pk))
        sheet = self.press(sheet, find="receiving")
        self.assertEqual(self.asks(), ["check_receiving"])

        self.press(sheet.fill(person=str(alex.pk)), find="1")

        self.assertEqual(self.asks(), [])


class TravelTests(SafetyTestCase):
    """While no gate is shown the answers go along, and come back."""

    def setUp(self) -> None:
        super().setUp()
        self.sam = make_person(self.journal, "Sam")
        self.about = {"person": str(self.sam.pk), "text": "A page."}

    def afraid(self) -> Sheet:
        return self.bring("disrespect:them", **self.about).fill(gate_receiving="yes")

    def assert_whole(self, sheet: Sheet) -> None:
        """The answer is on the form once, and care is there when a question is asked for."""
        self.assertEqual(sheet.fields["gate_receiving"], ["yes"])
        self.assertEqual(sheet.fields["gate_for"], [str(self.sam.pk)])
        self.press(sheet, find="1")
        self.assertEqual(self.shows("yes_receiving"), ["yes_receiving"])

    def test_with_no_question(self) -> None:
        sheet = self.press(self.afraid(), drop="1")

        self.assertEqual(self.asks(), [])
        self.assert_whole(sheet)

    def test_after_a_session_that_ended(self) -> None:
        sheet = self.afraid()
        self.client.logout()
        back = Sheet(sheet.send(self.client))
        self.client.force_login(self.ada)

        self.assert_whole(back)

    def test_after_a_page_that_was_saved_elsewhere(self) -> None:
        entry = make_entry(self.journal, person=self.sam.pk, signs={"disrespect": "them"})
        address = f"/entries/{entry.pk}/edit/"
        stale = self.press(opened(self.client, address).fill(text="Mine."), find="1")
        opened(self.client, address).fill(text="New.").send(self.client)
        response = stale.fill(gate_receiving="yes").send(self.client)
        self.assertEqual(response.status_code, 409)

        self.assert_whole(Sheet(response))

    def test_the_answer_to_a_question_that_is_not_shown_now(self) -> None:
        sheet = self.press(self.afraid().fill(signs=["distance:me"]), find="1")
        self.assertEqual(self.asks(), [])

        self.assert_whole(sheet.fill(signs=HARM))

    def test_a_form_without_answers_carries_nothing(self) -> None:
        self.assertNotIn("gate_for", opened(self.client).fields)


class RestTests(WritingTestCase):
    """What is shown of a question that rests."""

    def setUp(self) -> None:
        super().setUp()
        self.sam = make_person(self.journal, "Sam")

    def remember(self, **fields: Any) -> None:
        self.sam.write(PersonCard(nickname="Sam", kind="friend", **fields), self.journal.keyring)
        self.sam.save()

    def asked(self, signs: list[str] = HARM, name: str = "find", value: str = "1") -> Sheet:
        filled = opened(self.client).fill(signs=signs, person=str(self.sam.pk))
        self.response = filled.send(self.client, **{name: value})
        return Sheet(self.response)

    def shows(self, key: str) -> bool:
        return escape(SAFETY[key]) in self.response.content.decode()

    def test_a_question_rests_for_a_week_and_is_open(self) -> None:
        with time_machine.travel(NOON, tick=False):
            self.remember(receiving_asked_at=NOON - WEEK)
            sheet = self.asked()

            self.assertFalse(self.shows("check_receiving"))
            self.assertIn(("find", "receiving"), sheet.buttons)
            self.assertContains(self.response, "Suggested because of what you noticed")
            self.assertTrue(sheet["answer-0-prompt"].startswith("kind-"))

            self.remember(receiving_asked_at=NOON - WEEK - timedelta(seconds=1))
            sheet = self.asked()

            self.assertTrue(self.shows("check_receiving"))
            self.assertNotIn(("find", "receiving"), sheet.buttons)

    def test_the_link_opens_it_and_it_stays_open_on_this_form(self) -> None:
        self.remember(receiving_asked_at=datetime.now(UTC))
        resting = self.asked()

        self.response = resting.send(self.client, find="receiving")
        self.assertTrue(self.shows("check_receiving"))
        opened_ = Sheet(self.response)
        self.assertEqual(opened_.fields["reopened"], ["receiving"])
        self.assertNotIn(("find", "receiving"), opened_.buttons)
        self.response = opened_.send(self.client, not_today="1")
        self.assertTrue(self.shows("check_receiving"))
        self.response = Sheet(self.response).fill(gate_receiving="yes").send(self.client, find="1")
        self.assertTrue(self.shows("yes_receiving"))
        self.assertFalse(opened(self.client).fields.get("reopened"))

    def test_the_setting_rests_both_and_each_has_its_link(self) -> None:
        self.remember(questions=_OWN)

        sheet = self.asked(BOTH)

        self.assertEqual((self.shows("check_receiving"), self.shows("check_pushing")), (False,) * 2)
        links = [button for button in sheet.buttons if button in _LINKS]
        self.assertEqual(links, _LINKS)
        self.response = sheet.send(self.client, find="pushing")
        self.assertEqual(
            (self.shows("check_receiving"), self.shows("check_pushing")), (False, True)
        )

    def test_words_that_open_nothing_change_nothing(self) -> None:
        self.remember(receiving_asked_at=datetime.now(UTC))
        for name, value in (("find", "everything"), ("find", ""), ("strategy", "receiving")):
            with self.subTest(name=name, value=value):
                self.asked(HARM, name, value)

                self.assertFalse(self.shows("check_receiving"))

    def test_a_page_about_nobody_is_asked_each_time(self) -> None:
        self.remember(receiving_asked_at=datetime.now(UTC))

        self.response = opened(self.client).fill(signs=HARM).send(self.client, find="1")

        self.assertTrue(self.shows("check_receiving"))


_OWN: Questions = "own"
_LINKS = [("find", "receiving"), ("find", "pushing")]
