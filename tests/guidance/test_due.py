import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import time_machine
from django.db import connections
from django.test import TransactionTestCase
from django.utils import timezone

from guidance import loading, rows, shelf, versions
from guidance.models import Feeling, HelpLine, Prompt, Version
from guidance.weight_table import WeightTable
from tests.guidance.test_versions import EDITH, MORNING, NOON, ROSA, SLUG, VersionTestCase


class DueTests(VersionTestCase):
    def setUp(self) -> None:
        super().setUp()
        with time_machine.travel(NOON, tick=False):
            self.dated = versions.publish_on(
                self.row, self.form(question="Soon?"), by=EDITH, based_on=0, at=MORNING
            )

    def test_readers_see_the_old_text_until_the_moment(self) -> None:
        with time_machine.travel(MORNING - timedelta(seconds=1), tick=False):
            self.assertEqual(self.read(), self.was)
            self.assertEqual(versions.publish_due(), 0)

        with time_machine.travel(MORNING, tick=False):
            self.assertEqual(self.read(), "Soon?")

        self.assertEqual(
            self.told(), [(2, "published", EDITH, "Soon?"), (1, "loaded", "", self.was)]
        )
        found = versions.live("prompt", SLUG)
        assert found is not None
        self.assertEqual((found.made_at, found.published_at), (NOON, MORNING))

    def test_it_costs_one_query_while_nothing_is_due(self) -> None:
        with time_machine.travel(NOON, tick=False):
            shelf.current()
            with self.assertNumQueries(1):
                shelf.current()

        with time_machine.travel(MORNING, tick=False):
            shelf.current()
            with self.assertNumQueries(1):
                shelf.current()

    def test_a_new_row_appears_on_its_day(self) -> None:
        versions.publish_on(Prompt(), self.new(), by=EDITH, based_on=0, at=MORNING)

        with time_machine.travel(MORNING, tick=False):
            book = shelf.current()

        self.assertEqual(book.prompts["kettle"].question, "What did you hear?")

    def test_a_help_line_is_on_the_help_page_from_its_day(self) -> None:
        line = HelpLine.objects.get(slug="gb-samaritans")
        form = rows.form_of(line) | {"last_verified_on": "2026-11-22", "verified_by": "Edith"}
        versions.publish_on(line, form, by=EDITH, based_on=0, at=MORNING)

        with time_machine.travel(MORNING - timedelta(seconds=1), tick=False):
            self.assertNotContains(self.client.get("/help/"), "Samaritans")
        with time_machine.travel(MORNING, tick=False):
            self.assertContains(self.client.get("/help/"), "Samaritans")
            with self.assertNumQueries(1):
                self.client.get("/help/")

    def test_the_weights_follow_on_their_day(self) -> None:
        cell = "distance me take-it-slow"
        versions.publish_on(WeightTable(), {cell: 1}, by=EDITH, based_on=0, at=MORNING)

        with time_machine.travel(MORNING, tick=False):
            self.assertEqual(shelf.current().weight("distance", "me", "take-it-slow"), 1)

    def test_a_second_publisher_finds_nothing_left(self) -> None:
        self.assertEqual([versions.publish_due(MORNING), versions.publish_due(MORNING)], [1, 0])

    def test_an_act_meanwhile_holds_and_what_came_on_its_day_is_the_newest(self) -> None:
        with versions.acting([self.row], by=ROSA, said="moved"):
            Prompt.objects.filter(slug=SLUG).update(order=70)

        versions.publish_due(MORNING)

        self.assertEqual(
            [(number, said) for number, said, *_ in self.told()],
            [(4, "published"), (3, "moved"), (1, "loaded")],
        )
        self.row.refresh_from_db()
        self.assertEqual((self.row.question, self.row.order), ("Soon?", 70))

    def test_what_fits_no_longer_is_a_draft_again_and_the_rest_is_published(self) -> None:
        other = Feeling.objects.get(slug="calm")
        versions.publish_on(other, {"name": "at ease"}, by=EDITH, based_on=0, at=MORNING)
        self.dated.form["signs"] = ["yodelling"]
        self.dated.save()

        with self.assertLogs("ajar.guidance") as logged:
            count = versions.publish_due(MORNING)

        self.assertEqual(count, 1)
        waits = versions.waiting("prompt", SLUG)
        assert waits is not None
        self.assertEqual((waits.publish_at, waits.said), (None, "could not be published"))
        self.assertEqual(
            [one.getMessage() for one in logged.records],
            ["A version could not be published on its day. It is a draft again."],
        )
        with time_machine.travel(MORNING, tick=False):
            book = shelf.current()
        self.assertEqual((self.read(), book.feelings["calm"].name), (self.was, "at ease"))

    def test_a_failure_leaves_the_old_text_and_is_tried_again_after_a_pause(self) -> None:
        Version.objects.filter(pk=self.dated.pk).update(noun="yodelling")  # nothing knows how

        with time_machine.travel(MORNING + timedelta(days=30), tick=False) as clock:
            with self.assertLogs("ajar.guidance") as logged:
                self.assertEqual(shelf.current().prompts[SLUG].question, self.was)
                shelf.current()
            self.assertEqual(len(logged.records), 1)
            Version.objects.filter(pk=self.dated.pk).update(noun="prompt")
            self.assertEqual(self.read(), self.was)
            clock.shift(shelf.PAUSE)
            self.assertEqual(self.read(), "Soon?")

    def test_now_is_the_clocks_unless_it_is_given(self) -> None:
        with time_machine.travel(MORNING, tick=False):
            self.assertEqual((versions.publish_due(), timezone.now()), (1, MORNING))


class AtOnceTests(TransactionTestCase):
    def setUp(self) -> None:
        loading.load()
        self.row = Feeling.objects.get(slug="calm")

    def together(self, *acts: Callable[[], Any]) -> list[Any]:
        """Return what each of the acts returns, or the kind of error it raises; all at once."""
        found: list[Any] = [None] * len(acts)
        start = threading.Barrier(len(acts))

        def run(place: int) -> None:
            try:
                start.wait()
                found[place] = acts[place]()
            except Exception as error:
                found[place] = type(error)
            finally:
                connections.close_all()

        threads = [threading.Thread(target=run, args=[place]) for place in range(len(acts))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return found

    def test_one_of_many_publishers_publishes(self) -> None:
        versions.publish_on(self.row, {"name": "at ease"}, by=EDITH, based_on=0, at=MORNING)

        found = self.together(*[lambda: versions.publish_due(MORNING)] * 6)

        self.assertEqual(sorted(found), [0, 0, 0, 0, 0, 1])
        self.assertEqual(
            list(Version.objects.values_list("number", "said")), [(2, "published"), (1, "loaded")]
        )

    def test_of_two_editors_who_save_at_once_the_second_is_told(self) -> None:
        def save(name: str) -> Callable[[], str]:
            row = Feeling.objects.get(slug="calm")
            return lambda: versions.publish(row, {"name": name}, by=name, based_on=0).made_by

        found = self.together(save("one"), save("two"))

        kept = self.row.__class__.objects.get(slug="calm").name
        self.assertEqual(sorted(map(str, found)), sorted([kept, str(versions.Overtaken)]))
        self.assertEqual([one.made_by for one in versions.history("feeling", "calm")], [kept, ""])
