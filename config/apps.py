"""The wiring as an app, so that its checks are found and warnings go to the log."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Registers the checks of `config.checks`."""

    name = "config"

    def ready(self) -> None:
        """Importing the checks registers them. Warnings lose the words they may quote."""
        from config import checks, logs  # noqa: F401

        logs.quiet_warnings()
