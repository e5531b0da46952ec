"""What a writer may notice."""

from django.db import models
from django.db.models import Q

from guidance.models.shelved import Coded

KINDS = {"distance": "A sign of distance", "warmth": "A sign of warmth"}
SAFETY_CHECKS = {
    "none": "Ask nothing",
    "ask-receiving": "Ask when they did it",
    "ask": "Ask whoever did it",
}


class Sign(Coded):
    """An outward sign, with one sentence for each of the two people."""

    name = models.CharField(max_length=40)
    summary = models.CharField(
        max_length=160, help_text="One line under the name. Say what can be seen."
    )
    about = models.TextField(help_text="Its page in the guide, about 120 words.")
    me = models.CharField(
        "I …", max_length=60, help_text="A sentence that says who did it, such as “I kept away”."
    )
    them = models.CharField(
        "They …", max_length=60, help_text="The same the other way round: “They kept away”."
    )
    kind = models.CharField(max_length=10, choices=KINDS)
    safety_check = models.CharField(
        "safety question",
        max_length=15,
        choices=SAFETY_CHECKS,
        default="none",
        help_text="Whether ticking it brings a gentle question about fear or harm.",
    )
    weight_reason = models.CharField(
        "reason for the weights",
        max_length=200,
        blank=True,
        help_text="For editors: why these ways back fit. Readers do not see it.",
    )

    class Meta(Coded.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=list(KINDS)), name="a_sign_is_of_distance_or_of_warmth"
            ),
            models.CheckConstraint(
                condition=Q(safety_check="none")
                | (Q(safety_check__in=list(SAFETY_CHECKS)) & Q(kind="distance")),
                name="only_a_sign_of_distance_asks_about_safety",
                violation_error_message="A sign of warmth brings no safety question.",
            ),
        ]

    def __str__(self) -> str:
        return self.name
