"""The rows of a journal: envelopes that say when, and nothing of what."""

from journal.models.draft import Draft
from journal.models.entry import Entry
from journal.models.journal import Journal, KeySlot
from journal.models.person import Person
from journal.models.step import Step

__all__ = ["Draft", "Entry", "Journal", "KeySlot", "Person", "Step"]
