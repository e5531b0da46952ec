"""Searched words as they stand in an address."""

import base64
from datetime import UTC, datetime, timedelta
from uuid import UUID

import msgspec
from django.test import SimpleTestCase
from hypothesis import given
from hypothesis import strategies as st

from journal.find.query import LIMIT
from journal.find.token import LIFE, Sought, document, seal, unseal, words_of
from journal.vault.keyring import DRAFT, FIND, PAGE, Keyring
from journal.vault.slots import MasterKeys
from tests.journal.find.texts import ANY, TEXTS, anything

JOURNAL, OTHER = UUID(int=0xA), UUID(int=0xB)
KEYS = MasterKeys([("home", bytes(range(32)))])
NOW = datetime(2026, 11, 22, 21, 30, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def keyring_of(journal: UUID, fill: int = 1) -> Keyring:
    slot = KEYS.make_slot(bytes([fill]) * 32, journal=journal, generation=1)
    return Keyring(journal, KEYS, [slot])


KEYRING = keyring_of(JOURNAL)


def token(words: str = "sam -spring") -> str:
    return seal(words, KEYRING, JOURNAL, NOW)


def sealed(content: bytes, kind: int = FIND, revision: int = 0) -> str:
    blob = KEYRING.seal(content, kind=kind, object=JOURNAL, revision=revision)
    return base64.urlsafe_b64encode(blob).decode().rstrip("=")


def opened(text: str) -> str | None:
    return unseal(text, KEYRING, JOURNAL, NOW)


class TokenTests(SimpleTestCase):
    def test_the_words_come_back(self) -> None:
        for words in ("sam -spring", '"too late"', "Søren 👍🏽", "", "\0"):
            with self.subTest(words=words):
                self.assertEqual(opened(token(words)), words)

    def test_it_is_short_and_fit_for_an_address(self) -> None:
        self.assertRegex(token(), r"\A[A-Za-z0-9_-]{727}\Z")
        self.assertLess(len(token("\U0001f44d" * LIMIT)), 2000)
        self.assertEqual(opened(token("\U0001f44d" * LIMIT)), "\U0001f44d" * LIMIT)

    def test_what_is_longer_than_any_query_is_not_opened(self) -> None:
        self.assertIsNone(opened(token("a" * 5000)))

    def test_it_looks_different_each_time(self) -> None:
        self.assertNotEqual(token(), token())

    def test_it_lives_for_a_day(self) -> None:
        made = token("sam")
        for age, words in (
            (timedelta(0), "sam"),
            (LIFE, "sam"),
            (LIFE + SECOND, None),
            (timedelta(days=4000), None),
            (timedelta(minutes=-5), "sam"),
            (timedelta(minutes=-5) - SECOND, None),
        ):
            with self.subTest(age=age):
                self.assertEqual(unseal(made, KEYRING, JOURNAL, NOW + age), words)

    def test_another_journal_does_not_open_it(self) -> None:
        made = token()

        self.assertIsNone(unseal(made, keyring_of(OTHER), OTHER, NOW))
        self.assertIsNone(unseal(made, keyring_of(OTHER), JOURNAL, NOW))
        self.assertIsNone(unseal(made, KEYRING, OTHER, NOW))
        self.assertIsNone(unseal(made, keyring_of(JOURNAL, 2), JOURNAL, NOW))

    def test_no_other_document_is_taken_for_words(self) -> None:
        right = document("sam", NOW)
        self.assertEqual(opened(sealed(right)), "sam")
        for kind, revision in ((PAGE, 0), (DRAFT, 0), (FIND, 1)):
            with self.subTest(kind=kind, revision=revision):
                self.assertIsNone(opened(sealed(right, kind, revision)))
        for content in (b"", b"{}", b"[]", b"\xff", b'{"words":1,"at":"2026-11-22T21:30:00Z"}'):
            with self.subTest(content=content):
                self.assertIsNone(opened(sealed(content)))

    def test_a_changed_one_does_not_open(self) -> None:
        made = token()
        for at in (0, 3, 8, 30, 400, 720):
            with self.subTest(at=at):
                letter = "A" if made[at] != "A" else "B"
                self.assertIsNone(opened(made[:at] + letter + made[at + 1 :]))
        for more in (" ", "\n", "+", "é", "="):
            with self.subTest(more=more):
                self.assertIsNone(opened(made[:9] + 4 * more + made[9:]))
        self.assertIsNone(opened(made[:-4]))
        self.assertIsNone(opened(made * 2))

    def test_garbage_is_nothing(self) -> None:
        for text in ("", "x", "====", "ü" * 727, "A" * 727, "A" * 10**6, "+/+/", "\ud800", "a b"):
            with self.subTest(text[:20]):
                self.assertIsNone(opened(text))

    def test_half_of_a_character_pair_becomes_a_question_mark(self) -> None:
        self.assertEqual(opened(token("a\ud83db")), "a?b")

    @anything
    @given(TEXTS)
    def test_any_words_come_back(self, words: str) -> None:
        whole = words.encode("utf-8", "replace").decode()

        self.assertEqual(opened(token(words)), whole)

    @anything
    @given(ANY | st.text("ABCxyz019-_=", max_size=900))
    def test_any_other_text_is_nothing(self, text: str) -> None:
        self.assertIsNone(opened(text))


class DocumentTests(SimpleTestCase):
    def test_it_is_written_in_this_form(self) -> None:
        self.assertEqual(document("sam", NOW), b'{"v":1,"words":"sam","at":"2026-11-22T21:30:00Z"}')
        self.assertEqual(words_of(document("sam", NOW), NOW), "sam")

    def test_a_moment_without_a_zone_is_none_of_ours(self) -> None:
        content = msgspec.json.encode(Sought(words="sam", at=NOW.replace(tzinfo=None)))

        self.assertIsNone(words_of(content, NOW))
