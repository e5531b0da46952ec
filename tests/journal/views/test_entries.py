"""A page opened, put in the bin, and brought back."""

import re
import uuid
from datetime import UTC, date, datetime

import time_machine

from journal.models import Entry
from journal.page import Answer, StepPlan
from tests.base import make_user
from tests.journal.cases import JournalTestCase
from tests.journal.factories import damaged, make_entry, make_person


class DetailTests(JournalTestCase):
    def test_the_writer_reads_the_whole_page(self) -> None:
        sam = make_person(self.journal, "Sam")
        entry = make_entry(
            self.journal,
            about_on=date(2026, 11, 22),
            step=StepPlan(when="we eat", will="say one thing"),
            title="The <dishes>",
            text="And then\n  the news.",
            answers=(
                Answer(
                    prompt="x", strategy=None, phase="notice", question="What?", text="Fine & so."
                ),
            ),
            person=sam.pk,
            closeness_felt=3,
            closeness_wanted=6,
            signs={"distance": "both", "listened": "them"},
            fears=("trust-hard",),
            feelings=("tender", "numb"),
        )

        response = self.client.get(entry.get_absolute_url())

        for words in (
            "Sunday 22 November 2026",
            f'with <a href="/people/{sam.pk}/">Sam</a>',
            "The &lt;dishes&gt;",
            ">And then\n  the news.</p>",
            ">What?</h2>",
            "Fine &amp; so.",
            "A bit far",
            "Close",
            "More distance: I kept away · They kept away",
            "Really listening: They listened",
            "Trouble trusting",
            'chip">tender</span>',
            'chip">numb</span>',
            "When we eat",
            "I will say one thing",
            "Look back on Wednesday 25 November 2026",
        ):
            self.assertContains(response, words)

    def test_the_time_is_that_of_the_zone_it_was_written_in(self) -> None:
        with time_machine.travel(datetime(2026, 11, 22, 23, 30, tzinfo=UTC)):
            entry = make_entry(self.journal, text="x", zone="Asia/Tokyo")
            self.ada.move_to("America/New_York")
            self.client.force_login(self.ada)

            self.assertContains(self.client.get(entry.get_absolute_url()), ">08:30</p>")

    def test_a_stranger_cannot_tell_that_the_page_exists(self) -> None:
        entry = make_entry(self.journal, text="x")
        self.client.force_login(make_user("mallory"))

        there = self.client.get(entry.get_absolute_url())
        nowhere = self.client.get(f"/entries/{uuid.uuid4()}/")

        self.assertEqual((there.status_code, nowhere.status_code), (404, 404))
        self.assertEqual(there.content, nowhere.content)

    def test_a_visitor_signs_in_first(self) -> None:
        entry = make_entry(self.journal, text="x")
        self.client.logout()

        response = self.client.get(entry.get_absolute_url())

        self.assertRedirects(response, f"/accounts/login/?next={entry.get_absolute_url()}")

    def test_a_page_that_does_not_open_is_kept_safe(self) -> None:
        entry = make_entry(self.journal, text="x")
        Entry.objects.update(sealed=damaged(entry))

        response = self.client.get(entry.get_absolute_url())

        self.assertContains(response, "This page is kept safe, but it cannot be opened now")
        self.assertRedirects(
            self.client.get(f"/entries/{entry.pk}/edit/"), entry.get_absolute_url()
        )

    def test_names_of_signs_read_as_they_read_today(self) -> None:
        from guidance.models import Sign

        entry = make_entry(self.journal, signs={"distance": "me"})
        sign = Sign.objects.get(slug="distance")
        sign.name = "Further apart"
        sign.save()
        sign.retire()

        self.assertContains(self.client.get(entry.get_absolute_url()), "Further apart")

    def test_it_leads_to_the_pages_beside_it(self) -> None:
        first, middle, last = (
            make_entry(self.journal, about_on=date(2026, 11, day)) for day in (1, 3, 5)
        )
        make_entry(self.journal, about_on=date(2026, 11, 2), deleted=True)
        binned = make_entry(self.journal, about_on=date(2026, 11, 4), deleted=True)
        make_entry(make_user("mallory"), about_on=date(2026, 11, 3))

        def beside(entry: Entry) -> dict[str, str]:
            screen = self.client.get(entry.get_absolute_url()).content.decode()
            return dict(re.findall(r'rel="(prev|next)" href="([^"]+)"', screen))

        for entry, older, newer in ((first, None, middle), (middle, first, last)):
            with self.subTest(on=entry.about_on):
                expected = {"prev": older, "next": newer}
                self.assertEqual(
                    beside(entry),
                    {side: one.get_absolute_url() for side, one in expected.items() if one},
                )
        self.assertEqual(beside(last), {"prev": middle.get_absolute_url()})
        self.assertEqual(beside(binned), {})

    def test_a_page_is_opened_in_eight_queries(self) -> None:
        for pages in (1, 3):
            with self.subTest(pages=pages):
                while self.journal.entries.count() < pages:
                    entry = make_entry(self.journal, step="breathe", text="x")
                    make_person(self.journal, "Sam")
                # session, account, journal with key, page with step, people, version of the guide;
                # the pages beside it
                with self.assertNumQueries(8):
                    self.client.get(entry.get_absolute_url())


class BinTests(JournalTestCase):
    def test_a_deleted_page_can_be_brought_back(self) -> None:
        entry = make_entry(self.journal, text="Please stay.")
        address = entry.get_absolute_url()

        with time_machine.travel(datetime(2026, 11, 22, 12, tzinfo=UTC)):
            self.client.force_login(self.ada)
            gone = self.client.post(f"{address}bin/", follow=True)
        self.assertContains(gone, "It is erased on 22 December 2026")
        self.assertNotContains(self.client.get("/journal/"), "Please stay.")
        self.assertContains(self.client.get("/journal/bin/"), "Please stay.")
        self.assertEqual(self.client.get(f"{address}edit/").status_code, 404)

        self.client.post(f"{address}restoration/")

        self.assertContains(self.client.get("/journal/"), "Please stay.")
        self.assertContains(self.client.get("/journal/bin/"), "The bin is empty")

    def test_deleting_twice_keeps_the_first_moment(self) -> None:
        entry = make_entry(self.journal, text="x")
        first = datetime(2026, 11, 22, 12, tzinfo=UTC)
        for moment in (first, datetime(2026, 12, 1, tzinfo=UTC)):
            with time_machine.travel(moment, tick=False):
                self.client.force_login(self.ada)
                self.client.post(f"{entry.get_absolute_url()}bin/")

        self.assertEqual(Entry.objects.get().deleted_at, first)

    def test_a_stranger_can_neither_delete_nor_bring_back(self) -> None:
        kept, binned = (
            make_entry(self.journal, text="x"),
            make_entry(self.journal, text="y", deleted=True),
        )
        self.client.force_login(make_user("mallory"))

        statuses = [
            self.client.post(f"{kept.get_absolute_url()}bin/").status_code,
            self.client.post(f"{binned.get_absolute_url()}restoration/").status_code,
        ]

        self.assertEqual(statuses, [404, 404])
        kept.refresh_from_db()
        self.assertIsNone(kept.deleted_at)
        self.assertEqual(Entry.objects.get(pk=binned.pk).deleted_at, binned.deleted_at)

    def test_an_address_alone_changes_nothing(self) -> None:
        entry = make_entry(self.journal, text="x")
        for act in ("bin", "restoration"):
            with self.subTest(act=act):
                response = self.client.get(f"{entry.get_absolute_url()}{act}/")

                self.assertRedirects(response, entry.get_absolute_url())
        self.assertIsNone(Entry.objects.get().deleted_at)
