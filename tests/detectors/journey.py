"""Typing a canary into every field there is, and going every way that a writer goes."""

import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import urlsplit

from journal.forms.fields import LIMIT, WordsField
from journal.forms.page import PageForm
from tests.base import PASSWORD
from tests.detectors.canary import CANARY, word
from tests.journal.sheets import Sheet

SIGNS = ["distance:me", "unkind-words:them", "reached-out:me", "reached-out:them"]
FEARS = ["closeness-fear", "low-self-worth"]
# Long ones: three letters may stand in sealed bytes by chance.
FEELINGS = ["grateful", "relieved", "hopeful"]
WORDS = [name for name, one in PageForm.base_fields.items() if isinstance(one, WordsField)]
CHOICES = [name for name in PageForm.base_fields if name not in WORDS]


class Visitor(Protocol):
    """Whatever fetches and sends: Django's test client, or a window on a running server."""

    @property
    def get(self) -> Callable[..., Any]: ...
    @property
    def post(self) -> Callable[..., Any]: ...


@dataclass
class Walk:
    """What a walk met: each answer under the name of its stop."""

    client: Visitor
    answers: list[tuple[str, Any]] = field(default_factory=list)
    entry: str = ""
    """The address of the page that was written."""

    def get(self, stop: str, address: str) -> Any:
        """Fetch an address, and note the answer."""
        return self.note(stop, self.client.get(address))

    def post(self, stop: str, address: str, data: dict[str, Any]) -> Any:
        """Send a form, and note the answer."""
        return self.note(stop, self.client.post(address, data))

    def send(self, stop: str, sheet: Sheet, **button: str) -> Any:
        """Send the writing form, and note the answer."""
        pressed = {name: [value] for name, value in button.items()}
        return self.post(stop, sheet.action, sheet.fields | pressed)

    def note(self, stop: str, answer: Any) -> Any:
        """Keep the answer under its name."""
        self.answers.append((stop, answer))
        return answer

    @property
    def statuses(self) -> dict[str, int]:
        """How each stop was answered."""
        return {stop: answer.status_code for stop, answer in self.answers}

    @property
    def addresses(self) -> list[tuple[str, str]]:
        """Where each stop was sent on to."""
        return [
            (stop, answer.headers["Location"])
            for stop, answer in self.answers
            if "Location" in answer.headers
        ]


def everything(sheet: Sheet) -> Sheet:
    """Type a canary into every field for words, a nickname too, and tick what there is to tick."""
    answers = [name for name in sheet.fields if re.fullmatch(r"answer-\d+-text", name)]
    typed = {name: word(name) for name in [*WORDS, *answers]}
    return sheet.fill(
        **typed,
        person="new",
        signs=SIGNS,
        fears=FEARS,
        feelings=FEELINGS,
        closeness_felt="2",
        closeness_wanted="6",
    )


def type_everything(client: Visitor) -> Walk:
    """Go every way of a writer who is signed in, a canary in every field, and end signed in."""
    walk = Walk(client)
    _type_wrongly(walk)
    _write(walk)
    _change(walk)
    _meet(walk)
    _look_back(walk)
    _wander(walk)
    _look_at_patterns(walk)
    _seek(walk)
    for stop in ("journal/", "journal/bin/", "settings/", f"journal/?after={CANARY}"):
        walk.get(stop.replace(CANARY, "word"), f"/{stop}")
    walk.post("a zone that is none", "/settings/", {"time_zone": CANARY})
    walk.post("bin", f"{walk.entry}bin/", {"reason": CANARY})
    walk.get("in the bin", walk.entry)
    walk.post("restoration", f"{walk.entry}restoration/", {"reason": CANARY})
    walk.get("restored", walk.entry)
    return walk


def _type_wrongly(walk: Walk) -> None:
    """A canary where a choice, a date or an id belongs; then a text that is too long."""
    sheet = everything(Sheet(walk.get("today", "/today/")))
    wrong = {name: word(name) for name in CHOICES}
    walk.send("wrong choices", Sheet(walk.get("today", "/today/")).fill(**wrong, **{CANARY: "x"}))
    walk.send("too long", sheet.fill(text=CANARY + "a" * LIMIT))


def _write(walk: Walk) -> None:
    """A question is found, changed, put off and answered; then the page is saved."""
    sheet = everything(Sheet(walk.get("today again", "/today/")))
    for button, value in (
        ("choose", CANARY),
        ("strategy", CANARY),
        ("not_today", "1"),
        ("drop", "1"),
        ("brief", "1"),
        ("find", "again"),
        ("find", "1"),
    ):
        sheet = everything(Sheet(walk.send(button, sheet, **{button: value})))
    # Answered at the gate, so that the answer is part of what could leak.
    sheet.fill(gate_receiving="unsure", gate_pushing="no")
    sheet = everything(Sheet(walk.send("gate", sheet, find="1")))
    # Whatever else the address may carry, the walk goes on from the page.
    walk.entry = urlsplit(walk.send("saved", sheet).headers["Location"]).path
    walk.get("the page", walk.entry)


def _change(walk: Walk) -> None:
    """The page is changed, once from a form that was open meanwhile."""
    first, second = (Sheet(walk.get("edit", f"{walk.entry}edit/")) for _ in range(2))
    walk.send("changed", first.fill(text=word("changed")))
    walk.send("stale", second.fill(text=word("stale")))
    walk.send("stale question", second, find="1")


def _look_back(walk: Walk) -> None:
    """How writing sat, and how the page's step went: wrongly, half, and as it may be."""
    walk.post("sat wrongly", f"{walk.entry}sat/", {"sat": CANARY})
    walk.post("sat", f"{walk.entry}sat/", {"sat": "heavier"})
    walk.get("heavier", walk.entry)
    begun = everything(Sheet(walk.get("today with a step", "/today/")))
    walk.send("looked at no step", begun, looked=f"{CANARY}:{CANARY}")
    code = walk.entry.strip("/").rpartition("/")[2]
    walk.send("looked", begun, looked=f"{code}:part")
    walk.get("looking back", f"/today/?step={code}")
    walk.get("no step", f"/today/?step={CANARY}")
    wrong = ("outcome", "worth", "noticed", "closeness_felt", "step_revision", "onward")
    walk.post("step wrongly", f"{walk.entry}step/", dict.fromkeys(wrong, word("step")))
    said = {"outcome": "did", "worth": "partly", "noticed": word("noticed"), "closeness_felt": "2"}
    walk.post("step stale", f"{walk.entry}step/", said | {"step_revision": "1"})
    walk.post("step", f"{walk.entry}step/", said)
    for stop in ("step/", "sat/"):
        walk.get(f"entry {stop}", f"{walk.entry}{stop}")
    walk.get("steps/", "/steps/")
    walk.get("steps older", f"/steps/?before={CANARY}")


def _wander(walk: Walk) -> None:
    """The page is starred, a line of it is kept, wrongly too; then through the calendar."""
    walk.get("line", f"{walk.entry}line/")
    walk.post("line too long", f"{walk.entry}line/", {"line": CANARY + "a" * LIMIT})
    walk.post("kept line", f"{walk.entry}line/", {"line": word("line"), "reason": CANARY})
    walk.get("no star", f"{walk.entry}star/")
    walk.post("star", f"{walk.entry}star/", {"starred": CANARY})
    walk.get("starred", walk.entry)
    walk.get("kept lines", "/journal/kept/")
    walk.get("kept lines nowhere", f"/journal/kept/?before={CANARY}")
    walk.get("a warm page", "/journal/warm/")
    walk.post("this day", "/settings/journal/", {"on_this_day": CANARY})
    listed = walk.get("listed", "/journal/").content.decode()
    walk.get("find", "/journal/find/")
    month = re.findall(r'href="(/journal/\d+/\d+/)"', listed)[0]
    calendar = walk.get("month", month).content.decode()
    walk.get("day", month + re.findall(r'<td><a href="(\d+/)"', calendar)[0])
    walk.get("no day", f"{month}32/")
    walk.get("month whole", f"{month}pages/")
    walk.get("year", month.rsplit("/", 2)[0] + "/")


def _look_at_patterns(walk: Walk) -> None:
    """The pictures, of what there is not too; the page is left out of them, and counted again."""
    walk.get("patterns", "/patterns/?span=all")
    for name in ("span", "p", "n"):
        walk.get(f"patterns: no {name}", f"/patterns/?{name}={CANARY}")
    walk.get("nothing behind", f"/patterns/?n=5.1&before={CANARY}")
    walk.post("patterns: sent", "/patterns/", {"n": CANARY})
    walk.get("counted", f"{walk.entry}patterns/")
    for left_out in ("yes", CANARY):
        walk.post(f"left out: {left_out[:3]}", f"{walk.entry}patterns/", {"left_out": left_out})


def _meet(walk: Walk) -> None:
    """The person named on the page: their card is changed, once wrongly, and they come and go."""
    listed = walk.get("people", "/people/").content.decode()
    person = re.findall(r'href="(/people/[-0-9a-f]{36}/)"', listed)[0]
    walk.get("a person", person)
    walk.get("no place", f"{person}?after={CANARY}")
    walk.get("card", f"{person}card/")
    card = {"nickname": word("card"), "kind": "friend", "questions": "own"}
    walk.post("wrong card", f"{person}card/", dict.fromkeys(card, word("card")))
    walk.post("changed card", f"{person}card/", card)
    walk.get("merge", f"{person}merge/")
    for act in ("merge", "split", "aside", "return"):
        walk.post(f"{act} a person", f"{person}{act}/", {"into": CANARY, "reason": CANARY})
    walk.get("the person again", person)


def _seek(walk: Walk) -> None:
    """Look for the words again: wrongly, in vain, and so that they are found."""
    wrong = ("person", "sign", "who", "fear", "strategy", "low", "high", "since", "until")
    walk.post("sought wrongly", "/journal/", dict.fromkeys(("words", *wrong), word("find")))
    walk.post("sought too much", "/journal/", {"words": CANARY * 100})
    for stop, words in (("sought", f"{CANARY} -{CANARY}"), ("sought again", f'"{CANARY}"')):
        sent = walk.post(stop, "/journal/", {"words": words, "starred": CANARY * ("-" in words)})
        # Whatever the address may carry, the walk goes where it leads.
        walk.get(f"{stop}: found", sent.headers["Location"])
        walk.get(f"{stop}: whole", sent.headers["Location"] + "&whole=1")
    walk.get("no such filter", f"/journal/?f={CANARY}&p={CANARY}&from={CANARY}&find={CANARY}")


def leave_midway(leaver: Visitor, stayer: Visitor) -> Walk:
    """Leave quickly from a page full of canaries, and find the words again where one stayed.

    Both are the same writer. The first one ends signed out, and the draft is left where it is.
    """
    walk = Walk(leaver)
    sheet = everything(Sheet(walk.get("begun", "/today/")))
    sheet = everything(Sheet(walk.send("asked", sheet, find="1")))
    walk.post("left", "/left/", sheet.fields | {CANARY: CANARY})
    walk.get("going on", "/left/")
    walk.send("sent again", sheet)
    walk.client = stayer
    found = walk.get("found", "/today/").content.decode()
    draft = re.findall(r'href="(/drafts/[-0-9a-f]{36}/)"', found)[0]
    walk.get("opened", draft)
    walk.get("dropping", f"{draft}removal/")
    walk.post("closeness", "/settings/journal/", {"hide_closeness": CANARY})
    walk.post("closeness again", "/settings/journal/", {"other": CANARY})
    return walk


def knock_everywhere(client: Visitor) -> Walk:
    """Type a canary into every field of someone who is not signed in, addresses and all."""
    walk = Walk(client)
    address = f"{CANARY}@example.org"
    filled = {"adult": "on", "consent": "on", "time_zone": CANARY, "next": "/today/"}
    walk.post("sign in", "/accounts/login/", {"login": address, "password": word("password")})
    walk.post("odd sign in", "/accounts/login/", {"login": CANARY, "password": PASSWORD})
    walk.post("odd sign up", "/accounts/signup/", filled | {"email": CANARY, "password1": CANARY})
    walk.post("reset", "/accounts/password/reset/", {"email": address})
    walk.post("odd reset", "/accounts/password/reset/", {"email": CANARY})
    walk.post("leave", "/left/", {"text": CANARY})
    sent: dict[str, Any] = {name: word(name) for name in WORDS}
    walk.post("today", "/today/", sent | {"date": "2026-11-01"})
    walk.post("edit", f"/entries/{uuid.uuid4()}/edit/", sent | {"date": "2026-11-01"})
    walk.post("card", f"/people/{uuid.uuid4()}/card/", {"nickname": word("card")})
    walk.post("step", f"/entries/{uuid.uuid4()}/step/", {"noticed": word("noticed")})
    walk.post("line", f"/entries/{uuid.uuid4()}/line/", {"line": word("line")})
    walk.get("today", "/today/")
    return walk
