"""The made-up journals are what the goals speak of, and the same in every run."""

from collections.abc import Iterable
from datetime import timedelta

from django.utils import timezone

from bench.seed import PEOPLE, Writer, seed
from guidance.loading import load
from journal.models import Journal
from journal.page import Page
from tests.base import TestCase

PAGES = 80


class SeedTests(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        """Make a journal, and two smaller ones of the same name."""
        load()
        for writer in (Writer("some", PAGES), Writer("few", 4), Writer("accented", 4, True)):
            seed(writer)

    def journal(self, name: str) -> Journal:
        return Journal.objects.of(Writer(name, 0).account())

    def pages(self, name: str) -> Iterable[Page]:
        journal = self.journal(name)
        return [one.read(journal.keyring) for one in journal.entries.kept().newest_first()]

    def test_the_newest_sixty_pages_have_fifty_answered_steps_and_one_that_is_due(self) -> None:
        journal = self.journal("some")
        newest = journal.entries.kept().with_step().newest_first()[:60]
        steps = [entry.step_or_none for entry in newest]
        today = timezone.localdate(timezone=journal.owner.zone)

        self.assertEqual(journal.entries.kept().count(), PAGES)
        self.assertEqual(len([one for one in steps if one and one.answered_at]), 50)
        self.assertEqual(journal.steps.due(today).count(), 1)
        self.assertGreater(newest[59].about_on, today - timedelta(days=180))

    def test_every_page_opens_and_holds_about_a_kilobyte(self) -> None:
        for page in self.pages("some"):
            self.assertIn(len(page.text), range(950, 1001))

        self.assertEqual(self.journal("some").people.count(), len(PEOPLE))

    def test_it_is_the_same_for_everyone_but_for_the_ids(self) -> None:
        some, few = list(self.pages("some"))[:4], list(self.pages("few"))

        self.assertEqual([one.text for one in some], [one.text for one in few])
        self.assertEqual([one.signs for one in some], [one.signs for one in few])

    def test_a_journal_may_be_full_of_accents(self) -> None:
        letters = "".join(page.text for page in self.pages("accented"))

        self.assertGreater(sum(not one.isascii() for one in letters), len(letters) / 3)
