"""How a small step went, as a form: what it takes, and what it leaves as it was."""

from datetime import date

from django.test import SimpleTestCase

from journal.forms.step import StepForm, filled_from
from journal.page import StepPlan

PLAN = StepPlan(when="we eat", will="ask", first_on=date(2026, 11, 19))
SAID = StepPlan(
    when="we eat",
    will="ask",
    first_on=date(2026, 11, 19),
    outcome="part",
    worth="partly",
    noticed="  They smiled. ",
    closeness_felt=4,
)


class StepFormTests(SimpleTestCase):
    def sent(self, *, hide_closeness: bool = False, **data: str) -> StepForm:
        form = StepForm(data, hide_closeness=hide_closeness)
        self.assertTrue(form.is_valid(), form.errors)
        return form

    def test_all_that_is_said_is_kept_and_the_plan_stays(self) -> None:
        form = self.sent(
            outcome="part", worth="partly", noticed="  They smiled. ", closeness_felt="4"
        )

        self.assertEqual(form.said(PLAN), SAID)

    def test_it_is_filled_from_what_it_said(self) -> None:
        form = StepForm({name: str(value) for name, value in filled_from(SAID).items()})

        self.assertTrue(form.is_valid())
        self.assertEqual(form.said(PLAN), SAID)

    def test_only_how_it_went_is_asked_for(self) -> None:
        form = StepForm({"noticed": "A line."})

        self.assertFalse(form.is_valid())
        self.assertEqual(form.errors, {"outcome": ["Choose how it went. “Let it go” is fine too."]})
        self.assertEqual(self.sent(outcome="let-go").said(PLAN).outcome, "let-go")

    def test_whether_it_was_worth_doing_counts_where_it_was_done(self) -> None:
        for outcome, expected in {
            "did": "no", "part": "no", "not-yet": None, "changed": None, "let-go": None
        }.items():  # fmt: skip
            with self.subTest(outcome=outcome):
                form = self.sent(outcome=outcome, worth="no")

                self.assertEqual(form.said(PLAN).worth, expected)

    def test_wrong_input_is_named_in_a_sentence(self) -> None:
        form = StepForm(
            {"outcome": "x", "worth": "x", "closeness_felt": "9", "noticed": "a" * 2001}
        )

        self.assertFalse(form.is_valid())
        self.assertEqual(
            form.errors,
            {
                "outcome": ["Choose one of the five answers."],
                "worth": ["Choose one of the four answers, or Skip."],
                "noticed": [
                    "This is 2,001 characters long, and there is room for 2,000. Please shorten it."
                ],
                "closeness_felt": ["Choose one of the seven places, or Skip."],
            },
        )

    def test_hidden_lanterns_keep_what_they_said_before(self) -> None:
        form = self.sent(outcome="did", closeness_felt="1", hide_closeness=True)

        self.assertEqual(form.said(SAID).closeness_felt, 4)
