"""How writing sat, as a form."""

from django import forms

from journal.page import Sat

ANSWERS: list[tuple[Sat, str]] = [
    ("lighter", "Lighter"),
    ("same", "The same"),
    ("heavier", "Heavier"),
    ("skip", "Skip"),
]


class SatForm(forms.Form):
    """One of the four answers to "How do you feel now?"."""

    sat = forms.ChoiceField(choices=ANSWERS)
