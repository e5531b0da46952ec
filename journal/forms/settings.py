"""What a writer sets for their journal."""

from typing import Any

from django import forms
from msgspec import structs

from journal.page import JournalSettings


class JournalSettingsForm(forms.Form):
    """The settings of a journal: whether closeness is shown, and this day in earlier years."""

    hide_closeness = forms.BooleanField(
        label="Hide closeness",
        required=False,
        help_text=(
            "For you if choosing how close it felt feeds doubt: no lanterns are asked for or shown,"
            " and what you chose before is kept for the day you untick this."
        ),
    )

    on_this_day = forms.BooleanField(
        label="On this day",
        required=False,
        help_text=(
            "Today shows, folded away below the form, what you wrote on the same day in earlier"
            " years. Off until you tick it, so that no memory comes up unasked."
        ),
    )

    def __init__(self, data: Any = None, *, settings: JournalSettings) -> None:
        """Build the form, filled in from what is set."""
        self.kept = settings
        super().__init__(data, initial=structs.asdict(settings))

    def settings(self) -> JournalSettings:
        """Return what was chosen. To be asked of a valid form."""
        return structs.replace(self.kept, **self.cleaned_data)
