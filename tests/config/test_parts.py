"""Reading a form that came in parts: what Django's parser would have read."""

import tracemalloc
from io import BytesIO
from typing import Any
from unittest import mock

from django.core.exceptions import TooManyFieldsSent
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParser
from django.test import RequestFactory, SimpleTestCase, override_settings
from django.test.client import encode_multipart
from hypothesis import example, given
from hypothesis import strategies as st

from config.encoding import Utf8Middleware
from config.parts import plain_parts

EDGE = "----WebKitFormBoundary7MA4YWxk"
KIND = f"multipart/form-data; boundary={EDGE}"
Fields = list[tuple[str, bytes]]


def packed(fields: Fields, head: str = 'Content-Disposition: form-data; name="{}"') -> bytes:
    """Return a form as a browser sends it."""
    parts = (
        f"--{EDGE}\r\n{head.format(name)}\r\n\r\n".encode() + value + b"\r\n"
        for name, value in fields
    )
    return b"".join(parts) + f"--{EDGE}--\r\n".encode()


def by_django(body: bytes, kind: str = KIND) -> Any:
    """Return what Django reads of a form."""
    meta = {"CONTENT_TYPE": kind, "CONTENT_LENGTH": str(len(body))}
    return MultiPartParser(meta, BytesIO(body), [], "utf-8").parse()[0]


def read(body: bytes, kind: str = KIND) -> HttpRequest:
    """Return a request with this form, as the house reads it."""
    request = RequestFactory().generic("POST", "/today/", body, content_type=kind)
    found: list[HttpRequest] = []

    def keep(one: HttpRequest) -> Any:
        found.append(one)

    Utf8Middleware(keep)(request)
    return found[0]


VALUES = st.one_of(
    st.binary(max_size=60),
    st.text(max_size=60).map(lambda text: text.encode(errors="replace")),
    st.lists(st.sampled_from([b"\r", b"\n", b"-", b"--", b"x", b"\x00", b"\xff"])).map(b"".join),
)
NAMES = st.from_regex(r"[-\w]{1,20}", fullmatch=True).filter(str.isascii)


class PlainTests(SimpleTestCase):
    @given(st.lists(st.tuples(NAMES, VALUES), max_size=6))
    @example([("text", b"A day.\r\n"), ("text", b"\r\n\r\n--"), ("x", b"")])
    @example([("text", "Ärger – \N{FACE WITH TEARS OF JOY}".encode()), ("bad", b"\xed\xa0\x80")])
    def test_a_form_without_files_reads_as_django_reads_it(self, fields: Fields) -> None:
        body = packed(fields)

        parts = plain_parts(KIND, body)

        self.assertEqual(parts, [(name, value.decode(errors="replace")) for name, value in fields])
        django = by_django(body)
        found = [(name, value) for name in django for value in django.getlist(name)]
        self.assertEqual(sorted(found), sorted(parts or []))

    def test_what_is_not_as_browsers_send_it_is_left_to_django(self) -> None:
        plain = packed([("text", b"A day.")])
        name = 'Content-Disposition: form-data; name="{}"'
        for why, kind, body in (
            ("a file", KIND, packed([("text", b"x")], name + '; filename="x"')),
            ("a type", KIND, packed([("text", b"x")], name + "\r\nContent-Type: text/plain")),
            (
                "packed",
                KIND,
                packed([("t", b"eA==")], name + "\r\nContent-Transfer-Encoding: base64"),
            ),
            ("small letters", KIND, packed([("text", b"x")], name.lower())),
            ("an odd name", KIND, packed([("te xt", b"x")])),
            ("a quoted name", KIND, packed([('te\\"xt', b"x")])),
            ("no end", KIND, plain[:-4]),
            ("something before", KIND, b"x" + plain),
            ("something after", KIND, plain + b"x"),
            ("another boundary", KIND + "x", plain),
            ("a quoted boundary", f'multipart/form-data; boundary="{EDGE}"', plain),
            ("a charset", KIND + "; charset=hex", plain),
            ("the boundary in a text", KIND, packed([("text", f"a--{EDGE}b".encode())])),
            ("nothing", KIND, b""),
        ):
            with self.subTest(why=why):
                self.assertIsNone(plain_parts(kind, body))

    def test_so_is_a_form_with_more_fields_than_django_takes(self) -> None:
        self.assertEqual(len(plain_parts(KIND, packed([("a", b"1")] * 1000)) or []), 1000)
        self.assertIsNone(plain_parts(KIND, packed([("a", b"1")] * 1001)))


class RequestTests(SimpleTestCase):
    def test_a_request_has_the_fields_in_order_and_no_file(self) -> None:
        request = read(packed([("signs", b"a"), ("text", b" A day.\r\n"), ("signs", b"b")]))

        self.assertEqual(request.POST.getlist("signs"), ["a", "b"])
        self.assertEqual(request.POST["text"], " A day.\r\n")
        self.assertEqual(list(request.POST), ["signs", "text"])
        self.assertEqual(len(request.FILES), 0)
        with self.assertRaises(AttributeError):
            request.POST["text"] = "changed"  # type: ignore[misc]

    def test_a_plain_form_never_meets_djangos_parser(self) -> None:
        with mock.patch("django.http.request.MultiPartParser", side_effect=AssertionError):
            self.assertEqual(read(packed([("text", b"A day.")])).POST["text"], "A day.")
            with self.assertRaises(AssertionError):
                _ = read(packed([("te xt", b"A day.")])).POST

    def test_a_form_with_a_file_still_gives_its_words(self) -> None:
        file = SimpleUploadedFile("x.txt", b"unasked")
        body = encode_multipart(EDGE, {"text": "A day.", "file": file})

        request = read(body)

        self.assertEqual(request.POST["text"], "A day.")
        self.assertEqual(list(request.FILES), ["file"])

    def test_too_many_fields_are_refused_as_ever(self) -> None:
        with self.assertRaises(TooManyFieldsSent):
            _ = read(packed([("a", b"1")] * 1010)).POST

    @override_settings(DATA_UPLOAD_MAX_NUMBER_FIELDS=3)
    def test_the_most_fields_are_still_read_here(self) -> None:
        fields: Fields = [("a", b"1")] * 3

        self.assertEqual(plain_parts(KIND, packed(fields)), [("a", "1")] * 3)
        self.assertIsNone(plain_parts(KIND, packed([*fields, ("b", b"2")])))

    def test_nothing_but_boundaries_takes_no_room(self) -> None:
        body = b"--a" * 1_000_000

        tracemalloc.start()
        self.addCleanup(tracemalloc.stop)
        self.assertIsNone(plain_parts("multipart/form-data; boundary=a", body))

        _, most = tracemalloc.get_traced_memory()
        self.assertLess(most, 2 * len(body))

    @override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=100)
    def test_a_form_over_the_limit_is_not_read_here(self) -> None:
        request = read(packed([("text", b"x" * 20)]))

        # Django counts the values alone, which are within the limit.
        self.assertEqual(request.POST["text"], "x" * 20)

    def test_a_form_cut_off_on_its_way_is_what_it_was(self) -> None:
        body = packed([("text", b"A day."), ("title", b"T")])[:-70]

        self.assertEqual(dict(read(body).POST.lists()), dict(by_django(body).lists()))
