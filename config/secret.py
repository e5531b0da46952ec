"""The secret that signs sessions and tokens. It seals nothing: the vault has keys of its own."""

import os
import secrets
from pathlib import Path


def from_file(path: Path) -> str:
    """Return the secret in the file, made on the first start with mode 0600.

    Two processes starting at once agree: only one of them can create the file.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        made = secrets.token_urlsafe(50)
        file.write(made + "\n")
    return made
