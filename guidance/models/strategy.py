"""The ways back toward people, and the concrete acts within them."""

from decimal import Decimal

from django.db import models
from django.db.models import Q

from guidance.models.shelved import Coded, Shelved

SIDES = {"me": "It was me", "them": "It was them"}


class Strategy(Coded):
    """A way back, with all that the suggestion needs to know of it."""

    name = models.CharField(max_length=40)
    summary = models.CharField(max_length=160, help_text="One line under the name.")
    about = models.TextField(help_text="Its page in the guide, about 120 words.")
    bonus_when = models.CharField(
        "fits a little better when",
        max_length=4,
        choices=SIDES,
        blank=True,
        help_text="When every sign of distance was on this side. Empty: it makes no difference.",
    )
    bonus = models.DecimalField(
        "by how much",
        max_digits=3,
        decimal_places=2,
        default=Decimal("0.25"),
        help_text="From 0 to 1, on the scale of the weights.",
    )
    quiet = models.BooleanField(
        default=False,
        help_text="A quiet one gives way in second place, and comes last among equals.",
    )
    allowed_when_unsafe = models.BooleanField(
        default=False,
        help_text="It may be offered to someone who said they are afraid, or may do harm.",
    )
    gate_receiving = models.PositiveSmallIntegerField(
        "place when the writer may be in danger",
        null=True,
        blank=True,
        help_text="0 is suggested first. Empty: not suggested there.",
    )
    gate_pushing = models.PositiveSmallIntegerField(
        "place when the writer may do harm",
        null=True,
        blank=True,
        help_text="0 is suggested first. Empty: not suggested there.",
    )

    class Meta(Coded.Meta):
        verbose_name_plural = "strategies"
        constraints = [
            models.CheckConstraint(
                condition=Q(bonus_when="") | Q(bonus_when__in=list(SIDES)),
                name="a_bonus_is_for_me_or_for_them",
            ),
            models.CheckConstraint(
                condition=Q(bonus__gte=0, bonus__lte=1),
                name="a_bonus_is_between_0_and_1",
                violation_error_message="The bonus is a number from 0 to 1.",
            ),
            models.CheckConstraint(
                condition=Q(allowed_when_unsafe=True) | Q(gate_receiving=None, gate_pushing=None),
                name="only_a_safe_strategy_has_a_place_at_the_gate",
                violation_error_message=(
                    "A place in case of danger is only for a way back that is allowed there."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Action(Shelved):
    """A concrete act within a strategy."""

    strategy = models.ForeignKey(Strategy, on_delete=models.PROTECT, related_name="actions")
    name = models.CharField(max_length=40)
    description = models.CharField(max_length=160)

    class Meta(Shelved.Meta):
        pass

    def __str__(self) -> str:
        return self.name
