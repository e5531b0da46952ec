"""The questions."""

from django.db import models
from django.db.models import Q

from guidance.models.fear import Fear
from guidance.models.shelved import Shelved
from guidance.models.sign import Sign
from guidance.models.strategy import Strategy

PHASES = {
    "notice": "Notice: what happened",
    "understand": "Understand: what might be underneath",
    "respond": "Respond: a way back",
}
DEPTHS = {"2-minute": "Two minutes", "10-minute": "Ten minutes", "action": "Something to do"}
PERSPECTIVES = {
    "pushing": "The writer steps back",
    "receiving": "Someone steps back from the writer",
    "either": "Either of them",
}


class Prompt(Shelved):
    """One question with its hints. A saved page keeps the wording it answered."""

    phase = models.CharField(max_length=10, choices=PHASES)
    strategy = models.ForeignKey(
        Strategy,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="prompts",
        help_text="Only for the phase Respond, and needed there.",
    )
    depth = models.CharField(max_length=10, choices=DEPTHS)
    minutes = models.PositiveSmallIntegerField(help_text="About how long it takes, 1 to 60.")
    perspective = models.CharField("whom it fits", max_length=10, choices=PERSPECTIVES)
    title = models.CharField(max_length=40, help_text="Up to 40 letters.")
    question = models.CharField(
        max_length=160,
        help_text="Up to 160 letters, short everyday words. Ask what, when or how.",
    )
    hints = models.TextField(blank=True, help_text="One on each line. Three work well.")
    signs = models.ManyToManyField(Sign, blank=True, related_name="prompts")
    fears = models.ManyToManyField(Fear, blank=True, related_name="prompts")
    technique = models.CharField(
        max_length=60, blank=True, help_text="For editors: the method behind it. Not shown."
    )
    contact = models.BooleanField(
        "asks for contact",
        default=False,
        help_text="It leads to a talk or a message. Then it is hidden when someone is afraid.",
    )
    hide_if_unsafe = models.BooleanField(
        "hide when someone is afraid",
        default=False,
        help_text="Not for someone who may be in danger.",
    )
    hide_if_own_harm = models.BooleanField(
        "hide when the writer may do harm",
        default=False,
        help_text="Not for someone who worries about what they might do.",
    )
    for_not_today = models.BooleanField(
        "for “Not today”", default=False, help_text="Offered to someone who wants a day off."
    )
    for_heavier = models.BooleanField(
        "for “heavier”", default=False, help_text="Offered when writing left someone heavier."
    )
    opens_own_harm = models.BooleanField(
        "first when the writer may do harm",
        default=False,
        help_text="The question that opens Get support in that case.",
    )
    care_note = models.CharField(
        max_length=160,
        blank=True,
        help_text="Shown first, where a question may stir something up.",
    )

    class Meta(Shelved.Meta):
        constraints = [
            models.CheckConstraint(
                condition=(Q(phase="respond") & Q(strategy__isnull=False))
                | (Q(phase__in=["notice", "understand"]) & Q(strategy__isnull=True)),
                name="a_respond_prompt_and_no_other_has_a_strategy",
                violation_error_message=(
                    "A question for Respond needs a strategy; the other phases have none."
                ),
            ),
            models.CheckConstraint(
                condition=Q(contact=False) | Q(hide_if_unsafe=True),
                name="a_prompt_for_contact_is_hidden_when_unsafe",
                violation_error_message=(
                    "A question that asks for contact also hides when someone is afraid: tick both."
                ),
            ),
            models.CheckConstraint(
                condition=Q(depth__in=list(DEPTHS)), name="a_prompt_is_short_or_long_or_an_action"
            ),
            models.CheckConstraint(
                condition=Q(perspective__in=list(PERSPECTIVES)),
                name="a_prompt_fits_one_who_pushes_or_receives_or_either",
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=60),
                name="a_prompt_takes_1_to_60_minutes",
                violation_error_message="The minutes are a number from 1 to 60.",
            ),
        ]

    def __str__(self) -> str:
        return self.title
