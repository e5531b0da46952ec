"""A client that costs next to nothing, so that what is measured is the server."""

import gzip
import re
import socket
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

_BOUNDARY = "bench-5f1c0d7a"
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_LOCATION = re.compile(rb"\r\nlocation: *([^\r]*)", re.IGNORECASE)
_COOKIE = re.compile(rb"\r\nset-cookie: *([^=]+)=([^;\r]*)", re.IGNORECASE)


@dataclass(frozen=True)
class Answer:
    """What the server said."""

    status: int
    head: bytes
    body: bytes

    @property
    def content(self) -> bytes:
        """The page, unpacked."""
        packed = b"content-encoding: gzip" in self.head.lower()
        return gzip.decompress(self.body) if packed else self.body

    @property
    def text(self) -> str:
        """The page as text."""
        return self.content.decode()

    @property
    def location(self) -> str:
        """Where a redirect leads to; "" where it is none."""
        found = _LOCATION.search(self.head)
        return found[1].decode() if found else ""

    @property
    def cookies(self) -> dict[str, str]:
        """The cookies it set."""
        return {name.decode(): value.decode() for name, value in _COOKIE.findall(self.head)}


@dataclass(frozen=True)
class Request:
    """One request, made ready once and sent as often as wanted."""

    method: str
    path: str
    headers: str = ""
    body: bytes = b""


def get(path: str) -> Request:
    """Ask for a page."""
    return Request("GET", path)


def post(path: str, fields: Mapping[str, str]) -> Request:
    """Send a form of a few short fields."""
    kind = "Content-Type: application/x-www-form-urlencoded\r\n"
    return Request("POST", path, kind, urlencode(fields).encode())


def post_form(path: str, fields: Mapping[str, Sequence[str]], headers: str = "") -> Request:
    """Send a form as the writing form is sent: in parts, as typed."""
    parts = [
        f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, values in fields.items()
        for value in values
    ]
    kind = f"Content-Type: multipart/form-data; boundary={_BOUNDARY}\r\n"
    return Request("POST", path, kind + headers, f"{''.join(parts)}--{_BOUNDARY}--\r\n".encode())


class Line:
    """One connection, kept open from request to request, as a browser does."""

    def __init__(self, port: int) -> None:
        """Connect to a server of this machine."""
        self._port = port
        self._socket = self._connected()

    def _connected(self) -> socket.socket:
        made = socket.create_connection(("127.0.0.1", self._port), timeout=120)
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return made

    def ask(self, request: Request, cookie: str = "") -> Answer:
        """Send a request and return what came back. Raise OSError where nothing does.

        A server hangs up on a line that was quiet for two seconds: then it is asked once more.
        """
        sent = (
            f"{request.method} {request.path} HTTP/1.1\r\nHost: localhost:{self._port}\r\n"
            f"Accept-Encoding: gzip\r\nCookie: {cookie}\r\n{request.headers}"
            f"Content-Length: {len(request.body)}\r\n\r\n"
        ).encode() + request.body
        try:
            self._socket.sendall(sent)
            return self._received()
        except (BrokenPipeError, ConnectionResetError):
            self.close()
            self._socket = self._connected()
            self._socket.sendall(sent)
            return self._received()

    def _received(self) -> Answer:
        got = b""
        while (end := got.find(b"\r\n\r\n")) < 0:
            got += self._more(got)
        head, body = got[:end], got[end + 4 :]
        length = int(found[1]) if (found := _LENGTH.search(head)) else 0
        while len(body) < length:
            body += self._more(body)
        return Answer(int(head[9:12]), head, body)

    def _more(self, so_far: bytes) -> bytes:
        got = self._socket.recv(262144)
        if not got:
            raise ConnectionResetError(
                "The server hung up." if not so_far else "It hung up midway."
            )
        return got

    def close(self) -> None:
        """Hang up."""
        self._socket.close()
