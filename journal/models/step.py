"""Steps: what a writer means to do, sealed, with the day to look back."""

from datetime import date, datetime, timedelta
from typing import Any, Protocol, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from msgspec import structs

from journal.models.entry import Entry, Place
from journal.models.journal import Journal
from journal.models.sealed import SealedRow
from journal.page import StepPlan
from journal.vault.keyring import STEP, Keyring

LET_GO = timedelta(days=21)
"""This long after its first day, a step nobody answered is let go. Read from dates, not written."""
ASK_AGAIN = timedelta(days=3)
"""How long after a "not yet" the step is asked about once more."""


class StepQuerySet(models.QuerySet["Step"]):
    """Sets of steps, each narrowed by an adjective."""

    def of_kept_pages(self) -> Self:
        """Those whose page is not in the bin, each with its page, in the same query."""
        return self.filter(entry__deleted_at=None).select_related("entry")

    def waiting(self, today: date) -> Self:
        """Those not answered, whose last day to look back is less than 21 days ago.

        One that "not yet" moved may be let go nevertheless: its first day is sealed.
        """
        return self.filter(answered_at=None, due_on__gt=today - LET_GO)

    def past(self, today: date) -> Self:
        """Those that are answered, and those let go at the latest by now."""
        return self.filter(Q(answered_at__isnull=False) | Q(due_on__lte=today - LET_GO))

    def due(self, today: date) -> Self:
        """Those waiting whose day has come, the oldest first."""
        return self.due_within(today - LET_GO, today)

    def due_within(self, after: Any, until: Any) -> Self:
        """Those not answered whose day is after one and not after another, the oldest first."""
        near = self.filter(answered_at=None, due_on__gt=after, due_on__lte=until)
        return near.order_by("due_on", "created_at", "id")

    def newest_first(self) -> Self:
        """By the day to look back, then by when they were planned."""
        return self.order_by("-due_on", "-created_at", "-id")

    def older_than(self, place: Place) -> Self:
        """Those that come after the place, newest first."""
        day, moment, pk = place
        return self.filter(
            Q(due_on__lt=day)
            | Q(due_on=day, created_at__lt=moment)
            | Q(due_on=day, created_at=moment, id__lt=pk)
        ).newest_first()


class Dated(Protocol):
    """What of a step tells whether it waits."""

    @property
    def due_on(self) -> date: ...
    @property
    def answered_at(self) -> datetime | None: ...


class Waits:
    """Whether a step waits, read from its dates."""

    __slots__ = ()

    def is_open(self: Dated, plan: StepPlan, today: date) -> bool:
        """Whether it is neither answered nor let go."""
        return self.answered_at is None and today < _goes_on(self, plan)

    def asks_again(self: Dated, plan: StepPlan, today: date) -> bool:
        """Whether a "not yet" today moves the day. It does once, and not past the 21 days."""
        return plan.first_on is None and today + ASK_AGAIN < _goes_on(self, plan)


def _goes_on(step: Dated, plan: StepPlan) -> date:
    return (plan.first_on or step.due_on) + LET_GO


class Step(Waits, SealedRow):
    """One small step of a page: when to look back, and nothing of what it is."""

    KIND = STEP

    journal = models.ForeignKey(Journal, on_delete=models.CASCADE, related_name="steps")
    entry = models.OneToOneField(Entry, on_delete=models.CASCADE, related_name="step")
    due_on = models.DateField()
    created_at = models.DateTimeField(auto_now_add=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = StepQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["journal", "due_on"], name="steps_to_look_back_on"),
            models.Index(
                fields=["journal", "-answered_at", "-entry"],
                condition=Q(answered_at__isnull=False),
                name="the_last_answers",
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(revision__gte=1), name="a_step_says_something"),
        ]

    @property
    def place(self) -> Place:
        """Where the step stands among the steps."""
        return Place(self.due_on, self.created_at, self.pk)

    def read(self, keyring: Keyring) -> StepPlan:
        """Open the plan. Raise Unreadable if it was damaged, moved or tampered with."""
        return self._unsealed(keyring, StepPlan)

    def write(self, plan: StepPlan, keyring: Keyring) -> None:
        """Seal the plan as the next revision. The row is changed, and saved by who calls."""
        self._seal(plan, keyring)

    def look_back(self, said: StepPlan, keyring: Keyring, today: date) -> None:
        """Seal and save the plan with how it went.

        "Not yet" before its day leaves the step waiting; on its day or after, it moves the day
        once, and the second one ends it.
        """
        if said.outcome != "not-yet":
            self.answered_at = self.answered_at or timezone.now()
        elif self.due_on > today:
            self.answered_at = None
        elif self.asks_again(said, today):
            said = structs.replace(said, first_on=self.due_on)
            self.due_on, self.answered_at = today + ASK_AGAIN, None
        else:
            self.answered_at = self.answered_at or timezone.now()
        self.write(said, keyring)
        self.save(update_fields=["due_on", "answered_at", "revision", "sealed"])
