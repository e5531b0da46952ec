"""What a writer sets for their journal. The form stands on the Settings screen."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from journal.forms.settings import JournalSettingsForm
from journal.http import WriterRequest
from journal.vault.envelope import Unreadable


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: WriterRequest) -> HttpResponse:
    """Keep the settings that were sent, and lead back to the screen they stand on."""
    if request.method == "POST":
        form = JournalSettingsForm(request.POST, settings=request.journal.settings)
        try:
            form.is_valid()  # a tick is there or not: nothing can be wrong with it
            request.journal.keep_settings(form.settings())
        except Unreadable:
            messages.error(
                request, "What is set for your journal cannot be opened now, so it was not changed."
            )
        else:
            messages.success(request, "Saved.")
    return redirect("settings")
