"""Reading a form that was sent in parts, as our forms with words are.

Django's parser is made for files of any size, and takes longer over the writing form than it
takes to open sixty pages. A form as browsers send it when there is no file is so plain that it
can be cut at its boundaries. Whatever looks different in the least goes to Django's parser.
"""

import re
from functools import partial
from io import BytesIO
from typing import Any

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.utils.datastructures import MultiValueDict

Form = tuple[QueryDict, MultiValueDict[str, Any]]

_KIND = re.compile(r"multipart/form-data; boundary=([-\w]{1,70})", re.ASCII)
_PART = re.compile(
    rb'\r\nContent-Disposition: form-data; name="([-\w]{1,80})"\r\n\r\n(.*)\r\n', re.DOTALL
)
_ENDS = (b"--", b"--\r\n")


def read_plainly(request: HttpRequest) -> None:
    """Let a form in parts be read here when it is asked for, rather than by Django."""
    # The method that Django itself calls, once, with what stands below.
    request.parse_file_upload = partial(_read, request)  # type: ignore[method-assign]


def _read(request: HttpRequest, meta: dict[str, Any], stream: Any) -> Form:
    length = meta.get("CONTENT_LENGTH") or ""
    if length.isdecimal() and 0 < int(length) <= (settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0):
        body = stream.read(int(length))
        parts = plain_parts(meta.get("CONTENT_TYPE", ""), body)
        if parts is not None:
            form = QueryDict(mutable=True)
            for name, value in parts:
                form.appendlist(name, value)
            form._mutable = False  # as Django leaves it
            return form, MultiValueDict()
        stream = BytesIO(body)
    return HttpRequest.parse_file_upload(request, meta, stream)


def plain_parts(kind: str, body: bytes) -> list[tuple[str, str]] | None:
    """Return the names and values of a form without files, in order, read as UTF-8.

    `kind` is what its Content-Type says. None where anything is not as browsers send it, or where
    there are more fields than Django takes.
    """
    boundary, most = _KIND.fullmatch(kind), settings.DATA_UPLOAD_MAX_NUMBER_FIELDS or 0
    # Cut no further than into the most fields and the two ends: sixteen megabytes of nothing but
    # boundaries would be millions of pieces, and then the last one is no end.
    pieces = body.split(b"--" + boundary[1].encode(), most + 1) if boundary else []
    if len(pieces) < 2 or pieces[0] or pieces[-1] not in _ENDS:
        return None
    parts = []
    for piece in pieces[1:-1]:
        part = _PART.fullmatch(piece)
        if part is None:
            return None
        parts.append((part[1].decode(), part[2].decode(errors="replace")))
    return parts
