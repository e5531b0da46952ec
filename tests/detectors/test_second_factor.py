"""Promise 1, for what opens the desk: no copy of the database holds a secret of a second factor."""

import base64
import re
from itertools import chain
from typing import Any

import django.test
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import decrypt
from django.contrib.sessions.models import Session

from guidance.loading import load
from tests.base import PASSWORD, code_now, make_editor
from tests.detectors import storage
from tests.detectors.listening import listening

AGAIN, SET_UP = "/accounts/reauthenticate/", "/accounts/2fa/totp/activate/"
SPARE, CODE = "/accounts/2fa/recovery-codes/", "/accounts/2fa/authenticate/"


def spellings(secret: str) -> dict[str, bytes]:
    """Return how a secret in base32 or hexadecimal may look in bytes put in lower case."""
    raw = bytes.fromhex(secret) if len(secret) == 80 else base64.b32decode(secret)
    found = {
        "as shown": secret.encode(),
        "in fours": " ".join(re.findall(".{1,4}", secret)).encode(),
        "raw": raw,
        "hexadecimal": raw.hex().encode(),
        "base64": base64.b64encode(raw).rstrip(b"=")[:-1],
    }
    for shift in range(3):
        coded = base64.b64encode(bytes(shift) + secret.encode()).rstrip(b"=")
        found[f"base64 as shown {shift}"] = coded[4 if shift else 0 : -1]
    return {name: one.lower() for name, one in found.items()}


class SecondFactorDumpTests(django.test.TransactionTestCase):
    """Edith goes the whole way; after each step someone carries the database away."""

    def setUp(self) -> None:
        load()
        self.edith = make_editor()
        self.client.force_login(self.edith)

    def begin(self) -> str:
        """Come to the screen with the secret, and return the secret."""
        self.client.post(f"{AGAIN}?next={SET_UP}", {"password": PASSWORD})
        secret: str = self.client.get(SET_UP).context["form"].secret
        return secret

    def assert_nowhere(self, *secrets: str) -> None:
        """Fail if a copy, a cell or an opened session shows one of the secrets."""
        sessions = [("session", str(one.get_decoded()).encode()) for one in Session.objects.all()]
        self.assertNotEqual(sessions, [])
        for place, data in chain(storage.copies(), storage.cells(), sessions):
            folded = data.lower()
            for secret in secrets:
                found = [name for name, one in spellings(secret).items() if one in folded]
                self.assertEqual(found, [], place)

    def assert_no_code(self, codes: list[str]) -> None:
        """Fail if a cell or an opened session shows a code, with or without its gap.

        A key's name in hexadecimal has eight digits in a row by chance, so names are left out.
        """
        sessions = [("session", str(one.get_decoded())) for one in Session.objects.all()]
        cells = [
            (place, data.decode("latin-1"))
            for place, data in storage.cells()
            if place not in ("limits.cache_key", "django_session.session_key")
        ]
        for place, said in chain(sessions, cells):
            for code in codes:
                self.assertNotIn(code, said, place)
                self.assertNotIn(code.replace(" ", ""), said, place)

    def test_no_secret_is_in_a_copy_at_any_step(self) -> None:
        secret = self.begin()
        self.assert_nowhere(secret)
        self.client.post(SET_UP, {"code": "000000"})
        self.assert_nowhere(secret)

        self.client.post(SET_UP, {"code": code_now(secret)})
        seed = self.seed()
        self.assert_nowhere(secret, seed)
        codes = re.findall(r"<code>([\d ]+)</code>", self.client.get(SPARE).content.decode())
        self.assertEqual(len(codes), 10)
        self.client.get(f"{SPARE}download/")
        self.assert_nowhere(secret, seed)
        self.assert_no_code(codes)

        self.client.logout()
        self.client.post("/accounts/login/", {"login": self.edith.email, "password": PASSWORD})
        self.client.post(CODE, {"code": codes[0]})
        self.assertEqual(self.client.get("/admin/").status_code, 200)
        self.assert_nowhere(secret, seed)
        self.assert_no_code(codes[:1])

    @staticmethod
    def seed() -> str:
        """Return what all spare codes are made from."""
        wrapped: Any = Authenticator.objects.get(type="recovery_codes").wrap()
        return str(decrypt(wrapped.instance.data["seed"]))

    def test_no_line_of_the_log_tells_a_secret_or_a_spare_code(self) -> None:
        with listening() as heard:
            secret = self.begin()
            for code in ("000000", code_now(secret)):
                self.client.post(SET_UP, {"code": code})
            codes = re.findall(r"<code>([\d ]+)</code>", self.client.get(SPARE).content.decode())
            self.client.get(f"{SPARE}download/")
            seed = self.seed()
            self.client.logout()
            door = {"login": self.edith.email, "password": PASSWORD}
            self.client.post("/accounts/login/", door)
            self.client.post(CODE, {"code": codes[0]})
            Authenticator.objects.filter(type="totp").update(data={"secret": f"F1:{secret}"})
            self.client.logout()
            self.client.post("/accounts/login/", door)
            self.client.post(CODE, {"code": code_now(secret)})

        said = heard.written.getvalue().lower().encode()
        self.assertIn(b"it is damaged", said)
        for one in (secret, seed):
            self.assertEqual([name for name, found in spellings(one).items() if found in said], [])
        for code in codes:
            self.assertNotIn(code.encode(), said)
            self.assertNotIn(code.replace(" ", "").encode(), said)
        self.assertEqual(heard.reports, [])

    def test_the_finder_finds_a_secret_that_is_laid_open(self) -> None:
        secret = self.begin()
        for data in (secret, secret.lower(), base64.b64encode(f"x{secret}".encode()).decode()):
            Authenticator.objects.create(user=self.edith, type="webauthn", data={"laid": data})
            with self.subTest(data=data), self.assertRaises(AssertionError):
                self.assert_nowhere(secret)
            Authenticator.objects.all().delete()

    def test_a_late_code_does_not_wait_in_the_session(self) -> None:
        self.begin()
        session = self.client.session
        session["account_authentication_methods"] = []
        session.save()

        self.client.post(SET_UP, {"code": "Quokkafern"})

        self.assertNotIn("Quokkafern", str(Session.objects.get().get_decoded()))
