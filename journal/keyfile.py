"""The file that holds the master keys: readable by its owner alone, and never made twice."""

import base64
import os
import secrets
from pathlib import Path

from journal.vault.slots import KEY_BYTES, BadKeys, MasterKeys


def read(path: Path) -> MasterKeys:
    """Return the keys in the file. Raise BadKeys with a sentence that says what is wrong."""
    return MasterKeys.parse(_text(path))


def make(path: Path) -> None:
    """Write a new key, for the owner's eyes only. Raise FileExistsError rather than replace one."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _, line = _new_line()
    comment = "# Losing this file loses every journal. Keep a copy apart from the database.\n"
    _write(path, comment + line)


def prepend(path: Path) -> str:
    """Put a new key in front of those in the file, and return its name.

    The file is replaced in one step: whoever reads it meets the old one or the new one, whole.
    Raise BadKeys where the file cannot be used, or where another new one lies beside it.
    """
    before = _text(path)
    MasterKeys.parse(before)
    name, line = _new_line()
    path = path.resolve()  # a link stays a link
    beside = path.with_name(f"{path.name}.new")
    try:
        _write(beside, _with_first(line, before))
    except FileExistsError:
        raise BadKeys(
            f"{beside} is left from a try that was cut short: remove it, and try again."
        ) from None
    owner = path.stat()
    if os.geteuid() == 0:
        # Root lends a hand, but the file stays with whoever runs Ajar.
        os.chown(beside, owner.st_uid, owner.st_gid)
    beside.replace(path)
    _keep_name(path)
    return name


def _text(path: Path) -> str:
    try:
        mode = path.stat().st_mode
        text = path.read_text()
    except FileNotFoundError:
        raise BadKeys(
            f"The key file {path} is missing. Put it back from where you keep it."
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not a text file"
        raise BadKeys(
            f"The key file {path} cannot be read ({reason}): put it back from where you keep it."
        ) from None
    if mode & _others(path):
        raise BadKeys(f"Others can read the key file {path}. Close it: chmod 600 {path}")
    return text


def _others(path: Path) -> int:
    """Return the bits of a mode that let someone else in.

    A credential of systemd lies in a folder of the service's own, and may show its access list
    where the group's bits stand (https://github.com/systemd/systemd/issues/29435).
    """
    credentials = os.environ.get("CREDENTIALS_DIRECTORY")
    return 0o037 if credentials and path.parent == Path(credentials).resolve() else 0o077


def _new_line() -> tuple[str, str]:
    name = f"k{secrets.token_hex(3)}"
    return name, f"{name}:{base64.b64encode(os.urandom(KEY_BYTES)).decode()}\n"


def _with_first(line: str, text: str) -> str:
    """Return the text with the line before its first key, after the comments above that."""
    lines = text.splitlines(keepends=True)
    keys = [at for at, one in enumerate(lines) if one.strip() and not one.lstrip().startswith("#")]
    return "".join([*lines[: keys[0]], line, *lines[keys[0] :]])


def _write(path: Path, text: str) -> None:
    """Write a file that was not there, and let it reach the disk."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _keep_name(path: Path) -> None:
    """Let the folder's new entry reach the disk too, or a power cut could bring the old one."""
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
