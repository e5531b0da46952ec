"""Promise 9, the part without a browser: no file that is served names another host."""

import re
from pathlib import Path
from unittest import TestCase

ROOT = Path(__file__).resolve().parent.parent.parent
# A name, not an address that is fetched.
NAMESPACE = "http://www.w3.org/2000/svg"
_OTHER_HOST = re.compile(r"""(?:https?:|wss?:)?//(?=[\w{])[^\s"'<>)]*""")
# Ways by which a page reaches outside by itself.
_REACHING = re.compile(
    r"@import|\bfetch\(|XMLHttpRequest|WebSocket|EventSource|sendBeacon|importScripts"
    r"|preconnect|dns-prefetch|http-equiv=.refresh"
)
# The only ways out, each by a tap, and the page after Leave quickly, which goes on by itself.
WAYS_OUT = {
    ("templates/accounts/left.html", "0; url={{ leave_url }}"),
    ("templates/accounts/left.html", "{{ leave_url }}"),
    ("templates/admin/guidance/check.html", "{{ compared_url }}"),
    ("templates/base.html", "{{ source_url }}"),
    ("templates/guidance/_help_line.html", "{{ line.web_link }}"),
    ("templates/guidance/help.html", "{{ directory.url }}"),
    ("templates/journal/writing/_lines.html", "{{ directory.url }}"),
}
_ATTRIBUTE = re.compile(
    r"""\b(?:href|src|srcset|action|formaction|poster|data|content)="([^"]*)\""""
)
_LINK_OUT = re.compile(
    r"""<a\b[^>]*\bhref="\{\{ """
    r"""(?:leave_url|source_url|line\.web_link|compared_url|directory\.url) \}\}"[^>]*>"""
)
# Addresses of our own that a view or allauth hands over.
OUR_OWN = {
    "{{ action_url }}",
    "{{ entry.get_absolute_url }}",
    "{{ one.entry.get_absolute_url }}",
    "{{ reading.entry.get_absolute_url }}",
    "{{ attrs.href }}",
    "{{ login_url }}",
    "{{ signup_url }}",
    "{{ screen.action }}",
    "{{ action }}",
    # The desk's, each made from the name of an address.
    "{{ add_url }}",
    "{{ edit_url }}",
    "{{ history_url }}",
    "{{ in_url }}",
    "{{ list_url }}",
    "{{ more_url }}",
    "{{ one.admin_url }}",
    "{{ one.url }}",
    "{{ one.url }}{{ kept }}",
    "{{ order_url }}",
    "{{ out_url }}",
    "{{ part.add_url }}",
    "{{ preview_url }}",
    "{{ see_url }}",
    "{{ subject.url }}",
    "{{ subject.url }}{{ version.number }}/",
    "{{ subject.url }}{{ version.number }}/?beside=before",
    # Opens an app of the device, and no host: otpauth://
    "{{ totp_url }}",
}


def served() -> list[tuple[str, str]]:
    """Return every file that a browser may get, with its text."""
    found = [*(ROOT / "templates").rglob("*"), *(ROOT / "static").rglob("*")]
    texts = (".html", ".css", ".js", ".svg", ".webmanifest", ".txt", ".json")
    return [
        (path.relative_to(ROOT).as_posix(), path.read_text())
        for path in sorted(found)
        if path.suffix in texts
    ]


class HostTests(TestCase):
    def test_no_file_names_another_host(self) -> None:
        for path, text in served():
            plain = re.sub(r"/\*.*?\*/|^\s*//.*$", "", text, flags=re.DOTALL | re.MULTILINE)
            with self.subTest(file=path):
                found = _OTHER_HOST.findall(plain.replace(NAMESPACE, ""))
                self.assertEqual(found, [])

    def test_no_file_reaches_out_by_itself_but_the_one_after_leaving(self) -> None:
        reaching = {(path, found) for path, text in served() for found in _REACHING.findall(text)}

        self.assertEqual(
            reaching,
            {
                ("templates/accounts/left.html", 'http-equiv="refresh'),
                # To the form's own address, and the policy refuses every other host.
                ("static/js/desk/weight-trial.js", "fetch("),
                ("static/js/writing/question-bringer.js", "fetch("),
            },
        )

    def test_every_address_that_comes_from_elsewhere_is_declared(self) -> None:
        found = {
            (path, value)
            for path, text in served()
            for value in _ATTRIBUTE.findall(text)
            if re.search(r"(?:_url|\.url|web_link|href) }}", value)
        }

        self.assertEqual({one for one in found if one[1] not in OUR_OWN}, WAYS_OUT)

    def test_whoever_follows_a_way_out_is_not_said_to_come_from_here(self) -> None:
        links = [(path, link) for path, text in served() for link in _LINK_OUT.findall(text)]

        self.assertEqual(len(links), len(WAYS_OUT) - 1)
        for path, link in links:
            with self.subTest(file=path):
                self.assertIn("noreferrer", link)
