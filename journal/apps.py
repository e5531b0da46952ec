"""The journal: pages, people and steps, sealed."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """Django's registration of the journal."""

    name = "journal"
