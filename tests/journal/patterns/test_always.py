"""What must hold for any journal, any span and any person."""

import random
import re

from django.test import SimpleTestCase
from hypothesis import given, settings
from hypothesis import strategies as st

from journal.patterns import LookedBack, Opened, Span, closeness, patterns, signs, wording
from journal.patterns.board import Patterns
from tests.journal.pages import KIM, SAM
from tests.journal.patterns.worlds import BOOK, SPANS, TODAY, journals

# No deadline: a busy machine is no fault of the pictures.
anything = settings(max_examples=80, deadline=None)
Journal = tuple[list[Opened], list[LookedBack]]
PEOPLE = st.sampled_from((None, SAM, KIM))


def drawn(journal: Journal, span: Span = "everything", person: object = None) -> Patterns:
    pages, steps = journal
    return patterns(pages, steps, BOOK, today=TODAY, span=span, person=person)  # type: ignore[arg-type]


class AlwaysTests(SimpleTestCase):
    @anything
    @given(journals(), st.sampled_from(SPANS), st.randoms(use_true_random=False))
    def test_the_order_of_the_input_does_not_matter(
        self, journal: Journal, span: Span, dice: random.Random
    ) -> None:
        pages, steps = list(journal[0]), list(journal[1])
        dice.shuffle(pages)
        dice.shuffle(steps)

        self.assertEqual(drawn((pages, steps), span), drawn(journal, span))

    @anything
    @given(journals(), st.sampled_from(SPANS), st.sampled_from((SAM, KIM)))
    def test_a_person_is_as_if_the_other_pages_were_not_there(
        self, journal: Journal, span: Span, person: object
    ) -> None:
        theirs = [one for one in journal[0] if one.page.person == person]

        self.assertEqual(drawn(journal, span, person), drawn((theirs, journal[1]), span))

    @anything
    @given(journals(), st.sampled_from(SPANS), PEOPLE)
    def test_every_number_is_the_number_of_pages_behind_it(
        self, journal: Journal, span: Span, person: object
    ) -> None:
        found = drawn(journal, span, person)
        known = {one.entry for one in journal[0]}

        for key, number in found.numbers.items():
            self.assertEqual(len(set(number.pages)), number.count, key)
            self.assertLessEqual(set(number.pages), known)
            self.assertEqual(found.behind(key), number)
            if not key.startswith("1."):
                self.assertEqual(number.shown, str(len(number.pages)))

    @anything
    @given(journals(), st.sampled_from(SPANS))
    def test_no_two_numbers_have_one_key(self, journal: Journal, span: Span) -> None:
        found = drawn(journal, span)
        every = [*found.closeness.table, *found.signs.table, *found.signs.each_table]
        every += [*found.together.table, *found.steps.table, *found.sat.table, *found.sides.table]

        self.assertEqual(len({one.key for one in every}), len(every))

    @anything
    @given(journals(), st.sampled_from(SPANS))
    def test_no_part_is_more_than_its_whole(self, journal: Journal, span: Span) -> None:
        found = drawn(journal, span)

        for row in found.signs.table.rows:
            pages, *noticed = (set(cell.pages) for cell in row.cells if cell)
            self.assertTrue(pages)
            self.assertTrue(all(some <= pages for some in noticed))
        self.assertEqual(
            sum(row.cells[0].count for row in found.signs.table.rows if row.cells[0]),
            found.signs.pages,
        )
        self.assertEqual(sum(number.count for number in found.sat.table), found.sat.answers)
        for some, closer, not_closer in (
            (cell for cell in row.cells if cell) for row in found.steps.table.rows
        ):
            self.assertEqual({*closer.pages, *not_closer.pages}, {*some.pages})
            self.assertEqual(closer.count + not_closer.count, some.count)
        self.assertTrue(all(number.count >= 3 for number in found.together.table))

    @anything
    @given(journals(), st.sampled_from(SPANS))
    def test_every_place_is_inside_the_picture(self, journal: Journal, span: Span) -> None:
        found = drawn(journal, span)

        places = re.compile(r"[MLH](-?[\d.]+)(?: (-?[\d.]+))?")
        for path in paths(found):
            for across, down in places.findall(path):
                self.assertTrue(0 <= float(across) <= 100, path)
                self.assertTrue(0 <= float(down or 0) <= 100, path)
        for ticks in (one.across for one in drawings(found)):
            self.assertLessEqual(len(ticks), 6)
            self.assertTrue(all(0 <= float(tick.at) <= 100 for tick in ticks))

    @anything
    @given(journals())
    def test_a_longer_span_has_no_fewer_pages(self, journal: Journal) -> None:
        pages = [drawn(journal, span).pages for span in SPANS]

        self.assertEqual(pages, sorted(pages))
        self.assertEqual(pages[-1], len(journal[0]))


def drawings(found: Patterns) -> list[closeness.Drawing | signs.Drawing]:
    return [one.drawing for one in (found.closeness, found.signs) if one.drawing]


def paths(found: Patterns) -> list[str]:
    """Return every path that is drawn."""
    lines = []
    if drawing := found.closeness.drawing:
        for one in (drawing.felt, drawing.wanted):
            lines += [one.line, *(dots.path for dots in one.dots)]
    if columns := found.signs.drawing:
        lines += [columns.whole, *(kind.filled for kind in columns.kinds)]
    return lines


class WordingTests(SimpleTestCase):
    def test_no_sentence_claims_a_cause_or_gives_a_mark(self) -> None:
        texts = [value for name, value in vars(wording).items() if name.isupper()]
        sentences = [text for text in texts if isinstance(text, str)]
        sentences += [text for some in texts if isinstance(some, dict) for text in some.values()]

        self.assertGreater(len(sentences), 25)
        for text in sentences:
            with self.subTest(text):
                self.assertNotRegex(
                    text.lower(),
                    r"because|always|never|should|score|trend|better than|worse|%|improve"
                    r"|\bwell done\b|cause|partner",
                )
