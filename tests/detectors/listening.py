"""Hearing all that a process says: its streams, its loggers, and the reports of its mistakes."""

import io
import logging
import logging.config
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.signals import got_request_exception
from django.db import connection
from django.http import HttpRequest
from django.views.debug import get_exception_reporter_class

from config import settings as shipped


class _Raw(logging.Handler):
    """Keeps each message as it was given, to prove that there was something to leave out."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        shown = record.exc_info and record.exc_info[1]
        self.said.append(f"{record.name} {record.getMessage()} {shown or ''}")


@dataclass
class Heard:
    """What was said."""

    written: io.StringIO = field(default_factory=io.StringIO)
    """Both streams: logs as the shipped settings write them, and whatever was printed."""
    raw: list[str] = field(default_factory=list)
    """Every message before it was written, with its exception's own words."""
    reports: list[str] = field(default_factory=list)
    """Django's report of each mistake, as text and as HTML."""


@contextmanager
def listening() -> Iterator[Heard]:
    """Listen with the logging that ships, turned up to DEBUG for every logger, SQL included."""
    heard, raw = Heard(), _Raw()

    def report(request: HttpRequest, **kwargs: Any) -> None:
        kind: Any = get_exception_reporter_class(request)
        reporter = kind(request, *sys.exc_info())
        heard.reports += [reporter.get_traceback_text(), reporter.get_traceback_html()]

    got_request_exception.connect(report)
    connection.force_debug_cursor = True
    try:
        with redirect_stdout(heard.written), redirect_stderr(heard.written):
            logging.config.dictConfig(shipped.LOGGING)
            for name in [None, *logging.root.manager.loggerDict]:
                logger = logging.getLogger(name)
                logger.setLevel(logging.DEBUG)
                if not logger.propagate or name is None:
                    logger.addHandler(raw)
            yield heard
    finally:
        heard.raw += raw.said
        connection.force_debug_cursor = False
        got_request_exception.disconnect(report)
        _be_quiet_again(raw)


def _be_quiet_again(raw: logging.Handler) -> None:
    for name in [None, *logging.root.manager.loggerDict]:
        logger = logging.getLogger(name)
        logger.removeHandler(raw)
        logger.setLevel(logging.NOTSET if name else logging.WARNING)
        logger.propagate = True
    logging.config.dictConfig(settings.LOGGING)
