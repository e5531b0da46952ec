from datetime import UTC, datetime
from typing import Any

import time_machine
from django.db.models import ProtectedError

from guidance import loading, rows, shelf, versions
from guidance.models import Feeling, HelpLine, Prompt, Sign, Strategy, Version, Weight
from guidance.rows import Form
from guidance.shipped import ContentError
from guidance.versions import Overtaken
from guidance.weight_table import WeightTable
from tests.base import TestCase

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
MORNING = datetime(2026, 12, 3, tzinfo=UTC)
EDITH, ROSA = "edith@example.org", "rosa@example.org"
SLUG = "notice-one-moment"
WAS = "What was one moment when you felt further apart today?"


class VersionTestCase(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        with time_machine.travel(NOON, tick=False):
            loading.load()

    def setUp(self) -> None:
        self.row = Prompt.objects.get(slug=SLUG)
        self.was = self.row.question

    def form(self, **changes: Any) -> Form:
        return rows.form_of(Prompt.objects.get(slug=SLUG)) | changes

    def publish(self, question: str, *, based_on: int, by: str = EDITH) -> Version:
        return versions.publish(self.row, self.form(question=question), by=by, based_on=based_on)

    def read(self) -> str:
        return shelf.current().prompts[SLUG].question

    def told(self) -> list[tuple[int, str, str, str]]:
        return [
            (one.number, one.said, one.made_by, one.form["question"])
            for one in versions.history("prompt", SLUG)
        ]

    def new(self, **fields: Any) -> Form:
        return {
            "slug": "kettle",
            "phase": "notice",
            "depth": "2-minute",
            "minutes": 2,
            "perspective": "either",
            "title": "The kettle",
            "question": "What did you hear?",
            "signs": ["distance"],
        } | fields


class PublishingTests(VersionTestCase):
    def test_a_row_nobody_changed_here_has_no_versions(self) -> None:
        self.assertEqual(versions.newest("prompt", SLUG), None)
        self.assertEqual(Version.objects.count(), 0)

    def test_the_first_change_keeps_what_was_there_as_version_1(self) -> None:
        found = self.publish("What did you see?", based_on=0)

        self.assertEqual((found.number, self.read()), (2, "What did you see?"))
        self.assertEqual(
            self.told(),
            [(2, "published", EDITH, "What did you see?"), (1, "loaded", "", self.was)],
        )
        first = versions.history("prompt", SLUG).get(number=1)
        self.assertEqual((first.made_at, first.published_at), (NOON, NOON))
        self.assertEqual(first.form, self.form(question=self.was))

    def test_the_row_that_was_given_reads_anew(self) -> None:
        self.row.question = "half typed"

        self.publish("What did you see?", based_on=0)

        self.assertEqual(self.row.question, "What did you see?")

    def test_links_follow_the_form(self) -> None:
        form = self.form(signs=["listened"], fears=[])

        versions.publish(self.row, form, by=EDITH, based_on=0)

        self.assertEqual([one.slug for one in self.row.signs.all()], ["listened"])
        self.assertEqual(self.row.fears.count(), 0)
        self.assertEqual(shelf.current().prompts[SLUG].signs, frozenset({"listened"}))

    def test_publishing_what_readers_see_already_adds_nothing(self) -> None:
        first = self.publish("What did you see?", based_on=0)

        again = self.publish("What did you see?", based_on=2)

        self.assertEqual((again, len(self.told())), (first, 2))

    def test_a_form_that_does_not_fit_changes_nothing(self) -> None:
        for changes, said in (
            ({"title": "x" * 41}, "“" + "x" * 41 + "” does not fit. title: Ensure this"),
            ({"signs": ["yodelling"]}, "A text names “yodelling” among its signs, and we have"),
            ({"strategy": "take-it-slow"}, "“One moment” does not fit. A question for Respond"),
            ({"question": "a\0b"}, "“One moment” does not fit. question: This is not a text."),
            ({"question": 7}, "“One moment” does not fit. question: This is not a text."),
            ({"colour": "red"}, "“One moment” has a field “colour”, and we know none."),
            ({"slug": "other"}, "The short name of what was published stays as it is."),
        ):
            for act in (versions.publish, versions.keep_draft):
                with self.subTest(changes=changes, act=act.__name__):
                    with self.assertRaises(ContentError) as caught:
                        act(self.row, self.form(**changes), by=EDITH, based_on=0)
                    self.assertEqual(str(caught.exception)[: len(said)], said)
                    self.assertEqual((self.read(), Version.objects.count()), (self.was, 0))

    def test_a_new_row_is_published_at_once(self) -> None:
        row = Prompt()

        found = versions.publish(row, self.new(), by=EDITH, based_on=0)

        self.assertEqual((found.number, found.slug), (1, "kettle"))
        self.assertEqual(shelf.current().prompts["kettle"].question, "What did you hear?")

    def test_a_new_sign_gets_a_code_of_its_own(self) -> None:
        form = {"slug": "hum", "name": "A hum", "summary": "One.", "about": "Two."}
        form |= {"me": "I hummed", "them": "They hummed", "kind": "warmth"}
        row = Sign()

        versions.publish(row, form, by=EDITH, based_on=0)

        self.assertEqual(Sign.objects.filter(code=row.code).count(), 1)
        self.assertEqual(shelf.current().by_code[row.code].slug, "hum")

    def test_a_new_row_that_does_not_fit_stays_a_draft_in_hand(self) -> None:
        row = Prompt()
        with self.assertRaises(ContentError):
            versions.publish(row, self.new(title="x" * 41), by=EDITH, based_on=0)

        versions.keep_draft(row, self.new(), by=EDITH, based_on=0)

        self.assertEqual(Prompt.objects.get(slug="kettle").published_at, None)

    def test_a_help_line_that_nobody_checked_is_not_published(self) -> None:
        line = HelpLine.objects.get(slug="gb-samaritans")

        with self.assertRaisesMessage(ContentError, "say on which day it was checked"):
            versions.publish(line, rows.form_of(line), by=EDITH, based_on=0)

        self.assertEqual(HelpLine.objects.published().count(), 0)


class DraftTests(VersionTestCase):
    def test_readers_see_the_old_text(self) -> None:
        found = versions.keep_draft(
            self.row, self.form(question="What did you see?"), by=EDITH, based_on=0
        )

        self.assertEqual(self.read(), self.was)
        self.assertEqual(versions.waiting("prompt", SLUG), found)
        self.assertEqual(versions.live("prompt", SLUG), versions.history("prompt", SLUG).last())
        self.assertEqual(found.form, self.form(question="What did you see?"))

    def test_a_draft_of_some_fields_is_kept_whole(self) -> None:
        found = versions.keep_draft(self.row, {"question": "One?"}, by=EDITH, based_on=0)

        self.assertEqual(found.form, self.form(question="One?"))

    def test_only_the_last_draft_waits(self) -> None:
        versions.keep_draft(self.row, self.form(question="One?"), by=EDITH, based_on=0)
        second = versions.keep_draft(self.row, self.form(question="Two?"), by=EDITH, based_on=2)

        self.assertEqual(list(Version.objects.waiting()), [second])
        self.assertEqual(versions.history("prompt", SLUG).get(number=2).dropped_at is None, False)

    def test_publishing_gives_up_what_waits(self) -> None:
        versions.keep_draft(self.row, self.form(question="One?"), by=EDITH, based_on=0)

        self.publish("Two?", based_on=2)

        self.assertEqual((versions.waiting("prompt", SLUG), self.read()), (None, "Two?"))

    def test_giving_up_a_draft_leaves_what_readers_see(self) -> None:
        versions.keep_draft(self.row, self.form(question="One?"), by=EDITH, based_on=0)

        versions.give_up(self.row, based_on=2)

        self.assertEqual((versions.waiting("prompt", SLUG), self.read()), (None, self.was))

    def test_a_new_row_is_on_no_screen_while_it_is_a_draft(self) -> None:
        versions.keep_draft(Prompt(), self.new(), by=EDITH, based_on=0)

        row = Prompt.objects.get(slug="kettle")
        self.assertEqual((row.question, row.published_at), ("What did you hear?", None))
        self.assertEqual("kettle" in shelf.current().prompts, False)
        self.assertEqual(list(Prompt.objects.drafts()), [row])

    def test_a_draft_takes_its_versions_to_a_new_slug(self) -> None:
        row = Prompt()
        versions.keep_draft(row, self.new(), by=EDITH, based_on=0)

        versions.keep_draft(row, self.new(slug="whistle"), by=EDITH, based_on=1)

        self.assertEqual(row.slug, "whistle")
        self.assertEqual(
            list(Version.objects.values_list("slug", "number")), [("whistle", 2), ("whistle", 1)]
        )

    def test_a_slug_that_another_has_is_refused(self) -> None:
        row = Prompt()
        versions.keep_draft(row, self.new(), by=EDITH, based_on=0)

        with self.assertRaisesMessage(ContentError, "Short name already exists"):
            versions.keep_draft(row, self.new(slug=SLUG), by=EDITH, based_on=1)

        self.assertEqual(Prompt.objects.filter(slug="kettle").count(), 1)

    def test_a_draft_is_discarded_for_good_with_its_versions(self) -> None:
        row = Prompt()
        versions.keep_draft(row, self.new(), by=EDITH, based_on=0)

        versions.discard(row)

        self.assertEqual(Prompt.objects.filter(slug="kettle").count(), 0)
        self.assertEqual(Version.objects.count(), 0)

    def test_what_was_ever_published_is_not_discarded(self) -> None:
        line = HelpLine.objects.get(slug="gb-samaritans")
        checked = rows.form_of(line) | {"last_verified_on": "2026-11-22", "verified_by": "Edith"}
        versions.publish(line, checked, by=EDITH, based_on=0)
        HelpLine.objects.filter(pk=line.pk).unpublish()
        line.refresh_from_db()

        for row in (self.row, line):
            with self.subTest(row=row), self.assertRaises(ContentError):
                versions.discard(row)

        self.assertEqual((line.published_at, versions.ever_published(line)), (None, True))
        self.assertEqual(HelpLine.objects.count(), 12)

    def test_a_draft_that_others_need_is_not_discarded_but_its_weights_are(self) -> None:
        form = {"slug": "rest", "name": "Rest", "summary": "One.", "about": "Two."}
        row = Strategy()
        versions.keep_draft(row, form, by=EDITH, based_on=0)
        Weight.objects.create(sign=Sign.objects.get(slug="distance"), strategy=row, value=3)
        part = self.new(phase="respond", strategy="rest")
        versions.keep_draft(Prompt(), part, by=EDITH, based_on=0)

        with self.assertRaises(ProtectedError):
            versions.discard(row)
        self.assertEqual(Weight.objects.count(), 101)

        versions.discard(Prompt.objects.get(slug="kettle"))
        versions.discard(row)
        self.assertEqual((Weight.objects.count(), Version.objects.count()), (100, 0))


class StaleTests(VersionTestCase):
    def test_whoever_has_not_seen_the_newest_changes_nothing(self) -> None:
        theirs = self.publish("Theirs?", based_on=0, by=ROSA)

        for act in (versions.publish, versions.keep_draft):
            with self.subTest(act=act.__name__), self.assertRaises(Overtaken) as caught:
                act(self.row, self.form(question="Mine?"), by=EDITH, based_on=0)
            self.assertEqual(caught.exception.theirs, theirs)
        with self.assertRaises(Overtaken):
            versions.publish_on(self.row, self.form(), by=EDITH, based_on=1, at=MORNING)
        with self.assertRaises(Overtaken):
            versions.go_back(self.row, 1, by=EDITH, based_on=1)

        self.assertEqual((self.read(), len(self.told())), ("Theirs?", 2))

    def test_a_draft_counts_too(self) -> None:
        versions.keep_draft(self.row, self.form(question="Theirs?"), by=ROSA, based_on=0)

        with self.assertRaises(Overtaken) as caught:
            self.publish("Mine?", based_on=0)

        self.assertEqual(caught.exception.theirs.form["question"], "Theirs?")

    def test_having_seen_it_one_may_go_on(self) -> None:
        self.publish("Theirs?", based_on=0, by=ROSA)

        self.publish("Mine?", based_on=2)

        self.assertEqual(self.read(), "Mine?")


class GoingBackTests(VersionTestCase):
    def test_the_former_text_is_published_again_as_a_new_version(self) -> None:
        self.publish("Two?", based_on=0)

        found = versions.go_back(self.row, 1, by=ROSA, based_on=2)

        self.assertEqual((found.number, found.said, found.made_by), (3, "gone back to 1", ROSA))
        self.assertEqual((self.read(), self.row.question), (self.was, self.was))
        self.assertEqual(found.form, versions.history("prompt", SLUG).get(number=1).form)

    def test_a_number_that_is_not_there_is_refused(self) -> None:
        with self.assertRaisesMessage(ContentError, "There is no version 7."):
            versions.go_back(self.row, 7, by=EDITH, based_on=0)

    def test_a_draft_goes_back_as_a_draft(self) -> None:
        row = Prompt()
        versions.keep_draft(row, self.new(), by=EDITH, based_on=0)
        versions.keep_draft(row, self.new(question="Two?"), by=EDITH, based_on=1)

        versions.go_back(row, 1, by=EDITH, based_on=2)

        self.assertEqual((row.question, row.published_at), ("What did you hear?", None))

    def test_a_field_that_came_later_stays(self) -> None:
        self.publish("Two?", based_on=0)
        first = versions.history("prompt", SLUG).get(number=1)
        del first.form["care_note"]
        first.form["colour"] = "red"
        first.save()
        versions.publish(self.row, self.form(care_note="Slowly."), by=EDITH, based_on=2)

        versions.go_back(self.row, 1, by=EDITH, based_on=3)

        self.assertEqual((self.row.question, self.row.care_note), (self.was, "Slowly."))


class RecordingTests(VersionTestCase):
    def test_an_act_of_the_desk_is_a_version_with_the_form_before(self) -> None:
        with versions.acting([self.row], by=EDITH, said="retired"):
            Prompt.objects.filter(slug=SLUG).retire()

        told = [
            (one.number, one.said, one.form["active"], one.published_at is None)
            for one in versions.history("prompt", SLUG)
        ]
        self.assertEqual(told, [(2, "retired", False, False), (1, "loaded", True, False)])

    def test_what_an_act_leaves_alone_gets_no_version(self) -> None:
        both = Prompt.objects.filter(slug__in=[SLUG, "notice-body-first"])

        with versions.acting(both, by=EDITH, said="moved"):
            Prompt.objects.filter(slug=SLUG).update(order=70)

        self.assertEqual(next(one.said for one in versions.history("prompt", SLUG)), "moved")
        self.assertEqual(Version.objects.filter(said="moved").count(), 1)

    def test_an_act_that_fails_leaves_nothing(self) -> None:
        with self.assertRaises(ZeroDivisionError):
            with versions.acting([self.row], by=EDITH, said="retired"):
                Prompt.objects.filter(slug=SLUG).retire()
                raise ZeroDivisionError

        self.assertEqual((Version.objects.count(), Prompt.objects.retired().count()), (0, 0))

    def test_what_waits_keeps_its_words_and_follows_the_act(self) -> None:
        versions.publish_on(self.row, self.form(question="Soon?"), by=EDITH, based_on=0, at=MORNING)

        with versions.acting([self.row], by=ROSA, said="retired"):
            Prompt.objects.filter(slug=SLUG).update(retired_at=NOON, order=70)

        waits = versions.waiting("prompt", SLUG)
        assert waits is not None
        self.assertEqual(
            (waits.form["question"], waits.form["active"], waits.form["order"]),
            ("Soon?", False, 70),
        )

    def test_an_act_on_a_draft_keeps_its_day(self) -> None:
        row = Prompt()
        versions.publish_on(row, self.new(), by=EDITH, based_on=0, at=MORNING)

        with versions.acting([row], by=ROSA, said="moved"):
            Prompt.objects.filter(pk=row.pk).update(order=70)

        waits = versions.waiting("prompt", "kettle")
        assert waits is not None
        self.assertEqual((waits.form["order"], waits.publish_at, waits.number), (70, MORNING, 2))

    def test_what_was_changed_elsewhere_is_noted_before_the_next_change(self) -> None:
        self.publish("Two?", based_on=0)
        Prompt.objects.filter(slug=SLUG).update(question="By hand?")

        self.publish("Three?", based_on=2)

        self.assertEqual(
            [(number, said, text) for number, said, _, text in self.told()],
            [
                (4, "published", "Three?"),
                (3, "changed elsewhere", "By hand?"),
                (2, "published", "Two?"),
                (1, "loaded", self.was),
            ],
        )

    def test_what_an_editor_had_changed_before_there_were_versions_is_not_called_loaded(
        self,
    ) -> None:
        Prompt.objects.filter(slug=SLUG).update(question="By hand?")

        self.publish("Two?", based_on=0)

        self.assertEqual(self.told()[1], (1, "as it was", "", "By hand?"))

    def test_loading_a_new_text_is_a_version(self) -> None:
        self.publish("Two?", based_on=0)
        shipped = Feeling.objects.get(slug="calm").shipped or {}
        Feeling.objects.filter(slug="calm").update(shipped=shipped | {"name": "quiet"})
        Feeling.objects.filter(slug="calm").update(name="quiet")

        loading.load()

        told = [
            (one.number, one.said, one.form["name"])
            for one in Version.objects.of("feeling", "calm")
        ]
        self.assertEqual(told, [(2, "loaded", "calm"), (1, "loaded", "quiet")])
        self.assertEqual(self.read(), "Two?")


class WeightTests(VersionTestCase):
    CELL = "distance me take-it-slow"

    def weight(self) -> int:
        return shelf.current().weight("distance", "me", "take-it-slow")

    def test_the_table_is_one_document(self) -> None:
        form = WeightTable().form()

        self.assertEqual(form[self.CELL], 3)
        self.assertEqual(len([one for one in form if one.startswith("reason ")]), 16)
        self.assertEqual(len(form), 116)

    def test_it_is_published_as_a_whole(self) -> None:
        found = versions.publish(
            WeightTable(),
            {self.CELL: 1, "reason distance": "Because."},
            by=EDITH,
            based_on=0,
        )

        self.assertEqual((found.number, found.noun, found.slug), (2, "weights", "table"))
        self.assertEqual((self.weight(), len(found.form)), (1, 116))
        self.assertEqual(Sign.objects.get(slug="distance").weight_reason, "Because.")
        self.assertEqual(versions.history("weights", "table").get(number=1).form[self.CELL], 3)

    def test_a_draft_of_it_changes_nothing_and_going_back_works(self) -> None:
        versions.keep_draft(WeightTable(), {self.CELL: 1}, by=EDITH, based_on=0)
        self.assertEqual(self.weight(), 3)

        versions.publish(WeightTable(), {self.CELL: 0}, by=EDITH, based_on=2)
        self.assertEqual((self.weight(), versions.waiting("weights", "table")), (0, None))

        versions.go_back(WeightTable(), 1, by=EDITH, based_on=3)
        self.assertEqual(self.weight(), 3)

    def test_two_at_one_table(self) -> None:
        versions.publish(WeightTable(), {self.CELL: 1}, by=ROSA, based_on=0)

        with self.assertRaises(Overtaken):
            versions.publish(WeightTable(), {self.CELL: 2}, by=EDITH, based_on=0)

        self.assertEqual(self.weight(), 1)

    def test_what_does_not_fit_is_refused_as_a_whole(self) -> None:
        for key, value in (
            (self.CELL, 4),
            (self.CELL, -1),
            (self.CELL, True),
            (self.CELL, "3"),
            ("yodelling me take-it-slow", 1),
            ("distance me yodelling", 1),
            ("distance you take-it-slow", 1),
            ("trust-hard them take-it-slow", 1),
            ("reason yodelling", "x"),
            ("reason distance", "x" * 201),
            ("reason distance", 7),
            ("distance", 1),
        ):
            for act in (versions.publish, versions.keep_draft):
                with self.subTest(key=key, value=value, act=act.__name__):
                    with self.assertRaises(ContentError):
                        act(
                            WeightTable(),
                            {"distance them take-it-slow": 0, key: value},
                            by=EDITH,
                            based_on=0,
                        )
                    self.assertEqual(Version.objects.count(), 0)
        self.assertEqual(shelf.current().weight("distance", "them", "take-it-slow"), 3)

    def test_a_cell_without_a_row_gets_one_only_when_it_is_filled(self) -> None:
        Weight.objects.filter(sign__slug="distance", strategy__slug="take-it-slow").delete()

        versions.publish(WeightTable(), {self.CELL: 0, "reason distance": ""}, by="", based_on=0)
        self.assertEqual(Weight.objects.count(), 98)

        versions.publish(WeightTable(), {self.CELL: 2}, by="", based_on=2)
        self.assertEqual((Weight.objects.count(), self.weight()), (99, 2))
