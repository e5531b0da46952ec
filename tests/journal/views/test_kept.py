"""What a writer comes back to: kept lines, a warm page, this day in earlier years."""

import re
from datetime import date, timedelta

import time_machine

from journal.models import Entry
from journal.page import JournalSettings, Sat, Who
from tests.base import make_user
from tests.journal.cases import JournalTestCase
from tests.journal.factories import damaged, make_entry, make_person

_LINE = re.compile(r"<blockquote[^>]*>([^<]*)</blockquote>")
ON = date(2026, 11, 1)


class KeptLinesTests(JournalTestCase):
    def lines(self, address: str = "/journal/kept/") -> list[str]:
        self.screen = self.client.get(address).content.decode()
        return _LINE.findall(self.screen)

    def test_the_lines_are_there_newest_page_first_each_with_its_page(self) -> None:
        second = make_entry(self.journal, about_on=ON, text="x", kept_line="The <second>.")
        make_entry(self.journal, about_on=ON + timedelta(days=1), text="x", kept_line="The first.")
        make_entry(self.journal, text="No line.")
        make_entry(self.journal, kept_line="Binned.", deleted=True)
        make_entry(make_user("mallory"), kept_line="Theirs.")
        broken = make_entry(self.journal, kept_line="Broken.")
        Entry.objects.filter(pk=broken.pk).update(sealed=damaged(broken))

        self.assertEqual(self.lines(), ["The first.", "The &lt;second&gt;."])
        self.assertIn("1 page could not be opened, so it is left out here.", self.screen)
        self.assertIn(
            f'<a href="{second.get_absolute_url()}">Sunday 1 November 2026</a>', self.screen
        )

    def test_twenty_a_screen_and_every_one_once(self) -> None:
        for day in range(41):
            make_entry(self.journal, about_on=ON - timedelta(days=day), kept_line=f"Line {day:02}")
            make_entry(self.journal, about_on=ON - timedelta(days=day), text="No line.")

        found, address = self.lines(), "/journal/kept/"
        self.assertEqual(len(found), 20)
        while older := re.findall(r'rel="next" href="([^"]+)"', self.screen):
            found += self.lines(address + older[0])

        self.assertEqual(found, [f"Line {day:02}" for day in range(41)])

    def test_without_any_it_says_how(self) -> None:
        self.assertEqual(self.lines(), [])
        self.assertIn("No line kept yet", self.screen)
        self.assertNotIn("could not be opened", self.screen)

    def test_where_none_opens_it_says_so_too(self) -> None:
        for _ in range(2):
            make_entry(self.journal, kept_line="Broken.")
        Entry.objects.update(sealed=b"J1")

        self.assertEqual(self.lines(), [])
        self.assertIn("No line kept yet", self.screen)
        self.assertIn("2 pages could not be opened, so they are left out here.", self.screen)

    def test_a_place_that_is_none_is_not_found(self) -> None:
        self.assertEqual(self.client.get("/journal/kept/?before=x").status_code, 404)

    def test_four_queries_however_many(self) -> None:
        for pages in (1, 3):
            with self.subTest(pages=pages):
                while Entry.objects.count() < pages:
                    make_entry(self.journal, step="breathe", text="x", kept_line="A line.")
                # session, account, journal with key, pages
                with self.assertNumQueries(4):
                    self.client.get("/journal/kept/")

    def test_a_visitor_is_asked_to_sign_in(self) -> None:
        self.client.logout()
        for name in ("kept", "warm"):
            response = self.client.get(f"/journal/{name}/")
            self.assertRedirects(response, f"/accounts/login/?next=/journal/{name}/")


class WarmPageTests(JournalTestCase):
    def page(self, signs: dict[str, Who], sat: Sat | None = None) -> Entry:
        return make_entry(self.journal, signs=signs, sat=sat)

    def test_it_leads_to_one_with_warmth_and_nothing_distant(self) -> None:
        self.page({"distance": "me"})
        self.page({"reached-out": "me", "distance": "them"})
        self.page({"reached-out": "me"}, "heavier")
        self.page({})
        make_entry(self.journal, signs={"listened": "them"}, deleted=True)
        make_entry(make_user("mallory"), signs={"listened": "them"})
        warm = {self.page({"listened": "both"}), self.page({"reached-out": "them"}, "lighter")}
        addresses = {one.get_absolute_url() for one in warm}

        met = {self.client.get("/journal/warm/").headers["Location"] for _ in range(40)}

        self.assertEqual(met, addresses)

    def test_without_one_it_says_what_one_is(self) -> None:
        self.page({"distance": "me"})

        response = self.client.get("/journal/warm/", follow=True)

        self.assertRedirects(response, "/journal/")
        self.assertContains(response, "you noticed something warm and nothing distant")
        self.assertNotContains(response, "could not be opened")

    def test_one_that_does_not_open_is_told_of(self) -> None:
        self.page({"listened": "both"})
        Entry.objects.update(sealed=b"J1")

        response = self.client.get("/journal/warm/", follow=True)

        self.assertContains(response, "1 page could not be opened, so it is left out here.")


@time_machine.travel("2026-11-22T09:00:00Z", tick=False)
class OnThisDayTests(JournalTestCase):
    def setUp(self) -> None:
        super().setUp()
        sam = make_person(self.journal, "Sam")
        for year, title in ((2025, "Last year"), (2021, "Long ago"), (2026, "Today itself")):
            make_entry(
                self.journal, about_on=date(year, 11, 22), title=title, person=sam.pk, step="x"
            )
        make_entry(self.journal, about_on=date(2025, 11, 21), title="The day before")
        make_entry(self.journal, about_on=date(2025, 11, 22), title="Binned", deleted=True)
        make_entry(make_user("mallory"), about_on=date(2025, 11, 22), title="Theirs")
        broken = make_entry(self.journal, about_on=date(2024, 11, 22))
        Entry.objects.filter(pk=broken.pk).update(sealed=damaged(broken))

    def titles(self) -> list[str]:
        screen = self.client.get("/today/").content.decode()
        return re.findall(r'<h3><a href="[^"]+">([^<]+)</a>', screen)

    def test_it_is_off_until_switched_on_in_settings(self) -> None:
        self.assertEqual(self.titles(), [])

        self.client.post("/settings/journal/", {"on_this_day": "on"})

        self.assertEqual(self.titles(), ["Last year", "Long ago"])
        self.assertContains(self.client.get("/settings/"), 'name="on_this_day"')
        self.client.post("/settings/journal/", {})
        self.assertEqual(self.titles(), [])

    def test_each_setting_is_kept_by_itself(self) -> None:
        self.client.post("/settings/journal/", {"on_this_day": "on", "hide_closeness": "on"})
        self.client.post("/settings/journal/", {"on_this_day": "on"})

        kept = type(self.journal).objects.of(self.ada).settings
        self.assertEqual(kept, JournalSettings(on_this_day=True))

    def test_the_day_is_the_writers_own(self) -> None:
        self.journal.keep_settings(JournalSettings(on_this_day=True))
        self.ada.move_to("Pacific/Midway")
        with time_machine.travel("2026-11-22T09:00:00Z", tick=False):  # still the 21st there
            self.assertEqual(self.titles(), ["The day before"])

    def test_one_query_more(self) -> None:
        self.journal.keep_settings(JournalSettings(on_this_day=True))
        self.client.get("/today/")
        # session, account, journal with key, draft, version of the guide, people, due step;
        # pages of earlier years
        with self.assertNumQueries(8):
            self.client.get("/today/")
