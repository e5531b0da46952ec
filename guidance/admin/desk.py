"""What every page of the desk shares: order, retiring, bringing back, and no deleting."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.defaultfilters import pluralize
from django.utils import timezone

from guidance.models import Coded, Shelved
from guidance.models.shelved import ShelvedQuerySet, unused_codes

if TYPE_CHECKING:
    AnyAdmin = admin.ModelAdmin[Any]
    AnyInline = admin.TabularInline[Any, Any]
    AnyForm = forms.ModelForm[Any]
else:
    # Django's own classes take no type at run time.
    AnyAdmin, AnyInline, AnyForm = admin.ModelAdmin, admin.TabularInline, forms.ModelForm


class OnOfferFilter(admin.SimpleListFilter):
    """On offer, or retired."""

    title = "shelf"
    parameter_name = "shelf"

    def lookups(self, request: HttpRequest, model_admin: AnyAdmin) -> list[tuple[str, str]]:
        return [("offered", "On offer"), ("retired", "Retired")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        match self.value():
            case "offered":
                return queryset.filter(retired_at=None)
            case "retired":
                return queryset.exclude(retired_at=None)
        return queryset


class KeptAdmin(AnyAdmin):
    """Rows that are changed at the desk and stay for good."""

    list_per_page = 50
    save_on_top = True

    def formfield_for_dbfield(
        self, db_field: "models.Field[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> Any:
        """A long line gets a long field, a short list a low one."""
        found: Any = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(db_field, models.CharField) and (db_field.max_length or 0) > 100:
            found.widget.attrs["class"] = "vLargeTextField"
        elif db_field.name in ("hints", "roots"):
            found.widget.attrs["rows"] = 5
        return found

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody deletes, superusers included: old pages name what they answered."""
        return False


class ShelvedAdmin(KeptAdmin):
    """Rows with a place in order and a shelf to retire to."""

    actions = ["retire", "bring_back"]
    list_editable = ["order"]
    save_as = False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """The slug is fixed once it is saved; the code and the moments are never typed."""
        fixed = ["edited_at", "retired_at"]
        if issubclass(self.model, Coded):
            fixed.append("code")
        return [*super().get_readonly_fields(request, obj), *fixed, *(["slug"] if obj else [])]

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, Any]:
        """A new row's slug follows its name while it is typed."""
        names = {field.name for field in self.model._meta.fields}
        return {} if obj else {"slug": ["name" if "name" in names else "title"]}

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """A new row gets a code that no other sign, fear, strategy or leaning has."""
        if isinstance(obj, Coded) and not change:
            [obj.code] = unused_codes(1)
        super().save_model(request, obj, form, change)

    def view_on_site(self, obj: Any) -> str | None:
        """The guide page that readers see, where there is one."""
        return obj.get_absolute_url() if isinstance(obj, Coded) else None

    @admin.display(description="on offer", boolean=True, ordering="retired_at")
    def on_offer(self, obj: Shelved) -> bool:
        return obj.retired_at is None

    @admin.action(description="Retire: stop offering them", permissions=["change"])
    def retire(self, request: HttpRequest, queryset: ShelvedQuerySet[Any]) -> None:
        count = queryset.retire()
        self.message_user(
            request, f"{count} row{pluralize(count)} retired. Old pages keep what they show."
        )

    @admin.action(description="Bring back: offer them again", permissions=["change"])
    def bring_back(self, request: HttpRequest, queryset: ShelvedQuerySet[Any]) -> None:
        count = queryset.bring_back()
        self.message_user(
            request, f"{count} row{pluralize(count)} on offer again.", messages.SUCCESS
        )


class RetiringForm(AnyForm):
    """A row in a table of its own, with a tick that takes it off the guide."""

    retired = forms.BooleanField(required=False, help_text="Readers no longer see it.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["retired"] = self.instance.retired_at is not None
        self.fields["slug"].disabled = self.instance.pk is not None

    def save(self, commit: bool = True) -> Any:
        """Retire or bring back along with the other changes; the first moment is kept."""
        if not self.cleaned_data["retired"]:
            self.instance.retired_at = None
        elif self.instance.retired_at is None:
            self.instance.retired_at = timezone.now()
        return super().save(commit)


class KeptInline(AnyInline):
    """A small table of rows that belong to the page, without deleting."""

    extra = 0

    def formfield_for_dbfield(
        self, db_field: "models.Field[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> Any:
        """Fields that fit side by side, without a way out of the page."""
        found: Any = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(db_field, models.CharField) and not db_field.choices:
            size = 30 if (db_field.max_length or 0) > 100 else 15
            found.widget = forms.TextInput(attrs={"size": size})
        elif isinstance(db_field, models.ForeignKey):
            found.widget.can_add_related = False
            found.widget.can_change_related = False
            found.widget.can_view_related = False
        return found

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ShelvedInline(KeptInline):
    """Small rows with a slug, a place and a tick to retire them."""

    form = RetiringForm
