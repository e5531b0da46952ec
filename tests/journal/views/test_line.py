"""A page as a line of a list."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from guidance import shelf
from guidance.handbook import Handbook
from journal.find import Excerpt, Part
from journal.models.shown import ShownEntry
from journal.page import Page
from journal.views.found import Match
from journal.views.line import line
from journal.views.reading import LANTERNS, Noticed, Reading, StepRead
from tests.journal.cases import JournalTestCase

PK = UUID(int=7)
MOMENT = datetime(2026, 11, 22, 20, 5, tzinfo=UTC)
ENTRY = ShownEntry(PK, 1, b"", date(2026, 11, 22), MOMENT, MOMENT, None)
DAY = '<p class="day"><b>22</b>Sun<span class="time">20:05</span></p>\n'
AT = f'<h3><a href="/entries/{PK}/">'


def reading(page: Page, **fields: Any) -> Reading:
    return Reading(ENTRY, "Sunday 22 November 2026", "20:05", page=page, **fields)


def article(rest: str) -> str:
    return f'<article class="entry-line">{DAY}{rest}</article>\n'


class LineTests(JournalTestCase):
    book: Handbook

    def setUp(self) -> None:
        super().setUp()
        self.book = shelf.current()

    def test_a_page_with_a_title_alone(self) -> None:
        self.assertEqual(line(reading(Page(title="Tea"))), article(f"{AT}Tea</a></h3>\n"))

    def test_everything_that_was_noticed_is_a_chip(self) -> None:
        signs = {one.name: one for one in self.book.signs.values()}
        distance, warmth = signs["Not sharing"], signs["Reaching out"]
        feeling = next(iter(self.book.feelings.values()))
        fear = next(one for one in self.book.fears.values() if one.name == "Trouble trusting")
        step = StepRead(None, "", PK, "", is_open=True, asks_again=True)  # type: ignore[arg-type]
        whole = reading(
            Page(title="Tea", text="It was quiet.", starred=True),
            person="Sam",
            felt=LANTERNS[2],
            signs=[Noticed(distance, "me"), Noticed(warmth, "both")],
            feelings=[feeling],
            fears=[fear],
            step=step,
        )

        self.assertEqual(
            line(whole),
            article(
                f'{AT}Tea</a> <span aria-hidden="true">★</span>'
                '<span class="visually-hidden">, starred</span></h3>\n'
                '<p class="excerpt">It was quiet.</p>\n'
                '<ul class="chips" role="list"><li class="chip">with Sam</li>'
                '<li class="chip me">Not sharing<span class="visually-hidden">, me</span></li>'
                '<li class="chip both">Reaching out'
                '<span class="visually-hidden">, both of us</span></li>'
                f'<li class="chip">{feeling.name}</li><li class="chip">Trouble trusting</li>'
                '<li class="chip step">step set</li></ul>\n'
                '<svg class="pair" viewBox="0 0 64 24" role="img" aria-label="Felt: Far apart">'
                '<circle class="me" cx="8.5" cy="12" r="6"/>'
                '<circle class="them" cx="55.5" cy="12" r="4.5"/></svg>\n'
            ),
        )

    def test_no_word_of_a_writer_is_taken_for_markup(self) -> None:
        bad, shown = '<b>"it\'s" & more', "&lt;b&gt;&quot;it&#x27;s&quot; &amp; more"
        parts = (Part(bad, False), Part(bad, True))
        excerpt = Excerpt(where="text", parts=parts, more_before=False, more_after=False)
        page = reading(Page(title=bad, text=bad), person=bad)
        for drawn, times in ((line(page), 3), (line(page, Match(page, list(parts), excerpt)), 5)):
            self.assertNotIn('<b>"', drawn)
            self.assertEqual(drawn.count(shown), times)

    def test_what_was_found_is_marked_where_it_stands(self) -> None:
        page = reading(Page(title="Quiet tea", text="Tea."))
        heading = [Part("Quiet ", False), Part("tea", True)]
        parts = (Part("ask for ", False), Part("tea", True))
        excerpt = Excerpt(where="step", parts=parts, more_before=True, more_after=True)

        self.assertEqual(
            line(page, Match(page, heading, excerpt)),
            article(
                f"{AT}Quiet <mark>tea</mark></a></h3>\n"
                '<p class="excerpt">Small step: … ask for <mark>tea</mark> …</p>\n'
            ),
        )
        self.assertIn('<p class="excerpt">Tea.</p>', line(page, Match(page, heading, None)))

    def test_a_page_that_does_not_open_says_so_and_nothing_else(self) -> None:
        shut = reading(Page(title="Tea"), opens=False, person="Sam")

        self.assertEqual(line(shut), article(f"{AT}Kept safe, cannot be opened</a></h3>\n"))
