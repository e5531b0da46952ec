"""Patterns: what the screen shows and hides, the pages behind each number, what is left out."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import time_machine
from django.utils import timezone

from guidance import shelf
from journal.models import Entry, Journal
from journal.models.overview import overview
from journal.page import JournalSettings, StepPlan, Who
from tests.base import make_user
from tests.journal.cases import JournalTestCase
from tests.journal.factories import damaged, make_entry, make_person, make_step

NUMBER = re.compile(r'<a href="\?([^"]*n=[^"]+)">([^<]+)</a>')
TITLE = re.compile(r'<h3><a href="[^"]+">([^<]+)</a>')
NOT_ENOUGH = "Not enough yet to show anything fair"
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
TODAY = NOON.date()


class PatternsTestCase(JournalTestCase):
    def setUp(self) -> None:
        clock = time_machine.travel(NOON, tick=False)
        clock.start()
        self.addCleanup(clock.stop)
        super().setUp()

    def write(self, days: int, title: str = "", **fields: Any) -> Entry:
        """Keep a page about so many days ago."""
        title = title or f"{days} days ago"
        return make_entry(
            self.journal, about_on=TODAY - timedelta(days=days), title=title, **fields
        )

    def page(self, address: str = "/patterns/") -> str:
        response = self.client.get(address)
        self.assertEqual(response.status_code, 200)
        return response.content.decode()

    def numbers(self, address: str = "/patterns/") -> dict[str, str]:
        """Return each number that is a link, by its address."""
        return {
            f"/patterns/?{query.replace('&amp;', '&')}": shown
            for query, shown in NUMBER.findall(self.page(address))
        }

    def behind(self, key: str, **choices: str) -> list[str]:
        """Return the titles behind a number."""
        response = self.client.get("/patterns/", {"span": "12w", **choices, "n": key})
        return TITLE.findall(response.content.decode())


class BoardTests(PatternsTestCase):
    def test_without_a_page_it_invites(self) -> None:
        html = self.page()

        self.assertIn("Write a page", html)
        self.assertNotIn(NOT_ENOUGH, html)
        self.assertNotIn("12 weeks", html)

    def test_without_a_page_in_a_time_there_is_more_time(self) -> None:
        self.write(100)

        html = self.page()

        self.assertIn("none was written, or each is left out. You could choose more time.", html)
        self.assertIn("Kept lines", html)
        self.assertEqual(self.page("/patterns/?span=1y").count(NOT_ENOUGH), 6)

    def test_from_the_first_page_there_is_the_month_and_how_close_it_felt(self) -> None:
        first = self.write(0, closeness_felt=6)

        html = self.page()

        self.assertIn(">November 2026</h2>", html)
        self.assertEqual(
            re.findall(r'href="(/journal/2026/[^"]+)"', html), ["/journal/2026/11/22/"]
        )
        self.assertIn(">22 November, 1 page</span>", html)
        self.assertInHTML(f'<dt><a href="/entries/{first.pk}/">22 Nov 2026</a></dt>', html)
        self.assertEqual(html.count(NOT_ENOUGH), 6)
        self.assertNotIn("chart", html)

    def test_two_answers_are_not_enough_for_the_first_picture_and_three_are(self) -> None:
        for days in (1, 2):
            self.write(days, closeness_felt=3)
        self.assertIn(f"{NOT_ENOUGH} (2 of 3).", self.page())

        self.write(3, closeness_felt=5)
        self.assertIn('<title id="closeness-is">', self.page())
        self.assertEqual(self.numbers(), {"/patterns/?span=12w&n=1.2026-11-16.0": "3 to 5"})

    def test_each_number_opens_as_many_pages_as_it_says(self) -> None:
        for days in range(0, 60, 3):
            self.write(
                days,
                signs={"distance": "me", "reached-out": "both"}
                if days % 2
                else {"listened": "them"},
                fears=("trust-hard",),
                sat=("lighter", "same", "heavier")[days % 3],
            )

        numbers = self.numbers()

        self.assertGreater(len(numbers), 25)
        for address, shown in numbers.items():
            with self.subTest(address):
                html = self.page(address)
                self.assertEqual(len(TITLE.findall(html)), int(shown))
                self.assertIn(f"<h1>{shown} page", html)

    def test_time_and_person_are_chosen_in_the_address(self) -> None:
        sam, kim = (make_person(self.journal, name) for name in ("Sam", "Kim"))
        also_sam = make_person(self.journal, "Sammy")
        also_sam.merge(sam, self.journal.keyring)
        for days, person in ((1, sam), (2, sam), (3, also_sam), (4, kim), (5, None), (100, kim)):
            self.write(days, closeness_felt=4, person=person and person.pk)

        count = {"": "5", "span=4w": "5", "span=1y": "6", "span=all": "6", f"p={sam.pk}": "3"}
        count[f"p={also_sam.pk}"] = "3"
        for query, pages in count.items():
            with self.subTest(query):
                html = self.page(f"/patterns/?{query}")
                self.assertIn(f"{pages} pages say how close you felt", html)
        self.assertIn(f"{NOT_ENOUGH} (2 of 3).", self.page(f"/patterns/?span=all&p={kim.pk}"))
        chosen = re.findall(r'aria-current="true">([^<]+)', self.page(f"/patterns/?p={sam.pk}"))
        self.assertEqual(chosen, ["12 weeks", "Sam"])
        offered = re.findall(r'class="chip pick"[^>]*>([^<]+)', self.page())
        self.assertEqual(offered[4], "Anyone")
        # Sam was written about yesterday, Kim four days ago.
        self.assertEqual(offered[5:], ["Sam", "Kim"])

    def test_of_many_people_those_written_about_lately_come_first(self) -> None:
        people = [make_person(self.journal, f"P{number}") for number in range(9)]
        for days, person in enumerate(people):
            self.write(9 - days, person=person.pk)

        def offered(address: str) -> list[list[str]]:
            few, _, others = self.page(address).partition("<summary>")
            return [re.findall(r'class="chip pick"[^>]*>(P\d)', some) for some in (few, others)]

        self.assertEqual(
            offered("/patterns/"), [["P8", "P7", "P6", "P5", "P4", "P3"], ["P2", "P1", "P0"]]
        )
        self.assertIn("<summary>3 more</summary>", self.page())
        few, others = offered(f"/patterns/?p={people[0].pk}")
        self.assertEqual((few[-1], others), ("P0", ["P2", "P1"]))
        # Seven are shown at once, rather than one of them folded away.
        for gone in people[:2]:
            gone.change(self.journal.keyring, set_aside=True)
        self.assertEqual(len(offered("/patterns/")[0]), 7)
        self.assertNotIn("more</summary>", self.page())

    def test_with_closeness_hidden_there_is_none_and_no_number_of_it(self) -> None:
        for days in range(6):
            self.write(days, closeness_felt=4, sat="same")
        self.journal.keep_settings(JournalSettings(hide_closeness=True))

        html = self.page()

        self.assertEqual(re.findall(r"<h2>([^<]+)</h2>", html)[0], "Signs you noticed")
        for gone in ("How close", "After a small step", "closeness", 'class="pair"'):
            self.assertNotIn(gone, html)
        self.assertEqual(self.behind("1.2026-11-16.0"), [])
        self.assertEqual(len(self.behind("5.1")), 6)

    def test_a_step_and_the_page_after_it_are_shown_together(self) -> None:
        # With Kim there is no step: what comes soon after a step with Sam counts there alone.
        sam, kim = make_person(self.journal, "Sam"), make_person(self.journal, "Kim")
        for week in range(7):
            self.write(7 * week + 6, person=kim.pk, closeness_felt=3)
            one = self.write(7 * week + 5, f"step {week}", person=sam.pk, closeness_felt=2)
            step = make_step(one, StepPlan(will="ring", outcome="did"), due_on=one.about_on)
            step.answered_at = NOON - timedelta(days=7 * week + 4)
            step.save()
            self.write(7 * week + 3, f"next {week}", person=sam.pk, closeness_felt=5)

        html = self.page("/patterns/?span=all")
        self.assertIn(
            "After a step you did, all or part of it, the next page about the same person was"
            " closer in 7 of 7. After pages with no step it was closer in 0 of 6.",
            html,
        )
        shown = self.behind("4.0.1", span="all")
        self.assertEqual(shown[:4], ["step 0", "next 0", "step 1", "next 1"])
        self.assertEqual(len(shown), 14)

    def test_a_pair_is_parted_by_the_side_it_was_noticed_on(self) -> None:
        sides: list[Who] = ["me", "them", "both", "me"] * 6
        for days, side in enumerate(sides):
            self.write(days, f"{side} {days}", signs={"closed-off": side}, fears=("trust-hard",))
        book = shelf.current()
        key = f"3.{book.signs['closed-off'].code}.{book.fears['trust-hard'].code}"

        # Those of a side stay together, on the next screen too.
        mine = [f"me {days}" for days in range(24) if sides[days] == "me"]
        theirs = [f"them {days}" for days in range(1, 24, 4)]
        ours = [f"both {days}" for days in range(2, 24, 4)]
        html = self.page(f"/patterns/?n={key}")
        self.assertEqual(TITLE.findall(html), [*mine, *theirs, *ours[:2]])
        self.assertEqual(
            re.findall(r"<h2>([^<]+)</h2>", html), ["By you", "By them", "By both of you"]
        )
        older = re.search(r'href="([^"]+)">Older', html)
        assert older
        rest = self.page(f"/patterns/{older[1].replace('&amp;', '&')}")
        self.assertEqual(TITLE.findall(rest), ours[2:])
        parts = re.findall(r'<a href="([^"]+)">(By [^:]+): (\d+)<', html)
        self.assertEqual(
            [(name, count) for _, name, count in parts],
            [("By you", "12"), ("By them", "6"), ("By both of you", "6")],
        )
        for (address, name, _), expected in zip(parts, (mine, theirs, ours), strict=True):
            html = self.page(f"/patterns/{address.replace('&amp;', '&')}")
            self.assertEqual(TITLE.findall(html), expected)
            self.assertIn(f"Not sharing · Trouble trusting · {name.lower()}</p>", html)
        for gone in (f"{key}.3", f"{key}.x", "2.x.0", "5.1.0"):
            self.assertEqual(self.behind(gone), [])

    def test_twenty_pages_behind_a_number_are_shown_at_once(self) -> None:
        for number in range(45):
            self.write(number, f"{number:02}", sat="same")
        found, address = [], "/patterns/?span=all&n=5.1"
        while True:
            html = self.page(address)
            found.append(TITLE.findall(html))
            older = re.search(r'href="([^"]+)">Older', html)
            if not older:
                break
            address = f"/patterns/{older[1].replace('&amp;', '&')}"

        self.assertEqual([len(some) for some in found], [20, 20, 5])
        self.assertEqual(
            [*found[0], *found[1], *found[2]], [f"{number:02}" for number in range(45)]
        )
        for gone in ("x", "", str(uuid4())):
            self.assertEqual(self.behind("5.1", before=gone, span="all"), found[0])

    def test_what_is_not_there_is_not_found(self) -> None:
        mallory = Journal.objects.of(make_user("mallory"))
        theirs = make_person(mallory, "Robin").pk
        for query in ("span=5w", "span=", f"p={uuid4()}", f"p={theirs}", "p=sam", "p=%00"):
            with self.subTest(query):
                response = self.client.get(f"/patterns/?{query}")
                self.assertEqual(response.status_code, 404)
                self.assertContains(
                    response,
                    "There is no such time to choose."
                    if "span" in query
                    else "No one of your journal has this address.",
                    status_code=404,
                )
                self.assertContains(response, 'class="button" href="/patterns/"', status_code=404)
                self.assertNotContains(response, "Robin", status_code=404)

    def test_a_number_that_is_gone_says_so(self) -> None:
        for key in ("5.1", "", "x" * 5000, "%00", "<b>"):
            with self.subTest(key=key[:9]):
                html = self.page(f"/patterns/?n={key}")
                self.assertIn("No page is behind this number now.", html)

    def test_only_the_writers_own_kept_pages_count(self) -> None:
        mallory = Journal.objects.of(make_user("mallory"))
        for days in range(5):
            self.write(days, closeness_felt=4)
        make_entry(mallory, about_on=TODAY, closeness_felt=4)
        self.write(1, closeness_felt=4, deleted=True)
        broken = self.write(1, closeness_felt=4)
        Entry.objects.filter(pk=broken.pk).update(sealed=damaged(broken))

        html = self.page("/patterns/?span=all")
        self.assertIn("5 pages say how close you felt", html)
        self.assertIn(
            "1 page could not be opened, so it is left out here. It is kept safe, and nothing was"
            " changed.",
            html,
        )
        # Of another time nothing is said.
        Entry.objects.filter(pk=broken.pk).update(about_on=TODAY - timedelta(days=100))
        self.assertNotIn("could not be opened", self.page())
        self.assertIn("could not be opened", self.page("/patterns/?span=1y"))

    def test_the_days_and_the_person_are_said_in_words(self) -> None:
        sam = make_person(self.journal, "Sam")
        self.write(1, person=sam.pk)

        said = '<p class="muted">31 August 2026 to 22 November 2026, with anyone'
        self.assertIn(said, self.page())
        self.assertIn("to 22 November 2026, with Sam", self.page(f"/patterns/?span=4w&p={sam.pk}"))

    def test_today_is_the_writers_own(self) -> None:
        self.ada.move_to("Pacific/Kiritimati")
        self.client.force_login(self.ada)
        self.write(0)

        self.assertIn('<h2 id="this-month">November 2026', self.page())
        self.assertIn("to 23 November 2026, with anyone", self.page())

    def test_six_queries_and_one_more_behind_a_number(self) -> None:
        for pages in (6, 12):
            with self.subTest(pages=pages):
                while self.journal.entries.count() < pages:
                    sam = make_person(self.journal, "Sam")
                    self.write(1, step="breathe", person=sam.pk, sat="same")
                # session, account, journal with key, version of the guide, people, pages with steps
                with self.assertNumQueries(6):
                    self.client.get("/patterns/")
                with self.assertNumQueries(7):
                    self.client.get("/patterns/?n=5.1")

    def test_a_visitor_is_asked_to_sign_in(self) -> None:
        self.client.logout()

        self.assertRedirects(self.client.get("/patterns/"), "/accounts/login/?next=/patterns/")


class LeftOutTests(PatternsTestCase):
    def test_a_page_can_be_left_out_and_counted_again(self) -> None:
        for days in range(3):
            last = self.write(days, closeness_felt=4)
        address = f"/entries/{last.pk}/patterns/"
        self.assertContains(self.client.get(last.get_absolute_url()), "Leave this page out")

        out = self.client.post(address, {"left_out": "yes"}, follow=True)

        self.assertRedirects(out, last.get_absolute_url())
        self.assertContains(out, "Count it again")
        self.assertIn("(2 of 3)", self.page())

        self.client.post(address, {"left_out": ""})
        self.assertNotIn("(2 of 3)", self.page())
        self.assertEqual(
            Entry.objects.get(pk=last.pk).read(self.journal.keyring).title, "2 days ago"
        )

    def test_what_is_left_out_can_be_found_again(self) -> None:
        sam = make_person(self.journal, "Sam")
        self.write(1, "counted", closeness_felt=4)
        self.write(2, "out", left_out=True)
        self.write(3, "out with Sam", left_out=True, person=sam.pk)
        self.write(100, "out long ago", left_out=True)
        self.write(3, "binned", left_out=True, deleted=True)

        for query, expected in (
            ("span=12w", ["out", "out with Sam"]),
            ("span=all", ["out", "out with Sam", "out long ago"]),
            (f"span=12w&p={sam.pk}", ["out with Sam"]),
        ):
            with self.subTest(query):
                found = re.search(
                    r'<a href="([^"]+)">(\d) pages?(?: left out)?</a>',
                    self.page(f"/patterns/?{query}"),
                )
                assert found
                self.assertEqual(int(found[2]), len(expected))
                html = self.page(f"/patterns/{found[1].replace('&amp;', '&')}")
                self.assertEqual(TITLE.findall(html), expected)
                self.assertIn("You left these out of Patterns.", html)

    def test_seeing_the_address_changes_nothing(self) -> None:
        page = self.write(0)

        self.assertRedirects(
            self.client.get(f"/entries/{page.pk}/patterns/"), page.get_absolute_url()
        )
        self.assertEqual(Entry.objects.get().revision, 1)

    def test_a_page_that_does_not_open_stays_as_it_is(self) -> None:
        page = self.write(0)
        Entry.objects.update(sealed=damaged(page))

        answer = self.client.post(f"/entries/{page.pk}/patterns/", {"left_out": "yes"}, follow=True)

        self.assertContains(answer, "Nothing was changed or lost.")
        self.assertNotContains(answer, "Leave this page out")
        self.assertEqual(bytes(Entry.objects.get().sealed), damaged(page))

    def test_a_stranger_and_a_page_in_the_bin_are_not_found(self) -> None:
        theirs = make_entry(make_user("mallory"))
        binned = self.write(0, deleted=True)
        for entry in (theirs, binned):
            answer = self.client.post(f"/entries/{entry.pk}/patterns/", {"left_out": "yes"})

            self.assertEqual(answer.status_code, 404)
            self.assertEqual(Entry.objects.get(pk=entry.pk).revision, 1)


class OverviewTests(PatternsTestCase):
    def test_pages_from_a_day_on_with_the_steps_looked_back_on(self) -> None:
        self.write(3, text="x")
        self.write(2, text="x", step="ring")
        sam = make_person(self.journal, "Sam").pk
        done = self.write(1, person=sam, step=StepPlan(will="ring", outcome="did"))
        done.step.answered_at = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)
        done.step.save()

        with timezone.override("Europe/Berlin"), self.assertNumQueries(1):
            seen = overview(self.journal, {}, TODAY - timedelta(days=2))

        self.assertEqual(
            sorted((one.on, one.has_step) for one in seen.pages),
            [(TODAY - timedelta(days=2), True), (TODAY - timedelta(days=1), True)],
        )
        self.assertEqual(
            [(one.entry, one.answered_on) for one in seen.steps], [(done.pk, date(2026, 11, 22))]
        )

    def test_the_step_of_a_page_about_nobody_is_not_opened(self) -> None:
        page = self.write(1, text="x", step=StepPlan(will="ring", outcome="did"))
        page.step.answered_at = NOON
        page.step.save()

        seen = overview(self.journal, {})

        self.assertEqual(([one.has_step for one in seen.pages], seen.steps), ([True], []))

    def test_a_step_that_does_not_open_is_a_step_nobody_looked_back_on(self) -> None:
        sam = make_person(self.journal, "Sam").pk
        page = self.write(1, person=sam, step=StepPlan(will="ring", outcome="did"))
        page.step.answered_at = NOON
        page.step.sealed = b"J1"
        page.step.save()

        seen = overview(self.journal, {})

        self.assertEqual(([one.has_step for one in seen.pages], seen.steps), ([True], []))
