"""A journal's settings: sealed in its own row, read at no cost, and never written over blindly."""

from journal.models import Journal
from journal.page import JournalSettings
from journal.vault.envelope import Unreadable
from tests.base import TestCase, make_user

HIDDEN = JournalSettings(hide_closeness=True)


class SettingsTests(TestCase):
    def setUp(self) -> None:
        self.ada = make_user("ada")
        self.journal = Journal.objects.of(self.ada)

    def again(self) -> Journal:
        """Return the journal as another request reads it."""
        return Journal.objects.of(self.ada)

    def test_nothing_is_set_at_first(self) -> None:
        self.assertEqual(self.journal.settings, JournalSettings())
        self.assertEqual((self.journal.revision, self.journal.sealed), (0, b""))

    def test_what_is_set_is_there_for_the_next_request_without_a_query_more(self) -> None:
        self.journal.keep_settings(HIDDEN)
        again = self.again()

        with self.assertNumQueries(0):
            self.assertEqual((self.journal.settings, again.settings), (HIDDEN, HIDDEN))
        self.assertEqual(again.revision, 1)

    def test_a_request_that_read_them_before_a_change_does_not_garble_them(self) -> None:
        other = self.again()
        self.journal.keep_settings(HIDDEN)

        other.keep_settings(JournalSettings())

        self.assertEqual((self.again().settings, self.again().revision), (JournalSettings(), 2))

    def test_settings_of_another_journal_do_not_open(self) -> None:
        self.journal.keep_settings(HIDDEN)
        moved = Journal.objects.of(make_user("mallory"))
        Journal.objects.filter(pk=moved.pk).update(revision=1, sealed=self.journal.sealed)

        moved = Journal.objects.of(moved.owner)

        self.assertEqual(moved.settings, JournalSettings())
        with self.assertRaises(Unreadable):
            moved.keep_settings(HIDDEN)
        moved.refresh_from_db()
        self.assertEqual(bytes(moved.sealed), bytes(self.journal.sealed))
