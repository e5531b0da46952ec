"""What a visit leaves behind besides the database: addresses, temporary files, static memory."""

import io
import re
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from journal.models import Entry
from tests.detectors.canary import CANARY, found_in, found_in_all, word
from tests.detectors.journey import (
    WORDS,
    Walk,
    everything,
    knock_everywhere,
    leave_midway,
    type_everything,
)
from tests.journal.cases import JournalTestCase
from tests.journal.sheets import opened

LARGE = 2 * 1024 * 1024


class AddressTests(JournalTestCase):
    def leave(self) -> Walk:
        """Leave quickly in another window, and find the words again in this one."""
        leaver = self.client_class()
        leaver.force_login(self.ada)
        return leave_midway(leaver, self.client)

    def test_no_answer_sends_on_to_an_address_with_a_word(self) -> None:
        walk, visitor = type_everything(self.client), knock_everywhere(self.client_class())

        found = [*walk.addresses, *visitor.addresses, *self.leave().addresses]
        self.assertGreater(len(found), 6)
        self.assertEqual(found_in_all(found), [])

    def test_no_link_on_a_page_holds_a_word(self) -> None:
        walk = type_everything(self.client)

        for stop, answer in walk.answers:
            addresses = addresses_in(answer.content.decode())
            with self.subTest(stop):
                self.assertEqual([one for one in addresses if found_in(one)], [])
        self.assertNotEqual(found_in(walk.answers[-1][1].content), [])

    def test_no_cookie_holds_a_word(self) -> None:
        walk, visitor = type_everything(self.client), knock_everywhere(self.client_class())
        left = self.leave()

        cookies = [
            (stop, one.OutputString())
            for stop, answer in [*walk.answers, *visitor.answers, *left.answers]
            for one in answer.cookies.values()
        ]
        self.assertGreater(len(cookies), 6)
        self.assertEqual(found_in_all(cookies), [])

    def test_a_session_says_who_is_signed_in_and_no_more(self) -> None:
        type_everything(self.client)

        (session,) = Session.objects.all()
        known = {"_auth_user_id", "_auth_user_backend", "_auth_user_hash"}
        self.assertEqual(set(session.get_decoded()) - known, set())


def addresses_in(page: str) -> list[str]:
    """Return every address that a page mentions."""
    return re.findall(r"""\b(?:href|src|action|formaction|cite|ping)=["']([^"']*)""", page)


class Upload(io.BytesIO):
    """A body that looks into the temporary folder when its end is read."""

    def __init__(self, body: bytes, folder: Path) -> None:
        super().__init__(body)
        self.length = len(body)
        self.folder = folder
        self.seen: list[str] = []

    def read(self, size: int | None = -1) -> bytes:
        chunk = super().read(size)
        if self.tell() == self.length:
            self.seen += files_with_words(self.folder)
        return chunk


def files_with_words(folder: Path) -> list[str]:
    """Return the files below the folder that hold a canary."""
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return found_in_all((path.name, path.read_bytes()) for path in paths)


class TemporaryFileTests(JournalTestCase):
    """Forms of several megabytes: Python and Django would put files that large on the disk."""

    def setUp(self) -> None:
        super().setUp()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.addCleanup(setattr, tempfile, "tempdir", tempfile.tempdir)
        self.folder = Path(folder.name)
        tempfile.tempdir = folder.name

    def send(self, data: dict[str, Any]) -> tuple[Any, list[str]]:
        """Send a form; return the answer, and what was seen on the disk while it was read."""
        body = Upload(encode_multipart(BOUNDARY, data), self.folder)
        extra: dict[str, Any] = {"wsgi.input": body, "CONTENT_TYPE": MULTIPART_CONTENT}
        extra["CONTENT_LENGTH"] = str(body.length)
        response = self.client.generic("POST", "/today/", **extra)
        self.assertEqual(body.tell(), body.length)
        return response, body.seen

    def test_a_long_text_never_touches_the_disk(self) -> None:
        sheet = everything(opened(self.client))
        large = {name: word(name) + "a" * LARGE for name in WORDS}

        for sent, status in ((large, 413), ({"text": CANARY + "ä" * 900_000}, 302)):
            response, seen = self.send({**sheet.fields, **sent})
            self.assertEqual(response.status_code, status)
            self.assertEqual([*seen, *files_with_words(self.folder)], [])

    def test_a_file_sent_along_never_touches_the_disk_either(self) -> None:
        # No form of ours has one; whoever sends one sends words.
        file = io.BytesIO(word("file").encode() + b"a" * 2 * LARGE)
        file.name = f"{CANARY}.txt"

        response, seen = self.send({"date": "2026-11-01", "text": CANARY, "file": file})

        self.assertEqual((response.status_code, Entry.objects.count()), (302, 1))
        self.assertEqual([*seen, *files_with_words(self.folder)], [])
        self.assertEqual(settings.MEDIA_ROOT, "")
