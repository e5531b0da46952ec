"""Picture 5: how writing sat: lighter, the same, heavier."""

from msgspec import Struct

from journal.patterns.drawing import NO_BARS, Bars, bar, stacked
from journal.patterns.numbers import NO_TABLE, Enough, Need, Number, Row, Table, enough
from journal.patterns.records import Window
from journal.patterns.wording import SAT_NAMES

FEWEST_ANSWERS = 6


class Sat(Struct, frozen=True, kw_only=True):
    """Picture 5. A page where the writer skipped it, or was not asked, is not counted."""

    enough: Enough
    answers: int = 0
    table: Table = NO_TABLE
    bars: Bars = NO_BARS


def sat(seen: Window) -> Sat:
    """Return how many pages sat lighter, the same and heavier, from 6 answers."""
    places = [seen.marks.sat.get(how, []) for how in SAT_NAMES]
    answers = sum(map(len, places))
    fair = enough(Need(answers, FEWEST_ANSWERS))
    if not fair.met:
        return Sat(enough=fair)
    counted = [Number(f"5.{place}", seen.marks.of(those)) for place, those in enumerate(places)]
    names = tuple(SAT_NAMES.values())
    return Sat(
        enough=fair,
        answers=answers,
        table=Table(
            "How it sat",
            ("Pages",),
            tuple(Row(name, (one,)) for name, one in zip(names, counted, strict=True)),
        ),
        bars=stacked(bar(name, one, answers) for name, one in zip(names, counted, strict=True)),
    )
