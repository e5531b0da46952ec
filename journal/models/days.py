"""How many pages each day has, counted by the database: no page is opened for a calendar."""

from datetime import date
from typing import Any

from django.db import models

from journal.models.entry import Entry
from journal.models.journal import Journal
from journal.models.ready import Given, Ready

_first: Any = Given("first", models.DateField)
_last: Any = Given("last", models.DateField)
_PER_DAY = Ready(
    lambda: (
        Entry.objects.kept()
        .filter(journal=Given("journal"))
        .about(_first, _last)
        .values_list("about_on")
        .annotate(models.Count("pk"))
    )
)


def per_day(journal: Journal, first: date, last: date) -> dict[date, int]:
    """Return how many kept pages there are of each day that has any, in one query."""
    return dict(_PER_DAY.rows(journal=journal.pk, first=first, last=last))
