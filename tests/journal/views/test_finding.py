"""Finding pages again: words that stay out of the address, filters that stay in it."""

import html
import re
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import time_machine
from django.utils import timezone

from guidance import shelf
from journal.find.token import seal, unseal
from journal.models import Entry, Journal, Step
from journal.page import Answer, JournalSettings
from journal.views.asked import GONE, HIDDEN
from tests.base import make_user
from tests.journal.cases import JournalTestCase
from tests.journal.factories import damaged, make_entry, make_person

TITLE = re.compile(r'<h3><a href="[^"]+">(.*?)\s*</a>')
EXCERPT = re.compile(r'<p class="excerpt">(.*?)</p>', re.DOTALL)
DROP = re.compile(r'<a href="([^"]+)"><span class="visually-hidden">Drop </span>([^<]+)<')
COUNT = re.compile(r'<h2 id="found">([^<]+)</h2>')
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


class FindTestCase(JournalTestCase):
    page = ""

    def read(self, response: Any) -> list[str]:
        """Keep the screen, and return the titles on it."""
        self.assertEqual(response.status_code, 200)
        self.page = response.content.decode()
        return TITLE.findall(self.page)

    def excerpts(self) -> list[str]:
        """Return the excerpts on the screen, as a browser spaces them."""
        return [" ".join(one.split()) for one in EXCERPT.findall(self.page)]

    def find(self, words: str = "", **filters: str) -> list[str]:
        """Send the form, and return the titles of what is found."""
        return self.read(self.client.post("/journal/", {"words": words, **filters}, follow=True))

    def at(self, **asked: str) -> list[str]:
        """Open an address, and return the titles of what is found."""
        return self.read(self.client.get("/journal/", asked))

    @property
    def count(self) -> str:
        """What is said of how many there are; "" where nothing was looked for."""
        return next(iter(COUNT.findall(self.page)), "")

    @property
    def drops(self) -> dict[str, str]:
        """What is asked for, and the address without it."""
        return {html.unescape(words): html.unescape(at) for at, words in DROP.findall(self.page)}

    @staticmethod
    def code(slug: str) -> str:
        """Return the code of a sign, fear or strategy."""
        book = shelf.current()
        shelves = (book.signs, book.fears, book.strategies)
        return next(one[slug].code for one in shelves if slug in one)


class WordTests(FindTestCase):
    def test_the_words_go_into_the_address_sealed_only(self) -> None:
        response = self.client.post("/journal/", {"words": "  Kitchen table "})

        found = re.fullmatch(r"/journal/\?find=([\w-]+)", response.headers["Location"])
        assert found
        sealed = unseal(found[1], self.journal.keyring, self.journal.pk, timezone.now())
        self.assertEqual((response.status_code, sealed), (302, "Kitchen table"))

    def test_every_text_is_looked_through(self) -> None:
        sam = make_person(self.journal, "Samira")
        answer = Answer(
            prompt="x", strategy=None, phase="notice", question="What moved?", text="Céleste did"
        )
        make_entry(self.journal, title="A title with Quartz")
        make_entry(self.journal, title="text", text="The CAFÉ was full.")
        make_entry(self.journal, title="answer", answers=(answer,))
        make_entry(self.journal, title="person", person=sam.pk)
        make_entry(self.journal, title="step", step="write a postcard")
        make_entry(self.journal, title="line", text="x", kept_line="What I keep of the harbour.")

        for words, expected in (
            ("quartz", ["A title with <mark>Quartz</mark>"]),
            ("cafe", ["text"]),
            ("celeste", ["answer"]),
            ("moved", ["answer"]),
            ("samira", ["person"]),
            ("postcard", ["step"]),
            ("harbour", ["line"]),
            ("zebra", []),
        ):
            with self.subTest(words=words):
                self.assertEqual(self.find(words), expected)
        self.find("harbour")
        self.assertEqual(
            self.excerpts(), ["A line you kept: What I keep of the <mark>harbour</mark>."]
        )

    def test_all_words_a_phrase_and_without(self) -> None:
        make_entry(self.journal, title="one", text="We talked in the kitchen. It rained.")
        make_entry(self.journal, title="two", text="The kitchen, and we talked.")

        self.assertEqual(self.find("kitchen talked"), ["two", "one"])
        self.assertEqual(self.find('"talked in the kitchen"'), ["one"])
        self.assertEqual(self.find("kitchen -rained"), ["two"])

    def test_the_match_stands_in_its_sentence_marked(self) -> None:
        make_entry(
            self.journal, title="t", text="It was late. Then <Sam> laughed out loud. " + "x " * 200
        )
        make_entry(self.journal, title="t", step="ring Sam at laughter o'clock")

        self.find("laugh")

        first, second = self.excerpts()
        self.assertEqual(first, "Small step: ring Sam at <mark>laugh</mark>ter o&#x27;clock")
        self.assertTrue(
            second.startswith("… Then &lt;Sam&gt; <mark>laugh</mark>ed out loud. x x "), second
        )
        self.assertTrue(second.endswith(" x …"), second)

    def test_a_page_that_was_found_by_its_title_shows_how_it_begins(self) -> None:
        make_entry(self.journal, title="Quartz", text="Beginnings.")

        self.assertEqual(self.find("quartz"), ["<mark>Quartz</mark>"])
        self.assertEqual(self.excerpts(), ["Beginnings."])

    def test_the_form_keeps_the_words(self) -> None:
        self.find('"left <ajar>" -door')

        self.assertIn('value="&quot;left &lt;ajar&gt;&quot; -door"', self.page)

    def test_only_the_writers_own_kept_pages_that_open(self) -> None:
        make_entry(make_user("mallory"), title="theirs", text="quartz")
        make_entry(self.journal, title="binned", text="quartz", deleted=True)
        broken = make_entry(self.journal, title="broken", text="quartz")
        Entry.objects.filter(pk=broken.pk).update(sealed=damaged(broken))
        make_entry(self.journal, title="mine", text="quartz")

        self.assertEqual(self.find("quartz"), ["mine"])

    def test_a_page_whose_step_does_not_open_is_found_by_its_own_words(self) -> None:
        make_entry(self.journal, title="mine", text="quartz", step="x")
        Step.objects.update(sealed=b"J1")

        self.assertEqual(self.find("quartz"), ["mine"])

    def test_nothing_found_says_so_and_offers_to_drop_what_was_asked(self) -> None:
        make_entry(self.journal, title="mine", text="quartz", starred=True)

        self.assertEqual(self.find("quartz zebra", starred="on"), [])

        self.assertEqual(self.count, "Nothing found")
        self.assertEqual(list(self.drops), ["“quartz zebra”", "starred"])
        self.assertEqual(self.drops["“quartz zebra”"], "/journal/?star=1")
        self.assertEqual(self.read(self.client.get(self.drops["“quartz zebra”"])), ["mine"])


class TokenTests(FindTestCase):
    def setUp(self) -> None:
        super().setUp()
        make_entry(self.journal, title="mine", text="quartz")

    def test_an_address_with_words_works_for_a_day(self) -> None:
        with time_machine.travel(NOON, tick=False) as clock:
            self.client.force_login(self.ada)
            address = self.client.post("/journal/", {"words": "quartz"}).headers["Location"]
            clock.shift(timedelta(days=1))
            self.assertEqual(self.read(self.client.get(address)), ["mine"])
            clock.shift(timedelta(seconds=1))
            self.assertEqual(self.read(self.client.get(address)), [])

        self.assertIn(GONE, self.page)
        self.assertEqual(self.count, "")

    def test_filters_of_an_address_whose_words_are_gone_still_count(self) -> None:
        self.assertEqual(self.at(find="AAAA", star="1"), [])

        self.assertIn(GONE, self.page)
        self.assertEqual(list(self.drops), ["starred"])

    def test_another_writers_address_tells_nothing(self) -> None:
        other = Journal.objects.of(make_user("mallory"))
        token = seal("quartz", other.keyring, other.pk, timezone.now())

        self.assertEqual(self.at(find=token), [])

        self.assertIn(GONE, self.page)
        self.assertNotIn("quartz", self.page)

    def test_a_garbled_one_is_a_sentence(self) -> None:
        for token in ("", "x", "é", "%00", "a" * 10_000, "\ud83d"):
            with self.subTest(token=token[:9]):
                address = "/journal/?find=" + token.encode("utf-8", "replace").decode()
                self.read(self.client.get(address))
                self.assertEqual(GONE in self.page, bool(token))


class FilterTests(FindTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.sam = make_person(self.journal, "Sam")
        answer = Answer(
            prompt="x", strategy="take-it-slow", phase="respond", question="q", text="a"
        )
        make_entry(self.journal, title="me", signs={"distance": "me"}, fears=("trust-hard",))
        make_entry(self.journal, title="both", signs={"distance": "both", "listened": "them"})
        make_entry(self.journal, title="far", closeness_felt=2, about_on=date(2025, 3, 1))
        make_entry(self.journal, title="near", closeness_felt=6, about_on=date(2025, 5, 31))
        make_entry(self.journal, title="sam", person=self.sam.pk, answers=(answer,))
        make_entry(self.journal, title="star", starred=True)

    def test_each_filter_alone(self) -> None:
        for asked, expected in (
            ({"f": self.code("distance")}, {"me", "both"}),
            ({"f": self.code("distance"), "who": "me"}, {"me", "both"}),
            ({"f": self.code("distance"), "who": "only-me"}, {"me"}),
            ({"f": self.code("distance"), "who": "them"}, {"both"}),
            ({"f": self.code("trust-hard")}, {"me"}),
            ({"f": self.code("take-it-slow")}, {"sam"}),
            ({"p": str(self.sam.pk)}, {"sam"}),
            ({"low": "6"}, {"near"}),
            ({"low": "1", "high": "5"}, {"far"}),
            ({"from": "2025-03-01", "to": "2025-05-31"}, {"far", "near"}),
            ({"to": "2025-05-30"}, {"far"}),
            ({"star": "1"}, {"star"}),
        ):
            with self.subTest(asked=asked):
                self.assertEqual(set(self.at(**asked)), expected)

    def test_the_form_leads_to_an_address_of_codes_that_finds_the_same(self) -> None:
        sent = {
            "words": "",
            "sign": self.code("distance"),
            "who": "me",
            "fear": self.code("trust-hard"),
            "since": "2026-12-31",
            "until": "2020-01-01",
        }

        response = self.client.post("/journal/", sent)

        codes = f"f={self.code('distance')}&f={self.code('trust-hard')}&who=me"
        self.assertEqual(
            response.headers["Location"], f"/journal/?{codes}&from=2020-01-01&to=2026-12-31"
        )
        self.assertEqual(self.read(self.client.get(response.headers["Location"])), ["me"])
        self.assertEqual(
            list(self.drops),
            ["More distance", "by me", "Trouble trusting", "1 January 2020 to 31 December 2026"],
        )
        self.assertIn(f'<option value="{self.code("distance")}" selected>', self.page)
        self.assertIn('value="2020-01-01"', self.page)

    def test_each_thing_asked_for_can_be_dropped(self) -> None:
        self.assertEqual(self.at(p=str(self.sam.pk), low="1", high="2", star="1"), [])

        self.assertEqual(
            self.drops,
            {
                "with Sam": "/journal/?low=1&high=2&star=1",
                "felt “Worlds apart” to “Far apart”": f"/journal/?p={self.sam.pk}&star=1",
                "starred": f"/journal/?p={self.sam.pk}&low=1&high=2",
            },
        )

    def test_pages_that_name_someone_merged_are_found_about_both(self) -> None:
        samuel = make_person(self.journal, "Samuel")
        make_entry(self.journal, title="samuel", person=samuel.pk)
        self.sam.merge(samuel, self.journal.keyring)

        for pk in (self.sam.pk, samuel.pk):
            with self.subTest(pk=pk):
                self.assertEqual(set(self.at(p=str(pk))), {"sam", "samuel"})
                self.assertIn("with Samuel", self.drops)
                self.assertIn(f'<option value="{samuel.pk}" selected>Samuel</option>', self.page)
        self.assertEqual(set(self.find("samuel")), {"sam", "<mark>samuel</mark>"})

    def test_a_stranger_is_no_one(self) -> None:
        stranger = make_person(Journal.objects.of(make_user("mallory")), "Theirs")
        for pk in (stranger.pk, uuid4()):
            with self.subTest(pk=pk):
                self.assertEqual(self.at(p=str(pk)), [])
                self.assertIn("That person is not in your journal", self.page)
                self.assertNotIn("Theirs", self.page)

    def test_hidden_closeness_is_no_filter(self) -> None:
        self.journal.keep_settings(JournalSettings(hide_closeness=True))

        self.assertEqual(self.at(low="6"), [])

        self.assertIn(HIDDEN, self.page)
        self.assertEqual(self.drops, {})
        for gone in ("Felt close", 'name="low"', 'name="high"'):
            self.assertNotIn(gone, self.page)

    def test_what_is_asked_wrongly_is_a_sentence_and_the_rest_counts(self) -> None:
        for name, value in (
            ("f", "zz"),
            ("who", "nobody"),
            ("p", "x"),
            ("low", "9"),
            ("high", "0"),
            ("from", "2026-13-01"),
            ("to", "0000-01-01"),
            ("star", "yes"),
        ):
            with self.subTest(name=name):
                right = self.code("trust-hard")
                answer = self.client.get(f"/journal/?f={right}&{name}={value}")
                self.assertEqual(self.read(answer), ["me"])
                self.assertRegex(self.page, r'<p class="note">[^<]+ left out\.</p>')

    def test_an_address_that_asks_for_nothing_known_shows_the_form_and_no_page(self) -> None:
        self.assertEqual(self.at(f="zz"), [])

        self.assertEqual((self.count, self.drops), ("", {}))
        self.assertIn('name="words"', self.page)

    def test_shortcuts_ask_for_one_thing_more(self) -> None:
        make_entry(self.journal, title="star", starred=True, person=self.sam.pk)
        make_person(self.journal, "Nobody's page here")
        with time_machine.travel(NOON, tick=False):
            self.client.force_login(self.ada)
            self.at(star="1")

        offered = re.findall(r'<a href="([^"]+)">([^<]+)</a>', self.page.partition("Only those")[2])
        self.assertEqual(
            [(words, html.unescape(at)) for at, words in offered][:4],
            [
                ("With Sam", f"/journal/?p={self.sam.pk}&star=1"),
                ("Felt close", "/journal/?low=5&high=7&star=1"),
                ("Sep to Nov 2026", "/journal/?from=2026-09-01&to=2026-11-30&star=1"),
                ("Jun to Aug 2026", "/journal/?from=2026-06-01&to=2026-08-31&star=1"),
            ],
        )

    def test_the_people_offered_are_those_of_the_newest_pages_found(self) -> None:
        for number in range(7):
            one = make_person(self.journal, f"Person {number}")
            make_entry(
                self.journal,
                text="x",
                person=one.pk,
                starred=True,
                about_on=date(2026, 1, 1 + number),
            )

        self.at(star="1")

        offered = re.findall(r">With (Person \d)</a>", self.page)
        self.assertEqual(offered, [f"Person {number}" for number in (6, 5, 4, 3, 2)])
        self.assertIn('<a href="/journal/find/">With whom, and when</a>', self.page)

    def test_of_a_sign_the_sides_are_one_tap_away(self) -> None:
        code = self.code("distance")
        self.at(f=code)

        for words, expected in (("By me", ["me", "both"]), ("By both of us", ["both"])):
            address = re.search(rf'href="([^"]+)">{words}</a>', self.page)
            assert address
            answer = self.client.get(html.unescape(address[1]))
            self.assertEqual(set(TITLE.findall(answer.content.decode())), set(expected))
        self.at(f=code, who="me")
        self.assertNotIn(">By them</a>", self.page)

    def test_pages_that_do_not_open_are_told_of(self) -> None:
        for asked, said in (
            (
                {"star": "1"},
                "2 pages could not be opened, so they are left out here. They are kept",
            ),
            (
                {"star": "1", "to": "2024-12-31"},
                "1 page could not be opened, so it is left out here.",
            ),
            ({"star": "1", "to": "2023-12-31"}, ""),
        ):
            for year in (2024, 2025) if said.startswith("2") else ():
                broken = make_entry(self.journal, starred=True, about_on=date(year, 6, 1))
                Entry.objects.filter(pk=broken.pk).update(sealed=damaged(broken))
            for whole in ({}, {"whole": "1"}):
                with self.subTest(asked=asked, whole=whole):
                    self.read(self.client.get("/journal/", asked | whole, follow=True))
                    self.assertIn(said, self.page)
                    self.assertEqual("could not be opened" in self.page, bool(said))
        make_entry(make_user("mallory"), starred=True)
        Entry.objects.exclude(journal=self.journal).update(sealed=b"J1")
        self.at(star="1")
        self.assertIn("2 pages could not be opened", self.page)


class PagingTests(FindTestCase):
    def link(self, text: str) -> str:
        found = re.search(rf'href="([^"]+)">{text}</a>', self.page)
        assert found, text
        return html.unescape(found[1])

    def test_older_and_newer_lead_through_everything_that_was_found_once(self) -> None:
        with time_machine.travel(NOON, tick=False):
            for number in range(45):
                make_entry(self.journal, title=f"page {number:02}", text="quartz")
                make_entry(self.journal, title="other")
        rows = Entry.objects.newest_first()
        expected = [entry.read(self.journal.keyring).title for entry in rows]
        expected = [title for title in expected if title != "other"]

        first = self.find("quartz")
        self.assertIn("1 to 20, newest first", self.page)
        self.assertNotIn(">Newer<", self.page)
        second = self.read(self.client.get(self.link("Older")))
        self.assertIn("21 to 40, newest first", self.page)
        third = self.read(self.client.get(self.link("Older")))
        self.assertNotIn(">Older<", self.page)

        self.assertEqual(self.count, "45 pages")
        self.assertEqual([len(first), len(second), len(third)], [20, 20, 5])
        self.assertEqual(first + second + third, expected)
        self.assertEqual(self.read(self.client.get(self.link("Newer"))), second)
        self.assertEqual(self.read(self.client.get(self.link("Newer"))), first)
        self.assertIn("1 to 20, newest first", self.page)
        self.assertNotIn(">Newer<", self.page)

    def test_a_place_past_the_last_page_leads_to_the_first(self) -> None:
        entry = make_entry(self.journal, starred=True)

        for side in ("before", "after"):
            with self.subTest(side=side):
                answer = self.client.get(f"/journal/?star=1&{side}={entry.place.code()}")
                self.assertRedirects(answer, "/journal/?star=1")

    def test_a_place_that_is_none_is_not_found(self) -> None:
        for code in ("", "x", "_" * 38):
            with self.subTest(code=code):
                answer = self.client.get(f"/journal/?star=1&before={code}")
                self.assertEqual(answer.status_code, 404)


class WrongInputTests(FindTestCase):
    def refused(self, **sent: str) -> str:
        """Send what cannot be looked for, and return the screen."""
        response = self.client.post("/journal/", sent)
        self.assertEqual(response.status_code, 400)
        return response.content.decode()

    def test_words_that_ask_for_nothing_are_a_sentence_and_stay(self) -> None:
        for words, said in (
            ("", "Write a word to look for, or choose a filter below."),
            ("   ", "Write a word to look for, or choose a filter below."),
            ("-", "A minus leaves out the word right behind it. Write one there."),
            ('"', "Write the words you look for between the quotes."),
            ("y" * 10_000, "This is 10,000 characters long, and there is room for 200."),
        ):
            with self.subTest(words=words[:5]):
                screen = self.refused(words=words)
                self.assertIn(said, screen)
                if words.strip():
                    self.assertIn(f'value="{html.escape(words)}"', screen)

    def test_choices_and_days_that_are_none_are_a_sentence_and_the_words_stay(self) -> None:
        for field, value, said in (
            ("person", str(uuid4()), "Choose one from the list."),
            ("sign", self.code("trust-hard"), "Choose one from the list."),
            ("who", "x", "Choose one from the list."),
            ("fear", "x", "Choose one from the list."),
            ("strategy", "x", "Choose one from the list."),
            ("low", "9", "Choose one from the list."),
            ("high", "0", "Choose one from the list."),
            ("since", "2026-13-01", "Write the day as year, month and day"),
            ("until", "1899-12-31", "Choose a day from 1900 on."),
        ):
            with self.subTest(field=field):
                screen = self.refused(words="quartz", **{field: value})
                self.assertIn(said, screen)
                self.assertIn('value="quartz"', screen)
                self.assertIn('<details class="more" open>', screen)

    def test_control_characters_and_half_pairs_are_no_error(self) -> None:
        make_entry(self.journal, title="mine", text="quartz")

        self.assertEqual(self.find("qua\0rtz\x07"), ["mine"])
        body, kind = "words=%ED%A0%BD", "application/x-www-form-urlencoded"
        answer = self.client.post("/journal/", body, content_type=kind)
        self.assertEqual(answer.status_code, 302)

    def test_half_understood_words_are_found_with_a_note(self) -> None:
        make_entry(self.journal, title="mine", text="quartz")

        self.assertEqual(self.find("quartz -"), ["mine"])

        self.assertIn("A minus leaves out the word right behind it.", self.page)


class AccessTests(FindTestCase):
    def test_a_visitor_is_asked_to_sign_in(self) -> None:
        self.client.logout()
        for answer in (
            self.client.get("/journal/?star=1"),
            self.client.post("/journal/", {"words": "quartz"}),
        ):
            self.assertEqual(answer.status_code, 302)
            self.assertIn("/accounts/login/", answer.headers["Location"])
            self.assertNotIn("quartz", answer.headers["Location"])

    def test_thirty_searches_then_a_minute_and_the_words_stay(self) -> None:
        with time_machine.travel(NOON, tick=False) as clock:
            self.client.force_login(self.ada)
            for _ in range(30):
                self.assertEqual(self.client.post("/journal/", {"words": "x"}).status_code, 302)
            full = self.client.post("/journal/", {"words": "quartz"})
            clock.shift(timedelta(minutes=1))
            again = self.client.post("/journal/", {"words": "quartz"})

        self.assertEqual((full.status_code, full.headers["Retry-After"]), (429, "60"))
        self.assertContains(full, "Please wait a minute, then press Find again.", status_code=429)
        self.assertContains(full, 'value="quartz"', status_code=429)
        self.assertEqual(again.status_code, 302)

    def test_another_writers_searches_do_not_count(self) -> None:
        for _ in range(30):
            self.client.post("/journal/", {"words": "x"})
        self.client.force_login(make_user("mallory"))

        self.assertEqual(self.client.post("/journal/", {"words": "x"}).status_code, 302)

    def test_six_queries_however_many_pages(self) -> None:
        address = self.client.post("/journal/", {"words": "quartz"}).headers["Location"]
        for pages in (1, 3):
            while self.journal.entries.count() < pages:
                sam = make_person(self.journal, "Sam")
                make_entry(self.journal, step="breathe", text="quartz", person=sam.pk)
            for asked in (address, "/journal/?high=7&from=2000-01-01", f"{address}&star=1"):
                with self.subTest(pages=pages, asked=asked[-20:]):
                    # session, account, journal with key, people, version of the guide, pages
                    with self.assertNumQueries(6):
                        self.client.get(asked)

    def test_the_timeline_leads_to_the_form(self) -> None:
        make_entry(self.journal)

        page = self.client.get("/journal/").content.decode()

        self.assertIn('<a class="button quiet" href="/journal/find/">Find</a>', page)
