import json
import os
import tempfile
from io import StringIO
from pathlib import Path
from typing import Any

from django.core.management import CommandError, call_command

from guidance import bundle, loading
from guidance.models import Feeling, Prompt, Version
from tests.base import TestCase


class LoadGuidanceTests(TestCase):
    def test_it_prints_one_line(self) -> None:
        out = StringIO()

        call_command("load_guidance", stdout=out)

        self.assertEqual(out.getvalue().count("\n"), 1)
        self.assertEqual(Prompt.objects.count(), 100)

    def test_it_says_field_by_field_what_reads_otherwise_here(self) -> None:
        call_command("load_guidance", stdout=StringIO())
        Prompt.objects.filter(slug="notice-one-moment").update(title="Mine", minutes=9, order=70)
        out = StringIO()

        call_command("load_guidance", stdout=out)

        self.assertEqual(
            out.getvalue().splitlines()[1:],
            [
                "Reads otherwise here: “Mine” (prompt), minutes: yours “9”, shipped “2”.",
                "Reads otherwise here: “Mine” (prompt), title: yours “Mine”, shipped “One moment”.",
            ],
        )
        self.assertEqual(Prompt.objects.get(slug="notice-one-moment").title, "Mine")

    def test_a_wrong_file_is_a_sentence_and_loads_nothing(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "content.json"
            file.write_text("[]")

            with self.assertRaisesMessage(
                CommandError, "Nothing was loaded. Line 1: This is no guidance that Ajar wrote"
            ):
                call_command("load_guidance", file=file)

        self.assertEqual(Prompt.objects.count(), 0)


class FileTests(TestCase):
    def setUp(self) -> None:
        loading.load()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.file = Path(folder.name) / "guidance.json"

    def load(self, whole: dict[str, Any] | None = None, **options: Any) -> list[str]:
        """Write the file and load it; return the lines that were said."""
        if whole is not None:
            self.file.write_text(json.dumps(whole, indent=1))
        out = StringIO()
        call_command("load_guidance", file=self.file, stdout=out, **options)
        return out.getvalue().splitlines()

    def changed(self) -> dict[str, Any]:
        """Return the guidance with a title changed and a feeling left out."""
        whole: dict[str, Any] = json.loads(bundle.written())
        [prompt] = [one for one in whole["prompt"] if one["slug"] == "notice-one-moment"]
        prompt["title"] = "Theirs"
        whole["feeling"] = [one for one in whole["feeling"] if one["slug"] != "calm"]
        return whole

    def test_it_brings_the_file_in_and_says_each_row(self) -> None:
        said = self.load(self.changed())

        self.assertEqual(said, ["Guidance: 1 changed.", "changed: prompt “Theirs” (title)."])
        self.assertEqual(Prompt.objects.get(slug="notice-one-moment").title, "Theirs")
        self.assertEqual(Feeling.objects.retired().count(), 0)
        self.assertEqual(self.load(), ["Everything in the file reads so here already."])

    def test_looking_says_the_same_and_changes_nothing(self) -> None:
        said = self.load(self.changed(), look=True)

        self.assertEqual(
            said,
            [
                "Guidance: 1 changed.",
                "changed: prompt “Theirs” (title).",
                "Nothing was changed: this was a look.",
            ],
        )
        self.assertEqual(Prompt.objects.get(slug="notice-one-moment").title, "One moment")
        self.assertEqual(Version.objects.filter(said="imported").count(), 0)

    def test_only_the_file_retires_what_it_lacks(self) -> None:
        said = self.load(self.changed(), only=True)

        self.assertEqual(
            said,
            [
                "Guidance: 1 changed, 1 retired.",
                "changed: prompt “Theirs” (title).",
                "retired: feeling “calm”.",
            ],
        )
        self.assertEqual([one.slug for one in Feeling.objects.retired()], ["calm"])

    def test_a_wrong_file_is_told_line_by_line(self) -> None:
        whole = self.changed()
        whole["feeling"][0]["name"] = "x" * 21
        whole["feeling"][1]["name"] = 7

        with self.assertRaises(CommandError) as caught:
            self.load(whole)

        first, second = str(caught.exception).splitlines()
        self.assertRegex(first, r"^Nothing was loaded\. Line \d+: “name” has 21 letters; 20 fit\.$")
        self.assertRegex(second, r"^Line \d+: “name” is a text, in quotes\.$")
        self.assertEqual(Prompt.objects.get(slug="notice-one-moment").title, "One moment")

    def test_a_file_that_is_too_large_is_not_read(self) -> None:
        self.file.touch()
        os.truncate(self.file, 50 * 1024 * 1024)

        with self.assertRaisesMessage(
            CommandError, "Nothing was loaded. The file has 50.0 MB. At most 2 MB are read."
        ):
            self.load()

    def test_a_file_that_is_not_there_is_a_sentence(self) -> None:
        with self.assertRaisesMessage(CommandError, "Nothing was loaded. "):
            self.load()

    def test_looking_and_only_need_a_file(self) -> None:
        for option in ("look", "only"):
            with self.subTest(option), self.assertRaisesMessage(CommandError, "--file"):
                call_command("load_guidance", stdout=StringIO(), **{option: True})
