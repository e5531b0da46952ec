"""Fields for words: kept as typed, but for what no text can hold."""

import re
from collections.abc import Collection
from typing import Any, Self, TypeVar

from django import forms
from django.core.exceptions import ValidationError

Thing = TypeVar("Thing")

LIMIT = 1_000_000
TOO_LONG = "too_long"

# Everything below a space but tab and new line, the delete character, and the second control set.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def cleaned(text: str) -> str:
    """Return the text as it is kept.

    Line ends become LF, control characters go, a lone surrogate becomes U+FFFD.
    Spaces stay, at both ends too, and letters stay as they were composed.
    """
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _CONTROLS.sub("", whole.replace("\r\n", "\n").replace("\r", "\n"))


class _Copied(forms.Field):
    """A field of which each form has a copy, made in a tenth of the time that Django's takes.

    Choices are put in the place of the former ones, never added to them, so copies may share them.
    """

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        """Return a copy that can be changed, as its widget can."""
        copied = _twin(self)
        copied.widget = _twin(self.widget)
        copied.widget.attrs = self.widget.attrs.copy()
        copied.error_messages = self.error_messages.copy()
        copied.validators = [*self.validators]
        return copied


def _twin(thing: Thing) -> Thing:
    """Return another one with the same attributes."""
    twin: Thing = object.__new__(type(thing))
    vars(twin).update(vars(thing))
    return twin


class WordsField(_Copied, forms.CharField):
    """A field for a writer's own words, of at most `limit` characters.

    The limit is not given to the browser: it would cut a pasted text off without a word.
    """

    widget: type[forms.Widget] = forms.Textarea

    def __init__(self, *, limit: int = LIMIT, **kwargs: Any) -> None:
        """Take Django's arguments for a text field, and the most characters it holds."""
        super().__init__(strip=False, **{"required": False, **kwargs})
        self.limit = limit

    def to_python(self, value: Any) -> str:
        """Return the words as they are kept."""
        return cleaned(super().to_python(value) or "")

    def bound_data(self, data: Any, initial: Any) -> Any:
        """Return what the field shows again after an error."""
        return cleaned(data) if isinstance(data, str) else data

    def validate(self, value: str) -> None:
        """Refuse a text over the limit in a sentence. The text stays in the field."""
        super().validate(value)
        if len(value) > self.limit:
            way = "Put the rest on another page" if self.limit == LIMIT else "Please shorten it"
            raise ValidationError(
                f"This is {len(value):,} characters long, and there is room for {self.limit:,}."
                f" {way}.",
                code=TOO_LONG,
            )


class LineField(WordsField):
    """A WordsField of one line."""

    widget: type[forms.Widget] = forms.TextInput

    def to_python(self, value: Any) -> str:
        """Return the words on one line."""
        return super().to_python(value).replace("\n", " ")


class PickField(_Copied, forms.ChoiceField):
    """A field of which one choice is sent."""


class TypedPickField(_Copied, forms.TypedChoiceField):
    """A field of which one choice is sent, read as something else than text."""


class TicksField(_Copied, forms.MultipleChoiceField):
    """A field of boxes that the template draws, and whose values are known to the form alone."""

    known: Collection[str] = ()
    """What may be ticked, set by the form. Django's own choices are looked through one by one."""

    def valid_value(self, value: str) -> bool:
        """Return whether the form knows the value."""
        return value in self.known
