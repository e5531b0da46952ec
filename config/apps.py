"""The wiring as an app, so that its checks are found."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Registers the checks of `config.checks`."""

    name = "config"

    def ready(self) -> None:
        """Importing the checks registers them."""
        from config import checks  # noqa: F401
