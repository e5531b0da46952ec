"""The real server behind a TLS proxy: its cookies, its redirects, and what its log tells."""

import base64
import http.client
import json
import re
import shutil
import socket
import sqlite3
import tempfile
from email.message import Message
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.test import SimpleTestCase

from tests.base import PASSWORD
from tests.browser.server import Site, serve
from tests.journal.places import Place, environ_for

CANARY, ADDRESS = "kanarie7f3a", "203.0.113.77"
SEED = f"""
from django.core.management import call_command
from accounts.models import User
call_command("migrate", verbosity=0)
User.objects.create_user(email="{CANARY}@example.org", password="{PASSWORD}")
"""

Answer = tuple[int, Message, str]


class Visit:
    """Someone behind the proxy: keeps cookies, and says what it is told about HTTPS."""

    def __init__(self, site: Site, *, https: bool = True) -> None:
        self.host = site.url.removeprefix("http://")
        self.cookies: dict[str, str] = {}
        self.headers = {
            "X-Forwarded-Proto": "https" if https else "http",
            "X-Forwarded-For": ADDRESS,
            "User-Agent": CANARY,
            "Origin": f"https://{self.host}",
        }

    def ask(
        self, method: str, path: str, body: str = "", **headers: str
    ) -> tuple[int, Message, str]:
        """Send the request; return status, headers and text, and keep the cookies."""
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        form = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        server = http.client.HTTPConnection(self.host, timeout=30)
        server.request(method, path, body, self.headers | form | {"Cookie": cookies} | headers)
        answer = server.getresponse()
        text = answer.read().decode()
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, answer.headers, text

    def send(self, path: str, **fields: str) -> Answer:
        """Fill in the form at the path, with its token."""
        page = self.ask("GET", path)[2]
        token = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[0]
        return self.ask("POST", path, urlencode({"csrfmiddlewaretoken": token} | fields))


class ServingTests(SimpleTestCase):
    """One server for all tests: starting it is what takes time."""

    site: ClassVar[Site]

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        data = Path(tempfile.mkdtemp())
        cls.addClassCleanup(shutil.rmtree, data)
        Place(data, environ_for(data)).run(SEED)
        settings = {"AJAR_TLS": "1", "AJAR_TLS_PROXY": "1", "AJAR_PROXIES": "1", "AJAR_LOG": "json"}
        cls.site = cls.enterClassContext(serve(data, **settings))

    def test_plain_http_is_sent_to_https_and_a_probe_is_not(self) -> None:
        inside = Visit(self.site, https=False)

        status, headers, _ = inside.ask("GET", "/")
        self.assertEqual((status, headers["Location"]), (301, f"https://{inside.host}/"))
        self.assertEqual(
            [inside.ask("GET", path)[::2] for path in ("/healthz", "/readyz")],
            [(200, "ok\n"), (200, "ready\n")],
        )

    def test_every_answer_asks_for_https_from_now_on(self) -> None:
        for path, expected in (("/", 200), ("/nowhere/", 404), ("/healthz", 200)):
            with self.subTest(path=path):
                status, headers, _ = Visit(self.site).ask("GET", path)

                self.assertEqual(status, expected)
                self.assertEqual(
                    headers["Strict-Transport-Security"], "max-age=31536000; includeSubDomains"
                )

    def test_every_cookie_is_bound_to_this_host_and_to_tls(self) -> None:
        ada = Visit(self.site)

        page = ada.ask("GET", "/accounts/login/")
        signed_in = ada.send("/accounts/login/", login=f"{CANARY}@example.org", password=PASSWORD)

        self.assertEqual((page[0], signed_in[0]), (200, 302))
        found = [
            cookie
            for headers in (page[1], signed_in[1])
            for cookie in headers.get_all("Set-Cookie") or ()
        ]
        names = {cookie.partition("=")[0] for cookie in found}
        self.assertEqual({"__Host-csrf", "__Host-session"} - names, set())
        for cookie in found:
            with self.subTest(cookie=cookie.partition("=")[0]):
                parts = {part.strip().lower() for part in cookie.split(";")[1:]}
                self.assertEqual(cookie[:7], "__Host-")
                self.assertEqual({"secure", "path=/", "httponly", "samesite=lax"} - parts, set())
                self.assertEqual([part for part in parts if part.startswith("domain")], [])

    def test_no_log_holds_a_word_of_what_was_sent(self) -> None:
        ada = Visit(self.site)
        ada.send("/accounts/login/", login=f"{CANARY}@example.org", password=PASSWORD)
        statuses = [
            ada.ask("GET", f"/{CANARY}/?q={CANARY}")[0],
            ada.ask("GET", "/", Host=f"{CANARY}.example")[0],
            ada.ask(CANARY.upper(), "/healthz")[0],
            ada.ask(
                "POST", "/today/", f"text={CANARY}", Referer=f"https://{CANARY}/", Origin="null"
            )[0],
            ada.ask(
                "POST", "/today/", CANARY, **{"Content-Type": f"multipart/form-data; b={CANARY}"}
            )[0],
            ada.ask("POST", "/today/", "x", **{"Content-Length": CANARY})[0],
        ]
        self.assertEqual(statuses[:4], [404, 400, 403, 403])
        self.say_nonsense(ada.host)
        with sqlite3.connect(self.site.database) as database:
            database.execute("ALTER TABLE journal_entry RENAME TO journal_away")
        try:
            self.assertEqual(ada.ask("GET", f"/journal/?q={CANARY}")[0], 500)
        finally:
            with sqlite3.connect(self.site.database) as database:
                database.execute("ALTER TABLE journal_away RENAME TO journal_entry")

        log = self.site.log.read_bytes()

        self.assertNotIn(ADDRESS.encode(), log)
        for form in (CANARY.encode(), CANARY.upper().encode(), CANARY.encode().hex().encode()):
            self.assertNotIn(form, log)
        self.assertNotIn(base64.b64encode(CANARY.encode())[:12], log)
        records = [json.loads(line) for line in log.splitlines() if line.startswith(b"{")]
        self.assert_told(records)

    def say_nonsense(self, host: str) -> None:
        """Send what is no request at all: the server itself complains, before Ajar hears of it."""
        name, _, port = host.partition(":")
        with socket.create_connection((name, int(port)), timeout=30) as server:
            server.sendall(f"{CANARY} {CANARY} {CANARY}\r\n\r\n".encode())
            while server.recv(4096):
                pass

    def assert_told(self, records: list[dict[str, Any]]) -> None:
        """What went wrong is told all the same."""
        requests = [one for one in records if one["logger"] == "ajar.request"]
        self.assertIn(
            ("GET", "journal", 500), [(r["method"], r["route"], r["status"]) for r in requests]
        )
        self.assertIn("gunicorn.error", [one["logger"] for one in records])
        broken = [one for one in records if one["logger"] == "django.request"]
        self.assertEqual(
            [one["message"].split(" [")[0] for one in broken], ["%s: %s GET journal 500"]
        )
        self.assertEqual(
            [line.strip() for line in broken[0]["traceback"] if " in " not in line],
            ["sqlite3.OperationalError", "django.db.utils.OperationalError"],
        )
