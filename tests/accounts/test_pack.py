"""Our crispy template pack: every field with its label, hint and complaint tied to it."""

from typing import Any

from django import forms
from django.template import Context, Template
from django.utils.safestring import SafeString

from tests.base import TestCase

CHOICES = [("a", "Tea"), ("b", "Bread & butter")]


class Described(forms.RadioSelect):
    """Radio buttons of which one has a description."""

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(*args, **kwargs)
        if option["value"] == "a":
            option["description"] = "Hot, <strong>"
        return option


class Breakfast(forms.Form):
    """One field of each kind."""

    name = forms.CharField(help_text="Any <name>", min_length=3)
    drink = forms.ChoiceField(choices=CHOICES, widget=Described, help_text="One of them")
    food = forms.MultipleChoiceField(choices=CHOICES, widget=forms.CheckboxSelectMultiple)
    sugar = forms.BooleanField(required=False, help_text="Or none")
    token = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self) -> None:
        raise forms.ValidationError("Breakfast is <over>.")


def drawn(form: forms.Form, template: str = "{{ form|crispy }}") -> SafeString:
    """Return the form as a template would show it."""
    load = "{% load crispy_forms_tags %}"
    return Template(load + template).render(Context({"form": form}))


class FieldTests(TestCase):
    def test_a_fresh_field_has_its_label_and_hint(self) -> None:
        self.assertInHTML(
            """<div class="field" id="div_id_name">
            <label class="label" for="id_name">Name</label>
            <p class="hint" id="id_name_helptext">Any &lt;name&gt;</p>
            <input type="text" name="name" minlength="3" required
                aria-describedby="id_name_helptext" id="id_name">
            </div>""",
            drawn(Breakfast()),
        )

    def test_what_is_wrong_stands_beside_the_field_and_is_tied_to_it(self) -> None:
        page = drawn(Breakfast({"name": "x"}))

        self.assertInHTML(
            """<div class="error" id="id_name_error">
            <p>Ensure this value has at least 3 characters (it has 1).</p></div>""",
            page,
        )
        self.assertIn('aria-describedby="id_name_helptext id_name_error"', page)

    def test_a_group_is_a_fieldset_with_a_legend(self) -> None:
        page = drawn(Breakfast({}))

        self.assertIn(
            '<fieldset class="field" id="div_id_drink"'
            ' aria-describedby="id_drink_helptext id_drink_error">',
            page,
        )
        self.assertInHTML('<legend class="label">Drink</legend>', page)

    def test_a_choice_is_a_card_with_its_description(self) -> None:
        self.assertInHTML(
            """<label class="choice" for="id_drink_0">
            <input type="radio" name="drink" value="a" required checked id="id_drink_0">
            <b>Tea</b><span>Hot, &lt;strong&gt;</span></label>""",
            drawn(Breakfast({"drink": "a"})),
        )

    def test_a_choice_without_a_description_is_its_name(self) -> None:
        self.assertInHTML(
            """<label class="choice" for="id_food_1">
            <input type="checkbox" name="food" value="b" id="id_food_1">
            <b>Bread &amp; butter</b></label>""",
            drawn(Breakfast()),
        )

    def test_a_single_tick_comes_before_its_label(self) -> None:
        self.assertInHTML(
            """<div class="field tick" id="div_id_sugar">
            <input type="checkbox" name="sugar" aria-describedby="id_sugar_helptext"
                id="id_sugar">
            <label for="id_sugar">Sugar</label>
            <p class="hint" id="id_sugar_helptext">Or none</p></div>""",
            drawn(Breakfast()),
        )

    def test_a_hidden_field_is_only_itself(self) -> None:
        self.assertInHTML('<input type="hidden" name="token" id="id_token">', drawn(Breakfast()))

    def test_what_is_wrong_with_the_whole_comes_first(self) -> None:
        page = drawn(Breakfast({}))

        self.assertInHTML(
            '<div class="error" role="alert"><p>Breakfast is &lt;over&gt;.</p></div>', page
        )
        self.assertLess(page.index("Breakfast is"), page.index("id_name"))

    def test_one_field_alone_looks_the_same(self) -> None:
        alone = drawn(Breakfast(), "{{ form.name|as_crispy_field }}")

        self.assertInHTML(alone, drawn(Breakfast()))


class WholeFormTests(TestCase):
    def test_the_crispy_tag_draws_form_token_fields_and_buttons(self) -> None:
        from crispy_forms.helper import FormHelper
        from crispy_forms.layout import Div, Fieldset, Layout, Submit

        form: Any = Breakfast()
        form.helper = FormHelper()
        form.helper.add_input(Submit("save", "Save"))
        form.helper.layout = Layout(
            Fieldset("Table", "name", css_class="wide"), Div("sugar", css_class="row")
        )

        page = drawn(form, "{% crispy form %}")

        self.assertIn('<form method="post"', page)
        self.assertInHTML(
            '<fieldset class="stack wide"><legend class="label">Table</legend>'
            + drawn(Breakfast(), "{{ form.name|as_crispy_field }}")
            + "</fieldset>",
            page,
        )
        self.assertInHTML(
            '<div class="row">' + drawn(Breakfast(), "{{ form.sugar|as_crispy_field }}") + "</div>",
            page,
        )
        self.assertIn('name="save" value="Save"', page)
        self.assertNotIn("btn", page)
