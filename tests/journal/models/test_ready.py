"""Queries built once: they find what their querysets find, for whomever they are asked."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import connection
from django.db.models import CharField, DateField, QuerySet
from django.db.models.functions import Cast
from django.test import SimpleTestCase

from journal.models import Entry
from journal.models.ready import (
    Given,
    Ready,
    bytes_of,
    moment_in,
    moment_of,
    stream_of,
    uuid_of,
)
from tests.base import make_user
from tests.journal.cases import JournalTestCase
from tests.journal.factories import make_entry


def ids(rows: Iterable[tuple[Any, ...]]) -> list[UUID]:
    return [uuid_of(row[0]) for row in rows]


class ReadyTests(JournalTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.built = 0
        self.days = Ready(self.build)
        self.first = make_entry(self.journal, about_on=date(2026, 11, 1))
        self.last = make_entry(self.journal, about_on=date(2026, 11, 3))
        self.binned = make_entry(self.journal, about_on=date(2026, 11, 4), deleted=True)
        self.theirs = make_entry(make_user("mallory"), about_on=date(2026, 11, 3))

    def build(self) -> "QuerySet[Entry, Any]":
        self.built += 1
        since = Given("since", DateField)
        kept = Entry.objects.kept().filter(journal=Given("journal"), about_on__gte=since)
        return kept.order_by("about_on").values_list("pk", "revision", "sealed")

    def test_it_finds_what_is_asked_for_each_time_anew_and_is_built_once(self) -> None:
        mine, other = self.journal.pk, self.theirs.journal.pk
        for journal, since, found in (
            (mine, date(2026, 11, 1), [self.first.pk, self.last.pk]),
            (mine, date(2026, 11, 2), [self.last.pk]),
            (other, date(2026, 11, 1), [self.theirs.pk]),
            (mine, date(2026, 11, 4), []),
            (uuid4(), date.min, []),
        ):
            with self.subTest(journal=journal, since=since), self.assertNumQueries(1):
                self.assertEqual(ids(self.days.rows(journal=journal, since=since)), found)
        self.assertEqual(self.built, 1)

    def test_a_stream_is_the_same_rows(self) -> None:
        asked = {"journal": self.journal.pk, "since": date(2026, 11, 1)}

        with self.assertNumQueries(1):
            streamed = list(self.days.stream(**asked))

        self.assertEqual(streamed, self.days.rows(**asked))

    def test_a_value_that_was_not_given_is_no_query_over_everything(self) -> None:
        with self.assertRaises(KeyError), self.assertNumQueries(0):
            self.days.rows(since=date(2026, 11, 1))

    def test_any_query_can_be_streamed(self) -> None:
        with self.assertNumQueries(1):
            found = ids(
                stream_of(self.journal.entries.kept().order_by("about_on").values_list("pk"))
            )

        self.assertEqual(found, [self.first.pk, self.last.pk])

    def test_moments_are_read_as_they_were_written(self) -> None:
        # One moment with microseconds and one without: SQLite writes them in two ways.
        moments = [datetime(2026, 11, 22, 8, 30, 5, 120, tzinfo=UTC)]
        moments.append(moments[0].replace(microsecond=0) + timedelta(days=1))
        for entry, moment in zip((self.first, self.last), moments, strict=True):
            Entry.objects.filter(pk=entry.pk).update(created_at=moment)
        kept = self.journal.entries.kept().order_by("created_at")

        texts = stream_of(kept.values_list(Cast("created_at", CharField())))

        self.assertEqual(
            [moment_of(at) for (at,) in stream_of(kept.values_list("created_at"))], moments
        )
        self.assertEqual([moment_in(text) for (text,) in texts], moments)


class ReadTests(SimpleTestCase):
    def test_an_id_is_read_in_both_forms(self) -> None:
        pk = uuid4()

        self.assertEqual((uuid_of(pk), uuid_of(pk.hex)), (pk, pk))
        self.assertEqual((bytes_of(pk), bytes_of(pk.hex)), (pk.bytes, pk.bytes))

    def test_a_value_is_given_as_the_database_takes_it(self) -> None:
        value = Given("one").put({"one": UUID(int=7)})

        native = connection.features.has_native_uuid_field
        self.assertEqual(value, UUID(int=7) if native else UUID(int=7).hex)
