"""On whom signs were noticed: pages are counted, each once in a number."""

from django.test import SimpleTestCase

from journal.page import Who
from journal.patterns.records import window
from journal.patterns.sides import sides
from tests.journal.patterns.worlds import BOOK, TODAY, ids, opened

FAR, NEAR = (
    [slug for slug, sign in BOOK.signs.items() if sign.kind == kind][:2]
    for kind in ("distance", "warmth")
)


class SidesTests(SimpleTestCase):
    def test_two_signs_of_one_kind_on_one_side_are_one_page(self) -> None:
        twice: dict[str, Who] = {FAR[0]: "me", NEAR[0]: "me", FAR[1]: "me", NEAR[1]: "them"}
        once: dict[str, Who] = {FAR[1]: "me", FAR[0]: "both"}
        pages = [
            opened(number, 30 - 3 * number, signs=twice if number % 2 else once)
            for number in range(1, 8)
        ]

        table = sides(window(pages, today=TODAY), BOOK).table

        counted = [[cell.pages for cell in row.cells if cell] for row in table.rows]
        odd, even = ids(1, 3, 5, 7), ids(2, 4, 6)
        self.assertEqual(counted, [[ids(*range(1, 8)), odd], [(), odd], [even, ()]])
