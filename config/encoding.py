"""Everything sent to us is read as UTF-8, which is all that our forms send."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from config.parts import read_plainly


class Utf8Middleware:
    """Reads a form as UTF-8 whatever it claims.

    Django follows the charset a request names, and some of Python's codecs are none for text:
    `charset=hex` would end in an error page, `unicode_escape` in half characters.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request, its words read as UTF-8."""
        request.encoding = "utf-8"
        read_plainly(request)
        return self.get_response(request)
