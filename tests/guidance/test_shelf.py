from fractions import Fraction

from guidance import loading, shelf
from guidance.models import (
    Action,
    Behaviour,
    Fear,
    Feeling,
    HelpLine,
    Leaning,
    Prompt,
    Sign,
    Strategy,
    Weight,
)
from tests.base import TestCase


class ShelfTests(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        loading.load()

    def test_it_holds_everything(self) -> None:
        book = shelf.current()

        self.assertEqual(
            [
                len(part)
                for part in (
                    book.signs,
                    book.fears,
                    book.strategies,
                    book.prompts,
                    book.weights,
                    book.leanings,
                    book.feelings,
                    book.by_code,
                )
            ],
            [12, 4, 5, 100, 100, 3, 16, 24],
        )

    def test_it_says_what_the_rows_say(self) -> None:
        book = shelf.current()

        kind = book.strategies["self-compassion"]
        self.assertEqual((kind.bonus_when, kind.bonus), ("me", Fraction(1, 4)))
        self.assertEqual((kind.gate_receiving, kind.gate_pushing), (0, 1))
        self.assertEqual(book.strategies["take-it-slow"].bonus_when, None)
        self.assertEqual(book.prompts["slow-door-ajar"].strategy, "take-it-slow")
        self.assertEqual(book.prompts["notice-one-moment"].strategy, None)
        self.assertEqual(len(book.prompts["notice-one-moment"].hints), 3)
        self.assertEqual(
            book.prompts["notice-one-moment"].signs,
            frozenset({"distance", "short-replies", "closed-off"}),
        )
        self.assertEqual(book.fears["trust-hard"].roots[1], "promises broken")
        self.assertEqual(len(book.fears["trust-hard"].behaviours), 4)
        self.assertEqual(book.weight("unkind-words", "them", "self-compassion"), 3)
        self.assertEqual(book.weight("trust-hard", "me", "take-it-slow"), 3)
        self.assertEqual(book.weight("listened", "me", "take-it-slow"), 0)

    def test_the_strategies_come_in_order(self) -> None:
        self.assertEqual(
            list(shelf.current().strategies),
            [
                "self-compassion",
                "take-it-slow",
                "talk-about-it",
                "aim-for-balance",
                "professional-help",
            ],
        )

    def test_it_costs_one_query_while_nothing_has_changed(self) -> None:
        book = shelf.current()

        with self.assertNumQueries(1):
            again = shelf.current()

        self.assertIs(again, book)

    def test_an_edit_to_any_kind_of_row_is_seen_at_once(self) -> None:
        for model in (
            *(Action, Behaviour, Fear, Feeling, Leaning),
            *(Prompt, Sign, Strategy, Weight),
        ):
            with self.subTest(model=model.__name__):
                book = shelf.current()
                row = model._default_manager.first()
                assert row is not None
                row.save()
                self.assertIsNot(shelf.current(), book)

    def test_a_reworded_question_reads_as_reworded(self) -> None:
        shelf.current()
        prompt = Prompt.objects.get(slug="notice-one-moment")
        prompt.question = "What did you see?"
        prompt.save()

        self.assertEqual(shelf.current().prompts["notice-one-moment"].question, "What did you see?")

    def test_retiring_many_is_seen_and_keeps_them_named(self) -> None:
        shelf.current()
        Prompt.objects.filter(phase="notice").retire()
        Sign.objects.filter(slug="distance").retire()

        book = shelf.current()

        self.assertEqual((len(book.prompts), len(book.offered_prompts)), (100, 85))
        self.assertEqual((len(book.signs), len(book.offered_signs)), (12, 11))
        self.assertEqual(book.signs["distance"].retired, True)

    def test_the_feelings_come_in_order_and_a_retired_one_keeps_its_name(self) -> None:
        Feeling.objects.filter(slug="calm").retire()
        Feeling.objects.filter(slug="tired").update(order=0, name="worn out")
        Feeling.objects.get(slug="numb").save()  # an update by itself is not seen

        book = shelf.current()

        self.assertEqual(
            [one.name for one in book.offered_feelings][:3], ["worn out", "warm", "hopeful"]
        )
        self.assertEqual(len(book.offered_feelings), 15)
        self.assertEqual(
            (book.feelings["calm"].name, book.feelings["calm"].retired), ("calm", True)
        )

    def test_the_prompts_of_a_retired_strategy_are_not_offered(self) -> None:
        Strategy.objects.filter(slug="take-it-slow").retire()

        self.assertEqual(len(shelf.current().offered_prompts), 85)

    def test_a_retired_behaviour_or_action_is_gone_from_the_guide(self) -> None:
        Behaviour.objects.filter(slug="jealousy").retire()
        Action.objects.filter(slug="listen").retire()

        book = shelf.current()

        self.assertEqual(len(book.fears["trust-hard"].behaviours), 3)
        self.assertEqual(len(book.strategies["talk-about-it"].actions), 3)

    def test_a_draft_and_what_belongs_to_it_is_in_none_of_it(self) -> None:
        Strategy.objects.filter(slug="take-it-slow").update(published_at=None)
        Sign.objects.filter(slug="distance").update(published_at=None)
        Behaviour.objects.filter(slug="jealousy").update(published_at=None)
        Leaning.objects.update(published_at=None)
        Feeling.objects.filter(slug="calm").update(published_at=None)
        Prompt.objects.filter(slug="notice-body-first").update(published_at=None)
        Prompt.objects.first().save()  # type: ignore[union-attr]  # an update is not seen

        book = shelf.current()

        self.assertEqual(
            [len(part) for part in (book.signs, book.strategies, book.leanings, book.feelings)],
            [11, 4, 0, 15],
        )
        # The fifteen questions of that strategy are kept back with it.
        self.assertEqual((len(book.prompts), "notice-body-first" in book.prompts), (84, False))
        self.assertEqual([one.slug for one in book.prompts.values() if "distance" in one.signs], [])
        self.assertEqual(
            [cell for cell in book.weights if "distance" in cell or "take-it-slow" in cell], []
        )
        self.assertEqual(len(book.fears["trust-hard"].behaviours), 3)

    def test_help_lines_are_not_part_of_it(self) -> None:
        book = shelf.current()
        HelpLine.objects.all().retire()

        self.assertIs(shelf.current(), book)

    def test_an_empty_database_gives_an_empty_handbook(self) -> None:
        for model in (
            *(Weight, Prompt, Action, Behaviour, Sign),
            *(Fear, Strategy, Leaning, Feeling),
        ):
            model._default_manager.all().delete()

        book = shelf.current()

        self.assertEqual((book.signs, book.prompts, book.feelings, book.by_code), ({}, {}, {}, {}))
