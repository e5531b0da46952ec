"""The secret is made once, for its owner only."""

import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from unittest import TestCase

from config import secret


class FromFileTests(TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = Path(folder.name) / "keys" / "secret.key"

    def test_the_first_start_makes_it_and_the_next_finds_it(self) -> None:
        made = secret.from_file(self.path)

        self.assertGreaterEqual(len(made), 50)
        self.assertEqual(secret.from_file(self.path), made)

    def test_only_its_owner_can_read_it(self) -> None:
        secret.from_file(self.path)

        self.assertEqual(self.path.stat().st_mode & 0o777, 0o600)
        self.assertEqual(self.path.parent.stat().st_mode & 0o777, 0o700)

    def test_starts_at_the_same_moment_agree(self) -> None:
        with ThreadPoolExecutor(8) as threads:
            found = list(threads.map(lambda _: secret.from_file(self.path), range(64)))

        self.assertEqual(set(found), {secret.from_file(self.path)})
