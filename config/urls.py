"""All addresses of the house."""

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path, re_path

from config import contact, health
from config.errors import page_not_found
from journal.views.desk import preview, weights

handler400 = "config.errors.bad_request"
handler403 = "config.errors.permission_denied"
handler404 = "config.errors.page_not_found"
handler500 = "config.errors.server_error"
# allauth looks for it here, where a limit is full.
handler429 = "accounts.views.pause.too_many"

urlpatterns = [
    path("", include("journal.urls")),
    path("", include("guidance.urls")),
    path("", include("accounts.urls")),
    path("accounts/", include("allauth.urls")),
    # Django's redirect to any object's own page would tell staff which pages exist.
    re_path(r"^admin/r/", login_not_required(page_not_found)),
    # What shows editors what a writer would meet asks the rules of the journal, so it lives there.
    path("admin/weights/", admin.site.admin_view(weights.weights), name="desk_weights"),
    path(
        "admin/preview/<slug:noun>/",
        admin.site.admin_view(preview.preview),
        name="desk_preview",
    ),
    path("admin/", admin.site.urls),
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path(".well-known/security.txt", contact.security_txt, name="security_txt"),
]
