"""The names of time zones: which ones exist, and how to offer them."""

from functools import cache
from importlib.resources import files
from zoneinfo import available_timezones

UTC = "UTC"
# Names that mean "whatever this machine uses", which says nothing about a writer.
_NOT_PLACES = frozenset({"Factory", "localtime", "posixrules"})


@cache
def known() -> frozenset[str]:
    """Return every name that a browser may send, old spellings included."""
    return frozenset(available_timezones()) - _NOT_PLACES


@cache
def by_region() -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Return the zones to choose from as (region, ((name, place), …)), places in order.

    Each place is listed once, under its present name, so that nobody meets Calcutta and
    Kolkata side by side.
    """
    table = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text("utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and line[0] != "#")
    regions: dict[str, list[tuple[str, str]]] = {}
    for name in sorted({row[2] for row in rows} & known()):
        region, _, place = name.partition("/")
        regions.setdefault(region, []).append((name, place.replace("_", " ").replace("/", ", ")))
    return tuple((region, tuple(places)) for region, places in regions.items())
