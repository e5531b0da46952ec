"""Twenty at once: on one kept page, and on one new form."""

import re
import threading
from collections.abc import Callable
from typing import Any

from django.db import connections
from django.test import Client, TransactionTestCase

from guidance import shelf
from guidance.loading import load
from journal.models import Entry, Journal, Person, Step
from tests.base import make_user
from tests.journal.factories import make_entry
from tests.journal.sheets import Sheet, opened

MANY = 20
TRIES = 4  # of each: the first to be kept sends all the others back
_SAID = re.compile(r"Words of (?:writer \d+|the first day)\.")


class Crowd:
    """Threads that start together; what one of them raises, the test raises."""

    def __init__(self, act: Callable[[int], None]) -> None:
        self._act = act
        self._start = threading.Barrier(MANY)
        self._errors: list[BaseException] = []

    def run(self) -> None:
        """Let all act, and wait for the last."""
        threads = [threading.Thread(target=self._one, args=[number]) for number in range(MANY)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if self._errors:
            raise self._errors[0]

    def _one(self, number: int) -> None:
        try:
            self._start.wait()
            self._act(number)
        except BaseException as error:
            self._errors.append(error)
        finally:
            connections.close_all()


class CrowdTests(TransactionTestCase):
    def setUp(self) -> None:
        load()
        shelf.current()
        self.ada = make_user("ada")
        self.journal = Journal.objects.of(self.ada)
        self.clients = [Client() for _ in range(MANY)]
        for client in self.clients:
            client.force_login(self.ada)

    def test_twenty_writers_of_one_page_overwrite_nothing_they_were_not_shown(self) -> None:
        entry = make_entry(self.journal, text="Words of the first day.")
        address = f"/entries/{entry.pk}/edit/"
        kept: list[tuple[int, str, str]] = []
        conflicts: list[Any] = []

        def write(number: int) -> None:
            client, words = self.clients[number], f"Words of writer {number}."
            sheet = opened(client, address)
            shown = sheet["text"]
            for _ in range(TRIES):
                revision = int(sheet["revision"])
                response = sheet.fill(text=words).send(client)
                if response.status_code == 302:
                    kept.append((revision, shown, words))
                    return
                conflicts.append(response.status_code)
                sheet = Sheet(response)
                said = set(_SAID.findall(response.content.decode())) - {words}
                self.assertEqual((sheet["text"], len(said)), (words, 1))
                (shown,) = said

        Crowd(write).run()

        kept.sort()
        self.assertGreater(len(kept), 1)
        self.assertEqual([revision for revision, _, _ in kept], [*range(1, len(kept) + 1)])
        # Each saw what the one before had saved: nothing was overwritten unseen.
        before = ["Words of the first day.", *(words for _, _, words in kept)]
        self.assertEqual([shown for _, shown, _ in kept], before[:-1])
        entry.refresh_from_db(fields=["revision", "sealed"])
        self.assertEqual(entry.revision, len(kept) + 1)
        self.assertEqual(entry.read(self.journal.keyring).text, before[-1])
        self.assertEqual(set(conflicts), {409})

    def test_twenty_clicks_on_one_new_form_make_one_page(self) -> None:
        sheet = opened(self.clients[0]).fill(
            person="new", new_person="Sam", text="Once.", step_will="breathe"
        )
        answers: list[tuple[int, str]] = []

        def click(number: int) -> None:
            response = sheet.send(self.clients[number])
            answers.append((response.status_code, response.get("Location", "")))

        Crowd(click).run()

        entry = Entry.objects.get()
        self.assertEqual(answers, [(302, entry.get_absolute_url())] * MANY)
        self.assertEqual(entry.revision, 1)
        self.assertEqual((Person.objects.count(), Step.objects.count()), (1, 1))
