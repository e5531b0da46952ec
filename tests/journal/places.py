"""Places of their own for the tests that run real commands: a data folder, and a database."""

import os
import secrets
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
_OURS = ("AJAR_", "EMAIL_", "DATABASE_", "DJANGO_", "SECRET_", "ALLOWED_", "CSRF_")
_SECRET_KEY = "only-for-tests-" + "0123456789" * 5


@dataclass(frozen=True)
class Place:
    """A data folder with nothing in it, and a database of the kind that the suite runs on."""

    data: Path
    environ: dict[str, str]

    def manage(self, *words: str, **settings: str) -> "subprocess.CompletedProcess[str]":
        """Run a management command here, and return how it went."""
        return subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=ROOT,
            env=self.environ | settings,
            capture_output=True,
            text=True,
        )

    def run(self, code: str, **settings: str) -> None:
        """Run the code in a process of its own, with Django set up. Raise if it fails."""
        subprocess.run(
            [sys.executable, "-c", f"import django; django.setup()\n{code}"],
            cwd=ROOT,
            env=self.environ | settings | {"DJANGO_SETTINGS_MODULE": "config.settings"},
            check=True,
        )

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Return what a query of ours finds, without Django."""
        if url := self.environ.get("DATABASE_URL"):
            with closing(psycopg.connect(url)) as database:
                return database.execute(query.encode()).fetchall()
        with closing(sqlite3.connect(self.data / "data" / "ajar.sqlite3")) as database:
            return database.execute(query).fetchall()


def environ_for(data: Path, **settings: str) -> dict[str, str]:
    """Return the environment of a user who set nothing but the data folder and these settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
    return kept | {"AJAR_DATA": str(data), "SECRET_KEY": _SECRET_KEY} | settings


@contextmanager
def empty_place(**settings: str) -> Iterator[Place]:
    """Make a place, and take it away afterwards."""
    data = Path(tempfile.mkdtemp())
    try:
        if connection.vendor == "sqlite":
            yield Place(data, environ_for(data, **settings))
            return
        name = f"place_{secrets.token_hex(4)}"
        server = os.environ["DATABASE_URL"]
        with psycopg.connect(server, autocommit=True) as database:
            database.execute(f"CREATE DATABASE {name}".encode())
            url = f"{server.rpartition('/')[0]}/{name}"
            try:
                yield Place(data, environ_for(data, DATABASE_URL=url, **settings))
            finally:
                database.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())
    finally:
        shutil.rmtree(data)
