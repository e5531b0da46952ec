"""Whatever an editor writes, or a file brings: every screen shows it as text."""

import re
from collections.abc import Iterable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlsplit

from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from guidance import bundle, shelf, versions
from guidance.models import HelpLine, Prompt, Sign, Strategy
from guidance.rows import NOUNS
from journal.forms.fields import cleaned
from journal.models import Entry, Journal
from tests.base import TestCase, make_editor, make_user
from tests.detectors.hostile import COUNT, STRINGS, hostile_file
from tests.guidance.admin.desk_case import posted
from tests.journal.sheets import Sheet

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
OF_DJANGO = {"input", "option", "optgroup", "select", "textarea", "br", "tfoot"}
OWN = {
    match
    for path in TEMPLATES.rglob("*")
    if path.is_file()
    for match in re.findall(r"<([a-z][a-z0-9-]*)", path.read_text())
} | OF_DJANGO
"""The elements that our templates have, and Django's fields."""
ADDRESSES = {"href", "src", "action", "formaction", "data", "poster", "srcset", "ping"}
UNSEEN = re.compile(r"\s+")
EACH = 7
"""Of pages that are many and alike, one in so many is opened."""


class Page(HTMLParser):
    """One page as a browser takes it: its text, and what is on it that is none of ours."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.strange: list[str] = []
        self._said: list[str] = []
        self._script = False
        self.feed(html)
        self.close()
        self.text = squeezed(" ".join(self._said))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in OWN:
            self.strange.append(f"<{tag}>")
        self._script = tag in ("script", "style")
        for name, value in attrs:
            self._said.append(value or "")
            if "zq" in name or name.startswith("on") or name in ("style", "srcdoc"):
                self.strange.append(f"<{tag} {name}>")
            if name in ADDRESSES and not self._is_ours(tag, value or ""):
                self.strange.append(f"<{tag} {name}={value!r}>")
            if name == "http-equiv" or (
                tag == "script" and name == "src" and "zq" in (value or "")
            ):
                self.strange.append(f"<{tag} {name}={value!r}>")

    @staticmethod
    def _is_ours(tag: str, address: str) -> bool:
        """Whether an address leads into our house, or, as a link, to what a link may open."""
        parts = urlsplit(address)
        if tag == "a" and parts.scheme in ("http", "https", "tel", "sms"):
            return True
        return (parts.scheme, parts.netloc) == ("", "") or address.startswith("data:image/svg+xml")

    def handle_data(self, data: str) -> None:
        if self._script and data.strip():
            self.strange.append(f"a script or style: {data[:40]!r}")
        self._said.append(data)

    def handle_endtag(self, tag: str) -> None:
        self._script = False

    def handle_comment(self, data: str) -> None:
        self.strange.append(f"a comment: {data[:40]!r}")

    def handle_decl(self, decl: str) -> None:
        if decl.lower() != "doctype html":
            self.strange.append(f"<!{decl[:40]}>")

    def unknown_decl(self, data: str) -> None:
        self.strange.append(f"<![{data[:40]}]>")

    def handle_pi(self, data: str) -> None:
        self.strange.append(f"<?{data[:40]}>")


def squeezed(text: str) -> str:
    """Return a text without what a page may set otherwise: spaces, lines, a large first letter."""
    return UNSEEN.sub("", text).casefold()


class HostileTestCase(TestCase):
    edith: ClassVar[Any]

    @classmethod
    def setUpTestData(cls) -> None:
        bundle.bring(bundle.read(hostile_file()), only=True)
        HelpLine.objects.all().verify(timezone.localdate(), "Edith")
        HelpLine.objects.all().publish()
        cls.edith = make_editor()

    def shown(self, response: Any, status: int = 200) -> Page:
        """Return the page, on which everything is ours, and whose headers say nothing of it."""
        self.assertEqual(response.status_code, status)
        self.assertNotIn("zq", str(response.headers).lower())
        page = Page(response.content.decode())
        self.assertEqual(page.strange, [], response.request["PATH_INFO"])
        return page

    def says(self, page: Page, texts: Iterable[str]) -> None:
        """Fail unless each text is there as it is, whole, up to spaces."""
        lacking = [one for one in texts if squeezed(one) not in page.text]
        self.assertEqual(lacking, [])

    def rows(self, noun: str) -> list[Any]:
        return list(NOUNS[noun]._default_manager.order_by("order"))


class FileTests(TestCase):
    def test_each_field_has_each_string_as_far_as_it_fits(self) -> None:
        self.assertEqual((COUNT, len(set(STRINGS))), (50, 50))
        self.assertEqual([one for one in STRINGS if "zq" not in one and "z\u200bq" not in one], [])
        prompts = [row.form for row in bundle.read(hostile_file()).rows if row.noun == "prompt"]
        for name in ("title", "question", "hints", "technique", "care_note"):
            self.assertEqual(len({one[name] for one in prompts}), COUNT, name)
        self.assertEqual(max(len(one["title"]) for one in prompts), 40)


class ReaderTests(HostileTestCase):
    """What writers and visitors meet."""

    def test_the_guide(self) -> None:
        guide = self.shown(self.client.get("/guide/"))
        book = shelf.current()
        self.assertEqual(len(book.by_code), 4 * COUNT)
        for row in book.by_code.values():
            self.says(guide, [row.name, row.summary])
            page = self.shown(self.client.get(f"/guide/{row.code}/"))
            self.says(page, [row.name, row.summary, row.about])
        for sign in book.offered_signs:
            self.says(self.shown(self.client.get(f"/guide/{sign.code}/")), [sign.me, sign.them])
        for fear in book.offered_fears:
            page = self.shown(self.client.get(f"/guide/{fear.code}/"))
            self.says(page, fear.roots)
            for one in fear.behaviours:
                self.says(page, [one.name, one.description])
        for strategy in book.offered_strategies:
            page = self.shown(self.client.get(f"/guide/{strategy.code}/"))
            for action in strategy.actions:
                self.says(page, [action.name, action.description])
            [prompt] = [one for one in book.offered_prompts if one.strategy == strategy.slug]
            self.says(page, [prompt.title, prompt.question])

    def test_help(self) -> None:
        page = self.shown(self.client.get("/help/"))
        for line in self.rows("helpline"):
            self.says(page, [line.name, line.phone, line.text_keyword, line.hours, line.notes])
            self.says(page, [line.web_url])

    def test_a_link_leads_to_the_web_or_to_a_call_and_nowhere_else(self) -> None:
        bad = (
            "javascript:alert('zq')//",
            "data:text/html,<zq>",
            " javascript:alert(1)",
            "//zq.example/",
        )
        for number, address in enumerate(bad):
            HelpLine.objects.filter(slug=f"helpline-{number}").update(
                web_url=address,
                source_url=address,
                phone_link=address[:16],
                text_number=address[:16],
            )
        self.shown(self.client.get("/help/"))
        self.client.force_login(self.edith)
        for line in self.rows("helpline")[: len(bad)]:
            for address in (
                f"/admin/guidance/helpline/{line.pk}/change/",
                f"/admin/guidance/helpline/{line.pk}/check/",
                f"/admin/preview/helpline/?row={line.pk}",
            ):
                self.shown(self.client.get(address))

    def test_writing_and_what_is_kept_of_it(self) -> None:
        ada = make_user("ada")
        self.client.force_login(ada)
        today = self.client.get("/today/")
        page, book = self.shown(today), shelf.current()
        for sign in book.offered_signs:
            self.says(page, [sign.me, sign.them])
        self.says(page, [one.name for one in book.offered_fears + book.offered_feelings])
        for number in range(COUNT):
            # A form is saved once, so that each page that is kept begins with a new one.
            sheet = Sheet(self.client.get("/today/") if number % EACH == 0 else today).fill(
                signs=[f"sign-{number}:me", f"sign-{number}:them"],
                fears=[f"fear-{number}"],
                feelings=[f"feeling-{number}"],
                **{"text": "x", "person": "new", "new_person": f"Sam {number}"},
            )
            asked = sheet.send(self.client, strategy=f"strategy-{number}")
            page = self.shown(asked)
            prompt = book.prompts[Sheet(asked)["answer-0-prompt"]]
            self.assertEqual(prompt.slug, f"prompt-{number}")
            self.says(page, [prompt.question, prompt.care_note, *prompt.hints])
            self.says(page, [book.strategies[f"strategy-{number}"].name])
            if number % EACH == 0:
                self.keep(Sheet(asked).fill(**{"answer-0-text": "y"}), number)
        for address in ("/journal/", "/people/", "/steps/", "/patterns/", "/patterns/?span=all"):
            self.shown(self.client.get(address))

    def keep(self, sheet: Sheet, number: int) -> None:
        """Save a page; look at it, at its form, and at whom it is about."""
        address = (
            sheet.fill(step_when="then", step_will="that").send(self.client).headers["Location"]
        )
        page, book = self.shown(self.client.get(address)), shelf.current()
        sign, fear = book.signs[f"sign-{number}"], book.fears[f"fear-{number}"]
        # The question travels through the form, where control signs are lost.
        question = cleaned(book.prompts[f"prompt-{number}"].question)
        self.says(page, [question, fear.name, sign.name])
        self.shown(self.client.get(f"{address}edit/"))
        entry = Entry.objects.latest("created_at")
        for pk in entry.journal.people.values_list("pk", flat=True):
            self.shown(self.client.get(f"/people/{pk}/"))
        sent = self.client.post("/journal/", {"sign": sign.code, "fear": fear.code})
        self.shown(self.client.get(sent.headers["Location"]))

    def test_where_someone_may_be_in_danger(self) -> None:
        sign, way = Sign.objects.get(slug="sign-4"), Strategy.objects.get(slug="strategy-4")
        sign.safety_check = "ask"
        sign.save()
        way.allowed_when_unsafe, way.gate_receiving, way.gate_pushing = True, 0, 0
        way.save()
        self.client.force_login(make_user("ada"))
        sheet = Sheet(self.client.get("/today/")).fill(signs=["sign-4:me", "sign-4:them"])
        self.shown(sheet.send(self.client, find="1"))

        page = self.shown(sheet.fill(gate_receiving="yes").send(self.client, find="1"))

        self.says(page, [way.name])
        line = shelf.help_lines(timezone.localdate())[0]
        self.says(page, [line.name, line.phone, line.hours])

    def test_no_mail_carries_any(self) -> None:
        make_user("ada")
        self.client.post("/accounts/password/reset/", {"email": "ada@example.org"})

        self.assertEqual(len(mail.outbox), 1)
        self.assertNotIn("zq", str(mail.outbox[0].message()))


class DeskTests(HostileTestCase):
    """What editors meet."""

    def setUp(self) -> None:
        self.client.force_login(self.edith)

    def of_each(self) -> Iterable[tuple[str, Any]]:
        for noun in NOUNS:
            for row in self.rows(noun)[::EACH]:
                yield noun, row

    def texts(self, row: Any) -> list[str]:
        """Return the hostile texts of a row's own page. The weights have their own."""
        columns = [one.name for one in row._meta.fields if one.name != "weight_reason"]
        found = [getattr(row, name) for name in columns]
        return [
            one for one in found if isinstance(one, str) and one in {s[: len(one)] for s in STRINGS}
        ]

    def test_lists_and_orders(self) -> None:
        for noun in NOUNS:
            base = f"/admin/guidance/{noun}/"
            page = self.shown(self.client.get(base))
            self.says(
                page, [str(one) for one in self.rows(noun)[:20]] if noun != "helpline" else []
            )
            for more in ("order/", "?q=zq", "?q=%3Czq%3E%22%20zq=1", "add/"):
                self.shown(self.client.get(base + more))

    def test_forms_previews_and_histories(self) -> None:
        for noun, row in self.of_each():
            base = f"/admin/guidance/{noun}/{row.pk}/"
            with self.subTest(base):
                texts = self.texts(row)
                self.assertGreater(len(texts), 0)
                form = self.client.get(f"{base}change/")
                self.says(self.shown(form), texts)
                self.shown(self.client.get(f"/admin/preview/{noun}/?row={row.pk}"))
                self.shown(self.client.get(f"{base}history/"))
                self.says(self.shown(self.client.get(f"{base}history/1/")), texts)
                sent = posted(form)
                self.shown(
                    self.client.post(
                        f"/admin/preview/{noun}/?row={row.pk}", sent | {"_preview": "1"}
                    )
                )
                if noun == "helpline":
                    self.says(self.shown(self.client.get(f"{base}check/")), [row.name, row.phone])

    def test_what_is_said_of_a_change(self) -> None:
        for noun, row in self.of_each():
            base = f"/admin/guidance/{noun}/{row.pk}/"
            with self.subTest(base):
                old = posted(self.client.get(f"{base}change/"))
                other = {
                    name: STRINGS[(row.order + 9) % COUNT][:20]
                    for name in ("name", "title")
                    if name in old
                }
                kept = self.client.post(
                    f"{base}change/", old | other | {"_draft": "1"}, follow=True
                )
                page = self.shown(kept)
                self.says(page, other.values())
                self.says(self.shown(self.client.get(f"{base}change/")), other.values())
                stale = self.client.post(f"{base}change/", old | {"_publish": "1"})
                # Compared word by word, so that no text stands there in one piece.
                self.assertIn(stale.status_code, (200, 409))
                self.shown(stale, stale.status_code)
                wrong = self.client.post(
                    f"{base}change/", old | {one: STRINGS[row.order] * 40 for one in other}
                )
                self.assertIn(wrong.status_code, (200, 400, 409))
                self.shown(wrong, wrong.status_code)
        front = self.shown(self.client.get("/admin/"))
        self.says(front, [versions.waiting("prompt", "prompt-7").form["title"]])  # type: ignore[union-attr]
        self.shown(self.client.get("/admin/?q=zq"))

    def test_weights_and_the_trial(self) -> None:
        # A table of fifty by a hundred takes long; the reasons are what is hostile in it.
        for row in self.rows("strategy")[5:]:
            row.retire()
        answer = self.client.get("/admin/weights/")
        page = self.shown(answer)
        reasons = [row.weight_reason for row in self.rows("sign")[::2] + self.rows("fear")]
        self.says(page, reasons)
        ticks = {"signs": ["sign-0:me", "sign-2:them"], "fears": ["fear-1"], "_try": "1"}
        self.shown(self.client.post("/admin/weights/", ticks))
        for address in ("history/", "history/1/"):
            self.shown(self.client.get(f"/admin/weights/{address}"))

    def test_what_a_file_would_change(self) -> None:
        file = SimpleUploadedFile('zq"><zq>.json', hostile_file(turn=11))
        looked = self.client.post("/admin/in/", {"file": file})
        page = self.shown(looked)
        self.assertGreater(len(looked.context["plan"].items), 400)
        for row in self.rows("prompt"):
            self.says(page, [STRINGS[(row.order + 11 + 6) % COUNT][:40]])
        bad = hostile_file().replace(b'"minutes": 2', b'"minutes": 99')
        self.shown(self.client.post("/admin/in/", {"file": SimpleUploadedFile("x", bad)}), 400)
        names = b'{"format": "ajar-guidance", "version": 1, "<zq>": 1, "\\"zq=1": 2}'
        self.shown(self.client.post("/admin/in/", {"file": SimpleUploadedFile("x", names)}), 400)

    def test_no_database_was_harmed(self) -> None:
        self.assertEqual(Prompt.objects.count(), COUNT)
        self.assertEqual(Journal.objects.count(), 0)
        self.assertTrue(bundle.look(bundle.read(hostile_file())).is_empty)
