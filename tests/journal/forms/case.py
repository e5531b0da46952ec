"""What the tests of the page's form share: a form as a screen makes it, and what is sent."""

import datetime as dt
from typing import Any
from uuid import uuid4

import time_machine
from django.test import SimpleTestCase
from django.utils.datastructures import MultiValueDict

from journal.forms.page import PageForm
from journal.page import Page, PersonCard
from tests.journal.handbook import shipped

TODAY = dt.date(2026, 11, 22)
NOON = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
SAM, ALEX = uuid4(), uuid4()
PEOPLE = {SAM: PersonCard(nickname="Sam"), ALEX: PersonCard(nickname="Alex", kind="partner")}
BOOK = shipped()


def sent(**fields: Any) -> MultiValueDict[str, str]:
    """Return what a browser sends: today's date, a line of text, and these fields instead.

    None takes a field off the form; `answer_0_text` is the field answer-0-text.
    """
    named = {"date": TODAY.isoformat(), "text": "A day."} | fields
    return MultiValueDict(
        {
            name.replace("_", "-") if name.startswith("answer_") else name: (
                value if isinstance(value, list) else [value]
            )
            for name, value in named.items()
            if value is not None
        }
    )


def bare(data: MultiValueDict[str, str] | None = None, **options: Any) -> PageForm:
    """Return the form as a screen makes it."""
    given: dict[str, Any] = {"handbook": BOOK, "people": PEOPLE, "today": TODAY}
    return PageForm(data, **(given | options))


@time_machine.travel(NOON, tick=False)
class PageFormTestCase(SimpleTestCase):
    def assert_refused(self, form: PageForm, errors: dict[str, list[str]]) -> None:
        self.assertFalse(form.is_valid())
        self.assertEqual(dict(form.errors), errors)

    def page(self, form: PageForm, **fields: Any) -> Page:
        """Return the page of a valid form, drawn as the screen does."""
        self.assertEqual(dict(form.errors), {})
        return form.drawn_page(form.known_person(), **fields)
