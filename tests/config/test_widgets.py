"""Our own drawing of plain controls: what Django's templates would have drawn."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.forms.renderers import TemplatesSetting, get_default_renderer
from django.test import SimpleTestCase

from config.widgets import Renderer

ODD = "<b>\"Tom\" & 'Kim'</b>\n\n{{ x }} {} %s ✓"
CHOICES = [
    ("", "none"),
    ("a&b", "<i>A</i>"),
    ("Warm <things>", [("tea", "Tea & milk"), ("soup", "Soup")]),
    (3, "Three"),
]


class Everything(forms.Form):
    """A field of each kind that is drawn here, and two that are not."""

    hidden = forms.CharField(widget=forms.HiddenInput)
    line = forms.CharField(max_length=60, widget=forms.TextInput(attrs={"class": "a b"}))
    number = forms.IntegerField(min_value=0, max_value=9)
    mail = forms.EmailField()
    day = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    secret = forms.CharField(widget=forms.PasswordInput)
    area = forms.CharField(
        required=False, help_text="Any words", widget=forms.Textarea(attrs={"rows": 1})
    )
    one = forms.ChoiceField(choices=CHOICES)
    several = forms.MultipleChoiceField(choices=CHOICES)
    shut = forms.CharField(disabled=True, widget=forms.TextInput(attrs={"data-x": False}))
    tick = forms.BooleanField()
    round = forms.ChoiceField(choices=CHOICES, widget=forms.RadioSelect)


class DrawingTests(SimpleTestCase):
    def assert_the_same(self, data: Mapping[str, Any] | None = None, **initial: Any) -> None:
        ours = Everything(data, initial=initial, renderer=Renderer())
        theirs = Everything(data, initial=initial, renderer=TemplatesSetting())
        for name in ours.fields:
            with self.subTest(field=name, data=data, initial=initial):
                # Whatever the order of attributes, and without Django's empty lines in a list.
                expected = str(theirs[name]).replace("</option>\n\n", "</option>\n")
                self.assertHTMLEqual(str(ours[name]), expected)
                self.assertEqual(sorted(str(ours[name])), sorted(expected))

    def test_every_form_of_the_house_is_drawn_so(self) -> None:
        self.assertEqual(settings.FORM_RENDERER, "config.widgets.Renderer")
        self.assertIsInstance(get_default_renderer(), Renderer)

    def test_an_empty_form(self) -> None:
        self.assert_the_same()

    def test_a_form_filled_in(self) -> None:
        self.assert_the_same(hidden=0, line="  Sam  ", number=0, day="2026-11-22", one=3)
        self.assert_the_same(several=["tea", "3"], one="soup", area="\nA first empty line.")

    def test_words_that_look_like_something_else(self) -> None:
        self.assert_the_same(dict.fromkeys(Everything.base_fields, ODD))
        self.assert_the_same(None, **dict.fromkeys(Everything.base_fields, ODD))

    def test_a_form_with_faults(self) -> None:
        self.assert_the_same({"one": "nothing like it", "number": "-1"})

    def test_nothing_typed_becomes_a_tag(self) -> None:
        drawn = Everything(dict.fromkeys(Everything.base_fields, ODD), renderer=Renderer())

        for name in ("hidden", "line", "area", "mail", "shut"):
            with self.subTest(field=name):
                self.assertNotIn("<b>", str(drawn[name]))
