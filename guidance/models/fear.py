"""What might be underneath, in the writer."""

from django.db import models
from django.db.models import Q

from guidance.models.shelved import Coded, Shelved

SAFETY_CHECKS = {"none": "Nothing more", "ask": "Point to help"}


class Fear(Coded):
    """A guess at what might be underneath. Never about the other person."""

    name = models.CharField(max_length=40)
    summary = models.CharField(
        max_length=160, help_text="One line in the first person, as someone might think it."
    )
    about = models.TextField(help_text="Its page in the guide, about 120 words.")
    roots = models.TextField(
        "where it may come from", blank=True, help_text="One on each line, a few words each."
    )
    weight_reason = models.CharField(
        "reason for the weights",
        max_length=200,
        blank=True,
        help_text="For editors: why these ways back fit. Readers do not see it.",
    )

    class Meta(Coded.Meta):
        pass

    def __str__(self) -> str:
        return self.name


class Behaviour(Shelved):
    """A way a fear may show. Reading in the guide, never ticked by a writer."""

    fear = models.ForeignKey(Fear, on_delete=models.PROTECT, related_name="behaviours")
    name = models.CharField(max_length=40)
    description = models.CharField(max_length=160)
    safety_check = models.CharField("safety", max_length=15, choices=SAFETY_CHECKS, default="none")

    class Meta(Shelved.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(safety_check__in=list(SAFETY_CHECKS)),
                name="a_behaviour_points_to_help_or_does_not",
            ),
        ]

    def __str__(self) -> str:
        return self.name
