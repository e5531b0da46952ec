"""What an operator hears before writers do."""

import shutil
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest import mock

from django.conf import settings
from django.core.checks import CheckMessage
from django.db import connection
from django.test import SimpleTestCase, TestCase, override_settings
from django.utils import timezone

from accounts import demo
from accounts.models import User
from config import checks
from guidance.models import HelpLine


class HelpLineTests(TestCase):
    def publish(self, category: str, *, days_ago: int = 0) -> None:
        HelpLine.objects.create(
            slug=f"a-{category}-line",
            name="A line",
            country="GB",
            category=category,
            phone="116 123",
            phone_link="116123",
            last_verified_on=timezone.localdate() - timedelta(days=days_ago),
            verified_by="Edith",
            published_at=timezone.now(),
        )

    def said(self) -> list[tuple[str | None, str]]:
        return [(one.id, str(one.msg)) for one in checks.help_lines_are_verified()]

    def test_without_lines_both_are_missing(self) -> None:
        self.publish("listening")

        self.assertEqual(
            self.said(),
            [
                (
                    "ajar.W001",
                    "No verified crisis line and no verified abuse line is published.",
                )
            ],
        )

    def test_one_kind_is_not_enough_and_the_other_is_named(self) -> None:
        self.publish("crisis")

        self.assertEqual(self.said(), [("ajar.W001", "No verified abuse line is published.")])

    def test_both_kinds_verified_are_enough(self) -> None:
        self.publish("crisis")
        self.publish("abuse", days_ago=180)

        self.assertEqual(self.said(), [])

    def test_a_line_that_the_help_page_does_not_show_does_not_count(self) -> None:
        self.publish("abuse")
        missing = [("ajar.W001", "No verified crisis line is published.")]

        self.publish("crisis", days_ago=181)
        self.assertEqual(self.said(), missing)

        HelpLine.objects.verify(timezone.localdate(), by="Edith")
        self.assertEqual(self.said(), [])
        HelpLine.objects.filter(category="crisis").retire()
        self.assertEqual(self.said(), missing)
        HelpLine.objects.filter(category="crisis").bring_back()
        HelpLine.objects.filter(category="crisis").unpublish()
        self.assertEqual(self.said(), missing)

    def test_a_database_that_is_not_there_yet_shows_neither(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE guidance_helpline")

        self.assertEqual([one for one, _ in self.said()], ["ajar.W001"])


class DemoTests(TestCase):
    def test_a_site_without_the_demo_is_fine(self) -> None:
        User.objects.create_user("ada@example.org")

        self.assertEqual(checks.demo_is_elsewhere(), [])

    def test_the_demo_on_a_site_for_others_is_an_error(self) -> None:
        User.objects.create_user(demo.ADDRESS)

        found = checks.demo_is_elsewhere()

        self.assertEqual([(one.id, one.is_serious()) for one in found], [("ajar.E003", True)])


class LeaveAddressTests(SimpleTestCase):
    def test_only_a_whole_https_address_will_do(self) -> None:
        for url, wrong in {
            "https://www.wikipedia.org/": [],
            "http://www.wikipedia.org/": [checks.LEAVE_URL_IS_NOT_HTTPS],
            "https://": [checks.LEAVE_URL_IS_NOT_HTTPS],
            "//wikipedia.org": [checks.LEAVE_URL_IS_NOT_HTTPS],
            "javascript:alert(1)": [checks.LEAVE_URL_IS_NOT_HTTPS],
        }.items():
            with self.subTest(url), override_settings(LEAVE_URL=url):
                self.assertEqual(checks.leave_address_is_https(), wrong)


class ProxyTests(SimpleTestCase):
    def found(self, **settings: Any) -> list[CheckMessage]:
        usual: dict[str, Any] = {
            "TLS": True,
            "BEHIND_TLS_PROXY": True,
            "ALLAUTH_TRUSTED_PROXY_COUNT": 1,
            "ALLOWED_HOSTS": ["journal.example.org"],
        }
        with override_settings(**usual | settings):
            return checks.proxy_is_known()

    def test_https_behind_a_described_proxy_is_fine(self) -> None:
        self.assertEqual(self.found(), [])

    def test_without_https_there_may_be_no_proxy(self) -> None:
        found = self.found(TLS=False, BEHIND_TLS_PROXY=False, ALLAUTH_TRUSTED_PROXY_COUNT=0)

        self.assertEqual(found, [])

    def test_each_thing_left_out_is_told(self) -> None:
        for changed, warning in (
            ({"BEHIND_TLS_PROXY": False}, checks.TLS_BUT_NO_PROXY),
            ({"ALLAUTH_TRUSTED_PROXY_COUNT": 0}, checks.NO_PROXY_COUNTED),
            ({"ALLOWED_HOSTS": ["journal.example.org", "*"]}, checks.ANY_HOST),
        ):
            with self.subTest(changed=changed):
                self.assertEqual(self.found(**changed), [warning])


class KeysAndDataTests(SimpleTestCase):
    def setUp(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        self.data = self.make("data/ajar.sqlite3")
        self.keys = self.make(
            "keys/vault.keys", "home:b25seSB0aGUgdGVzdHMgc2VhbCB3aXRoIHRoaXMgOik="
        )

    def make(self, name: str, text: str = "") -> Path:
        path = self.folder / name
        path.parent.mkdir(mode=0o700, exist_ok=True)
        path.write_text(text)
        path.chmod(0o600)
        return path

    def found(self, **changed: Any) -> list[str | None]:
        database = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(self.data)}
        usual = {"VAULT_KEYS": "", "VAULT_KEYS_FILE": self.keys}
        # Only read here, and never connected to.
        with mock.patch.dict(settings.DATABASES, {"default": database}):
            with override_settings(**usual | changed):
                return [one.id for one in checks.keys_and_data_are_apart_and_closed()]

    def test_apart_and_closed_is_fine(self) -> None:
        self.assertEqual(self.found(), [])

    def test_keys_in_the_databases_folder_are_told_wherever_below(self) -> None:
        for name in ("data/vault.keys", "data/more/vault.keys"):
            (self.folder / name).parent.mkdir(exist_ok=True)
            beside = self.make(name, self.keys.read_text())
            with self.subTest(name=name):
                self.assertEqual(self.found(VAULT_KEYS_FILE=beside), ["ajar.W004"])

    def test_a_link_does_not_hide_where_the_keys_are(self) -> None:
        beside = self.make("data/vault.keys", self.keys.read_text())
        link = self.folder / "link"
        link.symlink_to(beside)

        self.assertEqual(self.found(VAULT_KEYS_FILE=link), ["ajar.W004"])

    def test_keys_that_others_can_read_are_told(self) -> None:
        self.keys.chmod(0o640)

        self.assertEqual(self.found(), ["ajar.W005"])

    def test_keys_that_are_not_made_yet_are_fine(self) -> None:
        self.keys.unlink()

        self.assertEqual(self.found(), [])

    def test_a_database_that_others_can_reach_is_told(self) -> None:
        self.data.chmod(0o644)
        self.assertEqual(self.found(), [], "Its folder is closed.")

        self.data.parent.chmod(0o755)

        self.assertEqual(self.found(), ["ajar.W006"])

    def test_keys_in_the_environment_have_no_file_to_ask_about(self) -> None:
        self.keys.chmod(0o644)

        self.assertEqual(self.found(VAULT_KEYS=self.keys.read_text()), [])


class SecretTests(SimpleTestCase):
    KEY = "b25seSB0aGUgdGVzdHMgc2VhbCB3aXRoIHRoaXMgOik="

    def found(self, secret: str, **settings: Any) -> list[CheckMessage]:
        with override_settings(SECRET_KEY=secret, **settings):
            return checks.secret_is_no_key()

    def test_a_secret_of_its_own_is_fine(self) -> None:
        self.assertEqual(self.found("something else", VAULT_KEYS=f"home:{self.KEY}"), [])

    def test_a_master_key_as_the_secret_is_refused(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "vault.keys"
            file.write_text(f"# mine\nhome:{self.KEY}\n")
            for settings in (
                {"VAULT_KEYS": f"new:AAAA, home:{self.KEY}"},
                {"VAULT_KEYS": "", "VAULT_KEYS_FILE": file},
            ):
                for secret in (self.KEY, f"home:{self.KEY}"):
                    with self.subTest(settings=settings, secret=secret):
                        self.assertEqual(self.found(secret, **settings), [checks.SECRET_IS_A_KEY])

    def test_a_file_that_cannot_be_read_is_the_starts_to_refuse(self) -> None:
        missing = Path(tempfile.gettempdir()) / "no such folder" / "vault.keys"

        self.assertEqual(self.found("x", VAULT_KEYS="", VAULT_KEYS_FILE=missing), [])
