from guidance import loading
from guidance.admin import consequences
from guidance.models import Prompt, Strategy
from guidance.rows import form_of
from tests.base import TestCase


class ConsequenceTests(TestCase):
    short: list[Prompt]

    @classmethod
    def setUpTestData(cls) -> None:
        loading.load()
        cls.short = list(Prompt.objects.filter(strategy__slug="talk-about-it", depth="2-minute"))

    def test_rows_are_looked_at_together(self) -> None:
        lack = (
            "This would leave “Talk about it” without a two-minute question on offer."
            " Publish another one first."
        )

        self.assertEqual(consequences.of_retiring(self.short[1:]), ())
        [found] = consequences.of_retiring(self.short)
        self.assertEqual((found.level, found.sentence), ("error", lack))

        forms = [(row, form_of(row) | {"depth": "action"}) for row in self.short]
        self.assertEqual(consequences.of_publishing(forms[1:]), ())
        [found] = consequences.of_publishing(forms)
        self.assertEqual((found.level, found.sentence), ("error", lack))

    def test_what_no_reader_sees_is_no_loss(self) -> None:
        Prompt.objects.filter(pk__in=[row.pk for row in self.short]).retire()
        gone = Prompt.objects.filter(pk__in=[row.pk for row in self.short])

        self.assertEqual(consequences.of_retiring(gone), ())

    def test_a_strategy_comes_back_only_to_its_questions(self) -> None:
        strategy = Strategy.objects.get(slug="talk-about-it")
        strategy.retire()
        self.assertEqual(consequences.of_bringing_back([strategy]), ())

        for row in self.short:
            row.retire()

        [found] = consequences.of_bringing_back([strategy])
        self.assertEqual(found.level, "error")
