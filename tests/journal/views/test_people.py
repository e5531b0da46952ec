"""The people of a journal: found, set aside, brought together and taken apart."""

import re
import uuid
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from guidance.wording import SAFETY
from journal.models import Entry, Journal, Person, Step
from journal.page import JournalSettings, PersonCard, StepPlan, Who
from tests.base import make_user
from tests.journal.cases import JournalTestCase
from tests.journal.factories import make_entry, make_person
from tests.journal.sheets import Sheet, opened

NAME = re.compile(r'<li><a class="own-words" href="/people/[^"]+">([^<]+)</a>')
TITLE = re.compile(r'<h3><a href="[^"]+">([^<]+)</a>')
FIRST = date(2026, 1, 1)


class PeopleTestCase(JournalTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.sam = make_person(self.journal, "Sam")
        self.alex = make_person(self.journal, "Alex", "partner")

    def card(self, person: Person) -> PersonCard:
        """Return what a person's card says now."""
        return Person.objects.get(pk=person.pk).read(self.journal.keyring)

    def at(self, person: Person, act: str = "") -> str:
        """Return the address of a person, or of an act below it."""
        return f"/people/{person.pk}/{act}"

    def act(self, person: Person, act: str, **data: str) -> Any:
        """Send a form below a person's address, and follow where it leads."""
        return self.client.post(self.at(person, act), data, follow=True)


class ListTests(PeopleTestCase):
    def test_everyone_in_the_order_they_were_met_and_those_set_aside_below(self) -> None:
        make_person(self.journal, "<Jo>", "died")
        self.sam.change(self.journal.keyring, set_aside=True)

        response = self.client.get("/people/")

        shown = response.content.decode()
        self.assertEqual(NAME.findall(shown), ["Alex", "&lt;Jo&gt;", "Sam"])
        self.assertLess(shown.index("Alex"), shown.index("Set aside"))
        self.assertLess(shown.index("Set aside"), shown.index("Sam"))
        self.assertContains(response, "someone who died")

    def test_one_who_was_merged_is_not_listed_beside_the_other(self) -> None:
        self.sam.merge(self.alex, self.journal.keyring)

        self.assertEqual(NAME.findall(self.client.get("/people/").content.decode()), ["Alex"])

    def test_nobody_yet(self) -> None:
        Person.objects.all().delete()

        self.assertContains(self.client.get("/people/"), "Nobody here yet")

    def test_only_the_writers_own(self) -> None:
        self.client.force_login(make_user("mallory"))

        self.assertContains(self.client.get("/people/"), "Nobody here yet")

    def test_the_journal_leads_there(self) -> None:
        make_entry(self.journal)

        self.assertContains(self.client.get("/journal/"), 'href="/people/"')

    def test_four_queries(self) -> None:
        # session, account, journal with key, people
        with self.assertNumQueries(4):
            self.client.get("/people/")


class PersonTests(PeopleTestCase):
    def titles(self, address: str) -> list[str]:
        self.page = self.client.get(address).content.decode()
        return TITLE.findall(self.page)

    def link(self, text: str) -> str:
        match = re.search(rf'href="([^"]+)">{text}</a>', self.page)
        assert match, text
        return self.at(self.sam, match[1])

    def test_their_pages_how_close_it_felt_and_their_steps(self) -> None:
        make_entry(
            self.journal,
            about_on=date(2026, 11, 2),
            title="Closer",
            person=self.sam.pk,
            closeness_felt=6,
            step=StepPlan(when="we eat", will="say <one> thing"),
        )
        make_entry(self.journal, about_on=date(2026, 11, 1), person=self.sam.pk, closeness_felt=2)
        make_entry(self.journal, title="Theirs", person=self.alex.pk, closeness_felt=7)
        make_entry(self.journal, title="Nobody's", closeness_felt=7, step="not theirs")
        make_entry(self.journal, title="Gone", person=self.sam.pk, deleted=True)

        response = self.client.get(self.at(self.sam))

        self.assertEqual(TITLE.findall(response.content.decode()), ["Closer", "How close it felt"])
        felt = re.findall(
            r"<dt><a[^>]+>([^<]+)</a></dt><dd>.*?</svg>\s*([^<]+)</dd>",
            response.content.decode(),
            re.DOTALL,
        )
        self.assertEqual(felt, [("2 Nov 2026", "Close"), ("1 Nov 2026", "Far apart")])
        self.assertContains(response, "When we eat")
        self.assertContains(response, "I will say &lt;one&gt; thing")
        self.assertNotContains(response, "not theirs")
        self.assertContains(response, "Look back on Thursday 5 November 2026")
        self.assertContains(response, '<h1 class="own-title">Sam</h1>')
        self.assertNotContains(response, "with Sam")

    def test_no_lanterns_for_who_hides_them(self) -> None:
        make_entry(self.journal, person=self.sam.pk, closeness_felt=6)
        self.journal.keep_settings(JournalSettings(hide_closeness=True))

        self.assertNotContains(self.client.get(self.at(self.sam)), "Close</dd>")
        self.assertNotContains(self.client.get(self.at(self.sam)), "<dl")

    def test_someone_no_page_is_about(self) -> None:
        self.assertContains(self.client.get(self.at(self.sam)), "No page is about Sam now.")

    def test_older_and_newer_lead_through_every_page_once(self) -> None:
        for number in range(45):
            day = FIRST + timedelta(days=number)
            make_entry(self.journal, about_on=day, title=f"page {number:02}", person=self.sam.pk)
            make_entry(self.journal, about_on=day, title="Another's", person=self.alex.pk)

        first = self.titles(self.at(self.sam))
        self.assertNotIn(">Newer<", self.page)
        second = self.titles(self.link("Older"))
        third = self.titles(self.link("Older"))
        self.assertNotIn(">Older<", self.page)

        self.assertEqual([len(first), len(second), len(third)], [20, 20, 5])
        self.assertEqual(
            first + second + third, [f"page {number:02}" for number in range(44, -1, -1)]
        )
        self.assertEqual(self.titles(self.link("Newer")), second)
        self.assertEqual(self.titles(self.link("Newer")), first)

    def test_a_place_that_is_none_is_not_found(self) -> None:
        for query in ("before=x", "after=", "before=%00"):
            with self.subTest(query=query):
                self.assertEqual(self.client.get(self.at(self.sam, f"?{query}")).status_code, 404)

    def test_a_place_after_the_last_page_leads_back(self) -> None:
        entry = make_entry(self.journal, person=self.alex.pk)

        response = self.client.get(self.at(self.sam, f"?before={entry.place.code()}"))

        self.assertRedirects(response, self.at(self.sam))

    def test_one_page_that_does_not_open_does_not_take_the_others_along(self) -> None:
        broken = make_entry(self.journal, person=self.sam.pk)
        make_entry(self.journal, title="Whole", person=self.sam.pk)
        Entry.objects.filter(pk=broken.pk).update(sealed=b"J1")

        self.assertEqual(self.titles(self.at(self.sam)), ["Whole"])

    def test_a_step_that_does_not_open_is_kept_safe(self) -> None:
        entry = make_entry(self.journal, person=self.sam.pk, step="breathe")
        Step.objects.update(sealed=b"J1")

        shown = self.client.get(self.at(self.sam))

        self.assertContains(shown, "This small step is kept safe, but it cannot be opened now.")
        self.assertNotContains(shown, f"/entries/{entry.pk}/step/")

    def test_pages_that_do_not_open_are_counted_whomever_they_are_about(self) -> None:
        make_entry(self.journal, title="Tea", person=self.sam.pk)
        broken = [make_entry(self.journal, person=self.alex.pk) for _ in range(2)]
        Entry.objects.filter(pk__in=[one.pk for one in broken]).update(sealed=b"J1 no envelope")

        shown = self.client.get(self.at(self.sam))

        self.assertEqual(TITLE.findall(shown.content.decode()), ["Tea"])
        self.assertContains(shown, "2 pages could not be opened, so they are left out here.")

    def test_a_card_that_does_not_open_is_kept_safe(self) -> None:
        Person.objects.filter(pk=self.sam.pk).update(sealed=b"damaged")

        self.assertContains(self.client.get(self.at(self.sam)), "The card is kept safe")
        for act in ("card/", "merge/"):
            self.assertRedirects(self.client.get(self.at(self.sam, act)), self.at(self.sam))
        for act in ("card/", "merge/", "split/", "aside/", "return/"):
            with self.subTest(act=act):
                response = self.client.post(self.at(self.sam, act), {"nickname": "x"})
                self.assertRedirects(response, self.at(self.sam))
        self.assertEqual(bytes(Person.objects.get(pk=self.sam.pk).sealed), b"damaged")

    def test_a_stranger_cannot_tell_that_the_person_exists(self) -> None:
        self.client.force_login(make_user("mallory"))

        for act in ("", "card/", "merge/", "split/", "aside/", "return/"):
            there = self.client.get(self.at(self.sam, act))
            nowhere = self.client.get(f"/people/{uuid.uuid4()}/{act}")

            self.assertEqual((there.status_code, nowhere.status_code), (404, 404))
            self.assertEqual(there.content, nowhere.content)

    def test_a_visitor_signs_in_first(self) -> None:
        self.client.logout()

        for address in ("/people/", *(self.at(self.sam, act) for act in ("", "card/", "merge/"))):
            self.assertRedirects(self.client.get(address), f"/accounts/login/?next={address}")

    def test_a_page_says_who_it_is_about_and_leads_to_them(self) -> None:
        entry = make_entry(self.journal, person=self.sam.pk)
        self.sam.merge(self.alex, self.journal.keyring)

        response = self.client.get(entry.get_absolute_url())

        self.assertContains(response, f'with <a href="{self.at(self.alex)}">Alex</a>')

    def test_six_queries_however_many_pages(self) -> None:
        for pages in (1, 3):
            with self.subTest(pages=pages):
                while self.journal.entries.count() < pages:
                    make_entry(self.journal, step="breathe", text="x", person=self.sam.pk)
                # session, account, journal with key, people, pages with steps, version of the guide
                with self.assertNumQueries(6):
                    self.client.get(self.at(self.sam))


class AsideTests(PeopleTestCase):
    def choices(self, address: str = "/today/") -> str:
        page = self.client.get(address).content.decode()
        return page.partition('<select name="person"')[2].partition("</select>")[0]

    def test_the_form_offers_them_no_longer_and_their_page_keeps_them(self) -> None:
        entry = make_entry(self.journal, text="x", person=self.sam.pk)

        self.assertContains(self.act(self.sam, "aside/"), "Bring back")

        self.assertNotIn("Sam", self.choices())
        sheet = opened(self.client, f"{entry.get_absolute_url()}edit/")
        self.assertEqual(sheet["person"], str(self.sam.pk))
        sheet.fill(text="y").send(self.client)
        self.assertEqual(Entry.objects.get().read(self.journal.keyring).person, self.sam.pk)
        self.assertEqual(self.card(self.sam).set_aside, True)

    def test_they_are_brought_back_as_they_were(self) -> None:
        before = self.card(self.sam)
        self.act(self.sam, "aside/")

        response = self.act(self.sam, "return/")

        self.assertContains(response, "They are back on the form.")
        self.assertEqual(self.card(self.sam), before)
        self.assertIn("Sam", self.choices())

    def test_typing_the_nickname_brings_them_back(self) -> None:
        self.act(self.sam, "aside/")

        opened(self.client).fill(person="new", new_person=" sAM ", text="x").send(self.client)

        self.assertEqual(Entry.objects.get().read(self.journal.keyring).person, self.sam.pk)
        self.assertEqual(self.card(self.sam), PersonCard(nickname="Sam", kind="friend"))
        self.assertEqual(Person.objects.count(), 2)

    def test_they_are_back_although_the_gate_is_noted_on_their_card_in_the_same_save(self) -> None:
        self.act(self.sam, "aside/")
        sheet = opened(self.client).fill(new_person="Sam", signs=["disrespect:them"], text="x")
        sheet = Sheet(sheet.send(self.client, find="1"))

        sheet.fill(gate_receiving="skip").send(self.client)

        card = self.card(self.sam)
        self.assertEqual((card.set_aside, card.pushing_asked_at), (False, None))
        self.assertIsNotNone(card.receiving_asked_at)

    def test_a_nickname_typed_in_other_code_points_is_the_same_person(self) -> None:
        jose = make_person(self.journal, "Jos\u00e9")

        opened(self.client).fill(new_person="JOSE\u0301", text="x").send(self.client)

        self.assertEqual(Entry.objects.get().read(self.journal.keyring).person, jose.pk)

    def test_an_address_alone_changes_nothing(self) -> None:
        before = [bytes(one.sealed) for one in Person.objects.order_by("pk")]
        for act in ("aside/", "return/", "split/"):
            with self.subTest(act=act):
                response = self.client.get(self.at(self.sam, act))

                self.assertRedirects(response, self.at(self.sam))
        self.client.get(self.at(self.sam, f"merge/?into={self.alex.pk}"))
        self.assertEqual([bytes(one.sealed) for one in Person.objects.order_by("pk")], before)


class MergeTests(PeopleTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.sams = make_entry(self.journal, title="Of Sam", person=self.sam.pk)
        self.alexs = make_entry(self.journal, title="Of Alex", person=self.alex.pk)

    def merged(self) -> Any:
        return self.act(self.sam, "merge/", into=str(self.alex.pk))

    def test_pages_about_both_read_as_about_one_and_none_is_rewritten(self) -> None:
        before = [bytes(one.sealed) for one in Entry.objects.order_by("pk")]

        response = self.merged()

        self.assertEqual(response.redirect_chain, [(self.at(self.alex), 302)])
        self.assertContains(response, "Pages about <b>Sam</b> are here too.")
        self.assertEqual(set(TITLE.findall(response.content.decode())), {"Of Sam", "Of Alex"})
        self.assertRedirects(self.client.get(self.at(self.sam)), self.at(self.alex))
        self.assertContains(self.client.get("/journal/"), "with Alex", 2)
        self.assertEqual([bytes(one.sealed) for one in Entry.objects.order_by("pk")], before)

    def test_an_edit_of_such_a_page_does_not_rewrite_it_either(self) -> None:
        self.merged()
        sheet = opened(self.client, f"{self.sams.get_absolute_url()}edit/")

        sheet.fill(text="More.").send(self.client)

        page = Entry.objects.get(pk=self.sams.pk).read(self.journal.keyring)
        self.assertEqual((page.text, page.person), ("More.", self.sam.pk))

    def test_they_are_two_people_after_all(self) -> None:
        before = self.card(self.sam), self.card(self.alex)
        self.merged()

        response = self.act(self.sam, "split/")

        self.assertEqual(TITLE.findall(response.content.decode()), ["Of Sam"])
        self.assertEqual((self.card(self.sam), self.card(self.alex)), before)

    def test_either_nickname_means_the_one(self) -> None:
        self.merged()

        opened(self.client).fill(new_person="SAM", text="x").send(self.client)

        newest = Entry.objects.latest("created_at").read(self.journal.keyring)
        self.assertEqual((newest.person, Person.objects.count()), (self.alex.pk, 2))

    def test_going_round_the_same_thing_with_one_person_counts_the_pages_of_both(self) -> None:
        for days in (1, 2, 3):
            day = timezone.localdate() - timedelta(days=days)
            signs: dict[str, Who] = {"distance": "me"}
            make_entry(self.journal, about_on=day, signs=signs, person=self.sam.pk)
        sheet = opened(self.client).fill(signs=["distance:me"], person=str(self.alex.pk))
        self.assertNotContains(sheet.send(self.client, find="1"), SAFETY["pause"])

        self.merged()

        self.assertContains(sheet.send(self.client, find="1"), SAFETY["pause"])
        older = sheet.fill(person=str(self.sam.pk))
        self.assertContains(older.send(self.client, find="1"), SAFETY["pause"])

    def test_a_choice_made_on_the_card_in_the_same_breath_counts(self) -> None:
        self.act(self.sam, "merge/", into=str(self.alex.pk), questions="own")

        card = Person.objects.get(pk=self.alex.pk).read(self.journal.keyring)
        self.assertEqual(card.questions, "own")

    def test_whom_to_choose_is_asked_again(self) -> None:
        for into in ("", str(self.sam.pk), str(uuid.uuid4())):
            with self.subTest(into=into):
                response = self.client.post(self.at(self.sam, "merge/"), {"into": into})

                self.assertEqual(response.status_code, 400)
                self.assertContains(response, 'class="error"', status_code=400)
        self.assertIsNone(self.card(self.sam).merged_into)

    def test_a_stranger_merges_no_one_into_their_own(self) -> None:
        journal = Journal.objects.of(make_user("mallory"))
        mine = make_person(journal, "Zoe")
        self.client.force_login(journal.owner)

        refused = [
            self.client.post(self.at(self.sam, "merge/"), {"into": str(mine.pk)}).status_code,
            self.client.post(self.at(mine, "merge/"), {"into": str(self.sam.pk)}).status_code,
        ]

        self.assertEqual(refused, [404, 400])
        self.assertIsNone(self.card(self.sam).merged_into)

    def test_alone_there_is_nobody_to_choose(self) -> None:
        self.alex.delete()

        self.assertNotContains(self.client.get(self.at(self.sam)), "The same person as")
        self.assertContains(self.client.get(self.at(self.sam, "merge/")), "nobody else here")
