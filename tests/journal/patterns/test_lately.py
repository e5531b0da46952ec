"""What is there from the first page."""

from datetime import timedelta

from django.test import SimpleTestCase

from journal.patterns import lanterns
from tests.journal.pages import KIM, SAM
from tests.journal.patterns.worlds import TODAY, ids, opened


class LanternTests(SimpleTestCase):
    def test_the_last_seven_that_say_so_oldest_first(self) -> None:
        pages = [opened(n, n, closeness_felt=n % 7 + 1) for n in range(1, 10)]
        found = lanterns([*pages, opened(20, 0)])

        self.assertEqual(tuple(one.entry for one in found), ids(7, 6, 5, 4, 3, 2, 1))
        self.assertEqual((found[-1].on, found[-1].value), (TODAY - timedelta(days=1), 2))

    def test_of_a_person_only_theirs(self) -> None:
        pages = [
            opened(n, n, person=person, closeness_felt=4) for n, person in ((1, SAM), (2, KIM))
        ]

        self.assertEqual([one.entry for one in lanterns(pages, KIM)], [*ids(2)])
