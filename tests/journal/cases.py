"""The case that the journal's screens share."""

from guidance import shelf
from guidance.loading import load
from journal.models import Journal
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
