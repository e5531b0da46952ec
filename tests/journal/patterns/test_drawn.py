"""The templates draw what the engine says, and every number leads to its pages."""

import re
from collections.abc import Iterator
from xml.etree import ElementTree

from django.template.loader import render_to_string
from django.test import SimpleTestCase

from journal.patterns import Patterns, patterns, wording
from tests.journal.patterns.worlds import BOOK, TODAY, many

SVG = "{http://www.w3.org/2000/svg}"


def drawn(found: Patterns) -> str:
    return render_to_string(
        "journal/patterns/_board.html", {"patterns": found, "words": wording, "base": "?s=12"}
    )


def of(pages: int) -> Patterns:
    made, steps = many(pages, 84)
    return patterns(made, steps, BOOK, today=TODAY, span="12-weeks")


def pictures(html: str) -> Iterator[ElementTree.Element]:
    """Yield each outermost picture, read as strictly as a browser reads a file."""
    for part in re.findall(
        r"<svg class=\"chart\".*?</svg>(?!\s*(?:<svg|<path|<text|<line|</svg|</a|<a ))",
        html,
        re.DOTALL,
    ):
        text = part.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
        yield ElementTree.fromstring(text)  # noqa: S314


class DrawnTests(SimpleTestCase):
    def test_each_picture_has_a_name_and_says_what_it_shows(self) -> None:
        found = list(pictures(drawn(of(150))))

        self.assertEqual(len(found), 8)
        for one in found:
            names = one.attrib["aria-labelledby"].split()
            children = [one.find(f"{SVG}title"), one.find(f"{SVG}desc")]
            # What holds links is no image: nobody could reach them.
            has_links = one.find(f".//{SVG}a") is not None
            self.assertEqual(one.attrib["role"], "group" if has_links else "img")
            self.assertEqual([each is not None and each.attrib["id"] for each in children], names)
            self.assertTrue(all(each is not None and each.text for each in children))

    def test_no_two_things_have_one_id(self) -> None:
        ids = re.findall(r'\bid="([^"]+)"', drawn(of(150)))

        self.assertEqual(len(set(ids)), len(ids))
        self.assertEqual(len(ids), 16)

    def test_every_number_that_is_not_nothing_is_a_link(self) -> None:
        found = of(150)
        html = drawn(found)
        keys = re.findall(r'<td><a href="\?s=12&amp;n=([^"]+)"', html)

        self.assertEqual(
            sorted(keys), sorted(key for key, one in found.numbers.items() if one.count)
        )
        named = re.findall(r'n=(3[^"]+)" aria-label="([^"]+), ([^"]+): (\d+)"', html)
        self.assertEqual(
            sorted(named),
            sorted(
                (one.key, row.name, column, one.shown)
                for row in found.together.table.rows
                for column, one in zip(found.together.table.columns, row.cells, strict=True)
                if one
            ),
        )

    def test_no_address_names_a_sign_a_fear_or_a_feeling(self) -> None:
        named = [*BOOK.signs, *BOOK.fears, "lighter", "heavier", "same", "me", "them", "both"]
        for key in of(150).numbers:
            self.assertFalse(any(word in re.split(r"[.]", key) for word in named), key)

    def test_without_pages_there_is_a_sentence_for_each_and_no_picture(self) -> None:
        html = drawn(of(0))

        self.assertEqual(html.count("Not enough yet to show anything fair"), 6)
        self.assertNotIn("<svg", html)
        self.assertNotIn("<table", html)

    def test_every_column_of_every_table_has_a_name(self) -> None:
        html = drawn(of(150))

        self.assertEqual(html.count("<table"), 7)
        self.assertNotRegex(html, r"<th[^>]*></th>|<caption[^>]*></caption>")

    def test_no_colour_and_no_style_is_written_into_a_picture(self) -> None:
        html = drawn(of(150))

        self.assertNotRegex(html, r"style=|#[0-9a-f]{3,6}\b|fill=|stroke=")
        self.assertNotIn("None", html)
