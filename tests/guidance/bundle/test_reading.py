"""A file that is wrong is refused as a whole, each problem with its line."""

import json
from typing import Any

from guidance import bundle, loading
from tests.base import TestCase

SMALL: dict[str, Any] = {
    "format": "ajar-guidance",
    "version": 1,
    "strategy": [
        {"slug": "rest", "name": "Rest", "summary": "Sit down.", "about": "Rest a while."},
    ],
    "feeling": [{"slug": "calm", "name": "calm"}],
}


def text(whole: Any) -> bytes:
    """Return a file with each value on a line of its own."""
    return json.dumps(whole, indent=1).encode()


class ReadTestCase(TestCase):
    def refused(self, data: bytes) -> list[str]:
        with self.assertRaises(bundle.Refused) as caught:
            bundle.look(bundle.read(data))
        return list(caught.exception.shown)


class WholeTests(ReadTestCase):
    def test_what_is_no_file_of_ours_is_refused_in_a_sentence(self) -> None:
        other = "This is no guidance that Ajar wrote: the format is not “ajar-guidance”."
        cases = {
            b"": "The file is empty.",
            b" \n\xef\xbb\xbf": "Line 2: This is not JSON: Expecting value, column 1.",
            b"\xef\xbb\xbf  \n": "The file is empty.",
            b'{"a":\n "\xff"}': "Line 2: This is not UTF-8. Save the file as UTF-8.",
            b"[]": f"Line 1: {other}",
            b"null": f"Line 1: {other}",
            b'{"prompts": []}': f"Line 1: {other}",
            b'{"version": 1,\n"format": "else"}': f"Line 2: {other}",
            b'{"format": "ajar-guidance",\n"version": 2}': "Line 2: Version 1 of the format is the"
            " one we read, and this is another.",
            b'{"format": "ajar-guidance", "version": true}': "Line 1: Version 1 of the format is"
            " the one we read, and this is another.",
            b'{"format": "ajar-guidance", "version": 1,\n\n"prompts": []}': "Line 3: We know no"
            " “prompts”.",
            b'{"format": "ajar-guidance", "version": 1}': "There is no guidance in this file.",
            b'{"format": "ajar-guidance", "version": 1, "sign": []}': "There is no guidance in"
            " this file.",
            b" " * (2 * 1024 * 1024 + 1): "The file has 2.0 MB. At most 2 MB are read.",
            b"x" * (50 * 1024 * 1024): "The file has 50.0 MB. At most 2 MB are read.",
        }
        for data, sentence in cases.items():
            with self.subTest(data[:60]):
                self.assertEqual(self.refused(data), [sentence])

    def test_more_rows_than_can_be_brought_in_in_a_moment_are_refused(self) -> None:
        many = [{"slug": f"f{number}", "name": "x"} for number in range(2001)]

        self.assertEqual(len(bundle.read(text(SMALL | {"feeling": many[:1999]})).rows), 2000)
        self.assertEqual(
            self.refused(text(SMALL | {"feeling": many})),
            ["The file has 2,002 rows. At most 2,000 are read."],
        )

    def test_a_mark_at_the_start_is_no_reason(self) -> None:
        self.assertEqual(len(bundle.read(b"\xef\xbb\xbf" + text(SMALL)).rows), 2)

    def test_many_problems_are_told_by_line_and_not_all_at_once(self) -> None:
        wrong = SMALL | {"feeling": [{"slug": f"f{n}", "name": 7} for n in range(40)]}

        said = self.refused(text(wrong))

        self.assertEqual(len(said), 31)
        self.assertEqual(said[0], "Line 15: “name” is a text, in quotes.")
        self.assertEqual(said[-1], "And 10 more.")


class FieldTests(ReadTestCase):
    def of(self, **fields: Any) -> list[str]:
        """Return what is said of a strategy with these fields; its slug is on line 6."""
        row = {"slug": "rest"} | fields
        return self.refused(text({"format": "ajar-guidance", "version": 1, "strategy": [row]}))

    def test_a_value_of_the_wrong_kind_or_size_is_told_with_its_line(self) -> None:
        cases: dict[str, tuple[Any, str]] = {
            "name": ("x" * 41, "“name” has 41 letters; 40 fit."),
            "summary": (None, "“summary” is a text, in quotes."),
            "about": ("a\0b", "“about” holds a sign that no database keeps."),
            "quiet": ("yes", "“quiet” is true or false."),
            "active": (1, "“active” is true or false."),
            "order": (True, "“order” is a whole number."),
            "gate_receiving": (1.5, "“gate_receiving” is a whole number."),
            "gate_pushing": (
                -1,
                "“gate_pushing”: Ensure this value is greater than or equal to 0.",
            ),
            "bonus": ("a lot", "“bonus” is a number such as 0.25."),
            "bonus_when": ("us", "“bonus_when”: Value 'us' is not a valid choice."),
            "code": ("Rest", "A code is two to four small letters and digits, a letter first."),
            "edited_at": ("2026-11-22", "A strategy has no field “edited_at”."),
            "weight_reason": ("why", "A strategy has no field “weight_reason”."),
        }
        for name, (value, sentence) in cases.items():
            with self.subTest(name):
                self.assertEqual(self.of(**{name: value}), [f"Line 7: {sentence}"])

    def test_a_number_that_would_fill_the_memory_is_never_written_out(self) -> None:
        # Short to send, and a gigabyte of noughts once it stands in full.
        for value in ("1e999999999", "-1e99999999", 1e300, "Infinity", "NaN", "1" * 4000):
            with self.subTest(str(value)[:12]):
                self.assertEqual(
                    self.of(bonus=value), ["Line 7: “bonus” is a number such as 0.25."]
                )
        self.assertEqual(
            self.of(bonus="1e-999999999", gate_pushing=-(10**4000)),
            ["Line 8: “gate_pushing”: Ensure this value is greater than or equal to 0."],
        )

    def test_a_number_that_another_database_would_not_keep_is_refused(self) -> None:
        for value in (32_768, 2**63, 10**4000):
            with self.subTest(str(value)[:12]):
                self.assertEqual(
                    self.of(order=value), ["Line 7: “order” is a whole number up to 32,767."]
                )

    def test_a_code_that_is_a_list_is_told_as_any_other(self) -> None:
        code = "A code is two to four small letters and digits, a letter first."
        for value in (["k7"], [], {"a": 1}, {}, 7, None):
            with self.subTest(value):
                self.assertEqual(self.of(code=value), [f"Line 7: {code}"])

    def test_what_stands_on_one_line_holds_no_other(self) -> None:
        for name in ("name", "summary"):
            for end in ("\n", "\r"):
                with self.subTest(name=name, end=end):
                    self.assertEqual(
                        self.of(**{name: f"a{end}b"}), [f"Line 7: “{name}” is a single line."]
                    )
        dialled = {"slug": "x", "phone_link": "112\n"}
        self.assertEqual(
            self.refused(text({"format": "ajar-guidance", "version": 1, "helpline": [dialled]})),
            ["Line 7: “phone_link” is a single line."],
        )

    def test_a_lone_surrogate_is_refused(self) -> None:
        self.assertEqual(
            self.of(name="\ud800"), ["Line 7: “name” holds a sign that no database keeps."]
        )

    def test_a_row_needs_a_slug_that_is_one(self) -> None:
        self.assertEqual(
            self.refused(
                text({"format": "ajar-guidance", "version": 1, "fear": [{"name": "A"}, {}, "no"]})
            ),
            [
                "Line 5: This fear has no slug, so nothing can name it.",
                "Line 8: This fear has no slug, so nothing can name it.",
                "Line 9: Each fear is an object with named fields.",
            ],
        )
        [said] = self.refused(
            text({"format": "ajar-guidance", "version": 1, "fear": [{"slug": "../x"}]})
        )
        self.assertTrue(said.startswith("Line 6: “slug”: Enter a valid “slug”"), said)

    def test_a_new_row_that_lacks_something_is_told_with_the_line_it_begins_on(self) -> None:
        [said] = self.of(name="Rest")
        self.assertTrue(said.startswith("Line 5: “Rest” does not fit. "), said)
        self.assertIn("summary: This field cannot be blank.", said)


class TwiceTests(ReadTestCase):
    def test_a_slug_or_a_code_that_two_rows_have_is_told_with_both_lines(self) -> None:
        row = SMALL["strategy"][0]
        rows = [row | {"code": "k7"}, row, row | {"slug": "other", "code": "k7"}]

        self.assertEqual(
            self.refused(text(SMALL | {"strategy": rows})),
            [
                "Line 13: The strategy “rest” is there already, on line 6.",
                "Line 23: The code “k7” is there already, on line 10.",
            ],
        )

    def test_a_code_may_not_be_a_sign_and_a_fear_at_once(self) -> None:
        rows = {"sign": [{"slug": "a", "code": "k7"}], "fear": [{"slug": "b", "code": "k7"}]}

        said = self.refused(text({"format": "ajar-guidance", "version": 1} | rows))

        self.assertEqual(said, ["Line 13: The code “k7” is there already, on line 7."])


class NameTests(ReadTestCase):
    def test_a_slug_that_nothing_has_is_told_with_its_line(self) -> None:
        prompt = {
            "slug": "one",
            "phase": "respond",
            "strategy": "nowhere",
            "signs": ["distance"],
            "fears": [],
        }
        weights = {
            "distance me rest": 1,
            "reason nobody": "x",
            "rest me rest": 2,
            "so": 1,
        }

        said = self.refused(text(SMALL | {"prompt": [prompt], "weights": weights}))

        none = "names a sign or fear, a side or a strategy that there is not."
        self.assertEqual(
            said,
            [
                "Line 22: There is no strategy “nowhere”, neither in the file nor here.",
                "Line 23: There is no sign “distance”, neither in the file nor here.",
                f"Line 30: “distance me rest” {none}",
                f"Line 31: “reason nobody” {none}",
                f"Line 32: “rest me rest” {none}",
                f"Line 33: “so” {none}",
            ],
        )

    def test_what_is_here_may_be_named(self) -> None:
        loading.load()
        prompt = {
            "slug": "one",
            "phase": "respond",
            "strategy": "talk-about-it",
            "depth": "action",
            "minutes": 5,
            "perspective": "either",
            "title": "One word",
            "question": "What is one word you could say?",
            "signs": ["distance"],
        }
        rows = {"prompt": [prompt], "weights": {"distance them professional-help": 3}}

        plan = bundle.look(bundle.read(text({"format": "ajar-guidance", "version": 1} | rows)))

        self.assertEqual([one.slug for one in plan.items], ["one"])
        self.assertEqual([one.name for one in plan.weights], ["distance them professional-help"])

    def test_a_weight_is_0_to_3_and_a_reason_is_a_text(self) -> None:
        loading.load()
        cell = "distance me talk-about-it"
        whole = "is a whole number from 0 to 3."
        for number in (4, -1, 1.0, True, "2", None):
            with self.subTest(number):
                cells = {"weights": {cell: number}}
                self.assertEqual(
                    self.refused(text({"format": "ajar-guidance", "version": 1} | cells)),
                    [f"Line 5: The weight “{cell}” {whole}"],
                )
        reasons: dict[object, str] = {
            3: "“reason distance” is a text, in quotes.",
            "x" * 201: "The reason for “More distance” is a text of up to 200 letters.",
        }
        for value, sentence in reasons.items():
            weights = {"weights": {"reason distance": value}}
            self.assertEqual(
                self.refused(text({"format": "ajar-guidance", "version": 1} | weights)),
                [f"Line 5: {sentence}"],
            )
