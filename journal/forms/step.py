"""How a small step went, as a form."""

from typing import Any, cast

from django import forms
from msgspec import structs

from journal.forms.fields import WordsField
from journal.forms.page_fields import CLOSENESS_CHOICES
from journal.page import Outcome, StepPlan, Worth

OUTCOMES: list[tuple[Outcome, str]] = [
    ("did", "Did it"),
    ("part", "Did part"),
    ("not-yet", "Not yet"),
    ("changed", "Changed my mind"),
    ("let-go", "Let it go"),
]
DONE: tuple[Outcome, ...] = ("did", "part")
"""After these the writer is asked whether it was worth doing."""
_WORTH = [("yes", "Yes"), ("partly", "Partly"), ("no", "No"), ("not-sure", "Not sure")]


class StepForm(forms.Form):
    """How it went, whether it was worth doing, a line, and the lanterns. Only the first counts.

    `step_revision` is the form's own: which revision of the step it was filled from.
    """

    step_revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    outcome = forms.ChoiceField(
        label="How did it go?",
        choices=OUTCOMES,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose how it went. “Let it go” is fine too.",
            "invalid_choice": "Choose one of the five answers.",
        },
    )
    worth = forms.ChoiceField(
        label="Was it worth doing?",
        choices=[*_WORTH, ("", "Skip")],
        required=False,
        help_text="For a step you did, whole or in part.",
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Choose one of the four answers, or Skip."},
    )
    noticed = WordsField(
        label="What did you notice?",
        help_text="A line is enough. Leave it empty if there is nothing to say.",
        limit=2000,
        widget=forms.Textarea(attrs={"rows": 1, "class": "line"}),
    )
    closeness_felt = forms.TypedChoiceField(
        label="How close does it feel now?",
        choices=CLOSENESS_CHOICES,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Choose one of the seven places, or Skip."},
    )

    def __init__(self, *args: Any, hide_closeness: bool = False, **kwargs: Any) -> None:
        """Build the form; without lanterns where the writer hides them."""
        super().__init__(*args, **kwargs)
        if hide_closeness:
            del self.fields["closeness_felt"]

    def said(self, plan: StepPlan) -> StepPlan:
        """Return the plan with what a valid form says. What it did not ask stays as it was."""
        data = self.cleaned_data
        outcome = cast(Outcome, data["outcome"])
        worth = cast(Worth, data["worth"]) if outcome in DONE and data["worth"] else None
        felt = data.get("closeness_felt", plan.closeness_felt)
        return structs.replace(
            plan,
            v=StepPlan(will="").v,
            outcome=outcome,
            worth=worth,
            noticed=data["noticed"],
            closeness_felt=felt,
        )


def filled_from(plan: StepPlan) -> dict[str, Any]:
    """Return a form's initial values from what was said before."""
    return {
        "outcome": plan.outcome or "",
        "worth": plan.worth or "",
        "noticed": plan.noticed,
        "closeness_felt": plan.closeness_felt,
    }
