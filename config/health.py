"""Whether Ajar is alive, and whether it is ready: for a proxy, a timer or whoever runs it.

The answers come from fixed sentences. They name no host, no key and nobody.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from http import HTTPStatus

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from config.database import journal_mode
from journal.models.journal import check_keys
from journal.vault.slots import BadKeys

NO_ANSWER = "The database does not answer."
MIGRATIONS = "The tables are not up to date: restart Ajar."
KEYS = "The keys do not open the journals: manage.py prepare says which one is missing."

# What each database says of itself, the answers that are as careful as promised, and what it
# means where the answer is another.
_SQLITE = {
    "PRAGMA synchronous": ({"2", "3"}, "SQLite does not wait for the disk: synchronous."),
    "PRAGMA journal_mode": ({journal_mode().lower()}, "SQLite has another journal_mode."),
    "PRAGMA secure_delete": ({"1"}, "SQLite leaves what is erased on the disk: secure_delete."),
    "PRAGMA foreign_keys": ({"1"}, "SQLite does not check its rows: foreign_keys."),
}
_POSTGRES = {
    "SHOW fsync": ({"on"}, "PostgreSQL does not wait for the disk: fsync is off."),
    "SHOW synchronous_commit": (
        {"on", "local", "remote_write", "remote_apply"},
        "PostgreSQL says done before it is: synchronous_commit is off.",
    ),
}


@login_not_required
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """Answer "ok" without asking anything of anyone."""
    return _plain("ok")


@login_not_required
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """Answer "ready", or 503 with a line for each thing that is wrong."""
    try:
        found = list(troubles())
    except (DatabaseError, InterfaceError):
        found = [NO_ANSWER]
    if found:
        return _plain("\n".join(found), HTTPStatus.SERVICE_UNAVAILABLE)
    return _plain("ready")


def troubles() -> Iterator[str]:
    """Yield what keeps Ajar from being used. Raise DatabaseError where nothing can be asked."""
    questions = _SQLITE if connection.vendor == "sqlite" else _POSTGRES
    with connection.cursor() as cursor:
        answers = {}
        for question in questions:
            cursor.execute(question)
            answers[question] = str(cursor.fetchone()[0])
    yield from careless(questions, answers)
    if _newest() - set(MigrationRecorder(connection).applied_migrations()):
        yield MIGRATIONS
        return  # the keys lie in tables that may not be there
    try:
        check_keys()
    except BadKeys:
        yield KEYS


def careless(
    questions: Mapping[str, tuple[set[str], str]], answers: Mapping[str, str]
) -> Iterator[str]:
    """Yield what is said of each answer that is not among the right ones."""
    for question, (right, otherwise) in questions.items():
        if answers[question] not in right:
            yield otherwise


@cache
def _newest() -> frozenset[tuple[str, str]]:
    """Return the last migrations of each app. They change only with the code."""
    return frozenset(MigrationLoader(None).graph.leaf_nodes())


def _plain(text: str, status: HTTPStatus = HTTPStatus.OK) -> HttpResponse:
    return HttpResponse(text + "\n", status=status, content_type="text/plain; charset=utf-8")
