"""The form of the search: words, and what was noticed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError

from guidance.handbook import Fear, Handbook, Sign, Strategy
from guidance.wording import CLOSENESS
from journal.find import LIMIT, Filters, parse, read
from journal.find.address import FIRST_YEAR
from journal.forms.fields import LineField
from journal.models.person import same_as
from journal.page import PersonCard

if TYPE_CHECKING:
    from django.utils.datastructures import MultiValueDict

NOTHING = "Write a word to look for, or choose a filter below."
TOO_EARLY = f"Choose a day from {FIRST_YEAR} on."
WHO = [
    ("", "anyone"),
    ("me", "me, alone or with them"),
    ("them", "them, alone or with me"),
    ("both", "both of us"),
    ("only-me", "only me"),
    ("only-them", "only them"),
]
_INVALID = {"invalid_choice": "Choose one from the list."}


def _choice(label: str, choices: Iterable[tuple[str, str]] = ()) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=list(choices),
        required=False,
        widget=forms.Select(attrs={"class": "input short"}),
        error_messages=_INVALID,
    )


def _day(label: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "input"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Write the day as year, month and day, such as 2026-11-22."},
    )


def _by_code(
    shelf: Mapping[str, Sign] | Mapping[str, Fear] | Mapping[str, Strategy],
) -> list[tuple[str, str]]:
    """Return all there is, what is retired too: an old page may have it."""
    return [(tag.code, tag.name) for tag in shelf.values()]


class FindForm(forms.Form):
    """What to look for. Signs, fears and strategies are sent as the codes they have in the guide.

    Of a journal whose closeness is hidden there is no closeness to choose.
    """

    words = LineField(
        label="Words",
        limit=LIMIT,
        help_text="All of them, in any order. “Quotes” keep words together,"
        " a minus leaves one out.",
        widget=forms.TextInput(
            attrs={"class": "input", "autocomplete": "off", "enterkeyhint": "search"}
        ),
    )
    person = _choice("With")
    sign = _choice("Noticed")
    who = _choice("By", WHO)
    fear = _choice("Underneath")
    strategy = _choice("A question from")
    low = _choice("Felt, from", [("", "any"), *((str(n), name) for n, name in CLOSENESS)])
    high = _choice("Felt, up to", [("", "any"), *((str(n), name) for n, name in CLOSENESS)])
    since = _day("From")
    until = _day("To")
    starred = forms.BooleanField(label="Only starred pages", required=False)

    def __init__(
        self,
        data: MultiValueDict[str, str] | None = None,
        *,
        handbook: Handbook,
        people: Mapping[UUID, PersonCard],
        hide_closeness: bool,
        words: str = "",
        filters: Filters | None = None,
    ) -> None:
        """Build the form, filled in with what was looked for."""
        self.handbook, self.people = handbook, people
        self.sought = filters or Filters()
        super().__init__(data, initial=self._initial(words))
        known = [(str(pk), one.nickname) for pk, one in people.items() if same_as(people, pk) == pk]
        self._offer("person", "anyone or no one", known)
        self._offer("sign", "anything", _by_code(handbook.signs))
        self._offer("fear", "anything", _by_code(handbook.fears))
        self._offer("strategy", "any", _by_code(handbook.strategies))
        if hide_closeness:
            del self.fields["low"], self.fields["high"]

    def _initial(self, words: str) -> dict[str, Any]:
        sought, book = self.sought, self.handbook
        tags: dict[str, Sign | Fear | Strategy | None] = {
            "sign": book.signs.get(sought.sign or ""),
            "fear": book.fears.get(sought.fear or ""),
            "strategy": book.strategies.get(sought.strategy or ""),
        }
        return {
            "words": words,
            "person": sought.person and str(same_as(self.people, sought.person)),
            "who": sought.who,
            "low": sought.felt_from,
            "high": sought.felt_to,
            "since": sought.since,
            "until": sought.until,
            "starred": sought.starred,
        } | {name: tag.code for name, tag in tags.items() if tag}

    @property
    def opens_filters(self) -> bool:
        """Whether a filter was sent, so that what comes back shows it."""
        return any(self.data.get(name) for name in self.fields if name != "words")

    def _offer(self, name: str, none: str, choices: Iterable[tuple[str, str]]) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = [("", none), *choices]

    def _clean_day(self, name: str) -> dt.date | None:
        day: dt.date | None = self.cleaned_data[name]
        if day and day.year < FIRST_YEAR:
            raise ValidationError(TOO_EARLY)
        return day

    def clean_since(self) -> dt.date | None:
        """Refuse a day before 1900."""
        return self._clean_day("since")

    def clean_until(self) -> dt.date | None:
        """Refuse a day before 1900."""
        return self._clean_day("until")

    def clean_words(self) -> str:
        """Return the words without spaces around them. Refuse what asks for no word at all."""
        words = str(self.cleaned_data["words"]).strip()
        found = parse(words)
        if words and not found.query:
            raise ValidationError(list(found.notes))
        return words

    def clean(self) -> None:
        """Refuse a form that asks for nothing."""
        if not self.errors and not self.cleaned_data["words"] and not self.filters():
            self.add_error("words", NOTHING)

    def filters(self) -> Filters:
        """Return what was chosen on a valid form, two limits in their order."""
        said = self.cleaned_data
        sent = [("f", said[name]) for name in ("sign", "fear", "strategy")]
        sent += [("p", said["person"]), ("who", said["who"])]
        sent += [(name, said.get(name, "")) for name in ("low", "high")]
        days = (("from", said["since"]), ("to", said["until"]))
        sent += [(name, day.isoformat() if day else "") for name, day in days]
        sent += [("star", "1" if said["starred"] else "")]
        return read(sent, self.handbook, self.people).filters
