"""The numbers of the pictures: rows of a table, bars, discs, each a link to its pages.

Drawn in Python: the pictures have some three hundred numbers, and a template takes ten times as
long for each. What stands around them is in templates.
"""

from config.markup import fill, fill_each, joined
from journal.patterns import Number, Row, Table
from journal.patterns.drawing import Bar, Bars
from journal.patterns.together import Band, Disc, Drawing

_ROW = '<tr><th scope="row">{}</th>{}</tr>'
_AT = "{}&amp;n="
_LINK = '<td><a href="{}{}">{}</a></td>'
_NOTHING = fill("<td>{}</td>", 0)
_NO_NUMBER = fill("<td>{}</td>", "")
_NAMED = (
    '<text class="name" y="15">{}</text>'
    '<text class="count" x="100%" y="15" text-anchor="end">{} of {}</text>'
    '<rect class="track" y="24" width="100%" height="10" rx="5"/>'
)
_BAR = (
    '<svg y="{}"><a href="{}{}" aria-label="{}: {} of {}">'
    '<rect class="room" width="100%" height="44"/>{}'
    '<rect class="bar {}" y="24" width="{}%" height="10" rx="5"/>{}</a></svg>'
)
_EMPTY = '<svg y="{}">{}{}</svg>'
_UNSURE = '<line class="line" x1="{}%" x2="{}%" y1="40" y2="40"/>'
_BAND = (
    '<line class="grid" x2="100%" y1="{0}" y2="{0}"/>'
    '<text class="name" y="{1}" aria-hidden="true">{2}</text>{3}'
)
_DISC = (
    '<a href="{}{}" aria-label="{}: {}"><svg x="{}%" y="{}">'
    '<rect class="room" x="-28" y="-18" width="56" height="36"/>'
    '<circle class="lamp" cx="-12" r="{}"/><text class="name count" x="6" y="5">{}</text></svg></a>'
)


def count_rows(table: Table, base: str) -> str:
    """Return the rows of a table. `base` is the address of its screen."""
    at = fill(_AT, base)  # escaped once for all
    return fill_each(_ROW, ((row.name, _cells(row, at)) for row in table.rows))


def _cells(row: Row, at: str) -> str:
    return joined([_cell(one, at) for one in row.cells])


def _cell(number: Number | None, at: str) -> str:
    if number is None:
        return _NO_NUMBER
    return fill(_LINK, at, number.key, number.shown) if number.pages else _NOTHING


def bars(drawing: Bars, base: str) -> str:
    """Return bars one below the other, each with its name and its number above it."""
    at = fill(_AT, base)
    return joined(_bar(one, at) for one in drawing.rows)


def _bar(bar: Bar, at: str) -> str:
    number, unsure = bar.number, fill(_UNSURE, bar.low, bar.high) if bar.high else ""
    named = fill(_NAMED, bar.name, number.shown, bar.of)
    if not number.count:
        return fill(_EMPTY, bar.top, named, unsure)
    said = (bar.name, number.shown, bar.of)
    return fill(_BAR, bar.top, at, number.key, *said, named, bar.kind, bar.width, unsure)


def discs(drawing: Drawing, base: str) -> str:
    """Return a band for each sign, with a disc for each guess noted together with it."""
    at = fill(_AT, base)
    return fill_each(
        _BAND,
        ((one.top, one.label, one.name, _discs(one, at)) for one in drawing.bands),
    )


def _discs(band: Band, at: str) -> str:
    return joined(_disc(one, band, at) for one in band.discs)


def _disc(disc: Disc, band: Band, at: str) -> str:
    number = disc.number
    said = (disc.name, number.shown)
    where = (disc.at, band.middle, disc.radius)
    return fill(_DISC, at, number.key, *said, *where, number.shown)
