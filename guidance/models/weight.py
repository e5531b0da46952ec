"""How well a way back fits what was noticed."""

from django.db import models
from django.db.models import F, Q

from guidance.models.fear import Fear
from guidance.models.sign import Sign
from guidance.models.strategy import SIDES, Strategy

VALUES = {0: "0 · not at all", 1: "1 · slightly", 2: "2 · well", 3: "3 · best"}


class Weight(models.Model):
    """How well a strategy fits a sign on one side, or a fear. Editorial judgement, 0 to 3.

    A fear is always the writer's own, so its side is "me". What has no row fits not at all.
    """

    sign = models.ForeignKey(
        Sign, on_delete=models.PROTECT, null=True, blank=True, related_name="weights"
    )
    fear = models.ForeignKey(
        Fear, on_delete=models.PROTECT, null=True, blank=True, related_name="weights"
    )
    side = models.CharField(max_length=4, choices=SIDES, default="me")
    strategy = models.ForeignKey(Strategy, on_delete=models.PROTECT, related_name="weights")
    value = models.PositiveSmallIntegerField("fits", choices=VALUES, default=0)
    edited_at = models.DateTimeField("last changed", auto_now=True)
    shipped = models.JSONField(null=True, editable=False)

    class Meta:
        ordering = [F("sign__order").asc(), F("fear__order").asc(), "side", "strategy__order"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sign__isnull=False, fear__isnull=True)
                | Q(sign__isnull=True, fear__isnull=False, side="me"),
                name="a_weight_is_for_a_sign_or_for_ones_own_fear",
                violation_error_message="Choose a sign or a fear. A fear is always “me”.",
            ),
            models.CheckConstraint(
                condition=Q(side__in=list(SIDES)), name="a_weight_is_for_one_side"
            ),
            models.CheckConstraint(
                condition=Q(value__gte=0, value__lte=3), name="a_weight_is_0_to_3"
            ),
            models.UniqueConstraint(
                fields=["sign", "side", "strategy"],
                condition=Q(sign__isnull=False),
                name="a_sign_has_one_weight_per_side_and_strategy",
            ),
            models.UniqueConstraint(
                fields=["fear", "strategy"],
                condition=Q(fear__isnull=False),
                name="a_fear_has_one_weight_per_strategy",
            ),
        ]

    def __str__(self) -> str:
        side = f" ({self.side})" if self.sign else ""
        return f"{self.sign or self.fear}{side}, {self.strategy}: {self.value}"
