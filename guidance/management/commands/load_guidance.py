"""`manage.py load_guidance`: bring the shipped texts in, and keep what editors changed.

With `--file` it brings in what `export_guidance` wrote, as the desk does.
"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from guidance import bundle, loading
from guidance.bundle.telling import lines
from guidance.shipped import ContentError


class Command(BaseCommand):
    help = "Load the shipped guidance, or a file that export_guidance wrote."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--file",
            type=Path,
            help="A file of the whole guidance. What it says wins over what is here."
            " Without it the shipped texts are loaded, and an editor's change is kept.",
        )
        parser.add_argument(
            "--look",
            action="store_true",
            help="Say what the file would change, and change nothing.",
        )
        parser.add_argument(
            "--only", action="store_true", help="Retire what is here and not in the file."
        )

    def handle(
        self, *args: Any, file: Path | None = None, look: bool, only: bool, **options: Any
    ) -> None:
        if file is None and (look or only):
            raise CommandError("--look and --only are for a file: name it with --file.")
        try:
            said = self._bring(file, look=look, only=only) if file else self._load()
        except (ContentError, bundle.Refused, OSError) as problem:
            raise CommandError(f"Nothing was loaded. {problem}") from problem
        for line in said:
            self.stdout.write(line)

    def _load(self) -> list[str]:
        loaded = loading.load()
        return [str(loaded), *(f"Reads otherwise here: {line}." for line in loaded.differing)]

    def _bring(self, file: Path, *, look: bool, only: bool) -> list[str]:
        read = bundle.read(_read(file))
        plan = bundle.look(read, only=only) if look else bundle.bring(read, only=only)
        return [*lines(plan), *(["Nothing was changed: this was a look."] if look else [])]


def _read(file: Path) -> bytes:
    """Return the file, or raise Refused before reading one that no guidance is as large as."""
    if (size := file.stat().st_size) > bundle.MOST_BYTES:
        raise bundle.Refused([bundle.Problem(0, bundle.too_large(size))])
    return file.read_bytes()
