"""What breaks the product, and what might be said more gently. Pure: forms and handbooks in.

An error keeps a text from being published; a warning keeps nothing. What a change breaks is
told by looking at the handbook before and after it: what was amiss already stops nobody.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from guidance import voice
from guidance.handbook import Handbook
from guidance.needs import Level, needs

MOST = {"title": 40, "question": 160}
"""The most letters, in fields that stand where there is no more room."""
SHORT = 5
"""The most minutes of what is called a two-minute question."""
SAME = 6
"""How many last digits a number to read and one to dial have in common: codes come before."""

MARKS = {
    "opens_own_harm": "comes first for someone who may do harm",
    "for_heavier": "is for someone whom writing left heavier",
}


class Remark(Struct, frozen=True, kw_only=True):
    """One thing an editor is told about a text."""

    level: Level
    field: str
    """The field it stands beside; empty where it is about the whole."""
    sentence: str
    is_lack: bool = False
    """Whether it is what the guidance would lack, and not the text itself."""


def remarks(
    noun: str, form: Mapping[str, Any], before: Handbook, after: Handbook
) -> tuple[Remark, ...]:
    """Return what is to be said of a form, errors first.

    `before` is the guidance as it is, `after` as it would be with this form in it.
    """
    found = [
        *_of_text(noun, form),
        *(_links(form, after) if noun == "prompt" else ()),
        *worse(before, after, noun),
        *(_warning(name, sentence) for name, sentence in voice.warnings(noun, form)),
    ]
    return tuple(sorted(found, key=lambda one: one.level != "error"))


def errors(noun: str, form: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what is wrong with the text itself, wherever it is to go."""
    return tuple(one.sentence for one in _of_text(noun, form) if one.level == "error")


def worse(before: Handbook, after: Handbook, noun: str = "") -> tuple[Remark, ...]:
    """Return what the guidance would lack afterwards and does not lack now, or not so much."""
    had = {need.key: need.short_by for need in needs(before)}
    return tuple(
        Remark(
            level=need.level,
            field=need.fields.get(noun, ""),
            sentence=need.would,
            is_lack=True,
        )
        for need in needs(after)
        if need.short_by > had.get(need.key, 0)
    )


def lacks(book: Handbook) -> tuple[Remark, ...]:
    """Return what the guidance lacks as it is, errors first."""
    found = [
        Remark(level=need.level, field="", sentence=need.now, is_lack=True) for need in needs(book)
    ]
    return tuple(sorted(found, key=lambda one: one.level != "error"))


def _of_text(noun: str, form: Mapping[str, Any]) -> Iterator[Remark]:
    match noun:
        case "prompt":
            yield from _prompt(form)
        case "strategy":
            yield from _strategy(form)
        case "sign":
            yield from _sign(form)
        case "helpline":
            yield from _help_line(form)


def _prompt(form: Mapping[str, Any]) -> Iterator[Remark]:
    for name, most in MOST.items():
        count = len(form.get(name) or "")
        if count > most:
            yield _error(name, f"At most {most} letters fit here, and this has {count}.")
    responds, strategy = form.get("phase") == "respond", form.get("strategy")
    if responds and not strategy:
        yield _error("strategy", "A question for Respond needs a way back: choose one.")
    if strategy and not responds:
        yield _error("strategy", "Only a question for Respond has a way back: leave this empty.")
    if form.get("contact") and not form.get("hide_if_unsafe"):
        yield _error(
            "hide_if_unsafe",
            "A question that asks for contact also hides when someone is afraid: tick both.",
        )
    yield from _marks(form)
    if form.get("depth") == "2-minute" and _number(form.get("minutes")) > SHORT:
        yield _warning("minutes", "This is more than a two-minute question takes.")
    if not str(form.get("hints") or "").strip():
        yield _warning("hints", "There are no hints yet. Three short ones work well.")


def _marks(form: Mapping[str, Any]) -> Iterator[Remark]:
    """Refuse what would hide a question just where it is wanted."""
    hidden = any(form.get(one) for one in ("contact", "hide_if_unsafe", "hide_if_own_harm"))
    for mark, what in MARKS.items():
        if form.get(mark) and hidden:
            yield _error(mark, f"A question that {what} cannot be hidden there. Untick one.")


def _links(form: Mapping[str, Any], after: Handbook) -> Iterator[Remark]:
    """Warn of what a question names that no writer can reach."""
    shelves: dict[str, Mapping[str, Any]] = {
        "strategy": after.strategies,
        "signs": after.signs,
        "fears": after.fears,
    }
    for name, shelf in shelves.items():
        named = form.get(name) or []
        for slug in [named] if isinstance(named, str) else named:
            if slug not in shelf:
                yield _warning(name, f"“{slug}” is not published yet, so writers cannot reach it.")
            elif shelf[slug].retired:
                yield _warning(name, f"“{shelf[slug].name}” is retired: writers do not meet it.")


def _strategy(form: Mapping[str, Any]) -> Iterator[Remark]:
    if form.get("allowed_when_unsafe"):
        return
    for name in ("gate_receiving", "gate_pushing"):
        if form.get(name) not in (None, ""):
            yield _error(
                name,
                "A place in case of danger is only for a way back that is allowed there:"
                " tick that too, or leave this empty.",
            )


def _sign(form: Mapping[str, Any]) -> Iterator[Remark]:
    if form.get("kind") == "warmth" and form.get("safety_check") not in (None, "", "none"):
        yield _error("safety_check", "A sign of warmth brings no safety question.")


def _help_line(form: Mapping[str, Any]) -> Iterator[Remark]:
    for name in ("web_url", "source_url"):
        address = form.get(name) or ""
        if address and not address.startswith(("https://", "http://")):
            yield _error(name, "Write the whole address, beginning with https://.")
    read, dialled = (_digits(form.get(name)) for name in ("phone", "phone_link"))
    if read and dialled and read[-SAME:] != dialled[-SAME:]:
        yield _warning("phone_link", "This ends in other digits than the number people read.")


def _digits(text: Any) -> str:
    return "".join(filter(str.isdigit, str(text or "")))


def _number(value: Any) -> int:
    return value if isinstance(value, int) else 0


def _error(name: str, sentence: str) -> Remark:
    return Remark(level="error", field=name, sentence=sentence)


def _warning(name: str, sentence: str) -> Remark:
    return Remark(level="warning", field=name, sentence=sentence)
