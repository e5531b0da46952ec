"""Fields for words: kept as typed, but for what no text can hold."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

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


class WordsField(forms.CharField):
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
