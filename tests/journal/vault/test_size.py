"""The vault stays small enough to be read in one sitting."""

from pathlib import Path

from django.test import SimpleTestCase

VAULT = Path(__file__).resolve().parents[3] / "journal" / "vault"


class SizeTests(SimpleTestCase):
    def test_the_vault_has_at_most_250_lines(self) -> None:
        lines = {path.name: len(path.read_text().splitlines()) for path in VAULT.rglob("*.py")}

        self.assertEqual(
            set(lines), {"__init__.py", "envelope.py", "keyring.py", "slots.py"}, "Count it too."
        )
        self.assertLessEqual(sum(lines.values()), 250)
