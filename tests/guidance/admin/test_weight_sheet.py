from django.test import SimpleTestCase

from guidance import shelf
from guidance.admin.weight_sheet import sent, sheet, thin
from guidance.loading import load
from guidance.models import Fear, Prompt, Sign, Strategy
from guidance.weight_table import WeightTable
from tests.base import TestCase

BEFORE = {"a me x": 1, "a them x": 2, "reason a": "Because."}


class SentTests(SimpleTestCase):
    def test_what_was_sent_takes_the_place_of_what_was(self) -> None:
        form, errors = sent({"a me x": "3", "a them x": "0", "reason a": "Why not"}, BEFORE)

        self.assertEqual(form, {"a me x": 3, "a them x": 0, "reason a": "Why not"})
        self.assertEqual(errors, {})

    def test_what_was_not_sent_stays(self) -> None:
        self.assertEqual(sent({"a me x": "3"}, BEFORE), (BEFORE | {"a me x": 3}, {}))

    def test_what_the_table_does_not_know_is_left_out(self) -> None:
        self.assertEqual(sent({"b me x": "3", "reason b": "!", "csrf": "x"}, BEFORE), (BEFORE, {}))

    def test_what_is_no_weight_stays_as_it_was_and_is_told(self) -> None:
        for value in ("4", "-1", "", " 1", "\u0661", "1.0", "true"):
            with self.subTest(value=value):
                form, errors = sent({"a me x": value}, BEFORE)
                self.assertEqual(form, BEFORE)
                self.assertEqual(list(errors), ["a me x"])

    def test_a_reason_is_one_line_without_controls(self) -> None:
        form, _ = sent({"reason a": " One\r\nline,\0 then\tone\x7f. "}, BEFORE)

        self.assertEqual(form["reason a"], "One line, then one .")

    def test_a_reason_of_200_letters_fits_and_one_more_does_not(self) -> None:
        self.assertEqual(sent({"reason a": "x" * 200}, BEFORE)[1], {})
        form, errors = sent({"reason a": "x" * 201}, BEFORE)
        self.assertEqual(errors["reason a"], "This is 201 letters long, and there is room for 200.")
        self.assertEqual(form["reason a"], "x" * 201)


class SheetTests(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        load()

    def test_a_number_that_is_not_the_one_that_counts_has_that_beside_it(self) -> None:
        live = WeightTable().form()
        cell = "distance me take-it-slow"

        found = sheet(live | {cell: 0}, live, {})

        cells = {
            one.name: one.live
            for group in (*found.signs, *found.fears)
            for line in group.lines
            for one in line.cells
        }
        self.assertEqual({name: now for name, now in cells.items() if now is not None}, {cell: 3})

    def test_what_is_retired_is_not_on_it(self) -> None:
        Sign.objects.get(slug="distance").retire()
        Strategy.objects.get(slug="take-it-slow").retire()
        live = WeightTable().form()

        found = sheet(live, live, {})

        names = [
            cell.name
            for group in (*found.signs, *found.fears)
            for line in group.lines
            for cell in line.cells
        ]
        self.assertEqual([one for one in names if "distance " in one or "take-it-slow" in one], [])
        self.assertEqual(len(names), (7 * 2 + 4) * 4)

    def test_a_reason_that_does_not_fit_has_its_sentence(self) -> None:
        live = WeightTable().form()

        found = sheet(live, live, {"reason distance": "Too long."})

        wrong = {group.reason_name: group.error for group in found.signs if group.error}
        self.assertEqual(wrong, {"reason distance": "Too long."})


class ThinTests(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        load()

    def thin_with(self, **cells: int) -> tuple[str, ...]:
        return thin(shelf.current(), shelf.with_weights(cells))

    def test_a_three_without_questions_enough_is_told(self) -> None:
        Prompt.objects.filter(strategy__slug="professional-help", signs__slug="distance").update(
            retired_at="2026-01-01T00:00Z", edited_at="2126-01-01T00:00Z"
        )

        told = self.thin_with(**{"distance me professional-help": 3})

        sign, strategy = Sign.objects.get(slug="distance"), _support()
        self.assertEqual(told, (f"{strategy.name} has no questions that fit “{sign.me}”.",))

    def test_one_question_is_told_as_one(self) -> None:
        strategy = _support()
        strategy.prompts.filter(fears__slug="trust-hard").update(retired_at="2026-01-01T00:00Z")
        left = strategy.prompts.filter(retired_at=None)[0]
        left.fears.add(Fear.objects.get(slug="trust-hard"))
        left.save()

        told = self.thin_with(**{"trust-hard me professional-help": 3})

        fear = Fear.objects.get(slug="trust-hard")
        self.assertEqual(told, (f"{strategy.name} has 1 question that fits “{fear.name}”.",))

    def test_less_than_a_three_and_what_was_thin_before_are_not_told(self) -> None:
        Prompt.objects.filter(strategy__slug="take-it-slow", signs__slug="distance").update(
            retired_at="2026-01-01T00:00Z", edited_at="2126-01-01T00:00Z"
        )

        self.assertEqual(self.thin_with(**{"distance me take-it-slow": 3}), ())
        self.assertEqual(self.thin_with(**{"distance me professional-help": 2}), ())


def _support() -> Strategy:
    return Strategy.objects.get(slug="professional-help")
