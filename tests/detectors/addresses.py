"""Every address there is, read from the URL configuration, filled in with the owner's ids."""

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.urls import URLPattern, URLResolver, get_resolver

from guidance.models import (
    Action,
    Behaviour,
    Fear,
    Feeling,
    HelpLine,
    Leaning,
    Prompt,
    Sign,
    Strategy,
)
from journal.models import Entry

_PART = re.compile(r"<(?:\w+:)?(\w+)>")
_NAMED_GROUP = re.compile(r"\(\?P(<\w+>)(?:\[[^]]*\]|[^)[])*\)")
_GUIDANCE = {
    str(one._meta.model_name): one
    for one in (Action, Behaviour, Fear, Feeling, HelpLine, Leaning, Prompt, Sign, Strategy)
}


def every_address() -> list[str]:
    """Return every address as a reader would write it: `/entries/<pk>/edit/`."""
    found = {readable(address) for address in _patterns(get_resolver().url_patterns)}
    return sorted(found)


def _patterns(patterns: Any, before: str = "/") -> Iterator[str]:
    for one in patterns:
        address = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _patterns(one.url_patterns, address)
        elif isinstance(one, URLPattern):
            yield address


def readable(address: str) -> str:
    """Return the address without the marks of converters and regular expressions."""
    plain = _NAMED_GROUP.sub(r"\1", address).replace("^", "").replace("$", "").replace("\\", "")
    return _PART.sub(r"<\1>", plain)


@dataclass(frozen=True)
class Ids:
    """What stands in an address: the owner's ids, or ids that belong to nothing."""

    entry: str
    user: str
    code: str
    rows: dict[str, str] = field(default_factory=dict)
    person: str = field(default_factory=lambda: str(uuid.uuid4()))
    draft: str = field(default_factory=lambda: str(uuid.uuid4()))

    @classmethod
    def of(cls, entry: Entry, code: str) -> "Ids":
        """Return the ids of the owner of this page."""
        rows = {name: str(model.objects.earliest("pk").pk) for name, model in _GUIDANCE.items()}
        person = str(entry.journal.people.earliest("created_at").pk)
        draft = str(entry.journal.drafts.get().pk)
        return cls(str(entry.pk), str(entry.journal.owner_id), code, rows, person, draft)

    def of_nothing(self) -> "Ids":
        """Return ids of the same form that were never given to anything private."""
        return Ids(str(uuid.uuid4()), str(uuid.uuid4()), self.code, self.rows)

    def fill(self, address: str) -> str:
        """Return the address with these ids in it."""
        return _PART.sub(lambda part: self._value(part[1], address), address)

    def _value(self, part: str, address: str) -> str:
        match part:
            case "pk" if address.startswith("/people/"):
                return self.person
            case "pk" if address.startswith("/drafts/"):
                return self.draft
            case "pk":
                return self.entry
            case "object_id" if address.startswith("/admin/accounts/user/"):
                return self.user
            case "object_id":
                model = address.split("/")[3]
                return self.rows.get(model, self.entry)
            case "content_type_id":
                return str(ContentType.objects.get_for_model(Entry).pk)
            case "uidb36":
                return uuid.UUID(self.user).hex
        known = {"code": self.code, "key": "made-up", "app_label": "guidance", "url": "nowhere/"}
        known |= {"year": "2026", "month": "11", "day": "1", "noun": "prompt", "number": "1"}
        return known[part]

    def spellings(self) -> list[str]:
        """Return how these ids may be written."""
        own = [uuid.UUID(one) for one in (self.entry, self.user, self.person, self.draft)]
        return [*map(str, own), *(one.hex for one in own)]
