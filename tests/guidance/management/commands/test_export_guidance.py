"""The whole guidance into one file from the shell."""

import json
import tempfile
from io import StringIO
from pathlib import Path

from django.core.management import CommandError, call_command

from guidance import bundle, loading
from guidance.models import Prompt
from tests.base import TestCase


class ExportGuidanceTests(TestCase):
    def setUp(self) -> None:
        loading.load()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def test_it_writes_the_file_and_says_where(self) -> None:
        Prompt.objects.filter(slug="notice-one-moment").update(title="Ein Moment — ’")
        file, out = self.folder / "mine.json", StringIO()

        call_command("export_guidance", file, stdout=out)

        self.assertEqual(out.getvalue(), f"The guidance is in {file}.\n")
        self.assertTrue(file.read_bytes() == bundle.written().encode())
        self.assertIn("Ein Moment — ’", file.read_text(encoding="utf-8"))

    def test_without_a_file_it_writes_nothing_but_the_guidance_to_the_screen(self) -> None:
        out = StringIO()

        call_command("export_guidance", stdout=out)

        self.assertTrue(out.getvalue() == bundle.written())
        self.assertEqual(len(json.loads(out.getvalue())["prompt"]), 100)

    def test_a_file_that_is_there_is_kept(self) -> None:
        file = self.folder / "kept.json"
        file.write_text("Mine.")

        with self.assertRaisesMessage(
            CommandError, f"{file} is there already. Choose another name."
        ):
            call_command("export_guidance", file)

        self.assertEqual(file.read_text(), "Mine.")

    def test_a_place_where_nothing_can_be_written_is_a_sentence(self) -> None:
        file = self.folder / "nowhere" / "mine.json"

        with self.assertRaisesMessage(CommandError, f"{file} cannot be written: No such file"):
            call_command("export_guidance", file)
