"""The running server that some detectors listen to, on the database of the suite."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from tests.browser.server import Site, serve
from tests.detectors.canary import CANARY, word
from tests.detectors.journey import WORDS, knock_everywhere, type_everything
from tests.detectors.site import Window

# Where a session and a token have to be right, and where one is wrong.
WRITING = ("/today/", "/settings/")


def _database(name: str) -> dict[str, str]:
    """Return the variables that give a server a database of its own."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        return {}
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    assert conninfo_to_dict(url)["dbname"] == "postgres"
    return {"DATABASE_URL": f"{url.removesuffix('postgres')}{name}"}


def sign_up_and_write(url: str, **headers: str) -> Window:
    """Make an account at a running site, write with canaries everywhere, and stay signed in."""
    window = Window(url, **headers)
    window.sign_up("walker")
    type_everything(window)
    return window


def walk_through(url: str, **headers: str) -> Window:
    """Go every way there is at a running site, a canary in every field and header; signed in."""
    window = sign_up_and_write(url, **headers)
    knock_everywhere(Window(url, **headers))
    for path in (f"/{CANARY}/", f"/entries/{CANARY}/", f"/journal/?before={CANARY}", "/nowhere/"):
        window.get(path)
    for path in WRITING:
        window.post(path, {"text": word("token"), "time_zone": CANARY}, token=False)
        window.ask("PUT", f"{path}?q={CANARY}", body=CANARY.encode())
        window.ask(CANARY.upper(), path)
    window.post(f"/journal/?q={CANARY}", {"text": CANARY})
    window.get("/", Host=f"{CANARY}.example")
    window.ask("POST", "/today/", body=b"x" * 100, headers={"Content-Type": f"text/{CANARY}"})
    return window


@contextmanager
def broken_database(site: Site) -> Iterator[None]:
    """Take the table of pages away for a while, so that the database's own errors are heard."""
    url = site.environ.get("DATABASE_URL")
    there, gone = "journal_entry", "journal_entry_gone"
    connection: Any = psycopg.connect(url) if url else sqlite3.connect(site.database)
    with closing(connection):
        for old, new in ((there, gone), (gone, there)):
            connection.execute(f"ALTER TABLE {old} RENAME TO {new}")
            connection.commit()
            if old == there:
                yield


def meet_mistakes(site: Site, window: Window) -> None:
    """Write, read and change while the database fails."""
    sent = {name: word(name) for name in WORDS} | {"date": "2026-11-01"}
    with broken_database(site):
        for path in ("/today/", f"/entries/{uuid4()}/edit/", f"/entries/{uuid4()}/bin/"):
            window.post(f"{path}?q={CANARY}", sent)
        window.get(f"/journal/?q={CANARY}")


@pytest.fixture(scope="session")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, Window]]:
    """A server after a walk through it, and the window that walked."""
    with serve(tmp_path_factory.mktemp("walked"), **_database("walked")) as site:
        window = walk_through(site.url)
        meet_mistakes(site, window)
        yield site, window


@pytest.fixture(scope="session")
def sealed_off(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, Window]]:
    """The same behind a proxy that speaks TLS, with logs as JSON."""
    settings = {"AJAR_TLS": "1", "AJAR_TLS_PROXY": "1", "AJAR_LOG": "json"}
    with serve(tmp_path_factory.mktemp("tls"), **settings, **_database("tls")) as site:
        host = site.url.replace("http:", "https:")
        yield (
            site,
            sign_up_and_write(site.url, **{"X-Forwarded-Proto": "https", "Referer": f"{host}/"}),
        )


@pytest.fixture(scope="class")
def on_site(request: pytest.FixtureRequest, walked: tuple[Site, Window]) -> None:
    """Give a test class `site` and `window`."""
    request.cls.site, request.cls.window = walked


@pytest.fixture(scope="class")
def over_tls(request: pytest.FixtureRequest, sealed_off: tuple[Site, Window]) -> None:
    """Give a test class `site` and `window`, behind TLS."""
    request.cls.site, request.cls.window = sealed_off
