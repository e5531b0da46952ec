"""The file that holds the master keys: readable by its owner alone, and never made twice."""

import base64
import os
import secrets
from pathlib import Path

from journal.vault.slots import KEY_BYTES, BadKeys, MasterKeys


def read(path: Path) -> MasterKeys:
    """Return the keys in the file. Raise BadKeys with a sentence that says what is wrong."""
    try:
        mode = path.stat().st_mode
        text = path.read_text()
    except FileNotFoundError:
        raise BadKeys(
            f"The key file {path} is missing. Put it back from where you keep it."
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not a text file"
        raise BadKeys(f"The key file {path} cannot be read: {reason}.") from None
    if mode & 0o077:
        raise BadKeys(f"Others can read the key file {path}. Close it: chmod 600 {path}")
    return MasterKeys.parse(text)


def make(path: Path) -> None:
    """Write a new key, for the owner's eyes only. Raise FileExistsError rather than replace one."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    key = base64.b64encode(os.urandom(KEY_BYTES)).decode()
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write("# Losing this file loses every journal. Keep a copy apart from the database.\n")
        file.write(f"k{secrets.token_hex(3)}:{key}\n")
        file.flush()
        os.fsync(file.fileno())
