"""What is done at the server, and measured: each made ready for a writer, then done many times.

Made with a visitor, an act takes a line and does its request. `NotBuilt` is raised where the
address is not there yet, so that a row begins to count by itself once it is.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta
from itertools import count, cycle
from random import Random
from uuid import uuid4

from bench.seed import DOORS, rare_sign
from bench.visitor import NotBuilt, UnexpectedAnswer, Visitor, sign_in_request
from bench.wire import Line, get, post, post_form
from bench.words import text
from guidance import shelf
from guidance.handbook import Handbook

Act = Callable[[Line], None]
Make = Callable[[Visitor], Act]

_ENTRY = re.compile(r'href="(/entries/[-0-9a-f]{36}/)"')
NO_MATCH = "xylophonium"
"""A word that nobody writes."""
BACK = timedelta(days=3 * 365)
_numbers = count()


def screen(path: str) -> Make:
    """Open the screen at an address."""

    def make(visitor: Visitor) -> Act:
        visitor.look(path)
        return lambda line: _asked(visitor, line, path)

    return make


def _asked(visitor: Visitor, line: Line, path: str) -> None:
    visitor.ask(line, get(path))


def a_page(visitor: Visitor) -> Act:
    """Open one page: of those on the timeline, one with older and newer ones beside it."""
    entries = _ENTRY.findall(visitor.look("/journal/").text)
    path = entries[min(9, len(entries) - 1)]
    return lambda line: _asked(visitor, line, path)


def last_month(visitor: Visitor) -> Act:
    """Open the calendar of the last whole month."""
    month = date.today().replace(day=1) - timedelta(days=1)
    return screen(f"/journal/{month:%Y/%m}/")(visitor)


def question(visitor: Visitor) -> Act:
    """Tick something while a question is shown, so that it is brought anew."""
    sheet = visitor.sheet().fill(signs=_distant(shelf.current()), find="1", text=_words(0))
    shown = visitor.ask(visitor.line, post_form("/today/", sheet.fields))
    brought = type(sheet)(shown).fields | {"find": ["again"]}
    request = post_form("/today/", brought, "X-Ajar-Part: question\r\n")

    def act(line: Line) -> None:
        visitor.ask(line, request)

    return act


def _distant(handbook: Handbook) -> list[str]:
    """Return two signs of distance that ask no question about safety, ticked."""
    plain = [one for one in handbook.offered_signs if one.kind == "distance"]
    return [f"{one.slug}:me" for one in plain if one.safety_check == "none"][:2]


def _words(number: int) -> str:
    return text(Random(number), 1000)  # noqa: S311 - chance, not a secret


def save(back: timedelta = timedelta(0)) -> Make:
    """Save a page about a day that long ago, with someone new and a small step."""

    def make(visitor: Visitor) -> Act:
        sheet, handbook = visitor.sheet(), shelf.current()
        day = date.fromisoformat(sheet["date"]) - back
        fears = [handbook.offered_fears[0].slug]
        sheet.fill(date=day.isoformat(), signs=_distant(handbook), fears=fears, text=_words(0))
        sheet.fill(closeness_felt="4", closeness_wanted="6", person="new", new_person_kind="friend")
        sheet.fill(step_when="they come home", step_will="I will ask how the day was")

        def act(line: Line) -> None:
            own = {"page": [str(uuid4())], "save": [str(uuid4())]}
            own["new_person"] = [f"Someone {next(_numbers)}"]
            visitor.ask(line, post_form("/today/", sheet.fields | own), 302)

        return act

    return make


def search(visitor: Visitor) -> Act:
    """Look for a word that is nowhere: send it, and open what it leads to."""
    sheet = visitor.sheet()
    request = post(
        "/journal/", {"words": NO_MATCH, "csrfmiddlewaretoken": sheet["csrfmiddlewaretoken"]}
    )
    answer = visitor.line.ask(request, visitor.cookie)
    if answer.status in (404, 405):
        raise NotBuilt("POST /journal/")

    def act(line: Line) -> None:
        sent = line.ask(request, visitor.cookie)
        if sent.status not in (302, 303):
            raise UnexpectedAnswer(f"POST /journal/: {sent.status}")
        _asked(visitor, line, sent.location)

    return act


def rare(visitor: Visitor) -> Act:
    """Filter by a sign that few pages have."""
    handbook = shelf.current()
    path = f"/journal/?f={handbook.signs[rare_sign(handbook)].code}"
    everything, filtered = (_ENTRY.findall(visitor.look(one).text) for one in ("/journal/", path))
    if everything == filtered:
        raise NotBuilt(path)  # the filter is not read yet, and the timeline came
    return lambda line: _asked(visitor, line, path)


def sign_in(visitor: Visitor) -> Act:
    """Send the sign-in form, as someone without a session; each time as another account."""
    ready = cycle([sign_in_request(visitor.line, email) for email in DOORS])

    def act(line: Line) -> None:
        next(ready).send(line)

    return act
