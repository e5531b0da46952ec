"""The wiring as an app, so that its checks are found and warnings go to the log."""

from importlib import import_module

from django.apps import AppConfig
from django.contrib.admin import apps as admin


class ConfigConfig(AppConfig):
    """Registers the checks of `config.checks`."""

    default = True
    name = "config"

    def ready(self) -> None:
        """Importing the checks registers them. Warnings lose the words they may quote."""
        from config import checks, logs  # noqa: F401

        logs.quiet_warnings()


class DeskConfig(admin.AdminConfig):
    """Django's admin, with the editor's desk as its site."""

    default = False
    default_site = "guidance.admin.site.Desk"

    def ready(self) -> None:
        """Find the pages of the desk, those of the guidance before all others.

        The first page that is found makes the site. Were that a page of another app, making it
        would import the guidance's pages, which would make a site of their own.
        """
        import_module("guidance.admin")
        super().ready()
