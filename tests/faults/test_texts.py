"""Ten thousand hostile texts come back as they were typed, less what no text can hold."""

from collections.abc import Iterable
from uuid import uuid4

from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from journal.forms.fields import LineField, WordsField
from journal.models import Entry
from journal.page import Answer, Page
from tests.faults.naughty import CONTROLS, NAUGHTY
from tests.faults.texts import hostile, sendable
from tests.journal.cases import JournalTestCase
from tests.journal.forms.test_fields import as_described
from tests.journal.pages import ON
from tests.journal.sheets import Sheet, opened

TO_A_PAGE = 4  # title, text, two answers
SEALED, SENT = 9_800, 200


def calm(examples: int) -> settings:
    """Return settings for this many examples, however long each takes."""
    slow = [HealthCheck.too_slow, HealthCheck.data_too_large]
    return settings(max_examples=examples, deadline=None, suppress_health_check=slow)


def in_fours(texts: Iterable[str]) -> list[tuple[str, str, str, str]]:
    """Return the texts four by four, the last four filled up with "x"."""
    found = [*texts]
    found += ["x"] * (-len(found) % TO_A_PAGE)
    return list(zip(*[iter(found)] * TO_A_PAGE, strict=True))


def line(text: str) -> str:
    """Return what a field of one line keeps."""
    return as_described(text).replace("\n", " ")


class SealedTests(JournalTestCase):
    """Through the field, the page, the seal and the row, and back."""

    def page(self, title: str, text: str, *answers: str) -> Page:
        words = WordsField()
        return Page(
            title=LineField().clean(title),
            text=words.clean(text),
            answers=tuple(
                Answer(prompt="", strategy=None, phase="respond", question="?", text=one)
                for one in map(words.clean, answers)
            ),
        )

    def assert_kept(self, texts: Iterable[str]) -> None:
        fours = in_fours(texts)
        rows = []
        for four in fours:
            row = Entry(journal=self.journal)
            row.write(self.page(*four), self.journal.keyring, about_on=ON, save_id=uuid4())
            rows.append(row)
        Entry.objects.bulk_create(rows)
        found = self.journal.entries.in_bulk([row.pk for row in rows])
        for row, (title, *texts) in zip(rows, fours, strict=True):
            page = found[row.pk].read(self.journal.keyring)
            self.assertEqual(page.title, line(title))
            read = [page.text, *(answer.text for answer in page.answers)]
            self.assertEqual(read, [as_described(text) for text in texts])

    def test_what_has_hurt_others(self) -> None:
        self.assert_kept((*NAUGHTY, *CONTROLS))

    def test_thousands_of_texts(self) -> None:
        @calm(SEALED // 20)
        @given(st.lists(hostile(), min_size=20, max_size=20))
        def come_back(texts: list[str]) -> None:
            self.assert_kept(texts)

        come_back()


class SentTests(JournalTestCase):
    """Through the browser's form, and back into it."""

    names = ("title", "text", "step_when", "answer-0-text")

    def assert_kept(self, four: tuple[str, ...]) -> None:
        typed = dict(zip(self.names, four, strict=True))
        sheet = opened(self.client).fill(**typed, step_will="breathe", closeness_felt="4")

        response = sheet.send(self.client)

        self.assertEqual(response.status_code, 302, response.content.decode()[:3000])
        self.assert_shown(opened(self.client, f"{response.url}edit/"), typed)
        self.assertEqual(self.client.get(response.url).status_code, 200)

    def assert_shown(self, sheet: Sheet, typed: dict[str, str]) -> None:
        expected = {name: as_described(text) for name, text in typed.items()}
        expected["title"] = line(typed["title"])
        if not expected["answer-0-text"].strip():
            # Nothing was said to the question, so there is no answer to show.
            expected["answer-0-text"] = ""
        self.assertEqual({name: sheet[name] for name in self.names}, expected)

    def test_what_has_hurt_others(self) -> None:
        # Half a letter cannot be sent, and titles and steps have limits of their own.
        whole = [text for text in (*NAUGHTY, *CONTROLS) if _is_whole(text)]
        for title, text, when, answer in in_fours(whole):
            with self.subTest(text=text[:40]):
                self.assert_kept((title[:200], text, when[:2000], answer))
        self.assertEqual(self.client.get(reverse("journal")).status_code, 200)

    def test_hundreds_of_texts(self) -> None:
        @calm(SENT // TO_A_PAGE)
        @given(st.lists(sendable(), min_size=TO_A_PAGE, max_size=TO_A_PAGE))
        def come_back(four: list[str]) -> None:
            self.assert_kept(tuple(text[:200] for text in four))

        come_back()

    def test_bytes_that_are_no_text_are_replaced_and_the_rest_is_kept(self) -> None:
        sheet = opened(self.client)
        boundary = "----ajar"
        fields = {"date": sheet["date"], "csrfmiddlewaretoken": "", "page": sheet["page"]}
        parts = [
            f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in fields.items()
        ]
        text = b"before \xed\xa0\xbd \xff \xc3 after"
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="text"\r\n\r\n'
        body = "".join((*parts, head)).encode() + text + f"\r\n--{boundary}--\r\n".encode()

        response = self.client.generic(
            "POST", "/today/", body, f"multipart/form-data; boundary={boundary}"
        )

        self.assertEqual(response.status_code, 302)
        kept = Entry.objects.get().read(self.journal.keyring)
        self.assertEqual(kept.text, "before \ufffd\ufffd\ufffd \ufffd \ufffd after")


def _is_whole(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
