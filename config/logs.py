"""Logs without words: what happened, where in the code, and nothing that anyone sent.

A message is written only where it is ours, or stands in the source of whoever logs it; what was
put together at run time may quote a form, an address or a row (PostgreSQL's DETAIL does, and so
do the messages of many exceptions). A traceback keeps types, files and lines.
"""

import json
import linecache
import logging
import time
import traceback
import warnings
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from importlib.util import find_spec
from typing import Any, TextIO

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponseBase

log = logging.getLogger("ajar.request")

_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
# Where the messages of a logger are written, if they go through a wrapper.
_WRITTEN_IN = {"gunicorn.error": ("gunicorn.arbiter", "gunicorn.workers.base")}


class RequestLogMiddleware:
    """Outermost: one line for each request, with method, route, status and milliseconds."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Return the answer of the layers inside, after a line about it."""
        start = time.perf_counter()
        response = self.get_response(request)
        took = round((time.perf_counter() - start) * 1000)
        about = _about(request) | {"status": response.status_code, "ms": took}
        log.info("%(method)s %(route)s %(status)d %(ms)d ms", about, extra={"fields": about})
        return response


def _about(request: HttpRequest) -> dict[str, Any]:
    """Return method and route. Never the path: it may hold a searched word, sealed or not."""
    match = request.resolver_match
    static = request.path_info.startswith(settings.STATIC_URL)
    route = match.view_name if match else ""
    return {
        "method": request.method if request.method in _METHODS else "other",
        "route": route or ("static" if static else "-"),
    }


class LineFormatter(logging.Formatter):
    """A line for each record, and a traceback below where there is one."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as text."""
        facts = _facts(record)
        text = " ".join(str(facts[key]) for key in ("at", "level", "logger", "message"))
        return "\n".join([text, *facts.get("traceback", [])])


class JsonFormatter(logging.Formatter):
    """The same facts as an object of JSON on one line."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as JSON."""
        return json.dumps(_facts(record) | getattr(record, "fields", {}))


class Console(logging.StreamHandler[TextIO]):
    """Standard error. Where that cannot be written, the record is dropped."""

    def handleError(self, record: logging.LogRecord) -> None:
        """Say nothing: the usual complaint quotes the message and all its arguments."""


def _facts(record: logging.LogRecord) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname,
        "logger": record.name,
        "message": _message(record),
    }
    if record.exc_info and record.exc_info[1]:
        facts["traceback"] = list(_traceback(record.exc_info[1]))
    return facts


def _message(record: logging.LogRecord) -> str:
    """Return what may be said: our own sentence, or another's as it stands in their source."""
    if record.name.startswith("ajar."):
        return record.getMessage()
    said = [_literal(record) or "(message left out)"]
    request = getattr(record, "request", None)
    if isinstance(request, HttpRequest):
        about = _about(request)
        said += [about["method"], about["route"], str(getattr(record, "status_code", ""))]
    return " ".join([*said, f"[{record.pathname}:{record.lineno}]"]).replace("  ", " ")


def _literal(record: logging.LogRecord) -> str:
    """Return the message with its gaps left open, if it is a literal of the code that logs it."""
    modules = map(find_spec, _WRITTEN_IN.get(record.name, ()))
    places = [record.pathname, *(spec.origin for spec in modules if spec and spec.origin)]
    text = record.msg if isinstance(record.msg, str) else ""
    for quote in ('"', "'"):
        if text and any(f"{quote}{text}{quote}" in _source(place) for place in places):
            # The server's numbers are processes and exit codes.
            return text % record.args if places[1:] and _all_numbers(record.args) else text
    return ""


def _all_numbers(args: object) -> bool:
    return isinstance(args, tuple) and bool(args) and all(type(one) is int for one in args)


def _source(path: str) -> str:
    return "".join(linecache.getlines(path))


def _traceback(error: BaseException) -> Iterator[str]:
    """Yield types, files and lines of an exception and of those behind it, the first one first."""
    chain: list[BaseException] = []
    at: BaseException | None = error
    while at is not None and at not in chain:
        chain.insert(0, at)
        at = at.__cause__ or (None if at.__suppress_context__ else at.__context__)
    for one in chain:
        for frame in traceback.extract_tb(one.__traceback__):
            yield f"  {frame.filename}:{frame.lineno} in {frame.name}"
        yield f"  {type(one).__module__}.{type(one).__qualname__}"


def quiet_warnings() -> None:
    """Let Python's warnings go to the log, with kind and place and without their words."""
    warnings.showwarning = _log_warning


def _log_warning(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    logging.getLogger("ajar.warnings").warning("%s [%s:%d]", category.__name__, filename, lineno)


def settings_for(kind: str) -> dict[str, Any]:
    """Return LOGGING for "lines" or "json". Raise ImproperlyConfigured for anything else.

    Django's own handler that mails errors to admins is taken away: it would mail the form.
    """
    ours = {"handlers": ["console"], "level": "INFO", "propagate": False}
    formatters = {"lines": LineFormatter, "json": JsonFormatter}
    if kind not in formatters:
        raise ImproperlyConfigured(f"AJAR_LOG is {kind!r}: write lines or json.")
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"wordless": {"()": formatters[kind]}},
        "handlers": {"console": {"()": Console, "formatter": "wordless"}},
        "root": {"handlers": ["console"], "level": "INFO"},
        "loggers": {
            "django": ours,
            # 4xx answers have their line from `RequestLogMiddleware` already.
            "django.request": ours | {"level": "ERROR"},
            "gunicorn.error": ours | {"level": "WARNING"},
            "gunicorn.access": ours | {"handlers": []},
        },
    }
