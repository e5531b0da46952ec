"""Headers that no other part of the stack sets, on every answer, errors included."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

# What a page here never asks a browser for; a script that slipped in could not either.
_UNUSED = (
    "accelerometer",
    "browsing-topics",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "usb",
    "xr-spatial-tracking",
)
_DEFAULTS = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _UNUSED),
    # Static files and views that know better have set their own by now.
    "Cache-Control": "no-store",
}


class HeadersMiddleware:
    """Outermost but for the log: adds each header where the answer does not carry it yet."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Return the answer of the layers inside, with the headers it lacked."""
        response = self.get_response(request)
        for name, value in _DEFAULTS.items():
            response.headers.setdefault(name, value)
        return response
