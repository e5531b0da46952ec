"""The parts of the writing form that are the same for everyone, drawn in advance.

What the guide offers to tick is drawn once for each handbook, ticked and not, all of it at once:
which drawings are there tells nothing about who ticked what. What is to be filled in is drawn
once while it is empty, from a form that never saw a writer.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from django.forms import BoundField
from django.template.loader import render_to_string

from config.markup import joined
from guidance.handbook import Fear, Feeling, Handbook, Kind
from guidance.wording import CLOSENESS
from journal.forms.page import PageForm
from journal.forms.ticks import SignRow

_EITHER = (False, True)
_NO_GUIDE = Handbook(signs={}, fears={}, strategies={}, prompts={}, weights={})


@dataclass(frozen=True)
class Stencils:
    """All drawings of one handbook, of what is retired too: an old page may have it."""

    signs: Mapping[tuple[str, bool, bool], str]
    """By slug, and whether it is ticked for me and for them."""
    feelings: Mapping[tuple[str, bool], str]
    fears: Mapping[tuple[str, bool], str]


_held: tuple[Handbook, Stencils] | None = None


def stencils_of(handbook: Handbook) -> Stencils:
    """Return the drawings of a handbook. They are made when the first form needs them."""
    global _held
    # Read into a local first: another thread may put a newer one there at any time.
    held = _held
    if held is None or held[0] is not handbook:
        held = _held = (handbook, _drawn(handbook))
    return held[1]


def _drawn(handbook: Handbook) -> Stencils:
    return Stencils(
        signs={
            (slug, me, them): _of("_sign.html", row=SignRow(sign, me, them))
            for slug, sign in handbook.signs.items()
            for me in _EITHER
            for them in _EITHER
        },
        feelings=_ticks("_feeling.html", handbook.feelings),
        fears=_ticks("_fear.html", handbook.fears),
    )


def _ticks(
    template: str, offered: Mapping[str, Fear] | Mapping[str, Feeling]
) -> dict[tuple[str, bool], str]:
    return {
        (slug, ticked): _of(template, one=one, ticked=ticked)
        for slug, one in offered.items()
        for ticked in _EITHER
    }


def _of(template: str, **context: object) -> str:
    return render_to_string(f"journal/writing/{template}", context)


@dataclass(frozen=True)
class Offered:
    """What a form offers to tick and to fill in, as HTML, for its template to put in place."""

    form: PageForm

    @property
    def distance(self) -> str:
        """The signs of distance."""
        return self._signs("distance")

    @property
    def warmth(self) -> str:
        """The signs of warmth."""
        return self._signs("warmth")

    @property
    def feelings(self) -> str:
        """The feelings."""
        found, ticked = stencils_of(self.form.handbook).feelings, set(self.form.ticked_feelings)
        return _joined(found[one.slug, one.slug in ticked] for one in self.form.offered_feelings)

    @property
    def fears(self) -> str:
        """The fears."""
        found, ticked = stencils_of(self.form.handbook).fears, set(self.form.ticked_fears)
        return _joined(found[one.slug, one.slug in ticked] for one in self.form.offered_fears)

    @property
    def felt(self) -> str:
        """How close it felt: the lanterns on their track."""
        return _lanterns(self.form["closeness_felt"])

    @property
    def wanted(self) -> str:
        """How close they would like to be."""
        return _lanterns(self.form["closeness_wanted"])

    @property
    def newcomer(self) -> str:
        """The fields of a person who is new."""
        return self._fields("_newcomer.html", "new_person", "new_person_kind")

    @property
    def text(self) -> str:
        """The page's own text, and its title."""
        return self._fields("_text.html", "text", "title")

    @property
    def step(self) -> str:
        """The small step."""
        return self._fields("_step.html", "step_when", "step_will", "step_on")

    def _fields(self, template: str, *names: str) -> str:
        form = self.form
        if form.is_bound or any(form.initial.get(name) for name in names):
            return _of(template, form=form)
        return _empty(template, form.today)

    def _signs(self, kind: Kind) -> str:
        found = stencils_of(self.form.handbook).signs
        return _joined(found[row.sign.slug, row.me, row.them] for row in self.form.sign_rows(kind))


def _joined(drawings: Iterable[str]) -> str:
    return joined(drawings, "\n")


@lru_cache(maxsize=16)
def _empty(template: str, today: date) -> str:
    """Return some fields as they stand on a form with nothing in it. `today` sets the days."""
    return _of(template, form=PageForm(handbook=_NO_GUIDE, people={}, today=today))


@dataclass(frozen=True)
class _Place:
    """A field of closeness without anything wrong, as its template wants it."""

    auto_id: str
    label: str
    html_name: str
    value: int | None
    errors: tuple[str, ...] = ()


def _lanterns(field: BoundField) -> str:
    """Return the lanterns of a field; drawn anew where what was sent is no place on the track."""
    known = _tracks(field.auto_id, str(field.label), field.html_name)
    return known.get(str(field.value() or "")) or _of(
        "_closeness.html", field=field, places=CLOSENESS
    )


@cache
def _tracks(auto_id: str, label: str, html_name: str) -> dict[str, str]:
    """Return a field of closeness at each of its places, and at none, by what it would send."""
    return {
        str(value or ""): _of(
            "_closeness.html", field=_Place(auto_id, label, html_name, value), places=CLOSENESS
        )
        for value in (None, *(place for place, _ in CLOSENESS))
    }
