"""Write a copy of the whole database into a new file. The keys are never part of it."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from journal.management import copies


class Command(BaseCommand):
    """`manage.py backup [FILE]`. Safe beside a running site; never writes over a file."""

    help = "Copy the database, without sessions, limits and keys, into a new file, and check it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to write; `backups/ajar-<moment in UTC>` in the data folder by default."""
        parser.add_argument("file", nargs="?", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Write beside the final name, check what was written, then give it its name."""
        kind = copies.of_this_database()
        path: Path = (options["file"] or _usual_place(kind.suffix)).absolute()
        part = path.with_name(f"{path.name}.part")
        try:
            _claim(path, part)
            try:
                kind.write(part)
                kind.check(part)
                _settle(part, path)
            except BaseException:
                part.unlink(missing_ok=True)
                raise
        except OSError as error:
            raise CommandError(f"{path} cannot be written ({error.strerror}).") from None
        except copies.CopyError as error:
            raise CommandError(f"{error} There is no new backup.") from None
        self.stdout.write(
            f"Wrote {path} ({path.stat().st_size:,} bytes), and read it back whole.\n"
            "Keep it apart from the keys, which are not in it: it opens only with both."
        )


def _usual_place(suffix: str) -> Path:
    folder: Path = settings.DATA / "backups"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder / f"ajar-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.{suffix}"


def _claim(path: Path, part: Path) -> None:
    """Make the empty file that will be the copy. Raise CopyError rather than write over one."""
    if path.exists():
        raise copies.CopyError(f"{path} is there already: choose another name.")
    try:
        os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        raise copies.CopyError(
            f"{part} is being written, or is left from a backup that was cut short: remove it."
        ) from None


def _settle(part: Path, path: Path) -> None:
    """Let the copy reach the disk, then take its name."""
    for written in (part, path.parent):
        file = os.open(written, os.O_RDONLY)
        os.fsync(file)
        os.close(file)
    if path.exists():
        raise copies.CopyError(f"{path} is there already: choose another name.")
    part.rename(path)
