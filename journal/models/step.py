"""Steps: what a writer means to do, sealed, with the day to look back."""

from django.db import models
from django.db.models import Q

from journal.models.entry import Entry
from journal.models.journal import Journal
from journal.models.sealed import SealedRow
from journal.page import StepPlan
from journal.vault.keyring import STEP, Keyring


class Step(SealedRow):
    """One small step of a page: when to look back, and nothing of what it is."""

    KIND = STEP

    journal = models.ForeignKey(Journal, on_delete=models.CASCADE, related_name="steps")
    entry = models.OneToOneField(Entry, on_delete=models.CASCADE, related_name="step")
    due_on = models.DateField()
    created_at = models.DateTimeField(auto_now_add=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["journal", "due_on"], name="steps_to_look_back_on")]
        constraints = [
            models.CheckConstraint(condition=Q(revision__gte=1), name="a_step_says_something"),
        ]

    def read(self, keyring: Keyring) -> StepPlan:
        """Open the plan. Raise Unreadable if it was damaged, moved or tampered with."""
        return self._unsealed(keyring, StepPlan)

    def write(self, plan: StepPlan, keyring: Keyring) -> None:
        """Seal the plan as the next revision. The row is changed, and saved by who calls."""
        self._seal(plan, keyring)
