"""The plainest controls of our forms, drawn without a template.

Django renders three templates for one text input, and ten more for a list of a few choices: on
the writing form that was more than half of the time. What comes out here is the same but for the
order of attributes and empty lines; a test compares them. Other widgets have their templates.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from django.forms.renderers import TemplatesSetting
from django.forms.utils import flatatt
from django.http import HttpRequest

from config.markup import fill, joined

Widget = Mapping[str, Any]


class Renderer(TemplatesSetting):
    """Draws inputs, text areas and lists itself, and leaves the others to templates."""

    def render(
        self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None
    ) -> str:
        """Return the HTML of a widget, a form, or a part of one."""
        draw = _DRAWN.get(template_name)
        return draw(context["widget"]) if draw else super().render(template_name, context, request)


def _input(widget: Widget) -> str:
    kind, name, value = widget["type"], widget["name"], widget["value"]
    shown = "" if value is None else fill(' value="{}"', value)
    return fill('<input type="{}" name="{}"{}{}>', kind, name, shown, _attributes(widget))


def _textarea(widget: Widget) -> str:
    name, text = widget["name"], widget["value"] or ""
    return fill('<textarea name="{}"{}>\n{}</textarea>', name, _attributes(widget), text)


def _select(widget: Widget) -> str:
    drawn = joined(_choices(widget["optgroups"]))
    return fill('<select name="{}"{}>{}\n</select>', widget["name"], _attributes(widget), drawn)


def _choices(groups: Iterable[tuple[str | None, Iterable[Widget], int]]) -> Iterator[str]:
    """Yield the choices of a list; Django wraps each that is in no group in one without a name."""
    for name, options, _ in groups:
        if name:
            drawn = joined(map(_option, options))
            yield fill('\n  <optgroup label="{}">{}\n  </optgroup>', name, drawn)
        else:
            yield from map(_option, options)


def _option(option: Widget) -> str:
    value, label = option["value"], option["label"]
    return fill('\n  <option value="{}"{}>{}</option>', value, _attributes(option), label)


def _attributes(widget: Widget) -> str:
    # Most choices of a list have none.
    return flatatt(widget["attrs"]) if widget["attrs"] else ""


_INPUTS = ("input", "text", "hidden", "date", "email", "number", "password")
_DRAWN: Mapping[str, Callable[[Widget], str]] = {
    **{f"django/forms/widgets/{name}.html": _input for name in _INPUTS},
    "django/forms/widgets/textarea.html": _textarea,
    "django/forms/widgets/select.html": _select,
}
