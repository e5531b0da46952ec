"""Another article's guidance, none of ours in it: everything works, by what is on its rows.

`neighbours.json` is about neighbours: two strategies, three signs, two fears, ten questions.
"""

from datetime import timedelta
from pathlib import Path
from typing import ClassVar

from django.utils import timezone

from guidance import bundle, checking, loading, shelf
from guidance.models import HelpLine
from guidance.rows import NOUNS
from journal.models import Entry, Journal
from tests.base import TestCase
from tests.journal.sheets import Sheet, opened

FILE = Path(__file__).with_name("neighbours.json")
NOTICE = {"what-you-heard", "who-was-there", "the-last-greeting"}
QUESTION = "When could you bring the pot back?"


class OtherGuidanceTests(TestCase):
    plan: ClassVar[bundle.Plan]

    @classmethod
    def setUpTestData(cls) -> None:
        cls.plan = bundle.bring(bundle.read(FILE.read_bytes()), only=True)

    def setUp(self) -> None:
        self.ada = self.sign_in("ada")
        self.journal = Journal.objects.of(self.ada)

    def test_it_is_all_there_is_and_it_is_in_order(self) -> None:
        counts = {noun: model._default_manager.count() for noun, model in NOUNS.items()}

        self.assertEqual(
            counts,
            dict(strategy=2, action=2, sign=3, fear=2, behaviour=1, leaning=1)
            | dict(feeling=2, prompt=10, helpline=1),
        )
        self.assertEqual(self.plan.warnings, ())
        self.assertEqual([one.sentence for one in checking.lacks(shelf.current())], [])

    def test_the_guide_has_it(self) -> None:
        guide = self.client.get("/guide/")

        for name in ("Wave first", "Curtains drawn", "Soup at the door", "Being the new one"):
            self.assertContains(guide, name)
        self.assertEqual(len(shelf.current().by_code), 8)
        for code, row in shelf.current().by_code.items():
            with self.subTest(row.slug):
                self.assertContains(self.client.get(f"/guide/{code}/"), row.name)
        code = next(one.code for one in shelf.current().offered_strategies)
        page = self.client.get(f"/guide/{code}/")
        self.assertContains(page, QUESTION)
        self.assertContains(page, "Say good morning on the stairs, and walk on.")

    def test_a_page_is_written_with_a_question_and_kept(self) -> None:
        sheet = opened(self.client).fill(
            text="Nobody said a word.",
            signs=["curtains-drawn:them", "soup-at-the-door:me"],
            fears=["new-on-the-stairs"],
            feelings=["homesick"],
        )

        asked = sheet.send(self.client, find="1")

        self.assertContains(
            asked, "Suggested because you noticed Curtains drawn and Being the new one"
        )
        sheet = Sheet(asked)
        self.assertEqual(sheet["answer-0-prompt"], "the-pot-back")
        self.assertContains(asked, QUESTION)
        ways = [value for name, value in sheet.buttons if name == "strategy"]
        self.assertEqual(ways, ["wave-first", "ask-the-caretaker"])
        saved = sheet.fill(**{"answer-0-text": "Good morning."}).send(self.client)

        entry = Entry.objects.get()
        self.assertRedirects(saved, f"/entries/{entry.pk}/")
        page = self.client.get(f"/entries/{entry.pk}/")
        for text in (QUESTION, "Good morning.", "They kept their curtains drawn", "homesick"):
            self.assertContains(page, text)
        for address in ("/journal/", "/patterns/", "/people/", "/steps/", "/settings/"):
            with self.subTest(address):
                self.assertEqual(self.client.get(address).status_code, 200)

    def test_the_gate_leads_where_the_rows_say(self) -> None:
        sheet = opened(self.client).fill(signs=["drill-at-night:them"], gate_receiving="yes")

        asked = Sheet(sheet.send(self.client, find="1"))

        ways = [value for name, value in asked.buttons if name == "strategy"]
        self.assertEqual(ways, ["ask-the-caretaker"])
        own = opened(self.client).fill(signs=["drill-at-night:me"], gate_pushing="yes")
        self.assertEqual(
            Sheet(own.send(self.client, find="1"))["answer-0-prompt"], "the-box-downstairs"
        )

    def test_not_today_and_a_page_without_signs_have_their_questions(self) -> None:
        none = Sheet(opened(self.client).send(self.client, find="1"))
        self.assertIn(none["answer-0-prompt"], NOTICE)
        later = Sheet(opened(self.client).send(self.client, not_today="1"))
        self.assertEqual(later["answer-0-prompt"], "the-last-greeting")

    def test_its_help_line_is_shown_once_it_was_checked(self) -> None:
        self.assertNotContains(self.client.get("/help/"), "The night desk")
        HelpLine.objects.all().verify(timezone.localdate() - timedelta(days=1), "Edith")
        HelpLine.objects.all().publish()

        page = self.client.get("/help/")

        self.assertContains(page, "The night desk")
        self.assertContains(page, 'href="tel:08001111222"')

    def test_it_can_take_the_place_of_ours_and_ours_of_it(self) -> None:
        loading.load()
        ours = shelf.current()
        self.assertEqual(len(ours.offered_strategies), 7)

        bundle.bring(bundle.read(FILE.read_bytes()), only=True)

        names = [one.name for one in shelf.current().offered_strategies]
        self.assertEqual(names, ["Wave first", "Ask the caretaker"])
        self.assertNotContains(self.client.get("/guide/"), "Take it slow")
        # What was ever published still opens.
        self.assertEqual(len(shelf.current().by_code), len(ours.by_code))
