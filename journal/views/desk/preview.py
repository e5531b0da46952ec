"""What writers will see: a row's form as it is being changed, or one of its versions."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from guidance import rows, shelf, versions
from guidance.rows import ContentError
from guidance.shipped import Form
from journal.forms.fields import cleaned
from journal.views.desk.pieces import Piece, pieces

LIGHTS = ("light", "dark")
NEW = "new"
"""The slug of a row that has none yet, while it is looked at."""


@dataclass(frozen=True)
class Shown:
    """One place where writers meet it, by day and after dark."""

    heading: str
    template: str
    panels: tuple[tuple[str, str], ...]
    """The light, and what is drawn in it."""


@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, noun: str) -> HttpResponse:
    """Show a row as writers would see it. A form that is sent is looked at, and never saved.

    `?row=` names the row; without it the form is that of a new one. `?version=` asks for one of
    the row's versions. For those who may look at rows of this kind.
    """
    model = rows.NOUNS.get(noun)
    if model is None:
        raise Http404("There is no guidance of this kind.")
    desk = admin.site.get_model_admin(model)
    if not desk.has_view_or_change_permission(request):
        raise PermissionDenied
    row = _row(request, model)
    wrong: list[str] = []
    if request.method == "POST":
        form, wrong = _sent(request, desk, row)
        said = "as it stands on your form"
    elif row is None:
        raise Http404("Say which row.")
    else:
        form, said = _stored(request, row)
    context = admin.site.each_context(request) | {
        "name": rows.title(form),
        "said": said,
        "wrong": wrong,
        "retired": not form.get("active", True),
        "unchecked": noun == "helpline" and not form.get("last_verified_on"),
        "shown": _shown(request, noun, form),
        "back": _back(noun, row),
        "back_to": row or str(model._meta.verbose_name_plural).capitalize(),
    }
    return render(request, "journal/desk/preview.html", context)


def _row(request: HttpRequest, model: type[models.Model]) -> Any:
    """Return the row that the address names; None where it names none. Raise Http404."""
    named = request.GET.get("row", "")
    if not named:
        return None
    if not named.isdecimal() or len(named) > 18:
        raise Http404("There is no such row.")
    return get_object_or_404(model, pk=int(named))


def _stored(request: HttpRequest, row: Any) -> tuple[Form, str]:
    """Return a row's form, or that of a version of it, and which it is. Raise Http404."""
    number = request.GET.get("version", "")
    form = rows.form_of(row)
    if not number:
        return form, "as it is now"
    if not number.isdecimal() or len(number) > 9:
        raise Http404("There is no such version.")
    history = versions.history(rows.noun_of(row), row.slug)
    version = get_object_or_404(history, number=int(number))
    held = {name: value for name, value in version.form.items() if name in form}
    return form | held | {"slug": row.slug}, f"as version {version.number} has it"


def _sent(request: HttpRequest, desk: Any, row: Any) -> tuple[Form, list[str]]:
    """Return the form that was sent as far as it can be shown, and what is wrong with it.

    A text that does not fit is shown as it was typed; a choice that is none, as it was before.
    """
    form = rows.form_of(row) if row else {"active": True}
    slug = row.slug if row else ""
    made = desk.get_form(request, row, change=row is not None)
    # Filling in a form changes the row that it is given, so what is stored is read first.
    web = made(request.POST, instance=row)
    web.is_valid()
    form |= web.as_form()
    for column in rows.columns(desk.model):
        if column.name in web.errors and _is_words(column):
            form[column.name] = cleaned(str(web[column.name].value() or "")).strip()
    form["slug"] = slug or form.get("slug") or NEW
    return form, list(_sentences(web))


def _is_words(column: Any) -> bool:
    """Whether a column holds plain words: no choice, no address, no number to dial."""
    plain = type(column) in (models.CharField, models.TextField)
    return plain and not column.choices and not column._validators


def _sentences(web: Any) -> Iterator[str]:
    """Yield what is wrong, each after the name of its field."""
    for name, said in web.errors.items():
        label = web.fields[name].label if name in web.fields else ""
        for one in said:
            yield f"{str(label).capitalize()}: {one}" if label else one


def _shown(request: HttpRequest, noun: str, form: Form) -> list[Shown]:
    """Draw each place twice. Nothing where the form lacks what every place needs."""
    try:
        book = shelf.with_form(noun, form)
    except ContentError:
        return []
    by_light = [
        [(piece, _drawn(request, piece)) for piece in pieces(noun, form, book, light)]
        for light in LIGHTS
    ]
    return [
        Shown(
            heading=places[0][0].heading,
            template=places[0][0].template,
            panels=tuple((light, drawn) for light, (_, drawn) in zip(LIGHTS, places, strict=True)),
        )
        for places in zip(*by_light, strict=True)
    ]


def _drawn(request: HttpRequest, piece: Piece) -> str:
    """Return the piece as the writer's own template draws it, without the frame of a screen."""
    return render_to_string(
        piece.template, {"frame": "journal/desk/_bare.html", **piece.wants}, request
    )


def _back(noun: str, row: Any) -> str:
    """Return the address of the row at the desk, or of its shelf."""
    if row is None:
        return reverse(f"admin:guidance_{noun}_changelist")
    return reverse(f"admin:guidance_{noun}_change", args=[row.pk])
