"""The planted faults stay plantable: `make prove` shows that each is seen."""

import ast
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import TestCase

from tests.planted.patches import DoesNotApply, Fault, every_fault, table

ROOT = Path(__file__).resolve().parent.parent


class PlantedTests(TestCase):
    def test_every_patch_still_applies_and_leaves_python_that_can_be_read(self) -> None:
        for fault in every_fault():
            with self.subTest(fault.name):
                for path, text in fault.files(ROOT).items():
                    self.assertNotEqual(text, path.read_text() if path.exists() else "")
                    if path.suffix == ".py":
                        ast.parse(text)

    def test_every_patch_names_a_test_that_is_there(self) -> None:
        for fault in every_fault():
            file, *names = fault.detector.split("::")
            with self.subTest(fault.name):
                written = (ROOT / file).read_text()
                for name in names:
                    self.assertRegex(written, rf"(?:class|def) {name}\b")

    def test_every_detector_has_a_fault_to_see(self) -> None:
        seen = {fault.detector.split("::")[0] for fault in every_fault()}
        own = {f"tests/detectors/{path.name}" for path in (ROOT / "tests/detectors").glob("test_*")}

        self.assertEqual(own - seen, {"tests/detectors/test_canary.py"})

    def test_the_readme_lists_them_all(self) -> None:
        self.assertIn(table(every_fault()), (ROOT / "tests/README.md").read_text())


class ApplyTests(TestCase):
    fault = Fault("one", "x.", "tests", "--- a/x.py\n+++ b/x.py\n@@ -1 +1 @@\n a\n-b\n+c\n")

    def test_a_fault_is_found_wherever_its_lines_moved(self) -> None:
        with TemporaryDirectory() as folder:
            (Path(folder) / "x.py").write_text("1\n2\na\nb\n")
            self.fault.plant(Path(folder))

            self.assertEqual((Path(folder) / "x.py").read_text(), "1\n2\na\nc\n")

    def test_a_fault_whose_lines_are_gone_or_doubled_says_so(self) -> None:
        for text in ("a\n", "a\nb\na\nb\n"):
            with TemporaryDirectory() as folder, self.subTest(text=text):
                (Path(folder) / "x.py").write_text(text)
                with self.assertRaises(DoesNotApply):
                    self.fault.plant(Path(folder))
