"""Take the whole guidance out as one file, and bring such a file in: first looked at, then done."""

from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.defaultfilters import pluralize
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from guidance import bundle
from guidance.admin.telling import Teller
from guidance.rows import NOUNS
from guidance.weight_table import WeightTable

SHELVES = (*(model._meta.model_name for model in NOUNS.values()), "weight")
NO_FILE = "Choose a file first: one that “Take out” wrote."


@require_safe
def out(request: HttpRequest) -> HttpResponse:
    """Say what the file holds and what it leaves here, with the button that fetches it."""
    _may(request, "view")
    context = {
        "title": "Take out",
        "drafts": sum(
            model._default_manager.filter(published_at=None).count() for model in NOUNS.values()
        ),
    }
    return _screen(request, "admin/guidance/out.html", context)


@require_safe
def file(request: HttpRequest) -> HttpResponse:
    """Answer with the file."""
    _may(request, "view")
    name = f"ajar-guidance-{timezone.localdate():%Y-%m-%d}.json"
    return HttpResponse(
        bundle.written(),
        content_type="application/json; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def bring_in(request: HttpRequest) -> HttpResponse:
    """Ask for a file; show what it would change; and, once somebody agreed to that, change it."""
    _may(request, "add", "change")
    if request.method != "POST":
        return _ask(request)
    only = "only" in request.POST
    try:
        data = _sent(request)
        read = bundle.read(data)
        if "mark" not in request.POST:
            return _look(request, data, bundle.look(read, only=only), only)
        plan = bundle.bring(
            read, only=only, by=request.user.get_username(), mark=request.POST["mark"]
        )
    except bundle.Moved:
        moved = "Something was changed here meanwhile, so nothing was brought in. Look once more:"
        return _look(request, data, bundle.look(read, only=only), only, moved)
    except bundle.Refused as refused:
        return _ask(request, refused.shown)
    messages.success(request, _done(plan))
    return redirect("admin:index")


def _sent(request: HttpRequest) -> bytes:
    """Return the file as it was chosen, or as it came back from the screen that showed it.

    Raise Refused where there is none. One that is too large never reaches us whole: no file is
    put on the disk, and a large one is not kept in memory.
    """
    if (chosen := request.FILES.get("file")) is not None:
        return chosen.read()  # type: ignore[no-any-return]
    size = int(request.META.get("CONTENT_LENGTH") or 0)
    if size > bundle.MOST_BYTES and "looked" not in request.POST:
        raise bundle.Refused([bundle.Problem(0, bundle.too_large(size))])
    try:
        data = b64decode(request.POST.get("looked", ""), validate=True)
    except (NotBase64, ValueError):
        data = b""
    if not data:
        raise bundle.Refused([bundle.Problem(0, NO_FILE)])
    return data


def _ask(request: HttpRequest, problems: tuple[str, ...] = ()) -> HttpResponse:
    context = {"title": "Bring in", "problems": problems, "only": "only" in request.POST}
    status = 400 if problems else 200
    return _screen(request, "admin/guidance/in.html", context, status=status)


def _look(
    request: HttpRequest, data: bytes, plan: bundle.Plan, only: bool, moved: str = ""
) -> HttpResponse:
    weights = Teller(WeightTable.noun)
    context = {
        "title": "What would change",
        "plan": plan,
        "shelves": list(_shelves(plan)),
        "weights": [weights.told(one) for one in plan.weights],
        "only": only,
        "moved": moved,
        "looked": b64encode(data).decode(),
    }
    return _screen(request, "admin/guidance/in_look.html", context, status=409 if moved else 200)


def _shelves(plan: bundle.Plan) -> Iterator[tuple[str, list[tuple[Any, list[Any]]]]]:
    """Give each shelf that changes: its name, and its rows with what editors read of them."""
    by_noun = sorted(plan.items, key=lambda item: list(NOUNS).index(item.noun))
    for noun, items in groupby(by_noun, key=lambda item: item.noun):
        teller = Teller(noun)
        told = [(item, [teller.told(one) for one in item.changes]) for item in items]
        yield str(NOUNS[noun]._meta.verbose_name_plural), told


def _done(plan: bundle.Plan) -> str:
    count = len(plan.items)
    said = f"Brought in: {count} row{pluralize(count)}"
    if plan.weights:
        said += f" and {len(plan.weights)} of the weights"
    if waiting := sum(item.waits for item in plan.items):
        said += f". {waiting} help line{pluralize(waiting, ' still needs,s still need')} a check"
    return f"{said}."


def _may(request: HttpRequest, *rights: str) -> None:
    """Raise PermissionDenied unless the account may do that on every shelf."""
    if not request.user.has_perms(f"guidance.{right}_{one}" for right in rights for one in SHELVES):
        raise PermissionDenied


def _screen(
    request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    request.current_app = admin.site.name
    return TemplateResponse(
        request, template, admin.site.each_context(request) | context, status=status
    )
