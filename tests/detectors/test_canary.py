"""The finder itself: a detector that sees nothing would be content with anything."""

import base64
import gzip
import zlib
from unittest import TestCase
from urllib.parse import quote

from django.core import signing

from tests.detectors.canary import CANARY, found_in, word

TEXT = f"It was not fine, {word('text')}, and then more.".encode()


class FinderTests(TestCase):
    def test_every_spelling_is_found(self) -> None:
        percent = "".join(f"%{byte:02X}" for byte in CANARY.encode()).encode()
        spelled = {
            "plain": TEXT,
            "upper case": TEXT.upper(),
            "hexadecimal": TEXT.hex().encode(),
            "PostgreSQL's bytea": b"\\x" + TEXT.hex().encode(),
            "UTF-16": TEXT.decode().encode("utf-16"),
            "UTF-16, the other end first": TEXT.decode().encode("utf-16-be"),
            "percent signs": percent,
            "an address": quote(TEXT).encode(),
            "zlib": b"before" + zlib.compress(TEXT) + b"after",
            "gzip": b"before" + gzip.compress(TEXT) + b"after",
            "zlib in base64": b'{"a": "' + base64.b64encode(b"ab" + zlib.compress(TEXT)) + b'"}',
            "zlib in hexadecimal": b"\\x" + zlib.compress(TEXT).hex().encode(),
            "base64 in gzip": gzip.compress(b"..." + base64.b64encode(TEXT)),
            "a session": signing.dumps({"draft": TEXT.decode() * 9}, compress=True).encode(),
        }
        for name, data in spelled.items():
            with self.subTest(name):
                self.assertNotEqual(found_in(data), [])

    def test_base64_is_found_wherever_the_word_falls(self) -> None:
        for before in range(3):
            for coded in (base64.b64encode, base64.urlsafe_b64encode):
                for text in (CANARY, CANARY.lower(), CANARY.upper()):
                    data = coded(b"\xfb" * before + text.encode() + b"\xff\xfe")
                    with self.subTest(before=before, text=text):
                        self.assertNotEqual(found_in(data), [])

    def test_where_there_is_none_none_is_found(self) -> None:
        for data in (b"", b"Quokka fern", bytes(range(256)) * 40, zlib.compress(b"x" * 4000)):
            with self.subTest(data=data[:20]):
                self.assertEqual(found_in(data), [])

    def test_a_find_says_what_stood_around_it(self) -> None:
        self.assertIn("plain: b'It was not fine, Quokkafern-text,", found_in(TEXT)[-1])
