"""One page in a list: its day, its heading, how it begins, what was noticed. Drawn in Python.

A list has twenty of them, and a template takes five times as long for one: on the timeline that
was most of the time.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from config.markup import fill, fill_each, joined
from journal.find import Part
from journal.views.reading import LANTERNS, SPOKEN, Reading

if TYPE_CHECKING:
    from journal.views.found import Match

_LINE = (
    '<article class="entry-line"><p class="day"><b>{}</b>{}<span class="time">{}</span></p>\n'
    "{}</article>\n"
)
_WORDS = '<h3><a href="{}">{}</a>{}</h3>\n{}{}{}'
_SHUT = '<h3><a href="{}">Kept safe, cannot be opened</a></h3>\n'
_STAR = fill(
    ' <span aria-hidden="true">{}</span><span class="visually-hidden">, starred</span>', "★"
)
_EXCERPT = '<p class="excerpt">{}</p>\n'
_CHIPS = '<ul class="chips" role="list">{}</ul>\n'
_CHIP = '<li class="chip{}">{}{}</li>'
_BY = {who: f" {who}" for who in SPOKEN}
_SPOKEN = {
    who: fill('<span class="visually-hidden">, {}</span>', said) for who, said in SPOKEN.items()
}
_PAIR = (
    '<svg class="pair" viewBox="0 0 64 24" role="img" aria-label="Felt: {}">'
    '<circle class="me" cx="{}" cy="12" r="6"/><circle class="them" cx="{}" cy="12" r="4.5"/>'
    "</svg>\n"
)
_PAIRS = {value: fill(_PAIR, one.name, one.me, one.them) for value, one in LANTERNS.items()}


def line(reading: Reading, match: "Match | None" = None) -> str:
    """Return a page as a line of a list, the whole of it leading to the page.

    With a match, what was found in it is marked, and shown where it stands.
    """
    day = reading.entry.about_on.day
    rest = _words(reading, match) if reading.opens else fill(_SHUT, _address(reading))
    return fill(_LINE, day, reading.weekday, reading.time, rest)


def _address(reading: Reading) -> str:
    return reading.entry.get_absolute_url()


def _words(reading: Reading, match: "Match | None") -> str:
    excerpt, chips = _excerpt(reading, match), list(_chips(reading))
    return fill(
        _WORDS,
        _address(reading),
        _marked(match.heading) if match else reading.heading,
        _STAR if reading.page.starred else "",
        fill(_EXCERPT, excerpt) if excerpt else "",
        fill(_CHIPS, fill_each(_CHIP, chips)) if chips else "",
        _PAIRS[reading.felt.value] if reading.felt else "",
    )


def _excerpt(reading: Reading, match: "Match | None") -> str:
    if not match or not match.excerpt:
        return reading.excerpt
    found = match.excerpt
    before, after = "… " if found.more_before else "", " …" if found.more_after else ""
    return fill("{}{}{}{}", match.lead, before, _marked(found.parts), after)


def _marked(parts: Iterable[Part]) -> str:
    drawn = (fill("<mark>{}</mark>", one.text) if one.marked else one.text for one in parts)
    return joined(drawn)


def _chips(reading: Reading) -> Iterator[tuple[str, str, str]]:
    """Yield of each chip its class, its words, and what is heard after them."""
    if reading.person:
        yield "", f"with {reading.person}", ""
    for noticed in reading.signs:
        yield _BY[noticed.who], noticed.sign.name, _SPOKEN[noticed.who]
    for feeling in reading.feelings:
        yield "", feeling.name, ""
    for fear in reading.fears:
        yield "", fear.name, ""
    if reading.step:
        yield " step", "step set", ""
