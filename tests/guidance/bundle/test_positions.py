"""Every value has the line it stands on."""

import json

from django.test import SimpleTestCase
from hypothesis import given
from hypothesis import strategies as st

from guidance.bundle import Refused
from guidance.bundle.positions import parse

SIMPLE = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


class ParseTests(SimpleTestCase):
    def refused(self, text: str) -> str:
        with self.assertRaises(Refused) as caught:
            parse(text)
        return str(caught.exception)

    @given(SIMPLE, st.sampled_from([None, 1]))
    def test_it_reads_what_the_standard_library_reads(
        self, value: object, indent: int | None
    ) -> None:
        self.assertEqual(parse(json.dumps(value, indent=indent)).plain(), value)
        self.assertEqual(parse(json.dumps(value, ensure_ascii=False)).plain(), value)

    def test_lines_count_from_one_and_texts_with_signs_in_them_hide_none(self) -> None:
        node = parse('{"a": "x\\n{[\\"",\n\n "b": [1,\n  {"c": null}],\n "d": true}')

        self.assertEqual(node.line, 1)
        self.assertEqual(node.value["b"].line, 3)
        self.assertEqual([one.line for one in node.value["b"].value], [3, 4])
        self.assertEqual(node.value["b"].value[1].value["c"].line, 4)
        self.assertEqual(node.value["d"].line, 5)

    def test_what_is_no_json_is_told_with_line_and_column(self) -> None:
        self.assertEqual(
            self.refused('{\n "a": 1,\n "b" 2\n}'),
            "Line 3: This is not JSON: Expecting ':' delimiter, column 6.",
        )

    def test_a_name_that_is_there_twice_is_told_with_its_line(self) -> None:
        self.assertEqual(
            self.refused('{\n "a": 1,\n "b": {"x": 1,\n "x": 2},\n "a": 3\n}'),
            "Line 4: “x” is there a second time.\nLine 5: “a” is there a second time.",
        )

    def test_what_lies_too_deep_is_refused_however_deep(self) -> None:
        self.assertEqual(
            self.refused("[\n" * 14 + "]" * 14),
            "Line 14: Lists lie in each other deeper than in any guidance.",
        )
        self.assertEqual(
            self.refused("[" * 200_000 + "]" * 200_000),
            "This is not JSON that we can read: lists lie in each other too deep.",
        )

    def test_numbers_that_are_none_are_refused(self) -> None:
        said = "This is not JSON that we can read: "
        self.assertEqual(self.refused('{"a": NaN}'), f"{said}NaN is no number.")
        self.assertTrue(self.refused(f'{{"a": {"9" * 5000}}}').startswith(said))
