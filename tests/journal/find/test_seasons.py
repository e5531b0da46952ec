"""The last four seasons, and the table of people and seasons."""

from datetime import date

from django.test import SimpleTestCase

from journal.find.seasons import Column, Row, seasons, seen
from tests.journal.pages import KIM, SAM

AUTUMN = Column(date(2023, 9, 1), date(2023, 11, 30))
WINTER = Column(date(2023, 12, 1), date(2024, 2, 29))
SPRING = Column(date(2024, 3, 1), date(2024, 5, 31))
SUMMER = Column(date(2024, 6, 1), date(2024, 8, 31))
BEFORE = Column(None, date(2023, 8, 31))
TODAY = date(2024, 8, 31)


class SeasonTests(SimpleTestCase):
    def test_this_season_and_the_three_before_it_without_a_gap(self) -> None:
        self.assertEqual(seasons(date(2024, 8, 31)), [SUMMER, SPRING, WINTER, AUTUMN])
        self.assertEqual(seasons(date(2024, 6, 1)), [SUMMER, SPRING, WINTER, AUTUMN])

    def test_january_belongs_to_the_season_that_began_the_year_before(self) -> None:
        self.assertEqual(seasons(date(2025, 1, 31))[0].first, date(2024, 12, 1))
        self.assertEqual(seasons(date(2025, 1, 31))[0].last, date(2025, 2, 28))


class SeenTests(SimpleTestCase):
    def test_each_day_is_in_one_column_to_the_edges(self) -> None:
        for column, expected in enumerate((SUMMER, SPRING, WINTER, AUTUMN)):
            for day in (expected.first, expected.last):
                with self.subTest(day):
                    assert day
                    found = seen([(SAM, day)], TODAY)
                    self.assertEqual(found.columns, (SUMMER, SPRING, WINTER, AUTUMN))
                    cells = tuple(int(place == column) for place in range(4))
                    self.assertEqual(found.rows, (Row(SAM, 1, cells),))

    def test_what_is_earlier_has_a_column_where_there_is_any(self) -> None:
        found = seen([(SAM, SUMMER.last), (SAM, BEFORE.last), (SAM, date(1900, 1, 1))], TODAY)

        self.assertEqual(found.columns, (SUMMER, SPRING, WINTER, AUTUMN, BEFORE))
        self.assertEqual(found.rows, (Row(SAM, 3, (1, 0, 0, 0, 2)),))

    def test_whom_the_newest_page_is_about_comes_first_and_no_one_last(self) -> None:
        days = [(None, 31), (KIM, 30), (SAM, 29), (KIM, 3)]
        found = seen([(who, date(2024, 7, day)) for who, day in days], TODAY)

        self.assertEqual(
            [(row.person, row.pages) for row in found.rows], [(KIM, 2), (SAM, 1), (None, 1)]
        )

    def test_a_page_from_further_east_counts_for_today(self) -> None:
        self.assertEqual(seen([(SAM, date(2024, 9, 1))], TODAY).rows[0].cells, (1, 0, 0, 0))

    def test_nothing_written_is_no_row(self) -> None:
        self.assertEqual(seen([], TODAY).rows, ())
