"""Entries: sealing and opening, the bin, and the order of the timeline."""

import base64
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import time_machine
from django.db import IntegrityError, transaction
from django.test import SimpleTestCase
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from journal.models import Entry, Journal
from journal.models.entry import Place
from journal.page import Page, StepPlan
from journal.vault.envelope import Unreadable
from journal.vault.keyring import PERSON
from tests.base import TestCase, make_user
from tests.journal.factories import make_entry
from tests.journal.pages import ON, answer

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


class EntryTestCase(TestCase):
    def setUp(self) -> None:
        self.journal = Journal.objects.of(make_user("ada"))
        self.keyring = self.journal.keyring


class SealingTests(EntryTestCase):
    def test_what_was_written_is_read_again(self) -> None:
        page = Page(
            title="T",
            text="  A day.\n",
            answers=(answer("a-question", "talk"),),
            person=uuid4(),
            closeness_felt=3,
            signs={"distance": "both"},
            fears=("trust-hard",),
            zone="Europe/Berlin",
        )
        entry, save_id = Entry(journal=self.journal), uuid4()

        with time_machine.travel(NOON, tick=False):
            entry.write(page, self.keyring, about_on=ON, save_id=save_id)
            entry.save()

        kept = Entry.objects.get()
        self.assertEqual(kept.read(self.keyring), page)
        self.assertEqual(
            (kept.pk, kept.journal_id, kept.about_on, kept.revision, kept.save_id),
            (entry.pk, self.journal.pk, ON, 1, save_id),
        )
        self.assertEqual((kept.created_at, kept.saved_at, kept.deleted_at), (NOON, NOON, None))

    def test_nothing_is_kept_before_the_row_is_saved(self) -> None:
        Entry(journal=self.journal).write(Page(), self.keyring, about_on=ON, save_id=uuid4())

        self.assertEqual(Entry.objects.count(), 0)

    def test_the_row_shows_no_word(self) -> None:
        entry = make_entry(self.journal, title="canary", text="canary", fears=("canary",))

        row = Entry.objects.filter(pk=entry.pk).values_list().get()
        shown = b" ".join(
            bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
            for value in row
        )
        self.assertNotIn(b"canary", shown)
        self.assertEqual(str(entry), str(entry.pk))
        self.assertEqual(repr(entry), f"<Entry: {entry.pk}>")

    def test_a_change_is_the_next_revision_and_keeps_the_first_moment(self) -> None:
        with time_machine.travel(NOON, tick=False):
            entry = make_entry(self.journal, text="first")
        first, later, save_id = bytes(entry.sealed), NOON + timedelta(days=1), uuid4()
        earlier_day = ON - timedelta(days=3)

        with time_machine.travel(later, tick=False):
            entry = Entry.objects.get()
            entry.write(Page(text="second"), self.keyring, about_on=earlier_day, save_id=save_id)
            entry.save()

        kept = Entry.objects.get()
        self.assertEqual(kept.read(self.keyring), Page(text="second"))
        self.assertEqual(
            (kept.revision, kept.created_at, kept.saved_at, kept.about_on, kept.save_id),
            (2, NOON, later, earlier_day, save_id),
        )
        kept.sealed = first
        with self.assertRaises(Unreadable):
            kept.read(self.keyring)

    def test_writing_takes_a_page_out_of_the_bin(self) -> None:
        entry = make_entry(self.journal, deleted=True)
        self.assertIsNotNone(entry.deleted_at)

        entry.write(Page(text="Again."), self.keyring, about_on=ON, save_id=uuid4())
        entry.save()

        self.assertIsNone(Entry.objects.get().deleted_at)

    def test_a_blob_in_another_row_does_not_open(self) -> None:
        one, two = make_entry(self.journal), make_entry(self.journal)
        Entry.objects.filter(pk=two.pk).update(sealed=one.sealed)

        with self.assertRaises(Unreadable):
            Entry.objects.get(pk=two.pk).read(self.keyring)
        self.assertEqual(Entry.objects.get(pk=one.pk).read(self.keyring), Page(text="A day."))

    def test_a_row_in_another_journal_does_not_open(self) -> None:
        entry = make_entry(self.journal)
        other = Journal.objects.of(make_user("mallory"))
        Entry.objects.update(journal=other)

        with self.assertRaises(Unreadable):
            Entry.objects.get(pk=entry.pk).read(other.keyring)

    def test_a_document_of_another_form_is_unreadable_and_not_quoted(self) -> None:
        for document in (
            b"",
            b"canary",
            b"[]",
            b'{"text": 7, "canary": 1}',
            b'{"signs":{"a":"c"}}',
        ):
            entry = make_entry(self.journal)
            entry.sealed = self.keyring.seal(
                document, kind=Entry.KIND, object=entry.pk, revision=entry.revision
            )
            with self.subTest(document=document), self.assertRaises(Unreadable) as caught:
                entry.read(self.keyring)
            self.assertEqual(
                str(caught.exception), "The document is of a form this version does not know."
            )
            self.assertIsNone(caught.exception.__cause__)
            self.assertTrue(caught.exception.__suppress_context__)

    def test_a_document_of_another_kind_is_unreadable(self) -> None:
        entry = make_entry(self.journal)
        entry.sealed = self.keyring.seal(b"{}", kind=PERSON, object=entry.pk, revision=1)

        with self.assertRaises(Unreadable):
            entry.read(self.keyring)

    def test_a_page_that_was_never_saved_is_refused(self) -> None:
        entry = Entry(
            journal=self.journal, about_on=ON, created_at=NOON, saved_at=NOON, save_id=uuid4()
        )

        with self.assertRaises(IntegrityError), transaction.atomic():
            entry.save()

    def test_its_address_is_its_id(self) -> None:
        entry = make_entry(self.journal)

        self.assertEqual(entry.get_absolute_url(), f"/entries/{entry.pk}/")


class BinTests(EntryTestCase):
    def setUp(self) -> None:
        super().setUp()
        with time_machine.travel(NOON, tick=False):
            self.entry = make_entry(self.journal, step="Call.", deleted=True)
            self.other = make_entry(self.journal)

    def test_a_discarded_page_is_in_the_bin_and_not_among_the_kept(self) -> None:
        self.assertEqual(self.entry.deleted_at, NOON)
        self.assertEqual(list(Entry.objects.kept()), [self.other])
        self.assertEqual(list(Entry.objects.discarded()), [self.entry])
        self.assertEqual(self.entry.read(self.keyring), Page(text="A day."))

    def test_discarding_twice_keeps_the_first_moment(self) -> None:
        with time_machine.travel(NOON + timedelta(days=5), tick=False):
            self.entry.discard()

        self.assertEqual(Entry.objects.get(pk=self.entry.pk).deleted_at, NOON)

    def test_discarding_changes_no_other_page_and_no_revision(self) -> None:
        self.assertEqual(
            set(Entry.objects.values_list("pk", "deleted_at", "revision")),
            {(self.entry.pk, NOON, 1), (self.other.pk, None, 1)},
        )

    def test_a_restored_page_is_kept_again(self) -> None:
        two = make_entry(self.journal, deleted=True)

        self.entry.restore()

        self.assertEqual(set(Entry.objects.kept()), {self.entry, self.other})
        self.assertEqual(list(Entry.objects.discarded()), [two])
        self.assertEqual(self.entry.step_or_none, Entry.objects.get(pk=self.entry.pk).step)

    def test_the_bin_shows_the_latest_first(self) -> None:
        for day in (3, 1, 2):
            with time_machine.travel(NOON + timedelta(days=day), tick=False):
                make_entry(self.journal, deleted=True)

        self.assertEqual(
            [one.deleted_at for one in Entry.objects.discarded()],
            [NOON + timedelta(days=day) for day in (3, 2, 1, 0)],
        )

    def test_a_page_expires_when_its_30_days_are_over_and_not_before(self) -> None:
        over = NOON + timedelta(days=30)
        for moment, expired in (
            (NOON, []),
            (over - timedelta(seconds=1), []),
            (over, []),
            (over + timedelta(seconds=1), [self.entry]),
            (over + timedelta(days=300), [self.entry]),
        ):
            with self.subTest(moment=moment), time_machine.travel(moment, tick=False):
                self.assertEqual(list(Entry.objects.expired()), expired)

    def test_it_says_on_which_day_it_goes_in_the_writers_zone(self) -> None:
        self.assertEqual(self.entry.goes_on, date(2026, 12, 22))
        self.assertIsNone(self.other.goes_on)

        late = Entry(deleted_at=datetime(2026, 11, 22, 23, 30, tzinfo=UTC))
        with timezone.override("Europe/Berlin"):
            self.assertEqual(late.goes_on, date(2026, 12, 23))


class StepTests(EntryTestCase):
    def test_a_page_has_its_step_or_none(self) -> None:
        with_step = make_entry(self.journal, step=StepPlan(when="w", will="x"))
        without = make_entry(self.journal)

        self.assertEqual(with_step.step_or_none, with_step.step)
        self.assertIsNone(without.step_or_none)

    def test_steps_come_along_in_one_query(self) -> None:
        for step in ("Call.", None, "Write."):
            make_entry(self.journal, step=step)

        with self.assertNumQueries(1):
            found = [one.step_or_none is not None for one in Entry.objects.with_step()]

        self.assertEqual(sorted(found), [False, True, True])


class TimelineTests(EntryTestCase):
    """The order, and the pages on either side of a place, at every place there is."""

    def setUp(self) -> None:
        super().setUp()
        second, micro = timedelta(seconds=1), timedelta(microseconds=1)
        days = [ON, ON - timedelta(days=1), date(1900, 1, 1)]
        moments = [NOON + second, NOON + micro, NOON, NOON - micro]
        ids = [UUID(int=2**127 + number) for number in (9, 1)]
        self.places = [
            Place(day, moment, UUID(int=pk.int + 100 * place))
            for place, (day, moment) in enumerate((day, at) for day in days for at in moments)
            for pk in ids
        ]
        # Made in another order than that of the timeline.
        for place in sorted(self.places, key=lambda one: one.id.int * 7919 % 10007):
            entry = Entry(pk=place.id, journal=self.journal)
            entry.write(Page(text="."), self.keyring, about_on=place.about_on, save_id=uuid4())
            entry.created_at = place.created_at
            entry.save(force_insert=True)

    def test_newest_first_is_by_day_then_moment_then_id(self) -> None:
        found = [entry.place for entry in Entry.objects.newest_first()]

        self.assertEqual(found, self.places)

    def test_from_every_place_the_older_and_the_newer_are_all_the_others(self) -> None:
        for at, place in enumerate(self.places):
            older = [entry.place for entry in Entry.objects.older_than(place)]
            newer = [entry.place for entry in Entry.objects.newer_than(place)]

            self.assertEqual(older, self.places[at + 1 :], at)
            self.assertEqual(newer, self.places[:at][::-1], at)

    def test_a_place_where_no_page_stands_any_more_still_parts_the_timeline(self) -> None:
        at = 5
        gone = self.places[at]
        Entry.objects.get(pk=gone.id).delete()

        older = [entry.place for entry in Entry.objects.older_than(gone)]
        newer = [entry.place for entry in Entry.objects.newer_than(gone)]

        self.assertEqual(older, self.places[at + 1 :])
        self.assertEqual(newer, self.places[:at][::-1])

    def test_a_place_that_went_through_an_address_finds_the_same_pages(self) -> None:
        place = Place.from_code(self.places[9].code())

        found = [entry.place for entry in Entry.objects.older_than(place)[:3]]

        self.assertEqual(found, self.places[10:13])


class CodeTests(SimpleTestCase):
    @settings(deadline=None)
    @given(
        st.dates(date(1900, 1, 1), date(2100, 12, 31)),
        st.datetimes(datetime(1900, 1, 1), datetime(2100, 12, 31), timezones=st.just(UTC)),
        st.uuids(),
    )
    def test_a_place_comes_back_from_its_code(self, day: date, moment: datetime, pk: UUID) -> None:
        place = Place(day, moment, pk)

        self.assertEqual(Place.from_code(place.code()), place)

    def test_a_code_is_short_and_needs_no_escape(self) -> None:
        code = Place(ON, NOON + timedelta(microseconds=1), UUID(int=2**128 - 1)).code()

        self.assertRegex(code, r"\A[A-Za-z0-9_-]{38}\Z")

    def test_codes_in_old_addresses_still_work(self) -> None:
        place = Place(ON, NOON + timedelta(microseconds=123456), UUID(int=0xA1A2))

        self.assertEqual(place.code(), "AAtKZgAGYNw3erJAAAAAAAAAAAAAAAAAAAChog")

    def test_anything_else_is_refused(self) -> None:
        good = Place(ON, NOON, UUID(int=1)).code()
        raw = base64.urlsafe_b64decode(good + "==")
        garbage = [
            "",
            "garbage",
            good[:-1],
            good + "A",
            good + "AAAA",
            "é" * 38,
            "\x00" * 38,
            good[:-1] + " ",
            "=" * 38,
            "A" * 100_000,
            self.code(bytes(4) + raw[4:]),  # day 0
            self.code(b"\xff\xff\xff\xff" + raw[4:]),  # a day after the last
            self.code(b"\x00\x40\x00\x00" + raw[4:]),  # the same, by less
            self.code(raw[:4] + b"\x7f" + b"\xff" * 7 + raw[12:]),  # a moment after the last
            self.code(raw[:4] + b"\x80" + b"\x00" * 7 + raw[12:]),  # a moment before the first
        ]
        for code in garbage:
            with self.subTest(code=code[:60]), self.assertRaises(ValueError):
                Place.from_code(code)

    @settings(deadline=None)
    @given(st.text(max_size=60))
    def test_no_text_causes_anything_but_a_value_error(self, text: str) -> None:
        try:
            Place.from_code(text)
        except ValueError:
            pass

    @settings(deadline=None)
    @given(st.binary(min_size=28, max_size=28))
    def test_no_bytes_cause_anything_but_a_value_error(self, raw: bytes) -> None:
        try:
            place = Place.from_code(self.code(raw))
        except ValueError:
            return
        self.assertEqual(place.code(), self.code(raw))

    @staticmethod
    def code(raw: bytes) -> str:
        return base64.urlsafe_b64encode(raw).decode().rstrip("=")


class MarkTests(EntryTestCase):
    def test_a_mark_leaves_all_else_as_it_was(self) -> None:
        entry = make_entry(self.journal, text="x", closeness_felt=3)
        entry.mark(self.journal.keyring, starred=True)
        entry.mark(self.journal.keyring, starred=True)
        entry.mark(self.journal.keyring, kept_line="A line.", left_out=True)

        found = Entry.objects.get()
        self.assertEqual(
            found.read(self.journal.keyring),
            Page(text="x", closeness_felt=3, starred=True, kept_line="A line.", left_out=True),
        )
        self.assertEqual(
            (found.revision, found.about_on, found.save_id), (3, entry.about_on, entry.save_id)
        )
