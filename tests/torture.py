"""Kill the server while it saves, again and again: every acknowledged text must open afterwards.

`python tests/torture.py`, or `make torture`. KILLS=500 says how often, on both databases
together; SEED=… repeats a run. Ends with kills, acknowledged and lost, and with 1 if any was.
"""

import os
import random
import signal
import sqlite3
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import psycopg

from tests.faults.server import Server
from tests.faults.visitor import UNANSWERED, Answer, Visitor
from tests.journal.sheets import Sheet
from tests.pgtemp import Cluster, cluster

WRITERS = ("ada", "mallory")
THREADS_EACH = 2


@dataclass
class Kept:
    """A page that was acknowledged, and what was sent for it since without an answer."""

    path: str
    acknowledged: str
    unanswered: list[str] = field(default_factory=list)
    is_checked: bool = False


@dataclass
class Hand:
    """One thread that writes: its browser, its luck, and its journal of acknowledged texts."""

    visitor: Visitor
    luck: random.Random
    pages: list[Kept] = field(default_factory=list)
    acknowledged: int = 0
    unexpected: list[str] = field(default_factory=list)
    forgives: bool = False
    """Whether a 503 is no surprise, because the database is killed too. It promises nothing."""

    def write(self, stop: threading.Event) -> None:
        """Save page after page, until the server goes away or `stop` is set."""
        while not stop.is_set():
            page = self.luck.choice(self.pages) if self.luck.random() < 0.5 and self.pages else None
            try:
                self._save(page)
            except UNANSWERED:
                return

    def _save(self, page: Kept | None) -> None:
        text = f"{self.luck.random()} " + "word " * self.luck.randrange(4000)
        text += "end"
        shown = self.visitor.get(page.path if page else "/today/")
        if shown.status != 200:
            self._refused(shown)
            return
        if page:
            page.unanswered.append(text)
            page.is_checked = False
        answer = self.visitor.send(Sheet(shown).fill(text=text))
        if answer.status != 302:
            self._refused(answer)
            return
        self.acknowledged += 1
        if page:
            page.acknowledged, page.unanswered = text, []
        else:
            self.pages.append(Kept(f"{answer.path}edit/", text))

    def _refused(self, answer: Answer) -> None:
        if not (self.forgives and answer.status == 503):
            self.unexpected.append(f"{answer.status}: {answer.text[:2000]}")

    def lost(self, *, everything: bool) -> list[str]:
        """Return the pages that do not open as acknowledged, of all or of those written lately."""
        pages = [page for page in self.pages if everything or not page.is_checked]
        return [page.path for page in pages if not self._opens(page)]

    def _opens(self, page: Kept) -> bool:
        answer = self.visitor.get(page.path)
        text = Sheet(answer)["text"] if answer.status == 200 else ""
        if text not in (page.acknowledged, *page.unanswered):
            return False
        # A save may have been stored although its answer never came.
        page.acknowledged, page.unanswered, page.is_checked = text, [], True
        return True


@dataclass
class Result:
    """What a run came to."""

    kills: int
    acknowledged: int
    lost: list[str]
    damage: list[str]
    unexpected: list[str]

    def __str__(self) -> str:
        return f"kills {self.kills}, acknowledged {self.acknowledged}, lost = {len(self.lost)}"

    @property
    def is_well(self) -> bool:
        """Whether nothing was lost, the database is whole, and no answer surprised us."""
        return not (self.lost or self.damage or self.unexpected) and self.acknowledged > 0


def torture(kills: int, seed: int, *, postgres: bool) -> Iterator[Result]:
    """Kill a server that many times at random moments; yield how it stands after each."""
    luck = random.Random(seed)  # noqa: S311 - chance, not a secret
    with _database(postgres) as database, tempfile.TemporaryDirectory(prefix="ajar-kill-") as data:
        server = Server(Path(data), database_url=database.url if database else "")
        try:
            server.start()
            hands = _hands(server, luck)
            damage: list[str] = []
            for number in range(1, kills + 1):
                _write_until_killed(server, hands, luck, database if number % 4 == 0 else None)
                damage += damage_of(server, database)
                server.start()
                yield Result(
                    kills=number,
                    acknowledged=sum(hand.acknowledged for hand in hands),
                    lost=[path for hand in hands for path in hand.lost(everything=number == kills)],
                    damage=damage,
                    unexpected=[one for hand in hands for one in hand.unexpected],
                )
        finally:
            server.end(signal.SIGKILL)


@contextmanager
def _database(postgres: bool) -> Iterator[Cluster | None]:
    if not postgres:
        yield None
        return
    with cluster(durable=True) as running:
        yield running


def _hands(server: Server, luck: random.Random) -> list[Hand]:
    hands = []
    for name in WRITERS:
        server.add_account(name)
        for _ in range(THREADS_EACH):
            visitor = Visitor(server.site.url).sign_in(name)
            hands.append(Hand(visitor, random.Random(luck.random())))  # noqa: S311
    return hands


def _write_until_killed(
    server: Server, hands: list[Hand], luck: random.Random, database: Cluster | None
) -> None:
    """Let all write, and kill the server in the middle; the database first where one is given."""
    stop = threading.Event()
    threads = [threading.Thread(target=hand.write, args=[stop]) for hand in hands]
    for hand, thread in zip(hands, threads, strict=True):
        hand.forgives = database is not None
        thread.start()
    stop.wait(luck.uniform(0.2, 1.5))
    if database:
        database.stop(signal.SIGQUIT)
    server.end(signal.SIGKILL)
    stop.set()
    for thread in threads:
        thread.join()
    if database:
        database.start()


def damage_of(server: Server, database: Cluster | None) -> list[str]:
    """Return what is broken in the database, after opening it anew and reading all of it."""
    if database is None:
        with closing(sqlite3.connect(server.site.database)) as file:
            (said,) = file.execute("PRAGMA integrity_check").fetchone()
        return [] if said == "ok" else [said]
    try:
        with psycopg.connect(database.url) as connection:
            tables = connection.execute(
                "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'"
            ).fetchall()
            for (table,) in tables:
                # Every page of every row is read, and PostgreSQL compares its checksum.
                connection.execute(f"SELECT count(t::text) FROM {table} t")  # noqa: S608
    except psycopg.Error as error:
        return [str(error)]
    return []


def main() -> int:
    """Torture both databases, and say how it went; return 1 if a word was lost."""
    kills = int(os.environ.get("KILLS", "500"))
    seed = int(os.environ.get("SEED", "") or random.SystemRandom().randrange(1_000_000))
    print(f"{kills} kills, SEED={seed}", flush=True)
    for name, postgres in {"SQLite": False, "PostgreSQL": True}.items():
        result = None
        for result in torture(kills // 2 if postgres else -(-kills // 2), seed, postgres=postgres):
            if result.kills % 10 == 0 or not result.is_well:
                print(f"{name:<11}{result}", flush=True)
            if not result.is_well:
                print(*result.lost, *result.damage, *result.unexpected, sep="\n")
                return 1
        print(f"{name:<11}{result}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
