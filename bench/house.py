"""Servers with journals to measure, on temporary databases: started, and taken down again."""

import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import django
import psycopg

from tests.faults.server import Server
from tests.pgtemp import cluster

if TYPE_CHECKING:
    from bench.seed import Writer
    from bench.stand import Stand

SETTINGS = "bench.settings"
_ACCENTED = "accented"


@contextmanager
def journals(folder: Path, sizes: Sequence[int]) -> Iterator[dict[str, "Stand"]]:
    """Give a journal of each size at one server on SQLite, and one full of accents, by label."""
    server = Server(folder, DJANGO_SETTINGS_MODULE=SETTINGS)
    _set_up(server)
    from bench.seed import Writer

    writers = {f"{size:,} pages": Writer(f"writer-{size}", size) for size in sizes}
    writers[_ACCENTED] = Writer(_ACCENTED, sizes[-1], accented=True)
    _seed(list(writers.values()))
    try:
        server.start()
        yield {label: _stand(label, server, writer) for label, writer in writers.items()}
    finally:
        server.end()


@contextmanager
def journals_in_a_crowd(folder: Path, size: int, rows: int) -> Iterator[dict[str, "Stand"]]:
    """Give one journal at two servers on PostgreSQL: alone, and with that many rows of others.

    Raise NoPostgresError where there is none to start.
    """
    with cluster(durable=True) as running:
        crowded_url = running.url.removesuffix("postgres") + "crowded"
        alone = Server(folder, database_url=running.url, DJANGO_SETTINGS_MODULE=SETTINGS)
        crowded = Server(folder, database_url=crowded_url, DJANGO_SETTINGS_MODULE=SETTINGS)
        _set_up(alone, BENCH_CROWDED_URL=crowded_url)
        from bench.seed import Writer

        writer = Writer(f"writer-{size}", size)
        _seed([writer])
        _add_crowd(running.url, crowded_url, rows)
        by_itself, among = f"{size:,} pages", f"{size:,} pages among {rows:,}"
        try:
            alone.start()
            crowded.start()
            yield {
                by_itself: _stand(by_itself, alone, writer),
                among: _stand(among, crowded, writer, "crowded"),
            }
        finally:
            alone.end()
            crowded.end()


def _set_up(server: Server, **more: str) -> None:
    """Let this process reach the database and the keys of the server, as the server will."""
    os.environ.clear()
    os.environ.update(server.site.environ | more)
    django.setup()
    from django.core.management import call_command

    call_command("prepare", stdout=StringIO())


def _seed(writers: Sequence["Writer"]) -> None:
    from django.db import connections

    from bench.seed import seed, seed_doors

    seed_doors()
    for writer in writers:
        begun = time.perf_counter()
        seed(writer)
        _say(f"{writer.pages:,} pages of {writer.name}: {time.perf_counter() - begun:.1f} s")
    connections.close_all()


def _add_crowd(url: str, crowded_url: str, rows: int) -> None:
    from bench.crowd import add_crowd

    begun = time.perf_counter()
    with psycopg.connect(url.removesuffix("postgres") + "template1", autocommit=True) as database:
        database.execute("CREATE DATABASE crowded TEMPLATE postgres")
    with psycopg.connect(url, autocommit=True) as database:
        database.execute("VACUUM ANALYZE")
    added = add_crowd(crowded_url, rows)
    _say(f"{added:,} rows of others: {time.perf_counter() - begun:.0f} s")


def _stand(label: str, server: Server, writer: "Writer", database: str = "default") -> "Stand":
    from bench.stand import Stand
    from bench.visitor import Visitor

    port = int(server.site.url.rpartition(":")[2])
    return Stand(label, server, Visitor(port, writer.email), database)


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
