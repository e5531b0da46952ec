"""The form of a row at the desk, with the draft that waits in it, and what it was made from."""

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.text import slugify

from guidance import rows, versions
from guidance.models import Version
from guidance.rows import Form

if TYPE_CHECKING:
    AnyForm = forms.ModelForm[Any]
else:
    # Django's own class takes no type at run time.
    AnyForm = forms.ModelForm


class OneLine(forms.CharField):
    """A sentence in a field that grows with it. A line break becomes a space."""

    widget = forms.Textarea(attrs={"rows": 2, "class": "line"})

    def to_python(self, value: Any) -> str:
        """Return the sentence on one line."""
        return " ".join(str(super().to_python(value)).split())


class Lines(forms.CharField):
    """A text of several lines. A browser ends each with two characters, and we keep one of them."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        """Return the text as it is kept, so that what nobody touched is not told as changed."""
        return str(super().to_python(value)).replace("\r\n", "\n").replace("\r", "\n")


class RowForm(AnyForm):
    """All fields of a row, filled with what waits to be published where something does."""

    based_on = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    publish_day = forms.DateField(
        required=False,
        label="On this day",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.waiting = self.newest = None
        if self.instance.pk:
            noun = rows.noun_of(self.instance)
            self.newest = versions.newest(noun, self.instance.slug)
            self.waiting = versions.waiting(noun, self.instance.slug)
        self.initial["based_on"] = self.newest.number if self.newest else 0
        self.initial["publish_day"] = _day_of(self.waiting)
        if self.waiting:
            self.initial.update(self._initial_of(self.waiting.form))
        self._fix_slug()
        for field in self.fields.values():
            _let_it_be_too_long(field)
            _name_the_empty_choice(field)
            _ask_kindly(field)

    def as_form(self) -> Form:
        """Return what was sent as a form of ours, as far as it could be understood."""
        return rows.form_from(self._meta.model, self.cleaned_data)

    def day_to_publish(self) -> datetime:
        """Return the start of the chosen day, where the editor is."""
        return timezone.make_aware(datetime.combine(self.cleaned_data["publish_day"], time.min))

    def clean(self) -> dict[str, Any]:
        """Give a new row a short name, and ask for a day to come where one is needed."""
        found = super().clean() or self.cleaned_data
        if "slug" in self.fields and not found.get("slug") and "slug" not in self.errors:
            found["slug"] = self._free_slug(found)
        day = found.get("publish_day")
        if "_publish_on" in self.data and "publish_day" not in self.errors:
            if day is None:
                self.add_error("publish_day", "Choose the day on which readers shall see it.")
            elif day <= timezone.localdate():
                self.add_error("publish_day", "Choose a day to come. For today, press Publish now.")
        return found

    def _fix_slug(self) -> None:
        """While nobody has read the row, its slug may change; afterwards pages name it."""
        if slug := self.fields.get("slug"):
            slug.disabled = self.instance.pk is not None and versions.ever_published(self.instance)
            slug.required = self.instance.pk is not None
            if not self.instance.pk:
                slug.help_text = "Small letters and hyphens. Left empty, it is made from the name."

    def _free_slug(self, found: dict[str, Any]) -> str:
        wanted = slugify(found.get("title") or found.get("name") or "")[:36].strip("-") or "new"
        taken = set(self._meta.model._default_manager.values_list("slug", flat=True))
        names = [wanted, *(f"{wanted}-{number}" for number in range(2, 1000))]
        return next(name for name in names if name not in taken)

    def _initial_of(self, form: Form) -> dict[str, Any]:
        """Return a form of ours as the fields on the web show it. What is gone by now is left."""
        found = {name: value for name, value in form.items() if name in self.fields}
        for name, value in found.items():
            field = self.fields[name]
            if not isinstance(field, forms.ModelChoiceField):
                continue
            offered: Any = field.queryset
            if isinstance(field, forms.ModelMultipleChoiceField):
                found[name] = list(offered.filter(slug__in=value))
            else:
                found[name] = value and offered.filter(slug=value).first()
        return found


def _day_of(waiting: Version | None) -> Any:
    """Return the day something waits for, else tomorrow."""
    if waiting and waiting.publish_at:
        return timezone.localdate(waiting.publish_at)
    return timezone.localdate() + timedelta(days=1)


def _let_it_be_too_long(field: forms.Field) -> None:
    """Let a browser send a text that is too long, to be told so with every letter still there."""
    longest = getattr(field, "max_length", None)
    if not isinstance(field, forms.CharField) or longest is None or longest < 40:
        return
    if isinstance(field, forms.SlugField | forms.URLField):
        return
    field.widget.attrs.pop("maxlength", None)
    field.widget.attrs["data-letters"] = str(longest)


def _ask_kindly(field: forms.Field) -> None:
    """Say what to do about a field that has to have something."""
    choice = isinstance(field, forms.ChoiceField)
    field.error_messages["required"] = "Please choose one." if choice else "Please fill this in."


def _name_the_empty_choice(field: Any) -> None:
    """Say in words what choosing nothing means, where Django draws a line."""
    said = "Choose" if field.required else "None"
    if isinstance(field, forms.ModelChoiceField) and field.empty_label is not None:
        field.empty_label = said
    elif isinstance(field, forms.TypedChoiceField):
        choices: Any = field.choices
        field.choices = [(value, name if value else said) for value, name in choices]
