"""Take out and bring in: what is agreed to is what was looked at, and nothing is half done."""

import json
import tempfile
from base64 import b64decode, b64encode
from pathlib import Path
from typing import Any
from unittest import mock

from django.contrib.auth.models import Permission
from django.core.files import File
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings

from guidance import bundle, shelf, versions
from guidance.models import Feeling, Prompt, Version, Weight
from guidance.rows import NOUNS
from tests.base import Client, make_superuser, make_user
from tests.guidance.admin.desk_case import DeskTestCase

OUT, FILE, IN = "/admin/out/", "/admin/out/guidance.json", "/admin/in/"
SLUG = "notice-one-moment"
HOSTILE = """<img src=x onerror="alert(1)">{{ 7|add:7 }}"""


class TransferTestCase(DeskTestCase):
    def whole(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(bundle.written())
        return found

    def reworded(self, title: str = "Theirs", **fields: Any) -> bytes:
        """Return the guidance of this installation with one prompt changed."""
        whole = self.whole()
        [prompt] = [one for one in whole["prompt"] if one["slug"] == SLUG]
        prompt.update(title=title, **fields)
        return json.dumps(whole, indent=1).encode()

    def choose(self, data: bytes, **fields: str) -> Any:
        """Choose a file and send it."""
        file = SimpleUploadedFile("guidance.json", data, content_type="application/json")
        return self.client.post(IN, {"file": file} | fields, follow=True)

    def agree(self, seen: Any, **fields: str) -> Any:
        """Press "Bring it in" on the screen that showed what would change."""
        page = seen.context
        form = {"looked": page["looked"], "mark": page["plan"].mark}
        form |= {"only": "on"} if page["only"] else {}
        return self.client.post(IN, form | fields, follow=True)

    def state(self) -> list[Any]:
        models: list[Any] = [*NOUNS.values(), Weight, Version]
        return [list(model._default_manager.order_by("pk").values()) for model in models]


class OutTests(TransferTestCase):
    def test_the_page_leads_to_the_file_and_counts_the_drafts(self) -> None:
        page = self.client.get(OUT)

        self.assertContains(page, f'href="{FILE}"')
        # As loaded, the twelve help lines wait for a check.
        self.assertContains(page, "12 rows nobody has published")

    def test_the_file_is_what_the_shell_writes_and_nobody_keeps_it(self) -> None:
        answer = self.client.get(FILE)

        self.assertTrue(answer.content.decode() == bundle.written())
        self.assertEqual(answer.headers["Content-Type"], "application/json; charset=utf-8")
        self.assertRegex(
            answer.headers["Content-Disposition"],
            r'^attachment; filename="ajar-guidance-\d{4}-\d\d-\d\d\.json"$',
        )

    def test_no_screen_of_it_is_kept_by_a_browser(self) -> None:
        answers = [self.client.get(one) for one in (OUT, FILE, IN)]
        answers.append(self.choose(self.reworded()))

        self.assertEqual([one.status_code for one in answers], [200] * 4)
        for answer in answers:
            self.assertIn("no-store", answer.headers["Cache-Control"])


class InTests(TransferTestCase):
    def test_what_would_change_is_shown_first_and_done_once_agreed(self) -> None:
        before = self.state()

        looked = self.choose(self.reworded())

        self.assertTrue(self.state() == before)
        self.assertEqual(looked.status_code, 200)
        self.assertContains(looked, "</span>Theirs</ins>")
        self.assertContains(looked, "</span>One moment</del>")

        done = self.agree(looked)

        self.assertContains(done, "Brought in: 1 row.")
        self.assertEqual(shelf.current().prompts[SLUG].title, "Theirs")
        last = versions.newest("prompt", SLUG)
        assert last
        self.assertEqual((last.said, last.made_by), ("imported", "edith@example.org"))
        self.assertEqual(done.redirect_chain, [("/admin/", 302)])

    def test_choices_and_other_rows_are_told_by_their_names(self) -> None:
        looked = self.choose(self.reworded(depth="action", signs=["closed-off", "distance"]))

        told = dict(looked.context["shelves"][0][1][0][1])
        self.assertEqual(told["Depth"], (("gone", "Two minutes"), ("new", "Something to do")))
        read = "".join(text for kind, text in told["Signs"] if kind != "gone")
        self.assertEqual(read, "Not sharing, More distance")

    def test_what_the_file_lacks_goes_only_where_that_was_ticked(self) -> None:
        whole = self.whole()
        gone = whole["feeling"].pop()
        data = json.dumps(whole).encode()

        self.assertContains(self.choose(data), "Not in the file, and stays as it is")
        looked = self.choose(data, only="on")
        self.assertEqual([one.slug for one in looked.context["plan"].items], [gone["slug"]])
        self.agree(looked)

        self.assertEqual([one.slug for one in Feeling.objects.retired()], [gone["slug"]])

    def test_a_file_that_says_nothing_new_offers_no_button(self) -> None:
        looked = self.choose(bundle.written().encode())

        self.assertContains(looked, "Nothing: everything in the file reads so here already.")
        self.assertNotContains(looked, "Bring it in")

    def test_what_moved_meanwhile_is_shown_anew_and_nothing_is_done(self) -> None:
        looked = self.choose(self.reworded())
        Prompt.objects.filter(slug=SLUG).update(title="Hers")
        before = self.state()

        again = self.agree(looked)

        self.assertEqual(again.status_code, 409)
        self.assertContains(again, "Something was changed here meanwhile", status_code=409)
        self.assertContains(again, "</span>Hers</del>", status_code=409)
        self.assertTrue(self.state() == before)

        self.assertEqual(self.agree(again).status_code, 200)
        self.assertEqual(Prompt.objects.get(slug=SLUG).title, "Theirs")

    def test_a_mark_a_file_or_a_choice_that_was_not_looked_at_is_looked_at_now(self) -> None:
        looked = self.choose(self.reworded())
        other = b64encode(self.reworded("Swapped")).decode()
        before = self.state()
        for sent in ({"mark": "0" * 64}, {"mark": ""}, {"looked": other}, {"only": "on"}):
            with self.subTest(sent=list(sent)):
                answer = self.agree(looked, **sent)
                self.assertEqual(answer.status_code, 409)
                self.assertTrue(self.state() == before)
        swapped = self.agree(looked, looked=other)
        self.assertContains(swapped, "</span>Swapped</ins>", status_code=409)

    def test_what_came_back_as_no_file_is_refused(self) -> None:
        looked = self.choose(self.reworded())
        before = self.state()
        for sent in ("", "no base64!", "é", b64encode(b"\xff\xfe").decode(), "=" * 70):
            with self.subTest(sent):
                self.assertEqual(self.agree(looked, looked=sent).status_code, 400)
        self.assertTrue(self.state() == before)

    def test_the_file_comes_back_from_the_screen_letter_by_letter(self) -> None:
        data = b"\xef\xbb\xbf" + self.reworded("Théirs “quoted” 💧").replace(b"\n", b"\r\n")

        looked = self.choose(data)

        self.assertTrue(b64decode(looked.context["looked"]) == data)
        self.agree(looked)
        self.assertEqual(Prompt.objects.get(slug=SLUG).title, "Théirs “quoted” 💧")


class RefusedTests(TransferTestCase):
    def said(self, data: bytes) -> list[str]:
        """Send a file that is wrong; return what is said of it, once it was refused."""
        before = self.state()
        answer = self.choose(data)
        self.assertEqual(answer.status_code, 400)
        self.assertTrue(self.state() == before)
        self.assertContains(answer, "Nothing was brought in.", status_code=400)
        return list(answer.context["problems"])

    def test_each_problem_is_a_sentence_with_its_line(self) -> None:
        data = self.reworded(title="x" * 41, minutes="two", signs=["nowhere"])
        lines = data.decode().splitlines()
        title = next(n for n, one in enumerate(lines, 1) if '"title": "' + "x" * 41 in one)
        minutes = next(n for n, one in enumerate(lines, 1) if '"minutes": "two"' in one)

        self.assertEqual(
            sorted(self.said(data)),
            sorted(
                [
                    f"Line {title}: “title” has 41 letters; 40 fit.",
                    f"Line {minutes}: “minutes” is a whole number.",
                ]
            ),
        )
        [unknown] = self.said(self.reworded(signs=["nowhere"]))
        self.assertRegex(
            unknown, r"^Line \d+: There is no sign “nowhere”, neither in the file nor here\.$"
        )

    def test_what_is_no_guidance_is_refused_in_a_sentence(self) -> None:
        self.assertEqual(
            self.said(b'{"a": 1,\n}'),
            [
                "Line 2: This is not JSON: Expecting property name enclosed in double quotes,"
                " column 1."
            ],
        )
        self.assertEqual(self.said(b" "), ["The file is empty."])
        [said] = self.said(b"PK\x03\x04\xff")
        self.assertEqual(said, "Line 1: This is not UTF-8. Save the file as UTF-8.")

    def test_no_file_at_all_is_told(self) -> None:
        none = ["Choose a file first: one that “Take out” wrote."]
        for sent in ({}, {"file": "a text"}, {"only": "on"}):
            with self.subTest(sent):
                answer = self.client.post(IN, sent)
                self.assertEqual(answer.status_code, 400)
                self.assertEqual(list(answer.context["problems"]), none)
        # What a browser sends where none was chosen.
        body = (
            '--x\r\nContent-Disposition: form-data; name="file"; filename=""\r\n\r\n\r\n--x--\r\n'
        )
        answer = self.client.post(IN, body, content_type="multipart/form-data; boundary=x")
        self.assertEqual(list(answer.context["problems"]), none)
        self.assertEqual(self.said(b""), ["The file is empty."])

    def test_what_is_refused_is_shown_as_text(self) -> None:
        whole = self.whole() | {HOSTILE: []}

        answer = self.choose(json.dumps(whole).encode())

        self.assertContains(answer, "&lt;img src=x onerror=&quot;alert(1)", status_code=400)
        self.assertNotContains(answer, "<img src=x", status_code=400)

    def test_a_file_that_is_too_large_is_told_its_size_and_never_kept(self) -> None:
        with (
            tempfile.TemporaryDirectory() as folder,
            override_settings(FILE_UPLOAD_TEMP_DIR=folder),
        ):
            for megabytes, told in ((50, "50.0"), (3, "3.0"), (2.2, "2.2")):
                with self.subTest(megabytes):
                    file = Path(folder) / "sent.json"
                    file.write_bytes(b"{" + b" " * int(megabytes * 1024 * 1024))
                    with (
                        file.open("rb") as opened,
                        mock.patch.object(
                            tempfile, "NamedTemporaryFile", side_effect=AssertionError
                        ),
                    ):
                        answer = self.client.post(IN, {"file": File(opened, "big.json")})
                    self.assertEqual(answer.status_code, 400)
                    self.assertEqual(
                        list(answer.context["problems"]),
                        [f"The file has {told} MB. At most 2 MB are read."],
                    )
                    self.assertEqual([one.name for one in Path(folder).iterdir()], ["sent.json"])

    def test_a_file_that_came_back_too_large_is_refused(self) -> None:
        for megabytes in (3, 50):
            with self.subTest(megabytes):
                looked = "A" * (megabytes * 1024 * 1024)
                answer = self.client.post(IN, {"looked": looked, "mark": ""})
                self.assertEqual(answer.status_code, 400)


class HostileTests(TransferTestCase):
    def test_a_text_that_would_be_a_tag_is_a_text_in_the_preview(self) -> None:
        whole = self.whole()
        [prompt] = [one for one in whole["prompt"] if one["slug"] == SLUG]
        prompt |= {"title": HOSTILE[:40], "question": HOSTILE, "hints": HOSTILE}
        whole["prompt"].append(prompt | {"slug": "brand-new"})
        whole["feeling"][0]["name"] = "<b>x</b>"

        page = self.choose(json.dumps(whole).encode())

        self.assertContains(page, "&lt;img src=x onerror=&quot;alert(1)&quot;&gt;")
        self.assertContains(page, "&lt;b&gt;x&lt;/b&gt;")
        self.assertNotContains(page, "<img src=x")
        self.assertNotContains(page, "<b>x</b>")
        self.assertContains(page, "{{ 7|add:7 }}")


class DoorTests(TransferTestCase):
    def all_answers(self, client: Any) -> list[int]:
        data = self.reworded()
        return [
            *(client.get(one).status_code for one in (OUT, FILE, IN)),
            client.post(IN, {"file": SimpleUploadedFile("g.json", data)}).status_code,
            client.post(IN, {"looked": b64encode(data).decode(), "mark": "x"}).status_code,
        ]

    def test_nobody_without_the_desk_gets_in(self) -> None:
        before = self.state()
        visitor, writer = Client(), Client()
        writer.force_login(make_user("mallory"))

        self.assertEqual(self.all_answers(visitor), [302] * 5)
        self.assertEqual(self.all_answers(writer), [302] * 5)
        self.assertEqual(writer.get(FILE, follow=True).status_code, 403)
        self.assertTrue(self.state() == before)

    def test_a_superuser_may(self) -> None:
        rosa = Client()
        rosa.force_login(make_superuser())

        self.assertEqual(self.all_answers(rosa), [200, 200, 200, 200, 409])

    def test_all_shelves_or_none(self) -> None:
        rights = Permission.objects.filter(content_type__app_label="guidance")
        self.edith.groups.clear()
        cases = {
            "none at all": (rights.none(), [403] * 5),
            "reads all": (rights.filter(codename__startswith="view_"), [200, 200, 403, 403, 403]),
            "all but the weights": (
                rights.exclude(codename__endswith="_weight"),
                [403] * 5,
            ),
            "all but adding feelings": (
                rights.exclude(codename="add_feeling"),
                [200, 200, 403, 403, 403],
            ),
            "changes only prompts": (rights.filter(codename__endswith="_prompt"), [403] * 5),
        }
        before = self.state()
        for name, (given, expected) in cases.items():
            with self.subTest(name):
                self.edith.user_permissions.set(given)
                self.assertEqual(self.all_answers(self.client), expected)
        self.assertTrue(self.state() == before)

    def test_a_form_without_its_token_does_nothing(self) -> None:
        edith = Client(enforce_csrf_checks=True)
        edith.force_login(self.edith)
        before = self.state()

        self.assertEqual(self.all_answers(edith)[3:], [403, 403])
        self.assertTrue(self.state() == before)
