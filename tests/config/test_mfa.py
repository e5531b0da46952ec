"""The second factor as it is kept: sealed under the ring, and turned with it."""

from io import StringIO
from typing import Any

import django.test
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command

from config.mfa import SealedAdapter
from journal import factor
from journal.models import Journal, rotation
from journal.models.journal import check_keys, master_keys
from journal.vault.slots import BadKeys, MasterKeys
from tests.base import PASSWORD, TestCase, code_now, make_user, set_up_second_factor
from tests.journal.keys import KEYS, NEW_NAME, SAME_NAME, using_keys

BOTH = f"{NEW_NAME},{KEYS}"
LOGIN = {"login": "ada@example.org", "password": PASSWORD}
CODE = "/accounts/2fa/authenticate/"


class FactorCase(TestCase):
    """Ada has an app and spare codes."""

    client_class = django.test.Client

    def setUp(self) -> None:
        self.ada = make_user("ada")
        self.secret = set_up_second_factor(self.ada)

    def come_in(self) -> Any:
        """Sign in the whole way, and return the last answer."""
        self.client.post("/accounts/login/", LOGIN)
        return self.client.post(CODE, {"code": code_now(self.secret)})

    def kept(self) -> dict[str, str]:
        """Return what is sealed, by kind."""
        rows = Authenticator.objects.values_list("type", "data")
        return {kind: data.get("secret") or data["seed"] for kind, data in rows}


class SealedTests(FactorCase):
    def test_what_is_kept_opens_under_the_ring_and_is_the_apps_secret(self) -> None:
        kept = self.kept()

        self.assertEqual(set(kept), {"totp", "recovery_codes"})
        self.assertEqual(factor.unseal(kept["totp"], master_keys()), self.secret)
        self.assertRegex(factor.unseal(kept["recovery_codes"], master_keys()), r"\A[0-9a-f]{80}\Z")

    def test_the_adapter_gives_back_what_it_was_given(self) -> None:
        adapter = SealedAdapter()

        self.assertEqual(adapter.decrypt(adapter.encrypt("a sëcret")), "a sëcret")

    def test_with_another_key_a_calm_page_is_shown_and_nobody_comes_in(self) -> None:
        with using_keys(SAME_NAME):
            answer = self.come_in()

        self.assertEqual(answer.status_code, 503)
        self.assertNotIn("_auth_user_id", self.client.session)

    def test_a_key_that_came_since_the_start_is_read(self) -> None:
        with using_keys(BOTH):
            Authenticator.objects.all().delete()
            self.secret = set_up_second_factor(self.ada)
        with using_keys(KEYS):
            master_keys()
            with django.test.override_settings(VAULT_KEYS=BOTH):
                self.assertEqual(self.come_in().status_code, 302)
        self.assertIn("_auth_user_id", self.client.session)

    def test_a_start_without_its_key_is_refused(self) -> None:
        check_keys()
        for keys in (NEW_NAME, SAME_NAME):
            with self.subTest(keys=keys), using_keys(keys), self.assertRaises(BadKeys):
                check_keys()

    def test_a_damaged_secret_keeps_nobody_elses_site_from_starting(self) -> None:
        Authenticator.objects.filter(type="totp").update(data={"secret": "F1:bent"})

        check_keys()


class DamagedTests(FactorCase):
    def test_an_app_whose_secret_is_damaged_opens_nothing_and_a_spare_code_still_does(self) -> None:
        spare = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
        Authenticator.objects.filter(type="totp").update(data={"secret": "F1:bent"})
        with self.assertLogs("ajar.accounts", "ERROR") as said:
            self.assertEqual(self.come_in().status_code, 200)
            self.client.post(CODE, {"code": code_now("")})
        self.assertNotIn("_auth_user_id", self.client.session)
        self.assertNotIn("bent", str(said.output))

        self.client.post(CODE, {"code": spare})

        self.assertIn("_auth_user_id", self.client.session)


class RotationTests(FactorCase):
    def rotate(self) -> list[str]:
        """Run the command with both keys, and return what it said."""
        said = StringIO()
        with using_keys(BOTH):
            call_command("rotate_keys", stdout=said)
        return said.getvalue().splitlines()

    def test_turned_they_open_with_the_new_key_alone(self) -> None:
        Journal.objects.of(self.ada)

        said = self.rotate()

        self.assertEqual(said[0], "Wrapped 3 slots again, under the key 'new'.")
        self.assertRegex(said[1], r"\AThe key 'test' may go: no slot names it any more\.")
        with using_keys(NEW_NAME):
            self.assertEqual(self.come_in().status_code, 302)
        self.assertIn("_auth_user_id", self.client.session)

    def test_a_used_spare_code_stays_used(self) -> None:
        row = Authenticator.objects.get(type="recovery_codes")
        spare = row.wrap()
        code = spare.get_unused_codes()[0]
        self.assertTrue(spare.validate_code(code))

        self.rotate()

        with using_keys(NEW_NAME):
            turned = Authenticator.objects.get(pk=row.pk).wrap()
            self.assertEqual(len(turned.get_unused_codes()), 9)
            self.assertFalse(turned.validate_code(code))

    def test_turning_twice_changes_nothing_more(self) -> None:
        self.rotate()
        kept = self.kept()

        self.rotate()

        self.assertEqual(self.kept(), kept)

    def test_the_old_key_has_to_stay_while_one_secret_names_it(self) -> None:
        self.assertEqual(rotation.still_named(MasterKeys.parse(BOTH)), {"test": 2})

    def test_one_that_does_not_open_is_counted_and_left(self) -> None:
        Authenticator.objects.filter(type="totp").update(data={"secret": "F1:bent"})

        with self.assertRaisesMessage(CommandError, "1 slot did not open"):
            self.rotate()

        self.assertEqual(self.kept()["totp"], "F1:bent")
        self.assertEqual(factor.key_of(self.kept()["recovery_codes"]), "new")
