"""A journal at a server: where a row is measured, and where its traces are wiped away."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import connections
from django.utils import timezone

from bench.acts import Act, screen
from bench.proc import cpu_seconds, workers_of
from bench.rows import Row
from bench.visitor import Visitor
from journal.models import Entry, Person
from tests.faults.server import Server


@dataclass
class Stand:
    """One writer's journal at one running server."""

    label: str
    server: Server
    visitor: Visitor
    database: str = "default"
    """The name under which the bench itself reaches the server's database."""
    since: datetime = field(default_factory=timezone.now)
    """What was made later was made by a save that was measured."""

    @property
    def port(self) -> int:
        """Where the server listens."""
        return int(self.server.site.url.rpartition(":")[2])

    @property
    def floor(self) -> Act:
        """Open the bare page."""
        return screen("/floor/")(self.visitor)

    def workers(self) -> list[int]:
        """Return the processes that answer."""
        return workers_of(self.server.pid)

    def cpu(self) -> float:
        """Return the seconds of processor time that they have used."""
        return cpu_seconds(self.workers())

    def ready(self, row: Row) -> None:
        """Wipe away what the last block of this row left behind."""
        if row.limited:
            with connections[self.database].cursor() as cursor:
                cursor.execute("DELETE FROM limits")
        if row.writes:
            for model in (Entry, Person):
                made = model.objects.using(self.database).filter(created_at__gte=self.since)
                made.filter(journal__owner__email=self.visitor.email).delete()
