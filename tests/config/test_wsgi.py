"""The door itself: a server started without our own configuration checks the keys too."""

import subprocess
import sys

from django.test import SimpleTestCase

from tests.journal.keys import KEYS, SAME_NAME
from tests.journal.places import ROOT, Place, empty_place

BEGIN = """
from accounts.models import User
from journal.models import Journal
Journal.objects.of(User.objects.create_user("ada@example.org", "a lantern on the sill"))
"""


class WsgiTests(SimpleTestCase):
    """A place with a journal in it, sealed with KEYS."""

    place: Place

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.place = cls.enterClassContext(empty_place())
        assert cls.place.manage("prepare", AJAR_KEYS=KEYS).returncode == 0
        cls.place.run(BEGIN, AJAR_KEYS=KEYS)

    def opened(self, keys: str) -> "subprocess.CompletedProcess[str]":
        """Import the application as a web server would, with these keys."""
        environ = self.place.environ | {"AJAR_KEYS": keys}
        return subprocess.run(
            [sys.executable, "-c", "import config.wsgi"],
            cwd=ROOT,
            env=environ,
            capture_output=True,
            text=True,
        )

    def test_it_stays_shut_with_another_key(self) -> None:
        done = self.opened(SAME_NAME)

        self.assertEqual(done.returncode, 1)
        self.assertIn("is not the one that sealed these journals", done.stderr)
        self.assertIn("Ajar does not start", done.stderr)
        self.assertNotIn("Traceback", done.stderr)

    def test_it_opens_with_keys_that_fit(self) -> None:
        done = self.opened(KEYS)

        self.assertEqual((done.returncode, done.stderr), (0, ""))
