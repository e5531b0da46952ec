"""The secret that signs sessions and tokens. It seals nothing: the vault has keys of its own."""

import os
import secrets
from contextlib import suppress
from pathlib import Path


def from_file(path: Path) -> str:
    """Return the secret in the file, made on the first start with mode 0600.

    Two processes starting at once agree: only one of them can put its file there.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        _make(path)
    return path.read_text().strip()


def _make(path: Path) -> None:
    """Write the secret beside its place and link it in, so that nobody reads half a file."""
    beside = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(50) + "\n")
    try:
        with suppress(FileExistsError):
            os.link(beside, path)
    finally:
        beside.unlink()
