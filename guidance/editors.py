"""Who may work at the desk: a group with rights over guidance and nothing else."""

from django.contrib.auth.models import Group, Permission
from django.db import models
from django.db.models import Q

NAME = "Editors"
RIGHTS = ("add", "change", "view")
"""Nothing is deleted at the desk: what was published is retired."""


def group() -> Group:
    """Return the Editors group, made or mended so that it has its rights and no others."""
    editors, _ = Group.objects.get_or_create(name=NAME)
    wanted = set(_rights().values_list("pk", flat=True))
    if set(editors.permissions.values_list("pk", flat=True)) != wanted:
        editors.permissions.set(wanted)
    return editors


def lock() -> None:
    """Hold the group's row until the transaction ends, so that only one process loads."""
    Group.objects.select_for_update().get(pk=group().pk)


def _rights() -> models.QuerySet[Permission]:
    theirs = Q()
    for right in RIGHTS:
        theirs |= Q(codename__startswith=f"{right}_")
    return Permission.objects.filter(theirs, content_type__app_label="guidance")
