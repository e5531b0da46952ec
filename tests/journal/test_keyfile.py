"""The file of master keys: made once, for its owner alone, and refused in sentences."""

import os
import shutil
import stat
import tempfile
from pathlib import Path
from unittest import mock

from django.test import SimpleTestCase

from journal import keyfile
from journal.vault.slots import BadKeys

KEY_LINE = "home:b25seSB0aGUgdGVzdHMgc2VhbCB3aXRoIHRoaXMgOik=\n"

# Whose file it is while root lends a hand.
OWNER = (12345, 12345) if os.geteuid() == 0 else (os.geteuid(), os.getegid())


class KeyFileTestCase(SimpleTestCase):
    def setUp(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        self.path = self.folder / "keys" / "vault.keys"

    def write(self, content: bytes, mode: int = 0o600) -> None:
        self.path.parent.mkdir(exist_ok=True)
        self.path.write_bytes(content)
        self.path.chmod(mode)


class MakeTests(KeyFileTestCase):
    def test_it_is_for_its_owner_alone(self) -> None:
        before = os.umask(0)
        try:
            keyfile.make(self.path)
        finally:
            os.umask(before)

        self.assertEqual(stat.S_IMODE(self.path.stat().st_mode), 0o600)
        self.assertEqual(stat.S_IMODE(self.path.parent.stat().st_mode), 0o700)

    def test_it_can_be_read_and_says_what_it_is(self) -> None:
        keyfile.make(self.path)

        comment, line, end = self.path.read_text().split("\n")
        self.assertEqual(
            comment,
            "# Losing this file loses every journal. Keep a copy apart from the database.",
        )
        self.assertRegex(line, r"\Ak[0-9a-f]{6}:[A-Za-z0-9+/]{43}=\Z")
        self.assertEqual(end, "")
        self.assertEqual(keyfile.read(self.path).first, line.partition(":")[0])

    def test_it_is_not_made_a_second_time(self) -> None:
        keyfile.make(self.path)
        first = self.path.read_bytes()

        with self.assertRaises(FileExistsError):
            keyfile.make(self.path)

        self.assertEqual(self.path.read_bytes(), first)

    def test_not_even_an_empty_file_or_a_broken_link_is_replaced(self) -> None:
        self.write(b"")
        with self.assertRaises(FileExistsError):
            keyfile.make(self.path)
        self.assertEqual(self.path.read_bytes(), b"")

        self.path.unlink()
        self.path.symlink_to(self.folder / "elsewhere")
        with self.assertRaises(FileExistsError):
            keyfile.make(self.path)
        self.assertFalse((self.folder / "elsewhere").exists())

    def test_two_files_hold_two_keys(self) -> None:
        other = self.folder / "other"
        keyfile.make(self.path)
        keyfile.make(other)

        self.assertNotEqual(self.path.read_text().split(":")[1], other.read_text().split(":")[1])


class PrependTests(KeyFileTestCase):
    def test_the_new_key_comes_first_and_the_old_lines_stay(self) -> None:
        for old in (KEY_LINE, f"# mine\n\n  # too\n{KEY_LINE}other:{'A' * 43}=\n", KEY_LINE[:-1]):
            with self.subTest(old=old):
                self.write(old.encode())
                before = keyfile.read(self.path).names

                name = keyfile.prepend(self.path)

                self.assertEqual(keyfile.read(self.path).names, (name, *before))
                self.assertEqual(
                    [one for one in self.path.read_text().splitlines() if name not in one],
                    old.splitlines(),
                )

    def test_it_stays_for_its_owner_alone_even_behind_a_link(self) -> None:
        self.write(KEY_LINE.encode())
        os.chown(self.path, *OWNER)
        link = self.folder / "link"
        link.symlink_to(self.path)
        before = os.umask(0)
        try:
            keyfile.prepend(link)
        finally:
            os.umask(before)

        found = self.path.stat()
        self.assertEqual((found.st_uid, found.st_gid), OWNER)
        self.assertEqual(stat.S_IMODE(found.st_mode), 0o600)
        self.assertTrue(link.is_symlink())
        self.assertEqual(os.listdir(self.path.parent), ["vault.keys"])

    def test_one_that_was_cut_short_leaves_the_keys_alone_and_is_told(self) -> None:
        self.write(KEY_LINE.encode())
        beside = self.path.with_name("vault.keys.new")
        beside.write_text("half a ke")

        with self.assertRaises(BadKeys) as caught:
            keyfile.prepend(self.path)

        self.assertEqual(
            str(caught.exception),
            f"{beside} is left from a try that was cut short: remove it, and try again.",
        )
        self.assertEqual(self.path.read_text(), KEY_LINE)


class CredentialTests(KeyFileTestCase):
    """systemd shows its access list where the group's bits stand, in a folder of the service."""

    def test_a_credential_may_show_the_groups_bit_to_read_and_no_other(self) -> None:
        with mock.patch.dict(os.environ, {"CREDENTIALS_DIRECTORY": str(self.path.parent)}):
            self.write(KEY_LINE.encode(), 0o440)
            self.assertEqual(keyfile.read(self.path).first, "home")
            for mode in (0o444, 0o460, 0o450, 0o404):
                with self.subTest(mode=oct(mode)), self.assertRaises(BadKeys):
                    self.path.chmod(mode)
                    keyfile.read(self.path)

    def test_another_file_may_not(self) -> None:
        self.write(KEY_LINE.encode(), 0o440)
        for folder in ("", str(self.folder)):
            with (
                self.subTest(folder=folder),
                mock.patch.dict(os.environ, {"CREDENTIALS_DIRECTORY": folder}),
                self.assertRaises(BadKeys),
            ):
                keyfile.read(self.path)


class ReadTests(KeyFileTestCase):
    def assert_refused(self, sentence: str) -> None:
        with self.assertRaises(BadKeys) as caught:
            keyfile.read(self.path)
        self.assertEqual(str(caught.exception), sentence)

    def test_the_keys_are_read(self) -> None:
        for mode in (0o600, 0o400):
            with self.subTest(mode=oct(mode)):
                self.write(KEY_LINE.encode(), mode)

                self.assertEqual(keyfile.read(self.path).first, "home")
                self.path.unlink()

    def test_a_missing_file_is_told(self) -> None:
        self.assert_refused(
            f"The key file {self.path} is missing. Put it back from where you keep it."
        )

    def test_a_file_that_others_can_reach_is_refused_with_the_command_that_closes_it(self) -> None:
        for mode in (0o644, 0o640, 0o604, 0o660, 0o620, 0o601):
            with self.subTest(mode=oct(mode)):
                self.write(KEY_LINE.encode(), mode)

                self.assert_refused(
                    f"Others can read the key file {self.path}. Close it: chmod 600 {self.path}"
                )

    def test_a_file_that_is_not_text_is_refused(self) -> None:
        self.write(b"\xff\xfe\x00\x80")

        self.assert_refused(
            f"The key file {self.path} cannot be read (it is not a text file)"
            ": put it back from where you keep it."
        )

    def test_a_folder_in_its_place_is_refused(self) -> None:
        self.path.mkdir(parents=True)

        self.assert_refused(
            f"The key file {self.path} cannot be read (Is a directory)"
            ": put it back from where you keep it."
        )

    def test_a_file_in_its_folders_place_is_refused(self) -> None:
        self.path.parent.write_text("not a folder")

        self.assert_refused(
            f"The key file {self.path} cannot be read (Not a directory)"
            ": put it back from where you keep it."
        )

    def test_a_link_that_leads_nowhere_is_refused(self) -> None:
        self.path.parent.mkdir()
        self.path.symlink_to(self.path)

        self.assert_refused(
            f"The key file {self.path} cannot be read (Too many levels of symbolic links)"
            ": put it back from where you keep it."
        )

    def test_an_empty_file_is_refused(self) -> None:
        self.write(b"")

        self.assert_refused("There is no key in the key file: put it back from your copy.")

    def test_a_line_that_is_no_key_is_refused(self) -> None:
        self.write(b"# home\nhome\n")

        self.assert_refused(
            "Line 2 of the keys is not name:base64: put its line back from your copy of the keys."
        )
