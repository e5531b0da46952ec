"""`manage.py export_guidance`: write the whole guidance into one file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from guidance import bundle


class Command(BaseCommand):
    help = "Write the whole guidance as one JSON file, for load_guidance --file elsewhere."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, help="Where to. Without it: the screen.")

    def handle(self, *args: Any, file: Path | None = None, **options: Any) -> None:
        text = bundle.written()
        if file is None:
            self.stdout.write(text, ending="")
            return
        try:
            with file.open("x", encoding="utf-8") as new:
                new.write(text)
        except FileExistsError as problem:
            raise CommandError(f"{file} is there already. Choose another name.") from problem
        except OSError as problem:
            raise CommandError(f"{file} cannot be written: {problem.strerror}.") from problem
        self.stdout.write(f"The guidance is in {file}.")
