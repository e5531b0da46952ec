"""Accounts at the desk: a superuser sees who has one, and lets editors in.

Nobody is added here, and no password or address is set here: whoever could do
that for someone could sign in as them and read their journal.
"""

from typing import TYPE_CHECKING, Any

# These register their models when they are imported, which has to be over before the last lines.
import allauth.account.admin
import allauth.mfa.admin  # noqa: F401
import django.contrib.auth.admin  # noqa: F401
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest

from accounts.models import User

if TYPE_CHECKING:
    _Admin = admin.ModelAdmin[User]
else:
    _Admin = admin.ModelAdmin


@admin.register(User)
class AccountAdmin(_Admin):
    """A list of accounts for superusers, and what they may change on each."""

    list_display = ("email", "joined_at", "is_active", "is_staff", "in_groups")
    list_filter = ("is_active", "is_staff", "groups")
    search_fields = ("email",)
    ordering = ("email",)
    list_per_page = 50
    fields = ("email", "joined_at", "is_active", "is_staff", "groups")
    readonly_fields = ("email", "joined_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """Return the accounts with their groups, in two queries however many they are."""
        return super().get_queryset(request).prefetch_related("groups")

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> User | None:
        """Return an account. Raise PermissionDenied for an editor before looking for it.

        Otherwise the history page would tell an editor which ids exist.
        """
        if not self._is_superuser(request):
            raise PermissionDenied
        return super().get_object(request, *args, **kwargs)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer the few groups as ticks, with a word on what being an editor takes."""
        kwargs |= {
            "widget": CheckboxSelectMultiple,
            "help_text": "An editor is in Editors and may open the desk: tick both.",
        }
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    @admin.display(description="groups")
    def in_groups(self, account: User) -> str:
        """Return the names of the account's groups, with commas."""
        return ", ".join(group.name for group in account.groups.all())

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Only a superuser meets accounts on the desk."""
        return self._is_superuser(request)

    def has_view_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Only a superuser looks at accounts, whatever rights a group was given."""
        return self._is_superuser(request)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Only a superuser switches accounts on and off and hands out groups."""
        return self._is_superuser(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """People sign up themselves, so that nobody else ever knew their password."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """An account is switched off here, not erased: its journal belongs to its writer."""
        return False

    @staticmethod
    def _is_superuser(request: HttpRequest) -> bool:
        return bool(request.user.is_active and request.user.is_superuser)


# An address changed behind allauth's back would open the way to a password reset, a group given
# other rights would no longer be the Editors, and a second factor is its owner's alone.
admin.site.unregister([EmailAddress, Group, Authenticator])
