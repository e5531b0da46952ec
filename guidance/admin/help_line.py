"""Help lines at the desk: compared with a source, published, and compared again."""

from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.defaultfilters import pluralize
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from guidance import rows, versions
from guidance.admin.desk import AnyAdmin, ShelvedAdmin
from guidance.admin.help_line_form import ALONE, HelpLineForm, check_of
from guidance.admin.line_check import LineCheck
from guidance.admin.narrow import by
from guidance.admin.states import StateFilter
from guidance.care import SOON
from guidance.models import HelpLine
from guidance.models.help_line import FRESH
from guidance.rows import ContentError
from guidance.versions import Overtaken
from guidance.wording import COUNTRIES


class CountryFilter(admin.SimpleListFilter):
    """The countries that have a line, by name."""

    title = "country"
    parameter_name = "country"

    def lookups(self, request: HttpRequest, model_admin: AnyAdmin) -> list[tuple[str, str]]:
        present = set(HelpLine.objects.values_list("country", flat=True))
        return [(code, name) for code, name in COUNTRIES.items() if code in present]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(country=self.value()) if self.value() else queryset


class CheckedFilter(admin.SimpleListFilter):
    """How long ago somebody compared the line with its source."""

    title = "last check"
    parameter_name = "checked"

    def lookups(self, request: HttpRequest, model_admin: AnyAdmin) -> list[tuple[str, str]]:
        return [
            ("fresh", f"Less than {SOON.days} days ago"),
            ("soon", f"{SOON.days} to {FRESH.days} days ago"),
            ("overdue", f"More than {FRESH.days} days ago"),
            ("not", "Nobody checked it"),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        today = timezone.localdate()
        match self.value():
            case "fresh":
                return queryset.filter(last_verified_on__gt=today - SOON)
            case "soon":
                return queryset.filter(
                    last_verified_on__lte=today - SOON, last_verified_on__gte=today - FRESH
                )
            case "overdue":
                return queryset.filter(last_verified_on__lt=today - FRESH)
            case "not":
                return queryset.filter(last_verified_on=None)
        return queryset


@admin.register(HelpLine)
class HelpLineAdmin(LineCheck, ShelvedAdmin):
    about = (
        f"Where to get help now. A line is shown once it is published, and for {FRESH.days} days"
        " after somebody compared it with its source."
    )
    form = HelpLineForm
    actions = ["publish", "retire", "bring_back"]
    list_filter = [by("category", "purpose"), CountryFilter, CheckedFilter, StateFilter]
    fieldsets = [
        ("Who they are", {"fields": ["name", "country", "category", "hours", "notes"]}),
        (
            "How to reach them",
            {"fields": ["phone", "phone_link", "text_number", "text_keyword", "web_url"]},
        ),
        (
            "Whether it is right",
            {
                "fields": ["source_url", "compared"],
                "description": "A changed number is published together with a check of it. For"
                " a line that did not change, press Check it instead.",
            },
        ),
        ("Its place", {"fields": ["slug"]}),
    ]

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        """The form knows who has it open: a check is theirs."""
        made: Any = super().get_form(request, obj, change, **kwargs)
        made.editor = str(request.user)[:80]
        return made

    def sentence(self, row: HelpLine) -> str:
        """How to reach them, in short."""
        return " · ".join(filter(None, [row.phone, row.text_number and "text", row.site]))

    def marks(self, row: HelpLine) -> tuple[str, ...]:
        """What it is for, and whether the last check still holds. Its name says where."""
        return row.get_category_display(), checked(row)

    def view_on_site(self, obj: Any) -> str | None:
        """The help page, whether or not this line is shown there now."""
        return reverse("help")

    def ways(self, row: HelpLine) -> tuple[tuple[str, str], ...]:
        """The screen where it is compared with its source."""
        return (("Check it", reverse("admin:guidance_helpline_check", args=[row.pk])),)

    @admin.action(description="Publish what was checked", permissions=["change"])
    def publish(self, request: HttpRequest, queryset: QuerySet[HelpLine]) -> None:
        """Publish the ticked ones that have a check which still holds; name the others."""
        own, done, left = 0, 0, []
        for row in queryset.filter(retired_at=None):
            waiting = versions.waiting("helpline", row.slug)
            held = rows.form_of(row)
            form = waiting.form if waiting else held
            if row.published_at and not waiting:
                continue
            if not _holds(check_of(form, held, form)) or not self._publish(request, row, form):
                left.append(row.name)
                continue
            done += 1
            own += form["verified_by"] == str(request.user)[:80]
        self._say(request, done, own, left)

    def _publish(self, request: HttpRequest, row: HelpLine, form: rows.Form) -> bool:
        newest = versions.newest("helpline", row.slug)
        try:
            with transaction.atomic():
                based_on = newest.number if newest else 0
                versions.publish(row, form, by=str(request.user), based_on=based_on)
        except (ContentError, Overtaken):
            return False
        return True

    def _say(self, request: HttpRequest, done: int, own: int, left: list[str]) -> None:
        if done:
            said = f"{done} line{pluralize(done)} published."
            self.message_user(request, said, messages.SUCCESS)
        if own:
            self.message_user(request, ALONE, messages.WARNING)
        if left:
            self.message_user(
                request,
                f"Not published: {', '.join(left)}. Open each one and compare it with its"
                " source first.",
                messages.WARNING,
            )
        if not done and not left:
            self.message_user(request, "They are published already.")


def checked(line: HelpLine) -> str:
    """Return in a few words whether the last check still holds today."""
    day, today = line.last_verified_on, timezone.localdate()
    if not day:
        return "Not checked yet"
    if day < today - FRESH:
        return "Not shown: the last check is too old"
    if day <= today - SOON:
        return f"Check again by {date_format(day + FRESH, 'j F Y')}"
    return f"Checked on {date_format(day, 'j F Y')}"


def _holds(check: rows.Form) -> bool:
    day, oldest = check["last_verified_on"], (timezone.localdate() - FRESH).isoformat()
    return bool(day and check["verified_by"] and day >= oldest)
