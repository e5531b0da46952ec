"""Promise 3: every address, for everyone who may try it, as `access.txt` says."""

import re
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlsplit

from django.db import transaction

from guidance import shelf
from guidance.loading import load
from journal.models import Entry, Journal
from tests.base import PASSWORD, Client, TestCase, make_editor, make_superuser, make_user
from tests.detectors.addresses import Ids, every_address
from tests.detectors.canary import found_in, found_in_all
from tests.detectors.journey import leave_midway, type_everything

TABLE = Path(__file__).with_name("access.txt")
METHODS = ("GET", "POST")
CAST = ("visitor", "stranger", "editor", "superuser", "owner")
OTHERS = CAST[:-1]
# The same for everybody, or an editor's own field: guidance belongs to no writer.
NOBODYS = ("<code>", "<key>/", "<url>", "<app_label>", "/admin/guidance/")
_TOKEN = re.compile(r'(name="csrfmiddlewaretoken" value=")\w+')


class AccessTests(TestCase):
    """Ada owns a journal full of canaries; the others send her ids to every address."""

    sessions: ClassVar[dict[str, str]] = {}
    ids: ClassVar[Ids]

    @classmethod
    def setUpTestData(cls) -> None:
        load()
        ada, mallory = map(make_user, ("ada", "mallory"))
        edith, rosa = make_editor(), make_superuser()
        people = {"stranger": mallory, "editor": edith, "superuser": rosa, "owner": ada}
        for name, user in people.items():
            client = Client()
            client.force_login(user)
            cls.sessions[name] = client.cookies["session"].value
            Journal.objects.of(user)
            if name == "owner":
                type_everything(client)
                leaver = Client()
                leaver.force_login(user)
                leave_midway(leaver, client)
        entry = Entry.objects.get()
        cls.ids = Ids.of(entry, shelf.current().offered_signs[0].code)

    def setUp(self) -> None:
        self.client.raise_request_exception = False
        shelf.current()

    def answer(self, who: str, method: str, address: str, ids: Ids) -> Any:
        """Return the answer to one of the cast. What it changed is undone."""
        self.client.cookies.clear()
        if who in self.sessions:
            self.client.cookies["session"] = self.sessions[who]
        with transaction.atomic():
            if method == "GET":
                response = self.client.get(ids.fill(address))
            else:
                response = self.client.post(ids.fill(address), self.form(ids))
            transaction.set_rollback(True)
        return response

    @staticmethod
    def form(ids: Ids) -> dict[str, str]:
        """Return a form that would do something at any address: for a page, for an account."""
        page = {"page": ids.entry, "date": "2026-11-01", "text": "Mine now."}
        page |= {"revision": str(Entry.objects.get().revision), "line": "Mine now."}
        page |= {"outcome": "did", "noticed": "Mine now.", "sat": "lighter"}
        page |= {"nickname": "Mine", "kind": "friend", "questions": "all"}
        page |= {"words": "mine now"}
        account = {"email": "ada@example.org", "password1": PASSWORD, "password2": PASSWORD}
        return page | account | {"login": "ada@example.org", "password": "a guess at the sill"}

    def test_every_address_answers_everyone_as_the_table_says(self) -> None:
        self.maxDiff = None
        expected = [line.split() for line in TABLE.read_text().splitlines() if line[:1] == "/"]
        leaks = []
        found = []
        for address in every_address():
            cells = []
            for who in CAST:
                for method in METHODS:
                    response = self.answer(who, method, address, self.ids)
                    cells.append(self.shown(address, response))
                    if who != "owner":
                        leaks += found_in_all([(f"{who} {method} {address}", response.content)])
            found.append([address, *cells])

        self.assertEqual(leaks, [])
        self.assertEqual("\n".join(map(self.row, found)), "\n".join(map(self.row, expected)))

    @staticmethod
    def row(cells: list[str]) -> str:
        """Return a line of the table."""
        pairs = zip(cells[1::2], cells[2::2], strict=True)
        return f"{cells[0]:<46}" + "".join(f"{get:>5} {post:<4}" for get, post in pairs).rstrip()

    @staticmethod
    def shown(address: str, response: Any) -> str:
        """Return the status, or "in" for being asked to sign in."""
        if address == "/readyz" and response.status_code == 503:
            return "200"  # PostgreSQL runs these tests without waiting for the disk, and says so
        to = urlsplit(response.headers.get("Location", "")).path
        return "in" if to == "/accounts/login/" else str(response.status_code)

    def test_the_owner_meets_the_words_so_the_finder_would_too(self) -> None:
        self.assertNotEqual(
            found_in(self.answer("owner", "GET", "/entries/<pk>/", self.ids).content), []
        )

    def test_others_cannot_tell_the_owners_ids_from_ids_of_nothing(self) -> None:
        nothing = self.ids.of_nothing()
        own = [one for one in every_address() if "<" in one and not one.startswith(NOBODYS)]
        own = [one for one in own if not any(part in one for part in NOBODYS)]
        self.assertIn("/entries/<pk>/edit/", own)
        for address in own:
            for who in OTHERS:
                if who == "superuser" and address.startswith("/admin/accounts/user/"):
                    continue  # Knows who has an account: product.md §8.
                for method in METHODS:
                    with self.subTest(address=address, who=who, method=method):
                        self.assertEqual(
                            self.told(self.answer(who, method, address, self.ids), self.ids),
                            self.told(self.answer(who, method, address, nothing), nothing),
                        )

    @staticmethod
    def told(response: Any, ids: Ids) -> str:
        """Return all that an answer tells, but for the ids sent, fresh tokens and the clock."""
        headers = {k: v for k, v in response.headers.items() if k not in ("Expires", "Date")}
        told = f"{response.status_code} {headers} {response.content.decode()}"
        for spelling in ids.spellings():
            told = told.replace(spelling, "…")
        return _TOKEN.sub(r"\1", told)
