import tempfile
from io import StringIO
from pathlib import Path

from django.core.management import CommandError, call_command

from guidance.models import Prompt
from tests.base import TestCase


class LoadGuidanceTests(TestCase):
    def test_it_prints_one_line(self) -> None:
        out = StringIO()

        call_command("load_guidance", stdout=out)

        self.assertEqual(out.getvalue().count("\n"), 1)
        self.assertEqual(Prompt.objects.count(), 100)

    def test_a_wrong_file_is_a_sentence_and_loads_nothing(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "content.json"
            file.write_text("[]")

            with self.assertRaisesMessage(
                CommandError, "Nothing was loaded. There is no guidance in it."
            ):
                call_command("load_guidance", file=file)

        self.assertEqual(Prompt.objects.count(), 0)
