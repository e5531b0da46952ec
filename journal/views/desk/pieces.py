"""A piece of guidance where writers meet it: which screen, and what that screen wants.

The templates are those that writers get. Nothing is drawn for the preview alone.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.formats import date_format

from guidance import handbook
from guidance.handbook import Handbook
from guidance.models import HelpLine
from guidance.shipped import Form
from guidance.wording import COUNTRIES, DIRECTORY, EMERGENCY, SAFETY
from journal.forms.answer import AnswerForm
from journal.forms.page import PageForm
from journal.forms.ticks import SignRow
from journal.page import Page
from journal.suggest import Offer, suggest
from journal.views.panel import Panel, panel_of
from journal.views.stencils import Offered

ON_FORM = "On the writing form"
OWN_PAGE = "Its page in the guide"
AT_THE_GATE = ("abuse", "own-behaviour")
"""The kinds of help lines that stand below a question about safety too."""


@dataclass(frozen=True)
class Piece:
    """One place where writers meet it."""

    heading: str
    template: str
    wants: Mapping[str, Any]


def pieces(noun: str, form: Form, book: Handbook, mark: str) -> Iterator[Piece]:
    """Yield the places where writers meet what the form says, in the order they meet them.

    `book` holds it already. `mark` goes into every id, so that a screen can hold it twice.
    Nothing is yielded where something is missing without which no screen shows it.
    """
    yield from _PLACES[noun](form, book, mark)


def _sign(form: Form, book: Handbook, mark: str) -> Iterator[Piece]:
    sign = book.signs[form["slug"]]
    if not sign.retired:
        row = SignRow(sign, me=False, them=False)
        yield Piece(ON_FORM, "journal/writing/_sign.html", {"row": row})
    yield Piece(OWN_PAGE, "guidance/sign.html", {"page": sign})


def _fear(form: Form, book: Handbook, mark: str) -> Iterator[Piece]:
    fear = book.fears[form["slug"]]
    if not fear.retired:
        yield Piece(ON_FORM, "journal/writing/_fear.html", {"one": fear, "ticked": False})
    yield _fear_page(fear, OWN_PAGE)


def _fear_page(fear: handbook.Fear, heading: str) -> Piece:
    asks = any(one.safety_check == "ask" for one in fear.behaviours)
    wants = {"page": fear, "asks_for_help": asks}
    return Piece(heading, "guidance/fear.html", wants)


def _behaviour(form: Form, book: Handbook, mark: str) -> Iterator[Piece]:
    if fear := book.fears.get(form.get("fear") or ""):
        yield _fear_page(fear, "On the page of its fear in the guide")


def _strategy(form: Form, book: Handbook, mark: str) -> Iterator[Piece]:
    strategy = book.strategies[form["slug"]]
    if not strategy.retired:
        ways = [
            (one, sum(prompt.strategy == one.slug for prompt in book.offered_prompts))
            for one in book.offered_strategies
        ]
        yield Piece("In the guide", "guidance/_ways.html", {"strategies": ways})
    yield _strategy_page(strategy, book, OWN_PAGE)


def _strategy_page(strategy: handbook.Strategy, book: Handbook, heading: str) -> Piece:
    prompts = [
        one for one in book.prompts.values() if one.strategy == strategy.slug and not one.retired
    ]
    wants = {"page": strategy, "prompts": prompts}
    return Piece(heading, "guidance/strategy.html", wants)


def _action(form: Form, book: Handbook, mark: str) -> Iterator[Piece]:
    if strategy := book.strategies.get(form.get("strategy") or ""):
        yield _strategy_page(strategy, book, "On the page of its way back in the guide")


def _prompt(form: Form, book: Handbook, mark: str) -> Iterator[Piece]:
    prompt = book.prompts[form["slug"]]
    answer = AnswerForm(
        prefix="answer-0",
        auto_id=f"{mark}_%s",
        initial={"prompt": prompt.slug, "question": prompt.question},
    )
    wants = {"answer": answer, "panel": _panel(prompt, answer, book, mark), "safety": SAFETY}
    yield Piece(ON_FORM, "journal/writing/_answer.html", wants)
    if prompt.strategy in book.strategies:
        yield Piece("In the guide", "journal/desk/_asked.html", {"prompt": prompt})


def _panel(prompt: handbook.Prompt, answer: AnswerForm, book: Handbook, mark: str) -> Panel:
    page_form = PageForm(
        QueryDict(), handbook=book, people={}, today=_today(), asking=True, auto_id=f"{mark}_%s"
    )
    page_form.is_valid()
    strategy = prompt.strategy if prompt.strategy in book.strategies else None
    found = Offer(strategy=strategy, prompt=prompt)
    return panel_of(page_form, answer, found, suggest(Page(zone="UTC"), _today(), (), book))


def _feeling(form: Form, book: Handbook, mark: str) -> Iterator[Piece]:
    if book.feelings[form["slug"]].retired:
        return
    page_form = PageForm(handbook=book, people={}, today=_today(), auto_id=f"{mark}_%s")
    wants = {"form": page_form, "offered": Offered(page_form)}
    yield Piece(ON_FORM, "journal/writing/_feelings.html", wants)


def _leaning(form: Form, book: Handbook, mark: str) -> Iterator[Piece]:
    wants = {"page": book.leanings[form["slug"]]}
    yield Piece(OWN_PAGE, "guidance/leaning.html", wants)


def _help_line(form: Form, book: Handbook, mark: str) -> Iterator[Piece]:
    line = HelpLine(**{name: value for name, value in form.items() if name != "active"})
    day = line.last_verified_on
    line.last_verified_on = parse_date(day) if isinstance(day, str) else day
    checked = date_format(line.last_verified_on or _today(), "j F Y")
    lines = [
        (one, date_format(one.last_verified_on, "j F Y") if one.last_verified_on else "")
        for one in HelpLine.objects.shown_on(_today()).filter(country=line.country)
        if one.slug != line.slug
    ]
    lines.append((line, checked))
    lines.sort(key=lambda pair: (pair[0].order, pair[0].slug))
    country = COUNTRIES.get(line.country, "")
    wants: dict[str, Any] = {"country": country, "code": f"{mark}-country", "lines": lines}
    yield Piece("On the help page", "journal/desk/_country.html", wants)
    if line.category in AT_THE_GATE:
        wants = {"lines": [line], "emergency": EMERGENCY, "directory": DIRECTORY}
        yield Piece("After a question about safety", "journal/writing/_lines.html", wants)


def _today() -> date:
    return timezone.localdate()


_PLACES: Mapping[str, Callable[[Form, Handbook, str], Iterator[Piece]]] = {
    "sign": _sign,
    "fear": _fear,
    "behaviour": _behaviour,
    "strategy": _strategy,
    "action": _action,
    "prompt": _prompt,
    "feeling": _feeling,
    "leaning": _leaning,
    "helpline": _help_line,
}
