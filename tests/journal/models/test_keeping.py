"""Keeping a page: all of a save or nothing of it, once, and never over what is newer."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from msgspec import structs

from journal.models import Entry, Journal, Person, Step
from journal.models.keeping import Save, Stale, keep, own_id, person_called
from journal.models.person import cards_in
from journal.page import Page, PersonCard, StepPlan
from journal.vault.envelope import Unreadable
from tests.base import TestCase, make_user
from tests.journal.factories import make_entry, make_person
from tests.journal.pages import ON

PLAN = StepPlan(when="after dinner", will="ask how the day was")
DUE = ON + timedelta(days=3)
WENT = structs.replace(
    PLAN,
    first_on=ON + timedelta(days=2),
    outcome="part",
    worth="yes",
    noticed="They asked back.",
    closeness_felt=5,
)


class KeepTestCase(TestCase):
    def setUp(self) -> None:
        self.journal = Journal.objects.of(make_user("ada"))
        self.first = Save(
            entry=uuid4(),
            id=uuid4(),
            revision=0,
            about_on=ON,
            page=Page(text="A day.", signs={"distance": "me"}),
        )

    def keep(self, save: Save) -> Entry:
        """Keep the save as the screen does."""
        with transaction.atomic():
            self.journal.hold()
            entry = self.journal.entries.with_step().filter(pk=save.entry).first()
            return keep(self.journal, save, entry)

    def went(self, entry: Entry) -> Entry:
        """Say how the step of the entry went."""
        step = entry.step
        step.write(WENT, self.journal.keyring)
        step.save()
        return entry

    def next(self, save: Save, **changes: Any) -> Save:
        """Return the save that a form filled from this one would send."""
        return replace(save, **{"id": uuid4(), "revision": save.revision + 1, **changes})

    def kept(self, save: Save) -> tuple[Any, ...]:
        """Return everything that is kept under the save's id, opened."""
        entry = Entry.objects.with_step().get(pk=save.entry)
        step, keyring = entry.step_or_none, self.journal.keyring
        planned = (step.read(keyring), step.due_on, step.revision) if step else None
        return (entry.read(keyring), entry.about_on, entry.revision, entry.save_id, planned)

    @staticmethod
    def rows() -> list[Any]:
        """Return every private row as it stands in the database."""
        return [
            [
                tuple(bytes(value) if isinstance(value, memoryview) else value for value in row)
                for row in model._default_manager.order_by("pk").values_list()
            ]
            for model in (Entry, Step, Person)
        ]


class NewPageTests(KeepTestCase):
    def test_a_new_page_is_kept_under_its_own_id(self) -> None:
        entry = self.keep(self.first)

        self.assertEqual((entry.pk, entry.journal), (self.first.entry, self.journal))
        self.assertEqual(self.kept(self.first), (self.first.page, ON, 1, self.first.id, None))

    def test_a_new_page_is_kept_with_its_step(self) -> None:
        save = replace(self.first, step=PLAN, step_on=DUE)

        self.keep(save)

        self.assertEqual(self.kept(save), (save.page, ON, 1, save.id, (PLAN, DUE, 1)))
        self.assertEqual(Step.objects.get().journal_id, self.journal.pk)

    def test_a_page_that_was_erased_meanwhile_is_kept_as_a_new_one(self) -> None:
        save = replace(self.first, revision=5)

        self.keep(save)

        self.assertEqual(self.kept(save), (save.page, ON, 1, save.id, None))

    def test_a_step_without_a_day_is_refused_and_nothing_is_kept(self) -> None:
        with self.assertRaisesMessage(ValueError, "A step needs the day to look back."):
            self.keep(replace(self.first, step=PLAN))

        self.assertEqual(self.rows(), [[], [], []])

    def test_two_pages_do_not_touch_each_other(self) -> None:
        other = replace(self.first, entry=uuid4(), id=uuid4(), page=Page(text="Another."))
        self.keep(self.first)
        self.keep(other)

        self.assertEqual(self.kept(self.first), (self.first.page, ON, 1, self.first.id, None))
        self.assertEqual(self.kept(other), (other.page, ON, 1, other.id, None))


class ChangeTests(KeepTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.first = replace(self.first, step=PLAN, step_on=DUE)
        self.keep(self.first)
        self.second = self.next(self.first)

    def test_a_change_is_the_next_revision_of_page_and_step(self) -> None:
        plan, page = StepPlan(will="call"), Page(text="Now I see it.")
        save = replace(
            self.second,
            page=page,
            about_on=ON - timedelta(days=1),
            step=plan,
            step_on=DUE + timedelta(days=1),
        )

        self.keep(save)

        self.assertEqual(
            self.kept(save),
            (page, ON - timedelta(days=1), 2, save.id, (plan, DUE + timedelta(days=1), 2)),
        )
        self.assertEqual((Entry.objects.count(), Step.objects.count()), (1, 1))

    def test_many_changes_one_after_the_other_are_all_kept(self) -> None:
        save = self.first
        for number in range(2, 6):
            save = self.next(save, page=Page(text=f"Version {number}"))
            self.keep(save)

            self.assertEqual(self.kept(save)[0::2], (save.page, number, (PLAN, DUE, number)))

    def test_a_step_that_is_taken_off_the_form_goes(self) -> None:
        self.keep(replace(self.second, step=None, step_on=None))

        self.assertEqual(Step.objects.count(), 0)
        self.assertEqual(self.kept(self.second)[2:], (2, self.second.id, None))

    def test_a_step_may_come_later_and_come_back(self) -> None:
        self.keep(replace(self.second, step=None, step_on=None))
        third = self.next(self.second, step=PLAN, step_on=DUE)

        self.keep(third)

        self.assertEqual(self.kept(third)[4], (PLAN, DUE, 1))

    def test_how_a_step_went_stays_when_its_page_is_changed(self) -> None:
        save = replace(self.first, step=PLAN, step_on=DUE)
        self.went(self.keep(save))

        self.keep(self.next(save, page=Page(text="Reworded.")))
        self.keep(self.next(self.next(save), step=StepPlan(will="ask less"), step_on=DUE))

        plan = Step.objects.get().read(self.journal.keyring)
        self.assertEqual(
            plan, structs.replace(WENT, when="", will="ask less", first_on=ON + timedelta(days=2))
        )

    def test_another_day_to_look_back_begins_anew(self) -> None:
        save = replace(self.first, step=PLAN, step_on=DUE)
        self.went(self.keep(save))

        self.keep(self.next(save, step_on=DUE + timedelta(days=1)))

        self.assertEqual(
            Step.objects.get().read(self.journal.keyring), structs.replace(WENT, first_on=None)
        )

    def test_an_answered_step_with_another_day_is_asked_about_again(self) -> None:
        save = replace(self.first, step=PLAN, step_on=DUE)
        self.went(self.keep(save))
        Step.objects.update(answered_at=timezone.now())
        reworded = self.next(save, step=StepPlan(will="ask less"))
        self.keep(reworded)
        self.assertIsNotNone(Step.objects.get().answered_at)

        self.keep(self.next(reworded, step_on=DUE + timedelta(days=1)))

        step = Step.objects.get()
        self.assertEqual(
            step.read(self.journal.keyring),
            StepPlan(will="ask less", noticed="They asked back."),
        )
        self.assertIsNone(step.answered_at)
        self.assertEqual(list(Step.objects.due(DUE + timedelta(days=1))), [step])

    def test_a_page_in_the_bin_that_is_saved_again_is_kept(self) -> None:
        Entry.objects.get().discard()

        self.keep(replace(self.second, page=Page(text="Still here.")))

        self.assertEqual([one.pk for one in Entry.objects.kept()], [self.first.entry])


class RepeatedTests(KeepTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.first = replace(self.first, step=PLAN, step_on=DUE)
        self.keep(self.first)

    def test_a_save_sent_twice_is_one_save(self) -> None:
        before = self.rows()

        entry = self.keep(self.first)

        self.assertEqual(entry.pk, self.first.entry)
        self.assertEqual(self.rows(), before)

    def test_a_change_sent_twice_is_one_change(self) -> None:
        second = self.next(self.first, page=Page(text="Changed."))
        self.keep(second)
        before = self.rows()

        self.keep(second)

        self.assertEqual(self.rows(), before)
        self.assertEqual(self.kept(second)[2], 2)

    def test_a_save_sent_again_after_looking_back_is_no_conflict(self) -> None:
        save = replace(self.first, step=PLAN, step_on=DUE)
        entry = self.went(self.keep(save))
        page = structs.replace(save.page, sat="heavier")
        entry.write(page, self.journal.keyring, about_on=ON, save_id=save.id)
        entry.save()
        rows = self.rows()

        self.assertEqual(self.keep(save).pk, save.entry)
        self.assertEqual(self.rows(), rows)

    def test_the_same_words_sent_under_another_save_id_are_no_conflict(self) -> None:
        before = self.rows()

        self.keep(replace(self.first, id=uuid4()))

        self.assertEqual(self.rows(), before)

    def test_a_save_sent_again_after_the_page_was_discarded_takes_it_out_of_the_bin(self) -> None:
        Entry.objects.get().discard()

        self.keep(self.first)

        self.assertEqual([one.pk for one in Entry.objects.kept()], [self.first.entry])
        self.assertEqual(self.kept(self.first)[2], 1)

    def test_a_save_without_step_sent_twice_is_one_save(self) -> None:
        save = replace(self.first, entry=uuid4(), step=None, step_on=None)
        self.keep(save)
        before = self.rows()

        self.keep(save)
        self.keep(replace(save, step_on=DUE))  # the day is always on the form, the step is not

        self.assertEqual(self.rows(), before)


class StaleTests(KeepTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.first = replace(self.first, step=PLAN, step_on=DUE)
        self.keep(self.first)
        self.second = self.next(self.first, page=Page(text="From the phone."))
        self.keep(self.second)

    def assert_stale(self, save: Save) -> None:
        before = self.rows()
        with self.assertRaises(Stale) as caught:
            self.keep(save)
        self.assertEqual(self.rows(), before)
        self.assertEqual(caught.exception.entry.pk, save.entry)
        self.assertEqual(
            caught.exception.entry.read(self.journal.keyring), Page(text="From the phone.")
        )

    def test_a_save_from_an_older_revision_writes_nothing_and_carries_what_is_kept(self) -> None:
        self.assert_stale(self.next(self.first, page=Page(text="From the laptop.")))

    def test_whatever_differs_makes_a_save_stale(self) -> None:
        for changes in (
            {"page": Page(text="From the laptop.")},
            {"page": Page(text="From the phone.", closeness_felt=4)},
            {"about_on": ON - timedelta(days=1)},
            {"step": StepPlan(will="something else")},
            {"step_on": DUE + timedelta(days=1)},
            {"step": None, "step_on": None},
        ):
            with self.subTest(**changes):
                same: dict[str, Any] = {"page": self.second.page, "id": uuid4()}
                self.assert_stale(replace(self.first, **(same | changes)))

    def test_a_save_from_a_revision_that_is_not_there_yet_is_stale(self) -> None:
        self.assert_stale(replace(self.second, revision=9, page=Page(text="A forged number.")))

    def test_the_first_save_sent_again_after_a_change_is_stale(self) -> None:
        self.assert_stale(self.first)

    def test_a_stale_save_leaves_a_page_in_the_bin(self) -> None:
        Entry.objects.get().discard()

        self.assert_stale(self.first)

        self.assertEqual(Entry.objects.discarded().count(), 1)

    def test_the_message_of_the_exception_is_an_id_and_no_word(self) -> None:
        with self.assertRaises(Stale) as caught:
            self.keep(self.first)

        self.assertEqual(str(caught.exception), str(self.first.entry))


class UnreadableTests(KeepTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.first = replace(self.first, step=PLAN, step_on=DUE)
        self.keep(self.first)

    def assert_untouched(self) -> None:
        before = self.rows()
        for save in (
            self.first,
            self.next(self.first),
            self.next(self.first, page=Page(text="Another day.")),
            self.next(self.first, step=None, step_on=None),
        ):
            with self.subTest(save=save), self.assertRaises(Unreadable):
                self.keep(save)
            self.assertEqual(self.rows(), before)

    def test_a_kept_page_that_does_not_open_is_never_replaced(self) -> None:
        blob = bytearray(Entry.objects.get().sealed)
        blob[100] ^= 1
        Entry.objects.update(sealed=bytes(blob))

        self.assert_untouched()

    def test_a_kept_step_that_does_not_open_is_never_replaced_or_deleted(self) -> None:
        Step.objects.update(sealed=b"damaged")

        self.assert_untouched()


class OwnIdTests(KeepTestCase):
    def test_the_same_form_means_the_same_page(self) -> None:
        form = uuid4()

        self.assertEqual(own_id(self.journal, form), own_id(self.journal, UUID(str(form))))

    def test_another_form_or_another_writer_means_another_page(self) -> None:
        form, other = uuid4(), Journal.objects.of(make_user("mallory"))
        ids = {
            own_id(self.journal, form),
            own_id(self.journal, uuid4()),
            own_id(other, form),
            form,
        }

        self.assertEqual(len(ids), 4)

    def test_the_id_of_a_kept_page_means_nothing_on_a_form(self) -> None:
        entry = make_entry(self.journal)
        mallory = Journal.objects.of(make_user("mallory"))

        found = {own_id(journal, entry.pk) for journal in (self.journal, mallory)}

        self.assertNotIn(entry.pk, found)


class PersonCalledTests(KeepTestCase):
    def called(self, nickname: str) -> UUID:
        card = PersonCard(nickname=nickname, kind="friend")
        people = cards_in(self.journal)
        return person_called(self.journal, card, people)

    def test_a_new_nickname_makes_a_person(self) -> None:
        pk = self.called("Sam")

        person = Person.objects.get()
        self.assertEqual((person.pk, person.journal_id), (pk, self.journal.pk))
        self.assertEqual(
            person.read(self.journal.keyring), PersonCard(nickname="Sam", kind="friend")
        )

    def test_a_known_nickname_finds_its_person_in_any_case(self) -> None:
        strauss = make_person(self.journal, "Frau Strauß", "partner")
        make_person(self.journal, "Sam")
        before = self.rows()

        for nickname in ("Frau Strauß", "frau strauß", "FRAU STRAUSS"):
            with self.subTest(nickname=nickname):
                self.assertEqual(self.called(nickname), strauss.pk)

        self.assertEqual(self.rows(), before)

    def test_a_nickname_that_only_begins_alike_is_another_person(self) -> None:
        sam = make_person(self.journal, "Sam")

        self.assertNotEqual(self.called("Samira"), sam.pk)
        self.assertEqual(Person.objects.count(), 2)

    def test_someone_elses_sam_is_not_found(self) -> None:
        other = make_person(Journal.objects.of(make_user("mallory")), "Sam")

        self.assertNotEqual(self.called("Sam"), other.pk)
        self.assertEqual(Person.objects.filter(journal=self.journal).count(), 1)
