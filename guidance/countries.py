"""Which country a time zone is in: enough to put its help lines first, and asked of nobody."""

from functools import cache
from importlib.resources import files


@cache
def _by_zone() -> dict[str, str]:
    table = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text("utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and line[0] != "#")
    return {row[2]: row[0] for row in rows}


def country_of(zone: str) -> str:
    """Return the country's code, "" for a zone that says nothing of a country, such as UTC."""
    return _by_zone().get(zone, "")
