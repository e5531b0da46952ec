"""What was found, as whole pages to be read through or printed."""

import html
import re
from datetime import date, timedelta

from journal.models import Journal
from journal.page import Answer
from tests.base import make_user
from tests.journal.factories import make_entry
from tests.journal.views.test_finding import FindTestCase

WHOLE = re.compile(r'<a href="([^"]+)">Read these whole, or print them</a>')
OLDER = re.compile(r'rel="next" href="([^"]+)"')
DAY = re.compile(r'<p class="eyebrow"><a href="/entries/[^"]+">([^<]+)</a>')


class WholeTests(FindTestCase):
    def whole(self, address: str) -> list[str]:
        """Open the screen of whole pages, and return the days they are about."""
        self.read(self.client.get(html.unescape(address)))
        return DAY.findall(self.page)

    def test_exactly_the_found_pages_are_there_whole(self) -> None:
        answer = Answer(prompt="x", strategy=None, phase="notice", question="What?", text="So.")
        text = "quartz " + "and a long way round " * 40 + "to the end."
        make_entry(self.journal, about_on=date(2026, 11, 3), text=text, answers=(answer,))
        make_entry(self.journal, about_on=date(2026, 11, 7), title="Second", text="Quartz.")
        make_entry(self.journal, about_on=date(2026, 11, 5), title="Chalk", text="Slate.")
        make_entry(self.journal, title="Binned", text="quartz", deleted=True)
        stranger = Journal.objects.of(make_user("mallory"))
        make_entry(stranger, about_on=date(2026, 11, 4), title="Theirs", text="quartz")
        self.find("quartz")
        [address] = WHOLE.findall(self.page)

        days = self.whole(address)

        self.assertEqual(days, ["Saturday 7 November 2026", "Tuesday 3 November 2026"])
        for words in ("<h1>2 pages</h1>", ">What?</h2>", ">So.</p>", "to the end.", "Second"):
            self.assertIn(words, self.page)
        for words in ("Chalk", "Slate", "Binned", "Theirs", "more than fit"):
            self.assertNotIn(words, self.page)
        self.assertNotIn("quartz", html.unescape(address))

    def test_a_filter_alone_leads_there_too(self) -> None:
        make_entry(self.journal, about_on=date(2026, 11, 3), starred=True)
        make_entry(self.journal, about_on=date(2026, 11, 4))

        self.assertEqual(self.whole("/journal/?star=1&whole=1"), ["Tuesday 3 November 2026"])

        self.assertIn("<p>starred</p>", self.page)

    def test_two_hundred_fit_and_the_rest_is_said_and_goes_on(self) -> None:
        first_day = date(2026, 1, 1)
        for number in range(202):
            make_entry(self.journal, about_on=first_day + timedelta(number), starred=True)

        first = self.whole("/journal/?star=1&whole=1")
        said = "Here are 1 to 200, newest first." in self.page
        [older] = OLDER.findall(self.page)
        rest = self.whole(older)

        self.assertTrue(said)
        self.assertEqual((len(first), len({*first, *rest})), (200, 202))
        self.assertEqual(rest, ["Friday 2 January 2026", "Thursday 1 January 2026"])
        self.assertIn("Here are 201 to 202, newest first.", self.page)
        self.assertEqual(OLDER.findall(self.page), [])

    def test_where_nothing_is_found_it_leads_back(self) -> None:
        response = self.client.get("/journal/?star=1&whole=1")

        self.assertRedirects(response, "/journal/?star=1")

    def test_without_anything_found_nothing_is_offered(self) -> None:
        self.at(star="1")

        self.assertEqual(WHOLE.findall(self.page), [])

    def test_what_is_no_place_is_not_found(self) -> None:
        response = self.client.get("/journal/?star=1&whole=1&before=x")

        self.assertEqual(response.status_code, 404)

    def test_a_stranger_sees_none_of_it(self) -> None:
        make_entry(self.journal, title="Mine", text="quartz")
        self.find("quartz")
        [address] = WHOLE.findall(self.page)
        self.client.force_login(make_user("mallory"))

        self.assertNotIn(
            "Mine", self.client.get(html.unescape(address), follow=True).content.decode()
        )

    def test_a_visitor_is_asked_to_sign_in(self) -> None:
        self.client.logout()

        response = self.client.get("/journal/?star=1&whole=1")

        self.assertRedirects(response, "/accounts/login/?next=/journal/%3Fstar%3D1%26whole%3D1")

    def test_it_takes_six_queries_however_many_pages(self) -> None:
        for _ in range(3):
            make_entry(self.journal, starred=True, step="breathe")

        # session, account, journal with key, version, people, pages with steps
        with self.assertNumQueries(6):
            self.client.get("/journal/?star=1&whole=1")
