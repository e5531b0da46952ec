"""Which country a time zone is in: enough to put its help lines first, and asked of nobody."""

from functools import cache
from importlib.resources import files


@cache
def _by_zone() -> dict[str, str]:
    rows = (line.split("\t") for line in _lines("zone.tab") if line and line[0] != "#")
    found = {row[2]: row[0] for row in rows}
    # Old spellings, which some browsers still send: "L Asia/Kolkata Asia/Calcutta".
    for zone, old in (line.split()[1:] for line in _lines("tzdata.zi") if line[:2] == "L "):
        if zone in found:
            found.setdefault(old, found[zone])
    return found


def _lines(name: str) -> list[str]:
    return files("tzdata").joinpath("zoneinfo", name).read_text("utf-8").splitlines()


def country_of(zone: str) -> str:
    """Return the country's code, "" for a zone that says nothing of a country, such as UTC."""
    return _by_zone().get(zone, "")
