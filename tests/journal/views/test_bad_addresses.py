"""Addresses that ask for what there is not: a sentence in the house's look and a way on."""

from datetime import UTC, datetime

import time_machine

from journal.models import Entry
from tests.journal.cases import JournalTestCase
from tests.journal.factories import make_entry, make_person

LONG = "y" * 10_000
DOOR = "There is nothing behind this door."
LEFT_OUT = "left out."
ASKED = "That filter is not known here, so it was left out."

# What is asked for, the status, a part of the sentence, and where it leads on to.
ADDRESSES = (
    ("/patterns/?span=xx", 404, "There is no such time to choose.", "/patterns/"),
    ("/patterns/?span=", 404, "There is no such time to choose.", "/patterns/"),
    (f"/patterns/?span={LONG}", 404, "There is no such time to choose.", "/patterns/"),
    ("/patterns/?p=x", 404, "No one of your journal has this address.", "/patterns/"),
    ("/patterns/?p=%00", 404, "No one of your journal has this address.", "/patterns/"),
    ("/patterns/?n=x", 200, "No page is behind this number now.", "?span=12w"),
    (f"/patterns/?n={LONG}", 200, "No page is behind this number now.", "?span=12w"),
    ("/patterns/?n=0&before=x", 200, "You left these out of Patterns.", "?span=12w"),
    ("/journal/?before=garbage", 404, DOOR, "/"),
    ("/journal/?after=", 404, DOOR, "/"),
    (f"/journal/?before={LONG}", 404, DOOR, "/"),
    ("/journal/?star=1&before=garbage", 404, DOOR, "/"),
    ("/journal/kept/?before=garbage", 404, DOOR, "/"),
    ("/journal/2026/11/pages/?after=garbage", 404, DOOR, "/"),
    ("/journal/2026/13/", 404, "There is no such month in this calendar.", "/journal/2026/11/"),
    ("/journal/2026/13/pages/", 404, "There is no such month", "/journal/2026/11/"),
    ("/journal/2026/0/", 404, "There is no such month", "/journal/2026/11/"),
    ("/journal/0/", 404, "There is no such year in this calendar.", "/journal/2026/11/"),
    ("/journal/0/1/", 404, "There is no such month", "/journal/2026/11/"),
    ("/journal/2026/2/30/", 404, "There is no such day in this calendar.", "/journal/2026/11/"),
    (f"/journal/{'9' * 60}/", 404, "There is no such year", "/journal/2026/11/"),
    ("/journal/?f=zz", 200, ASKED, "/journal/"),
    (f"/journal/?f={LONG}", 200, ASKED, "/journal/"),
    ("/journal/?f=%00&who=%00&p=%00&low=%00&from=%00&star=%00", 200, LEFT_OUT, "/journal/"),
    ("/journal/?who=us", 200, "That is not one of the sides to choose from", "/journal/"),
    ("/journal/?p=x", 200, "That person is not in your journal", "/journal/"),
    ("/journal/?low=8&high=0", 200, "Closeness goes from 1 to 7", "/journal/"),
    ("/journal/?from=2026-02-30", 200, "That is not a day from 1900 on", "/journal/"),
    ("/journal/?to=0000-00-00", 200, "That is not a day from 1900 on", "/journal/"),
    ("/journal/?find=x", 200, "are kept in an address for one day only.", "/journal/"),
    (f"/journal/?find={LONG}", 200, "are kept in an address for one day only.", "/journal/"),
)

WORDS = (
    (LONG, "This is 10,000 characters long, and there is room for 200. Please shorten it."),
    ("-", "A minus leaves out the word right behind it. Write one there."),
    ("- -- -", "A minus leaves out the word right behind it. Write one there."),
    ('"', "Write the words you look for between the quotes."),
    ('""""', "Write the words you look for between the quotes."),
    ('-""', "Write the words you look for between the quotes."),
    ("", "Write a word to look for, or choose a filter below."),
    (" \t ", "Write a word to look for, or choose a filter below."),
    ("\0", "Write a word to look for, or choose a filter below."),
)


@time_machine.travel(datetime(2026, 11, 22, 12, tzinfo=UTC), tick=False)
class BadAddressTests(JournalTestCase):
    def setUp(self) -> None:
        super().setUp()
        make_entry(
            self.journal, title="Mine", left_out=True, person=make_person(self.journal, "Sam").pk
        )
        make_entry(self.journal, title="Counted")

    def test_each_is_answered_with_a_sentence_and_a_way_on(self) -> None:
        for address, status, said, onward in ADDRESSES:
            with self.subTest(address=address[:50]):
                response = self.client.get(address)

                page = response.content.decode().partition("<main")[2]
                self.assertEqual(response.status_code, status)
                self.assertIn(said, page)
                self.assertIn(f'href="{onward}"', page)
                self.assertIn("<h1", page)

    def test_words_that_are_none_are_answered_beside_the_field(self) -> None:
        for words, said in WORDS:
            with self.subTest(words=words[:5]):
                response = self.client.post("/journal/", {"words": words})

                self.assertContains(response, said, status_code=400)
                self.assertContains(response, 'name="words"', status_code=400)

    def test_nothing_was_changed(self) -> None:
        for address, *_ in ADDRESSES:
            self.client.get(address)
        self.assertEqual([one.revision for one in Entry.objects.all()], [1, 1])
