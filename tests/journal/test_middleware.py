"""A journal whose key is not here is told calmly, and opens again when the key is back."""

import shutil
import tempfile
from pathlib import Path

from journal.models import Entry, Journal, KeySlot
from journal.models.journal import master_keys
from tests.base import make_user
from tests.journal.cases import JournalTestCase
from tests.journal.factories import make_entry
from tests.journal.keys import KEYS, NEW_NAME, SAME_NAME, using_keys


class MissingKeyTests(JournalTestCase):
    def setUp(self) -> None:
        super().setUp()
        folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, folder)
        self.file = folder / "vault.keys"
        self.write(KEYS)
        self.entry = make_entry(self.journal, text="What I wrote.")

    def write(self, keys: str) -> None:
        self.file.write_text(keys)
        self.file.chmod(0o600)

    def assert_calm(self) -> None:
        """Every screen that opens the journal says so, and nothing is changed."""
        rows = list(Entry.objects.values()), list(KeySlot.objects.values())
        for path in (self.entry.get_absolute_url(), "/today/", "/journal/"):
            with self.subTest(path=path), self.assertLogs("ajar.journal") as logs:
                response = self.client.get(path)

                self.assertContains(
                    response, "Your journal cannot be opened right now", status_code=503
                )
                self.assertEqual(response.headers["Cache-Control"], "no-store")
                self.assertEqual(
                    [one.getMessage() for one in logs.records],
                    ["A journal could not be opened: its key is not here."],
                )
        self.assertEqual((list(Entry.objects.values()), list(KeySlot.objects.values())), rows)

    def assert_open(self) -> None:
        self.assertContains(self.client.get(self.entry.get_absolute_url()), "What I wrote.")

    def test_a_file_that_vanishes_under_a_running_server_is_not_missed(self) -> None:
        with using_keys("", VAULT_KEYS_FILE=self.file):
            self.assert_open()
            self.file.unlink()

            self.assert_open()

    def test_a_process_that_finds_no_file_says_so_and_opens_once_it_is_back(self) -> None:
        with using_keys("", VAULT_KEYS_FILE=self.file):
            self.file.unlink()
            self.assert_calm()

            self.write(KEYS)
            self.assert_open()

    def test_a_slot_that_names_another_key_says_so_and_opens_once_it_is_back(self) -> None:
        for ring in (NEW_NAME, SAME_NAME):
            with self.subTest(ring=ring), using_keys("", VAULT_KEYS_FILE=self.file):
                self.write(ring)
                self.assert_calm()

                self.write(f"{ring},{KEYS}" if ring == NEW_NAME else KEYS)
                self.assert_open()

    def test_one_journal_without_its_key_does_not_close_the_others(self) -> None:
        with using_keys("", VAULT_KEYS_FILE=self.file):
            ring = master_keys()
            rosa = make_user("rosa")
            KeySlot.objects.filter(journal=Journal.objects.of(rosa)).update(key_id="gone")
            self.file.unlink()
            self.client.force_login(rosa)
            self.assertEqual(self.client.get("/journal/").status_code, 503)

            self.client.force_login(self.ada)
            self.assert_open()
            self.assertIs(master_keys(), ring)
