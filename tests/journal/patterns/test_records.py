"""What the pictures are made from: of a page what they count, and none of its words."""

from typing import get_type_hints

import msgspec
from django.test import SimpleTestCase

from journal.page import Page
from journal.patterns import Noted
from tests.journal.pages import SAM


class NotedTests(SimpleTestCase):
    def test_it_has_fields_of_a_page_and_they_mean_the_same(self) -> None:
        of_page = get_type_hints(Page)

        for name, hint in get_type_hints(Noted).items():
            with self.subTest(name):
                self.assertEqual(of_page[name], hint)
                self.assertEqual(getattr(Noted(), name), getattr(Page(), name))

    def test_no_word_of_a_page_is_read(self) -> None:
        page = Page(
            title="T",
            text="Hm",
            kept_line="Hm",
            feelings=("glad",),
            person=SAM,
            closeness_felt=3,
            signs={"distance": "me"},
            fears=("trust-hard",),
            sat="same",
            left_out=True,
        )

        self.assertEqual(
            msgspec.json.decode(msgspec.json.encode(page), type=Noted),
            Noted(
                person=SAM,
                closeness_felt=3,
                signs={"distance": "me"},
                fears=("trust-hard",),
                sat="same",
                left_out=True,
            ),
        )
