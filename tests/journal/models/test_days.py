"""How many pages each day has."""

from datetime import date

from journal.models.days import per_day
from tests.base import make_user
from tests.journal.cases import JournalTestCase
from tests.journal.factories import make_entry


class DayTests(JournalTestCase):
    def test_the_kept_pages_of_each_day_are_counted(self) -> None:
        first, last = date(2026, 11, 1), date(2026, 11, 30)
        for on in (first, last, last, date(2026, 10, 31), date(2026, 12, 1)):
            make_entry(self.journal, about_on=on)
        make_entry(self.journal, about_on=last, deleted=True)
        make_entry(make_user("mallory"), about_on=last)

        with self.assertNumQueries(1):
            self.assertEqual(per_day(self.journal, first, last), {first: 1, last: 2})
