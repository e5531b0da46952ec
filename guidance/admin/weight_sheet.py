"""The table of weights as it stands on the screen, and as it was sent."""

from collections.abc import Mapping
from dataclasses import dataclass

from guidance import coverage
from guidance.handbook import Handbook
from guidance.models import Fear, Sign, Strategy
from guidance.models.weight import VALUES
from guidance.shipped import Form

CHOICES = tuple(VALUES)
LONGEST_REASON = 200
# A reason is one line.
_NO_TEXT = dict.fromkeys(range(32), " ") | {127: " "}


@dataclass(frozen=True)
class Cell:
    """How well one strategy fits one line. Its name is its key in the form of the table."""

    name: str
    value: int
    live: int | None
    """What readers have now, where that is another number."""
    strategy: str


@dataclass(frozen=True)
class Line:
    """A sign on one side, or a fear."""

    side: str
    sentence: str
    """What it says: the sign's sentence with an actor. Of a fear, nothing."""
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Group:
    """A sign with both its lines, or a fear with its one, and why the weights are so."""

    name: str
    is_draft: bool
    reason_name: str
    reason: str
    error: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Sheet:
    """The whole table. What is retired keeps its weights, and is not on it."""

    strategies: tuple[Strategy, ...]
    signs: tuple[Group, ...]
    fears: tuple[Group, ...]


def sheet(form: Form, live: Form, errors: Mapping[str, str]) -> Sheet:
    """Return the table with the numbers of `form`; `live` is what readers have now."""
    strategies = tuple(Strategy.objects.filter(retired_at=None))

    def line(slug: str, side: str, sentence: str) -> Line:
        cells = []
        for one in strategies:
            name = f"{slug} {side} {one.slug}"
            value, now = form.get(name, 0), live.get(name, 0)
            cells.append(Cell(name, value, None if value == now else now, one.name))
        return Line(side, sentence, tuple(cells))

    def group(tag: Sign | Fear, *lines: Line) -> Group:
        name = f"reason {tag.slug}"
        reason = str(form.get(name, ""))
        draft = tag.published_at is None
        return Group(tag.name, draft, name, reason, errors.get(name, ""), lines)

    signs = Sign.objects.filter(retired_at=None, kind="distance")
    fears = Fear.objects.filter(retired_at=None)
    return Sheet(
        strategies,
        tuple(
            group(sign, line(sign.slug, "me", sign.me), line(sign.slug, "them", sign.them))
            for sign in signs
        ),
        tuple(group(fear, line(fear.slug, "me", "")) for fear in fears),
    )


def sent(data: Mapping[str, str], before: Form) -> tuple[Form, dict[str, str]]:
    """Return the table as it was sent, and a sentence for each field that does not fit.

    What was not sent stays as it was `before`: a way back that somebody else added since then,
    or what is retired. A reason that is too long stays as it was typed.
    """
    form, errors = dict(before), {}
    for name in before:
        if name not in data:
            continue
        if name.startswith("reason "):
            form[name] = reason = " ".join(data[name].translate(_NO_TEXT).split())
            if len(reason) > LONGEST_REASON:
                errors[name] = (
                    f"This is {len(reason)} letters long, and there is room for {LONGEST_REASON}."
                )
        elif data[name] in map(str, CHOICES):
            form[name] = int(data[name])
        else:
            errors[name] = "A weight is 0, 1, 2 or 3. This one stays as it was."
    return form, errors


def thin(before: Handbook, after: Handbook) -> tuple[str, ...]:
    """Say where a way back would fit best with fewer questions than that needs; each new gap.

    What was thin before is told on the front page of the desk.
    """
    known = {(gap.tag, gap.side, gap.strategy) for gap in coverage.gaps(before)}
    return tuple(
        f"{after.strategies[gap.strategy].name} has {gap.count or 'no'}"
        f" question{'' if gap.count == 1 else 's'} that fit{'s' if gap.count == 1 else ''}"
        f" {_called(gap, after)}."
        for gap in coverage.gaps(after)
        if (gap.tag, gap.side, gap.strategy) not in known
    )


def _called(gap: coverage.Gap, book: Handbook) -> str:
    """Return the name of a fear, or a sign's sentence with its actor."""
    if gap.tag in book.fears:
        return f"“{book.fears[gap.tag].name}”"
    sign = book.signs[gap.tag]
    return f"“{sign.me if gap.side == 'me' else sign.them}”"
