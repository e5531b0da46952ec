"""`manage.py rotate_keys` and `new_key`: what they say, and that a kill leaves all open."""

import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from io import StringIO
from pathlib import Path
from uuid import UUID

from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import SimpleTestCase

from journal.models import Journal, KeySlot
from journal.vault.slots import MasterKeys, Slot
from tests.base import TestCase, make_user
from tests.journal.keys import KEYS, NEW_NAME, SAME_NAME, using_keys
from tests.journal.places import ROOT, Place, empty_place

BOTH = f"{NEW_NAME},{KEYS}"
SLOTS = 1200
SEED = f"""
from uuid import uuid4
from django.core.management import call_command
from accounts.models import User
from journal.models import Journal, KeySlot
from journal.models.journal import master_keys
for app in ("accounts", "journal"):
    call_command("migrate", app, verbosity=0)
users = User.objects.bulk_create(User(email=f"w{{n}}@example.org") for n in range({SLOTS}))
journals = Journal.objects.bulk_create(Journal(owner=user) for user in users)
made = [(one, master_keys().make_slot(one.pk.bytes * 2, journal=one.pk, generation=1))
        for one in journals]
KeySlot.objects.bulk_create(
    KeySlot(journal=one, generation=1, kind=slot.kind, salt=slot.salt, key_id=slot.key_id,
            wrapped=slot.wrapped, check_value=slot.check) for one, slot in made)
"""


class RotateKeysTests(TestCase):
    def setUp(self) -> None:
        for name in ("ada", "mallory"):
            Journal.objects.of(make_user(name))

    def rotate(self, keys: str, **options: int) -> list[str]:
        """Run the command with these keys, and return the lines it says."""
        said = StringIO()
        with using_keys(keys):
            call_command("rotate_keys", stdout=said, **options)
        return said.getvalue().splitlines()

    def test_it_says_what_it_did_and_which_key_may_go(self) -> None:
        self.assertEqual(
            self.rotate(BOTH),
            [
                "Wrapped 2 slots again, under the key 'new'.",
                "The key 'test' may go: no slot names it any more. Keep it with the backups that"
                " were made before today, for they open with nothing else.",
            ],
        )
        self.assertEqual(self.rotate(BOTH)[0], "Wrapped 0 slots again, under the key 'new'.")

    def test_with_one_key_there_is_nothing_to_do(self) -> None:
        self.assertEqual(self.rotate(KEYS), ["Wrapped 0 slots again, under the key 'test'."])

    def test_it_can_count_along(self) -> None:
        said = self.rotate(BOTH, batch=1, verbosity=2)

        self.assertEqual(said[:3], ["1 …", "2 …", "Wrapped 2 slots again, under the key 'new'."])

    def test_a_key_that_is_still_named_stays(self) -> None:
        KeySlot.objects.filter(pk=KeySlot.objects.all()[0].pk).update(wrapped=bytes(40))
        said = StringIO()

        with using_keys(BOTH), self.assertRaises(CommandError) as caught:
            call_command("rotate_keys", stdout=said)

        self.assertEqual(
            said.getvalue().splitlines(),
            [
                "Wrapped 1 slot again, under the key 'new'.",
                "Keep the key 'test': 1 slot still name it. Run rotate_keys again.",
            ],
        )
        self.assertEqual(
            str(caught.exception),
            "1 slot did not open, and stayed as they were: a backup may hold them whole."
            " Keep every key.",
        )

    def test_without_the_old_key_nothing_is_touched(self) -> None:
        slots = list(KeySlot.objects.values())
        for keys in (NEW_NAME, f"{NEW_NAME},{SAME_NAME}"):
            with self.subTest(keys=keys), self.assertRaises(CommandError) as caught:
                self.rotate(keys)
            self.assertEqual(str(caught.exception).splitlines()[-1], "No key was wrapped again.")
        self.assertEqual(list(KeySlot.objects.values()), slots)


class KillTests(SimpleTestCase):
    """The real command on a real database, killed in the middle."""

    databases = {"default"}

    def test_killed_halfway_every_slot_opens_and_the_next_run_goes_on(self) -> None:
        with empty_place(AJAR_KEYS=KEYS) as place:
            place.run(SEED)

            self.kill_after(60, place)

            done = place.manage("rotate_keys", AJAR_KEYS=BOTH)
            self.assertEqual((done.returncode, done.stderr), (0, ""))
            self.assertIn("The key 'test' may go", done.stdout)
            self.assertEqual(opened(place, MasterKeys.parse(NEW_NAME)), SLOTS)

    def kill_after(self, lines: int, place: Place) -> None:
        """Kill the command once it has said so many lines, and look at every slot."""
        command = [sys.executable, "manage.py", "rotate_keys", "--batch=1", "--verbosity=2"]
        environ = place.environ | {"AJAR_KEYS": BOTH}
        with subprocess.Popen(command, cwd=ROOT, env=environ, stdout=subprocess.PIPE) as running:
            assert running.stdout
            for _ in range(lines):
                running.stdout.readline()
            os.kill(running.pid, signal.SIGKILL)
        self.assertEqual(running.returncode, -signal.SIGKILL)
        self.assertEqual(opened(place, MasterKeys.parse(BOTH)), SLOTS)
        turned = sum(slot.key_id == "new" for _, slot in slots_in(place))
        self.assertGreaterEqual(turned, lines)
        self.assertLess(turned, SLOTS, "It was killed too late to tell anything.")


def slots_in(place: Place) -> list[tuple[UUID, Slot]]:
    """Return each journal's slot, as it lies in the database."""
    rows = place.rows(
        "SELECT journal_id, generation, kind, salt, key_id, wrapped, check_value"
        " FROM journal_keyslot"
    )
    return [
        (UUID(str(row[0])), Slot(row[1], row[2], bytes(row[3]), row[4], *map(bytes, row[5:])))
        for row in rows
    ]


def opened(place: Place, ring: MasterKeys) -> int:
    """Return how many slots open with the ring, each to its own data key."""
    return sum(
        ring.open_slot(slot, journal=journal) == journal.bytes * 2
        for journal, slot in slots_in(place)
    )


class NewKeyTests(SimpleTestCase):
    def setUp(self) -> None:
        folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, folder)
        self.file = folder / "vault.keys"
        self.file.write_text(f"# mine\n{KEYS}\n")
        self.file.chmod(0o600)

    def new_key(self, keys: str = "") -> str:
        said = StringIO()
        with using_keys(keys, VAULT_KEYS_FILE=self.file):
            call_command("new_key", stdout=said)
        return said.getvalue()

    def test_the_new_key_stands_first_and_is_not_shown(self) -> None:
        said = self.new_key()

        comment, new, old = self.file.read_text().splitlines()
        self.assertEqual((comment, old), ("# mine", KEYS))
        name, _, key = new.partition(":")
        self.assertEqual(MasterKeys.parse(self.file.read_text()).names, (name, "test"))
        self.assertEqual(
            said.splitlines()[0],
            f"The new key {name!r} stands first in {self.file}, the older ones after it.",
        )
        self.assertNotIn(key, said)
        self.assertEqual(stat.S_IMODE(self.file.stat().st_mode), 0o600)
        self.assertEqual(os.listdir(self.file.parent), ["vault.keys"])

    def test_a_file_that_cannot_be_used_is_left_as_it_is(self) -> None:
        self.file.write_text("nonsense")

        with self.assertRaises(CommandError) as caught:
            self.new_key()

        self.assertEqual(str(caught.exception).splitlines()[-1], "The keys are as they were.")
        self.assertEqual(self.file.read_text(), "nonsense")

    def test_keys_from_the_environment_are_the_operators_to_change(self) -> None:
        with self.assertRaisesMessage(CommandError, "The keys come from AJAR_KEYS"):
            self.new_key(KEYS)
