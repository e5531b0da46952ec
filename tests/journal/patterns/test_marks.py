"""Where the marks of pages stand: by sign, by fear, by how writing sat."""

from datetime import timedelta

from django.test import SimpleTestCase

from journal.patterns.axis import periods_of, weeks_of
from journal.patterns.records import window
from tests.journal.patterns.worlds import TODAY, ids, opened

# Given newest first, so that a place is not the order they were given in.
MARKS = window(
    [
        opened(
            4, 1, signs={"distance": "them"}, fears=("closeness-fear", "trust-hard"), sat="same"
        ),
        opened(3, 8, fears=("trust-hard", "trust-hard")),
        opened(2, 9, signs={"distance": "me", "reached-out": "both"}, sat="same"),
        opened(1, 30),
    ],
    today=TODAY,
).marks


class MarksTests(SimpleTestCase):
    def test_a_place_is_counted_from_the_oldest_page(self) -> None:
        self.assertEqual(MARKS.entries, ids(1, 2, 3, 4))
        self.assertEqual(MARKS.of([3, 1]), ids(4, 2))

    def test_each_mark_knows_its_places(self) -> None:
        self.assertEqual(
            {slug: list(places.items()) for slug, places in MARKS.signs.items()},
            {"distance": [(1, "me"), (3, "them")], "reached-out": [(1, "both")]},
        )
        self.assertEqual(MARKS.fears, {"trust-hard": {2, 3}, "closeness-fear": {3}})
        self.assertEqual(MARKS.sat, {None: [0, 2], "same": [1, 3]})

    def test_a_page_with_two_of_the_signs_is_one_place(self) -> None:
        self.assertEqual(MARKS.with_sign(["distance", "reached-out", "lost"]), {1, 3})
        self.assertEqual(MARKS.with_sign(["reached-out"]), {1})
        self.assertEqual(MARKS.with_fear(["closeness-fear", "lost"]), {3})
        self.assertEqual(MARKS.days_of({1, 3}), {TODAY - timedelta(days=n) for n in (9, 1)})


class PeriodsTests(SimpleTestCase):
    def test_each_with_a_day_in_it_and_where_its_days_lie(self) -> None:
        # Sundays and the Monday after the first: 14, 13 and 7 days ago, and today.
        days = [TODAY - timedelta(days=n) for n in (14, 14, 13, 7, 0)]

        found = [(period.name, start, end) for period, start, end in periods_of(days, "week")]

        self.assertEqual(found, [("2 Nov 2026", 0, 2), ("9 Nov 2026", 2, 4), ("16 Nov 2026", 4, 5)])
        self.assertEqual(weeks_of(set(days)), 3)
        self.assertEqual((list(periods_of([], "month")), weeks_of(set())), ([], 0))
