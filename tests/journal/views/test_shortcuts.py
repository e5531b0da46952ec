"""The last four seasons."""

from datetime import date

from django.test import SimpleTestCase

from journal.views.shortcuts import seasons


class SeasonTests(SimpleTestCase):
    def test_this_season_and_the_three_before_it_without_a_gap(self) -> None:
        autumn = (date(2023, 9, 1), date(2023, 11, 30))
        winter = (date(2023, 12, 1), date(2024, 2, 29))
        spring = (date(2024, 3, 1), date(2024, 5, 31))
        summer = (date(2024, 6, 1), date(2024, 8, 31))
        self.assertEqual(seasons(date(2024, 8, 31)), [summer, spring, winter, autumn])
        self.assertEqual(seasons(date(2024, 6, 1)), [summer, spring, winter, autumn])

    def test_january_belongs_to_the_season_that_began_the_year_before(self) -> None:
        self.assertEqual(seasons(date(2025, 1, 31))[0], (date(2024, 12, 1), date(2025, 2, 28)))
