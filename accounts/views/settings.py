"""The writer's own settings."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.forms import SettingsForm
from accounts.http import SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedInRequest) -> HttpResponse:
    """Show the settings; on POST keep the zone, or say beside the field what is wrong."""
    writer = request.user
    posted = request.POST if request.method == "POST" else None
    form = SettingsForm(posted, zone=writer.time_zone)
    if posted is not None and form.is_valid():
        writer.move_to(form.cleaned_data["time_zone"])
        messages.success(request, "Saved.")
        return redirect("settings")
    context = {"form": form, "now": timezone.localtime(timezone=writer.zone)}
    return render(request, "accounts/settings.html", context)
