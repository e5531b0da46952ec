from datetime import UTC, datetime, timedelta
from typing import Any

import time_machine
from django.urls import reverse

from guidance import shelf, versions
from guidance.admin.weight_sheet import Group
from guidance.loading import load
from guidance.models import Fear, Sign, Strategy, Version, Weight
from guidance.shipped import Form
from guidance.weight_table import WeightTable
from tests.base import TestCase, make_editor, make_user

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
CELL = "distance me take-it-slow"
REASON = "reason distance"


class WeightsTestCase(TestCase):
    """Edith sits at the table of weights."""

    @classmethod
    def setUpTestData(cls) -> None:
        # Loaded before the changes of the tests, so that the shelf sees these.
        with time_machine.travel(NOW - timedelta(days=1), tick=False):
            load()

    def setUp(self) -> None:
        travel = time_machine.travel(NOW, tick=False)
        travel.start()
        self.addCleanup(travel.stop)
        self.edith = make_editor(time_zone="Europe/Berlin")
        self.client.force_login(self.edith)
        self.url = reverse("desk_weights")

    def opened(self) -> Any:
        response = self.client.get(self.url)
        self.assertEqual(response.status_code, 200)
        return response

    def sent(self, button: str, response: Any = None, **changed: Any) -> Any:
        """Send the table of a screen back with some fields changed."""
        fields = _fields(response or self.opened())
        return self.client.post(self.url, fields | changed | {button: "1"})

    def cell(self) -> int:
        """Return the weight that suggestions go by."""
        book = shelf.current()
        return book.weight("distance", "me", "take-it-slow")


def _fields(response: Any) -> dict[str, Any]:
    """Return what a browser would send of the table as it stands."""
    sheet, saving = response.context["sheet"], response.context["saving"]
    fields: dict[str, Any] = {name: saving[name].value() for name in saving.fields}
    for group in (*sheet.signs, *sheet.fears):
        fields[group.reason_name] = group.reason
        fields |= {cell.name: cell.value for line in group.lines for cell in line.cells}
    return fields


class WhoMayTests(WeightsTestCase):
    def test_staff_without_the_right_are_refused(self) -> None:
        other = make_user("mallory")
        other.is_staff = True
        other.save()
        self.client.force_login(other)

        self.assertEqual(self.client.get(self.url).status_code, 403)
        self.assertEqual(self.client.post(self.url, {"_publish": "1"}).status_code, 403)
        self.assertEqual(Version.objects.count(), 0)

    def test_a_writer_is_led_to_the_door(self) -> None:
        self.client.force_login(make_user("ada"))

        self.assertEqual(self.client.get(self.url).status_code, 302)


class TableTests(WeightsTestCase):
    def test_every_sign_of_distance_has_two_lines_and_every_fear_one(self) -> None:
        sheet = self.opened().context["sheet"]

        distance = Sign.objects.filter(kind="distance")
        self.assertEqual([group.name for group in sheet.signs], [one.name for one in distance])
        self.assertEqual(
            [[line.sentence for line in group.lines] for group in sheet.signs],
            [[one.me, one.them] for one in distance],
        )
        self.assertEqual(
            [group.name for group in sheet.fears], [one.name for one in Fear.objects.all()]
        )
        self.assertEqual({len(group.lines) for group in sheet.fears}, {1})
        self.assertEqual(list(sheet.strategies), list(Strategy.objects.all()))

    def test_the_numbers_are_those_that_count(self) -> None:
        sheet = self.opened().context["sheet"]

        shown = {
            cell.name: cell.value
            for group in (*sheet.signs, *sheet.fears)
            for line in group.lines
            for cell in line.cells
        }
        stored = {
            f"{(one.sign or one.fear).slug} {one.side} {one.strategy.slug}": one.value  # type: ignore[union-attr]
            for one in Weight.objects.select_related("sign", "fear", "strategy")
        }
        self.assertEqual(
            {name: value for name, value in shown.items() if value},
            {name: value for name, value in stored.items() if value},
        )
        self.assertEqual(len(shown), (8 * 2 + 4) * 5)

    def test_a_draft_is_on_the_table_and_what_is_retired_is_not(self) -> None:
        Sign.objects.filter(slug="distance").update(published_at=None)
        Sign.objects.get(slug="closed-off").retire()

        groups: list[Group] = list(self.opened().context["sheet"].signs)

        self.assertEqual(
            [one.name for one in groups if one.is_draft], [Sign.objects.get(slug="distance").name]
        )
        self.assertNotIn(Sign.objects.get(slug="closed-off").name, [one.name for one in groups])

    def test_every_field_says_what_it_is_for(self) -> None:
        sign, strategy = (
            Sign.objects.get(slug="distance"),
            Strategy.objects.get(slug="take-it-slow"),
        )

        response = self.opened()

        self.assertContains(
            response, f'name="{CELL}" aria-label="{sign.name}, {sign.me}: {strategy.name}"'
        )
        self.assertContains(response, f'aria-label="Reason for {sign.name}"')


class SavingTests(WeightsTestCase):
    def test_publishing_counts_at_once_and_is_in_the_history(self) -> None:
        self.assertEqual(self.cell(), 3)

        response = self.sent("_publish", **{CELL: 1, REASON: "Slow is\nkind."})

        self.assertRedirects(response, self.url)
        self.assertEqual(self.cell(), 1)
        self.assertEqual(Sign.objects.get(slug="distance").weight_reason, "Slow is kind.")
        newest = versions.newest("weights", "table")
        assert newest
        self.assertEqual((newest.said, newest.made_by), ("published", "edith@example.org"))

    def test_a_draft_changes_nothing_and_is_there_on_coming_back(self) -> None:
        response = self.sent("_draft", **{CELL: 1})

        self.assertRedirects(response, self.url)
        self.assertEqual(self.cell(), 3)
        again = self.opened()
        self.assertEqual(_fields(again)[CELL], 1)
        self.assertContains(again, '<h2 id="waits">A draft</h2>')
        self.assertContains(again, "edith@example.org kept it on 22 November at 13:00.")
        self.assertContains(again, '<span class="live">now 3</span>', count=1)

    def test_on_a_day_to_come_it_counts_from_its_start_where_the_editor_is(self) -> None:
        self.sent("_publish_on", **{CELL: 1, "publish_day": "2026-12-03"})

        waiting = versions.waiting("weights", "table")
        assert waiting
        self.assertEqual(waiting.publish_at, datetime(2026, 12, 2, 23, tzinfo=UTC))
        self.assertContains(self.opened(), '<h2 id="waits">To count from 3 December 2026</h2>')
        with time_machine.travel(datetime(2026, 12, 2, 22, 59, tzinfo=UTC), tick=False):
            self.assertEqual(self.cell(), 3)
        with time_machine.travel(datetime(2026, 12, 2, 23, 0, tzinfo=UTC), tick=False):
            self.assertEqual(self.cell(), 1)

    def test_a_day_that_is_none_or_has_come_is_refused_and_nothing_is_lost(self) -> None:
        wrong = {
            "": "Choose the day from which the table shall count.",
            "2026-11-22": "Choose a day to come. For today, press Publish now.",
            "soon": "Write the day as year, month and day, such as 2026-11-22.",
        }
        for day, said in wrong.items():
            with self.subTest(day=day):
                response = self.sent("_publish_on", **{CELL: 1, "publish_day": day})
                self.assertContains(response, said, status_code=400)
                self.assertEqual(_fields(response)[CELL], 1)
        self.assertEqual(Version.objects.count(), 0)

    def test_giving_up_a_draft_shows_what_counts(self) -> None:
        self.sent("_draft", **{CELL: 1})

        self.sent("_give_up", **{CELL: 2})

        self.assertIsNone(versions.waiting("weights", "table"))
        self.assertEqual(_fields(self.opened())[CELL], 3)

    def test_a_weight_that_is_none_is_refused(self) -> None:
        for value in ("4", "-1", "1.5", "", "x"):
            with self.subTest(value=value):
                response = self.sent("_publish", **{CELL: value})
                self.assertContains(response, "A weight is 0, 1, 2 or 3.", status_code=400)
        self.assertEqual(self.cell(), 3)

    def test_a_reason_that_is_too_long_comes_back_as_it_was_typed(self) -> None:
        reason = "word " * 41

        response = self.sent("_publish", **{CELL: 1, REASON: reason})

        self.assertContains(
            response, "This is 204 letters long, and there is room for 200.", 2, status_code=400
        )
        self.assertEqual(_fields(response)[REASON], reason.strip())
        self.assertEqual(_fields(response)[CELL], 1)
        self.assertEqual(Version.objects.count(), 0)

    def test_what_is_not_on_the_table_keeps_its_weights(self) -> None:
        Sign.objects.get(slug="closed-off").retire()
        before = WeightTable().form()

        self.sent("_publish", **{CELL: 1, "nowhere me take-it-slow": 3})

        after = WeightTable().form()
        self.assertEqual({name for name in before if before[name] != after[name]}, {CELL})
        self.assertEqual(before.keys(), after.keys())

    def test_a_way_back_that_came_meanwhile_is_not_set_to_nothing(self) -> None:
        fields = _fields(self.opened())
        fields.pop("distance me talk-about-it")

        self.client.post(self.url, fields | {CELL: 1, "_publish": "1"})

        self.assertEqual(shelf.current().weight("distance", "me", "talk-about-it"), 2)
        self.assertEqual(self.cell(), 1)


class OvertakenTests(WeightsTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.old = self.opened()
        form: Form = WeightTable().form()
        versions.publish(WeightTable(), form | {CELL: 2}, by="rosa@example.org", based_on=0)
        self.response = self.sent("_publish", self.old, **{CELL: 1, REASON: "Mine."})

    def test_the_second_is_told_and_nothing_is_saved(self) -> None:
        self.assertEqual(self.response.status_code, 409)
        self.assertEqual(self.cell(), 2)

    def test_both_tables_are_shown(self) -> None:
        self.assertContains(
            self.response,
            "<b>rosa@example.org</b> saved version 2 on 22 November 2026 at 13:00.",
            status_code=409,
        )
        sign, strategy = (
            Sign.objects.get(slug="distance"),
            Strategy.objects.get(slug="take-it-slow"),
        )
        told = dict(self.response.context["changes"])
        cell, reason = f"{sign.name} (it was me): {strategy.name}", f"{sign.name}: the reason"
        self.assertEqual(set(told), {cell, reason})
        self.assertEqual(told[cell], (("gone", "2"), ("new", "1")))
        self.assertEqual(_fields(self.response)[CELL], 1)

    def test_sending_again_decides(self) -> None:
        response = self.sent("_publish", self.response)

        self.assertRedirects(response, self.url)
        self.assertEqual(self.cell(), 1)
        self.assertEqual(Sign.objects.get(slug="distance").weight_reason, "Mine.")

    def test_an_old_give_up_leaves_the_newer_one(self) -> None:
        old = self.opened()
        newest = versions.newest("weights", "table")
        assert newest
        versions.keep_draft(
            WeightTable(), WeightTable().form() | {CELL: 0}, by="r", based_on=newest.number
        )

        response = self.sent("_give_up", old)

        self.assertRedirects(response, self.url)
        self.assertIsNotNone(versions.waiting("weights", "table"))


class TrialTests(WeightsTestCase):
    def tried(self, **headers: str) -> Any:
        fields = _fields(self.opened()) | {CELL: 0, "signs": ["distance:me"], "_try": "1"}
        return self.client.post(self.url, fields, headers=headers)

    def test_it_goes_by_the_unsaved_table_and_saves_nothing(self) -> None:
        response = self.tried()

        slow = next(
            fit for fit in response.context["trial"].fits if fit.name == _name("take-it-slow")
        )
        self.assertEqual((slow.score, slow.sum), ("0.00", "Weight 0"))
        self.assertEqual(_fields(response)[CELL], 0)
        self.assertEqual(self.cell(), 3)
        self.assertEqual(Version.objects.count(), 0)

    def test_ticks_stay(self) -> None:
        response = self.tried()

        ticked = [row.sign.slug for row in response.context["distance"] if row.me]
        self.assertEqual(ticked, ["distance"])

    def test_the_script_gets_the_part_alone(self) -> None:
        response = self.tried(**{"X-Ajar-Part": "trial"})

        self.assertEqual(response["X-Ajar-Part"], "trial")
        self.assertContains(response, 'id="trial"')
        self.assertNotContains(response, "<form")

    def test_a_number_that_is_none_does_not_stop_the_trial(self) -> None:
        fields = _fields(self.opened()) | {CELL: "9", "signs": ["distance:me"], "_try": "1"}

        self.assertContains(self.client.post(self.url, fields), "Weight 3")

    def test_before_a_tick_it_says_so(self) -> None:
        self.assertContains(self.opened(), "Nothing is ticked yet.")


def _name(slug: str) -> str:
    return str(Strategy.objects.get(slug=slug).name)
