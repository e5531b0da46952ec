"""What is told of a mistake in the code: where it happened, and nothing that anyone sent.

Django's own report shows the form, the cookies, the address and every variable of every frame,
and goes wherever someone sends it. This one takes its place.
"""

import traceback
from collections.abc import ItemsView
from typing import Any

from django.http import HttpRequest
from django.utils.html import escape
from django.views.debug import ExceptionReporter, SafeExceptionReporterFilter


class WordlessFilter(SafeExceptionReporterFilter):
    """Lets nothing of a request or a frame through, for whoever asks it directly."""

    def is_active(self, request: HttpRequest | None) -> bool:
        """Always, in debugging too."""
        return True

    def get_post_parameters(self, request: HttpRequest | None) -> dict[str, Any]:
        """Return nothing of the form."""
        return {}

    def get_safe_cookies(self, request: HttpRequest) -> dict[str, Any]:
        """Return no cookie."""
        return {}

    def get_safe_request_meta(self, request: HttpRequest) -> dict[str, Any]:
        """Return no header, and no part of the address."""
        return {}

    def get_traceback_frame_variables(
        self, request: HttpRequest | None, tb_frame: Any
    ) -> ItemsView[str, Any]:
        """Return no variable: the words stand in them."""
        return dict[str, Any]().items()


class WordlessReporter(ExceptionReporter):
    """Says which exception it was and which lines led to it. Messages may quote, so they go."""

    def get_traceback_text(self) -> str:  # type: ignore[override]
        """Return the report as text."""
        frames = traceback.extract_tb(self.tb)
        lines = [f"{frame.filename}:{frame.lineno} in {frame.name}" for frame in frames]
        kind = self.exc_type
        name = f"{kind.__module__}.{kind.__qualname__}" if kind else "no exception"
        return "\n".join([name, *lines, ""])

    def get_traceback_html(self) -> str:  # type: ignore[override]
        """Return the same for a browser or a mail."""
        return f"<pre>{escape(self.get_traceback_text())}</pre>"
