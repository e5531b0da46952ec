from datetime import UTC, datetime

import time_machine

from guidance.models import Leaning, Sign
from guidance.models.shelved import DIGITS, LETTERS, random_code, unused_codes
from tests.base import TestCase

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def make_leaning(slug: str, **fields: object) -> Leaning:
    """Return a leaning that readers see."""
    row = Leaning(slug=slug, code=unused_codes(1)[0], name=slug, published_at=NOON, **fields)
    row.save()
    return row


class RetiringTests(TestCase):
    def test_a_retired_row_is_no_longer_offered(self) -> None:
        kept, gone = make_leaning("kept"), make_leaning("gone")

        gone.retire()

        self.assertEqual(list(Leaning.objects.offered()), [kept])
        self.assertEqual(list(Leaning.objects.retired()), [gone])

    def test_retiring_twice_keeps_the_first_moment(self) -> None:
        row = make_leaning("gone")
        with time_machine.travel(NOON, tick=False):
            row.retire()

        row.retire()

        self.assertEqual(Leaning.objects.get().retired_at, NOON)

    def test_bringing_back_offers_it_again(self) -> None:
        row = make_leaning("gone")
        row.retire()

        row.bring_back()

        self.assertEqual(list(Leaning.objects.offered()), [row])

    def test_many_are_retired_at_once_and_the_first_moment_is_kept(self) -> None:
        first, second = make_leaning("first"), make_leaning("second")
        with time_machine.travel(NOON, tick=False):
            first.retire()

        count = Leaning.objects.all().retire()

        first.refresh_from_db()
        second.refresh_from_db()
        self.assertEqual((count, first.retired_at), (1, NOON))
        self.assertNotEqual(second.retired_at, None)

    def test_many_are_brought_back_at_once(self) -> None:
        make_leaning("first").retire()
        make_leaning("second")

        count = Leaning.objects.all().bring_back()

        self.assertEqual((count, Leaning.objects.offered().count()), (1, 2))

    def test_every_change_is_dated(self) -> None:
        with time_machine.travel(NOON, tick=False):
            row = make_leaning("one")

        for change in (row.retire, row.bring_back, Leaning.objects.all().retire):
            with self.subTest(change=change):
                before = Leaning.objects.get().edited_at
                change()
                self.assertGreater(Leaning.objects.get().edited_at, before)

    def test_rows_come_in_the_editors_order(self) -> None:
        make_leaning("b", order=2)
        make_leaning("c", order=1)
        make_leaning("a", order=2)

        self.assertEqual([row.slug for row in Leaning.objects.all()], ["c", "a", "b"])


class CodeTests(TestCase):
    def test_a_code_is_a_letter_and_two_letters_or_digits(self) -> None:
        code = random_code()

        self.assertEqual(len(code), 3)
        self.assertEqual(set(code) - set(LETTERS + DIGITS), set())
        self.assertEqual(set(code[0]) - set(LETTERS), set())

    def test_codes_spell_no_words(self) -> None:
        self.assertEqual(set(LETTERS) & set("aeiouy"), set())

    def test_unused_codes_are_new_over_all_shelves(self) -> None:
        taken = {make_leaning("one").code, Sign.objects.create(slug="sign", kind="warmth").code}

        fresh = unused_codes(500)

        self.assertEqual(len(set(fresh)), 500)
        self.assertEqual(taken & set(fresh), set())
