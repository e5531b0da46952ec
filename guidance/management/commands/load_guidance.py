"""`manage.py load_guidance`: bring the shipped texts in, and keep what editors changed."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from guidance import loading
from guidance.shipped import ContentError


class Command(BaseCommand):
    help = "Load the shipped guidance. An editor's change is never overwritten."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--file", type=Path, help="Another JSON file of the same shape, instead of ours."
        )

    def handle(self, *args: Any, file: Path | None = None, **options: Any) -> None:
        try:
            loaded = loading.load(file)
        except ContentError as problem:
            raise CommandError(f"Nothing was loaded. {problem}") from problem
        self.stdout.write(str(loaded))
