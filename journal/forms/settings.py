"""What a writer sets for their journal."""

from typing import Any

from django import forms
from msgspec import structs

from journal.page import JournalSettings


class JournalSettingsForm(forms.Form):
    """The settings of a journal: whether closeness is asked for and shown."""

    hide_closeness = forms.BooleanField(
        label="Hide closeness",
        required=False,
        help_text=(
            "For you if choosing how close it felt feeds doubt: no lanterns are asked for or shown,"
            " and what you chose before is kept for the day you untick this."
        ),
    )

    def __init__(self, data: Any = None, *, settings: JournalSettings) -> None:
        """Build the form, filled in from what is set."""
        self.kept = settings
        super().__init__(data, initial={"hide_closeness": settings.hide_closeness})

    def settings(self) -> JournalSettings:
        """Return what was chosen. To be asked of a valid form."""
        return structs.replace(self.kept, hide_closeness=self.cleaned_data["hide_closeness"])
