"""The desk itself: its door, its front page, and the order of its shelves.

Nothing of the desk is imported here at the top: the pages register themselves on this site
while they are imported.
"""

from typing import Any

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, path
from django.utils.decorators import method_decorator

SHELVES = (
    "Sign",
    "Fear",
    "Behaviour",
    "Strategy",
    "Action",
    "Prompt",
    "Feeling",
    "Leaning",
    "HelpLine",
)
"""The shelves in the order in which a writer meets what is on them."""


class Desk(admin.AdminSite):
    """Where editors change the guidance, and a superuser lets editors in."""

    site_header = "The editor’s desk"
    site_title = "Ajar"
    index_title = "The desk"
    site_url = "/guide/"
    enable_nav_sidebar = False

    # One door for everybody: the limits on wrong passwords count here too.
    login = method_decorator(secure_admin_login)(admin.AdminSite.login)

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """The pages of every shelf, after the pages that belong to no shelf."""
        from guidance.admin import history, transfer

        own: list[URLPattern | URLResolver] = [
            path("out/", self.admin_view(transfer.out), name="out"),
            path("out/guidance.json", self.admin_view(transfer.file), name="file"),
            path("in/", self.admin_view(transfer.bring_in), name="in"),
            path(
                "weights/history/", self.admin_view(history.weights_history), name="weights_history"
            ),
            path(
                "weights/history/<int:number>/",
                self.admin_view(history.weights_version),
                name="weights_version",
            ),
        ]
        return [*own, *super().get_urls()]

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """Return the apps that someone may open, guidance first and in product order."""
        found = self._build_app_dict(request, app_label)
        for app in found.values():
            app["models"].sort(key=_place)
        return sorted(found.values(), key=lambda app: app["app_label"] != "guidance")

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Show the front page: what needs care, what waits, what changed, and the shelves."""
        from guidance.admin import front

        return super().index(request, front.page(request) | (extra_context or {}))

    def app_index(
        self, request: HttpRequest, app_label: str, extra_context: dict[str, Any] | None = None
    ) -> Any:
        """Lead to the front page, which has all shelves already."""
        return redirect("admin:index")

    def password_change(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> Any:
        """Lead to everybody's page for it, where wrong tries are counted."""
        return redirect("account_change_password")

    password_change_done = password_change


def _place(shelf: dict[str, Any]) -> int:
    """Return where a shelf stands among the others; what is not named comes last."""
    name = shelf["object_name"]
    return SHELVES.index(name) if name in SHELVES else len(SHELVES)
