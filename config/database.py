"""What each kind of database needs so that an acknowledged save is there after a crash."""

import sqlite3
from pathlib import Path
from typing import Any

# The write-ahead log of SQLite 3.7.0 to 3.51.2 can lose a race at a reset and corrupt the file;
# these releases carry the fix (https://sqlite.org/wal.html).
_FIXED_SINCE = (3, 51, 3)
_FIXED_BRANCHES = {(3, 50): 7, (3, 44): 6}


def journal_mode(version: tuple[int, int, int] = sqlite3.sqlite_version_info) -> str:
    """Return "WAL" where this SQLite has the fix, else "TRUNCATE"."""
    patch = _FIXED_BRANCHES.get(version[:2])
    fixed = version >= _FIXED_SINCE or (patch is not None and version[2] >= patch)
    return "WAL" if fixed else "TRUNCATE"


def tuned(config: Any) -> dict[str, Any]:
    """Add to a parsed DATABASE_URL what the engine needs; make the folder of an SQLite file."""
    settings: dict[str, Any] = dict(config)
    options: dict[str, Any] = dict(settings.get("OPTIONS", {}))
    if settings["ENGINE"].endswith("sqlite3"):
        if settings["NAME"] != ":memory:":
            Path(settings["NAME"]).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # IMMEDIATE, because a read that turns into a write fails at once when another writes.
        options |= {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": (
                f"PRAGMA journal_mode={journal_mode()}; PRAGMA synchronous=FULL;"
                "PRAGMA secure_delete=ON; PRAGMA foreign_keys=ON;"
            ),
        }
        # A connection kept open spares the pragmas at every request.
        settings["CONN_MAX_AGE"] = None
    else:
        if settings["ENGINE"] == "django.db.backends.postgresql":
            settings["ENGINE"] = "config.postgresql"  # leaves a server that hangs
        options.setdefault("connect_timeout", 3)
        options.setdefault("options", "-c statement_timeout=10000")
        settings["CONN_MAX_AGE"] = 60
        settings["CONN_HEALTH_CHECKS"] = True
    settings["OPTIONS"] = options
    return settings
