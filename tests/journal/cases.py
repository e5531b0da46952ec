"""The cases that the journal's screens share."""

from guidance import shelf
from guidance.loading import load
from journal.models import Entry, Journal
from journal.page import Page
from tests.base import TestCase


class JournalTestCase(TestCase):
    """Ada is signed in to her journal, and the guide is on its shelf."""

    @classmethod
    def setUpTestData(cls) -> None:
        """Load the guide once for the class."""
        load()

    def setUp(self) -> None:
        """Open Ada's journal. The guide is read already, as in a server that runs."""
        shelf.current()
        self.ada = self.sign_in("ada")
        self.journal = Journal.objects.of(self.ada)


class WritingTestCase(JournalTestCase):
    """Reads back the one page that was written."""

    def only_page(self) -> Page:
        """Return the one page there is. Raise Entry.DoesNotExist without one."""
        return Entry.objects.get().read(self.journal.keyring)
