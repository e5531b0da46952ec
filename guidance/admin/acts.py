"""What is done to rows in one go, from a list or from a row's page: retire, bring back, publish."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import ProtectedError, QuerySet
from django.http import HttpRequest
from django.template.defaultfilters import pluralize

from guidance import versions
from guidance.admin import consequences
from guidance.checking import Remark
from guidance.rows import ContentError
from guidance.versions import Overtaken

if TYPE_CHECKING:
    AnyAdmin = admin.ModelAdmin[Any]
else:
    # Django's own class takes no type at run time.
    AnyAdmin = admin.ModelAdmin


class Acts(AnyAdmin):
    """Acts on the ticked rows: all of them or none, looked at together before anything is done."""

    @admin.action(description="Retire: stop offering them", permissions=["change"])
    def retire(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Retire what is not retired yet, unless that breaks something."""
        held = list(queryset.filter(retired_at=None))
        if self._may(request, consequences.of_retiring(held)):
            self._do(request, held, lambda row: row.retire(), "retired")
            said = f"{_rows(held)} retired. Old pages keep what they show."
            self.message_user(request, said, messages.SUCCESS)

    @admin.action(description="Bring back: offer them again", permissions=["change"])
    def bring_back(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Bring back what is retired, unless that breaks something."""
        held = list(queryset.exclude(retired_at=None))
        if self._may(request, consequences.of_bringing_back(held)):
            self._do(request, held, lambda row: row.bring_back(), "brought back")
            self.message_user(request, f"{_rows(held)} on offer again.", messages.SUCCESS)

    @admin.action(description="Publish now what waits of them", permissions=["change"])
    def publish_waiting(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Publish the drafts of these rows, unless that breaks something."""
        noun, by = str(self.opts.model_name), str(request.user)
        found = [(row, versions.waiting(noun, row.slug)) for row in queryset]
        held = [(row, version) for row, version in found if version]
        forms = [(row, version.form) for row, version in held]
        if not self._may(request, consequences.of_publishing(forms)):
            return
        try:
            with transaction.atomic():
                for row, version in held:
                    versions.publish(row, version.form, by=by, based_on=version.number)
        except (ContentError, Overtaken) as problem:
            self.message_user(request, f"Nothing is published. {problem}", messages.ERROR)
            return
        said = f"{_rows(held)} published." if held else "No draft of them waits."
        self.message_user(request, said, messages.SUCCESS)

    def give_up(self, request: HttpRequest, row: Any) -> bool:
        """Give up what waits of a row. One that no reader saw is thrown away: return True."""
        based_on = _number(request.POST.get("based_on", ""))
        try:
            if not versions.ever_published(row):
                versions.discard(row, based_on=based_on)
                self.message_user(request, f"“{row}” is thrown away.", messages.SUCCESS)
                return True
            versions.give_up(row, based_on=based_on)
        except Overtaken as overtaken:
            who = overtaken.theirs.made_by or "Somebody at the shell"
            said = f"{who} changed this meanwhile, so nothing was given up. Please look again."
            self.message_user(request, said, messages.WARNING)
        except ContentError as problem:  # somebody published it a moment ago
            self.message_user(request, str(problem), messages.WARNING)
        except ProtectedError:
            said = "Other rows belong to it. Throw them away first, or move them."
            self.message_user(request, said, messages.WARNING)
        else:
            said = "Given up. Readers see what they saw before."
            self.message_user(request, said, messages.SUCCESS)
        return False

    def _may(self, request: HttpRequest, remarks: Iterable[Remark]) -> bool:
        """Say what would be amiss afterwards; return False where that may not be."""
        found = list(remarks)
        wrong = [one for one in found if one.level == "error"]
        for one in wrong:
            self.message_user(request, f"Nothing is changed. {one.sentence}", messages.ERROR)
        for one in [] if wrong else found:
            self.message_user(request, one.sentence, messages.WARNING)
        return not wrong

    def _do(
        self, request: HttpRequest, held: list[Any], act: Callable[[Any], object], said: str
    ) -> None:
        """Do something to each of these rows, and have it in their history."""
        with versions.acting(held, by=str(request.user), said=said):
            for row in held:
                act(row)


def _rows(held: list[Any]) -> str:
    return f"{len(held)} row{pluralize(len(held))}"


def _number(sent: str) -> int:
    """Return the number that was sent, or 0 for what is none."""
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else 0
